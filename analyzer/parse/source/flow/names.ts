import type { SourceNode } from '../node.js';
import type { Binding, Scope } from './model.js';

/** Statements that a name declared in them does not leave. */
const BLOCKS: ReadonlySet<string> = new Set(['block', 'if_statement', 'for_statement', 'expression_switch_statement', 'type_switch_statement', 'expression_case', 'communication_case', 'default_case']);

/** The bindings that may hold when a name is read, with the scope that has them. */
export function visibleBindings(from: Scope, name: string, use: SourceNode): { readonly scope: Scope; readonly bindings: readonly Binding[] } | undefined {
  for (let scope: Scope | undefined = from; scope; scope = scope.parent) {
    const all = scope.bindings.get(name);
    const seen = all && (scope === from || sameFunction(scope, from) ? reaching(all, use) : all);
    if (seen && seen.length > 0) return { scope, bindings: seen };
  }
  return undefined;
}

const sameFunction = (a: Scope, b: Scope): boolean => a.fn !== undefined && a.fn === b.fn;

/**
 * From the last before the use back to the first that surely ran: those in between are in branches. A use before every
 * binding (a loop, a later definition) sees them all.
 */
function reaching(all: readonly Binding[], use: SourceNode): readonly Binding[] {
  const inFile = all.filter((b) => b.node.source === use.source || b.kind !== 'assigned');
  const usable = inFile.filter((b) => !b.declares || (encloses(b, use) && !isOwnValue(b, use)));
  const before = usable.filter((b) => b.kind !== 'assigned' || b.from <= use.start).sort((a, b) => b.from - a.from);
  if (before.length === 0) return usable;
  const found: Binding[] = [];
  for (const binding of before) {
    found.push(binding);
    if (!binding.maybe && encloses(binding, use)) break;
  }
  return found;
}

/** `gin := gin.Default()`: a name that is being declared is not known yet, so it is another's. */
const isOwnValue = ({ node }: Binding, use: SourceNode): boolean => node.source === use.source && node.start <= use.start && use.end <= node.end;

function encloses(binding: Binding, use: SourceNode): boolean {
  let block = binding.node.parent;
  while (block && !BLOCKS.has(block.type)) block = block.parent;
  return !block || (block.source === use.source && block.start <= use.start && use.end <= block.end);
}
