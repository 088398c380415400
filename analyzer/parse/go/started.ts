import { ancestorOfType, childOf, descendantsOfType, textOf, type SourceNode } from '../source/index.js';

/** More calls than this lead from `main` to hardly any setting. */
const MAX_CALLS = 5;

/** Tells whether a program surely comes to a node as it starts: from `main`, `init` or a variable of the package, past nothing that decides. */
export function startsIn(roots: readonly SourceNode[]): (node: SourceNode) => boolean {
  const calls = new Map<string, SourceNode[]>();
  const callsOf = (name: string): readonly SourceNode[] => {
    if (calls.size === 0) for (const call of roots.flatMap((root) => descendantsOfType(root, 'call_expression'))) calls.set(nameOf(call), [...(calls.get(nameOf(call)) ?? []), call]);
    return calls.get(name) ?? [];
  };
  const isStarted = (node: SourceNode, depth: number): boolean => {
    if (isDecided(node)) return false;
    const around = ancestorOfType(node, 'function_declaration', 'method_declaration');
    const name = around === undefined ? 'main' : textOf(childOf(around, 'name') ?? around);
    return name === 'main' || name === 'init' || (depth < MAX_CALLS && callsOf(name).some((call) => isStarted(call, depth + 1)));
  };
  return (node) => isStarted(node, 0);
}

const nameOf = (call: SourceNode): string => /(\w+)$/.exec(textOf(childOf(call, 'function') ?? call))?.[1] ?? '';

/** Something in its function decides whether it is reached. The condition of an `if` itself always is. */
function isDecided(node: SourceNode): boolean {
  for (let [up, from] = [node.parent, node]; up && up.type !== 'function_declaration' && up.type !== 'method_declaration'; [up, from] = [up.parent, up]) {
    if (up.type === 'func_literal' || up.type.endsWith('_case') || up.type === 'for_statement') return true;
    if (up.type === 'if_statement' && (from.field === 'consequence' || from.field === 'alternative')) return true;
  }
  return false;
}
