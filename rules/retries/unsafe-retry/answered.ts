import type { HandlerFact } from '../../../analyzer/facts/types.js';
import type { Setting } from '../../../analyzer/graph/document.js';
import type { System } from '../../../analyzer/system/system.js';
import type { RuleContext } from '../../define.js';
import { codeStacks } from '../../support/stacks.js';
import { isQuery, isRepeatedWrite, meshRetry } from './repeated.js';

/** What a proxy repeats on behalf of callers whose code is not here, and a handler that changes something each time. */
export interface Answered {
  /** The proxy, where it is a component. */
  readonly from: string | undefined;
  readonly to: string;
  readonly stack: string;
  readonly on: Setting;
  readonly handlers: readonly [HandlerFact, ...HandlerFact[]];
}

/** Components that users or callers without code here reach through something that repeats requests on answers. */
export function answeredAgain(context: Pick<RuleContext, 'stacks' | 'system'>): Answered[] {
  const { system } = context;
  return codeStacks(context).flatMap(({ stack, components }) =>
    components.flatMap((to): Answered[] => {
      const [first, ...others] = writesOf(system, to);
      if (!first) return [];
      const handlers = [first, ...others] as const;
      const entry = atEntry(system, to, stack.id);
      const proxies = [...new Set(system.in(to).filter((dependency) => (dependency.kind === 'routes' || dependency.kind === 'calls') && dependency.stacks.includes(stack.id)).map(({ from }) => from))];
      const through = proxies.flatMap((from) => {
        const found = hasCode(system, from, to) ? undefined : meshRetry(context, from, to);
        return found ? [{ from, to, stack: stack.id, on: found.on, handlers }] : [];
      });
      return through.length > 0 || !entry ? through : [{ from: undefined, to, stack: stack.id, on: entry, handlers }];
    }),
  );
}

/** Its own calls say what is repeated. */
const hasCode = (system: System, from: string, to: string): boolean => system.clients(from).some(({ targets }) => targets.includes(to));

function atEntry(system: System, to: string, stack: string): Setting | undefined {
  const [on, retries, methods] = ['entryRetryOn', 'entryRetries', 'entryRetriedMethods'].map((name) => system.setting(to, name, stack));
  return on && typeof retries?.value === 'number' && retries.value > 0 && isRepeatedWrite(on, methods) ? on : undefined;
}

/** What changes something, in files that do not speak of idempotency. */
const writesOf = (system: System, to: string): HandlerFact[] => system.handlers(to).filter(({ method, path, idempotent }) => (method === 'POST' || method === 'PATCH') && !idempotent && !isQuery(path));
