import { isBystander, serves } from './effects.js';
import type { View } from './view.js';

/**
 * Where user traffic enters the stack, ascending: what is declared, and if nothing is, what serves and nobody calls. A load
 * generator is no user: what it calls is taken in its place.
 */
export function entryPoints(view: View): readonly number[] {
  const declared = view.components.flatMap((component, node) => (isEntry(view, node) && !isBystander(component) ? [node] : []));
  const generated = calledByGenerators(view, (node) => isEntry(view, node));
  const found = new Set([...declared, ...generated]);
  return [...(found.size > 0 ? found : new Set(inferred(view)))].sort((a, b) => a - b);
}

function isEntry({ components, stack }: View, node: number): boolean {
  const entry = components[node]!.entry;
  return entry !== undefined && (stack === undefined || entry.stacks.includes(stack));
}

function calledByGenerators(view: View, keep: (generator: number) => boolean): number[] {
  return view.dependencies.flatMap((dependency, row) => {
    const generator = view.components[view.from[row]!]!.role === 'load-generator';
    return generator && dependency.phase === 'request' && serves(view.components[view.to[row]!]!) && keep(view.from[row]!) ? [view.to[row]!] : [];
  });
}

/** Serves, nobody calls it, and it is no worker that only takes messages. */
function inferred(view: View): number[] {
  const called = new Uint8Array(view.components.length);
  const consumes = new Uint8Array(view.components.length);
  view.dependencies.forEach(({ kind, phase }, row) => {
    const synchronous = phase === 'request' && (kind === 'calls' || kind === 'routes');
    if (synchronous && !isBystander(view.components[view.from[row]!]!)) called[view.to[row]!] = 1;
    if (kind === 'consumes') consumes[view.from[row]!] = 1;
  });
  const quiet = [...view.components.keys()].filter((node) => serves(view.components[node]!) && !isBystander(view.components[node]!) && called[node] === 0);
  const generated = new Set(calledByGenerators(view, () => true));
  return quiet.filter((node) => consumes[node] === 0 || generated.has(node));
}
