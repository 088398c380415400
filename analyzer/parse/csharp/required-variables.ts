import type { RequiredVariableFact } from '../../facts/types.js';
import { ancestorOfType, childOf, placeOf, textOf } from '../source/index.js';
import type { Code } from './handlers/reach.js';

export const REQUIRED_MARKS = /\bGetEnvironmentVariable\b/;

/** Around these it may not be read at all, or what is thrown is caught. */
const DECIDES = ['if_statement', 'try_statement', 'conditional_expression', 'switch_section', 'switch_expression_arm', 'for_statement', 'foreach_statement', 'while_statement'];

/** `Environment.GetEnvironmentVariable("X") ?? throw ..` in what starts. */
export function requiredVariables(started: readonly { readonly root: string; readonly code: Code }[]): RequiredVariableFact[] {
  return started.flatMap(({ root, code: { modules } }) =>
    modules.filter(({ text }) => REQUIRED_MARKS.test(text)).flatMap((module) => module.calls.flatMap((node): RequiredVariableFact[] => {
      const name = /^(?:System\.)?Environment\.GetEnvironmentVariable\(\s*"(\w+)"\s*\)$/.exec(textOf(node))?.[1];
      const right = node.field === 'left' ? childOf(node.parent, 'right') : undefined;
      const throws = right !== undefined && /^throw\b/.test(textOf(right)) && /\?\?/.test(textOf(node.parent!));
      return name === undefined || !throws || ancestorOfType(node, ...DECIDES) ? [] : [{ kind: 'required-variable', packages: [root], name, reader: 'Environment.GetEnvironmentVariable', at: placeOf(node) }];
    })),
  );
}
