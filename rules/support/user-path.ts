import type { Dependency } from '../../analyzer/graph/document.js';
import type { StackView } from '../../analyzer/system/system.js';
import type { RuleContext } from '../define.js';
import { codeStacks } from './stacks.js';

export interface UserPath {
  readonly view: StackView;
  readonly entry: string;
  /** Empty when the component is the entry point itself. */
  readonly hops: readonly Dependency[];
}

/** How a user's request reaches a component, in the first stack that serves users where one does. */
export function userPath(context: Pick<RuleContext, 'analysis' | 'stacks'>, component: string): UserPath | undefined {
  for (const view of codeStacks(context))
    for (const entry of context.analysis.entryPoints(view.stack.id)) {
      const hops = entry === component ? [] : context.analysis.path(entry, component, view.stack.id);
      if (hops && hops.every(({ kind, phase }) => phase === 'request' && kind !== 'consumes' && kind !== 'publishes')) return { view, entry, hops };
    }
  return undefined;
}
