import { push } from '../facts/groups.js';
import { compareText } from '../facts/place.js';
import type { Dependency, DependencyKind, Evidence } from '../graph/document.js';
import { uniqueEvidence } from './evidence.js';

/** One observation that a component needs another. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: DependencyKind;
  readonly phase: Dependency['phase'];
  readonly strength: Dependency['strength'];
  /** Code knows strength and phase; a manifest only shows that the address is handed over. */
  readonly by: 'code' | 'manifest' | 'order';
  readonly protocol?: string;
  readonly stack: string;
  /** The list of addresses that it was read from, where there are several. */
  readonly list?: string;
  readonly evidence: readonly Evidence[];
}

/**
 * One row a pair, kind and phase. Where code shows how a pair depends, what manifests show for it is evidence of the same
 * dependency; where nothing but a start order is declared, that is all there is: a startup dependency.
 */
export function mergeEdges(edges: readonly Edge[]): Dependency[] {
  const byPair = new Map<string, Edge[]>();
  for (const edge of withSeeds(edges)) {
    if (edge.from === edge.to) continue;
    push(byPair, `${edge.from}\u0000${edge.to}`, edge);
  }
  return [...byPair.values()].flatMap((pair) => rows(underCode(pair))).sort(compareDependencies);
}

const SEEDED: ReadonlySet<DependencyKind> = new Set(['stores', 'caches', 'publishes', 'consumes', 'registers', 'configures']);

/** Of several brokers or seeds in one list any one will do, so each alone can be missed. */
function withSeeds(edges: readonly Edge[]): readonly Edge[] {
  const lists = new Map<string, Set<string>>();
  const keyOf = ({ from, stack, kind, list }: Edge): string | undefined => (list !== undefined && SEEDED.has(kind) ? `${from}\u0000${stack}\u0000${list}` : undefined);
  for (const edge of edges) {
    const key = keyOf(edge);
    if (key !== undefined) lists.set(key, (lists.get(key) ?? new Set()).add(edge.to));
  }
  return edges.map((edge) => ((lists.get(keyOf(edge) ?? '')?.size ?? 0) > 1 ? { ...edge, strength: 'soft' } : edge));
}

/** Manifest evidence joins the code's row that serves requests, when there is one. */
function underCode(pair: readonly Edge[]): Edge[] {
  const code = pair.filter((e) => e.by === 'code');
  const main = code.find((e) => e.phase === 'request') ?? code[0];
  if (!main) return [...pair];
  return pair.map((e) => (e.by === 'manifest' && e.phase === 'request' ? { ...e, kind: main.kind, phase: main.phase, strength: 'soft' } : e));
}

function rows(pair: readonly Edge[]): Dependency[] {
  const byRow = new Map<string, Edge[]>();
  for (const edge of pair) {
    const key = `${edge.kind}\u0000${edge.phase}`;
    byRow.set(key, [...(byRow.get(key) ?? []), edge]);
  }
  return [...byRow.values()].map((same) => {
    const { from, to, kind, phase } = same[0]!;
    const protocol = same.find((e) => e.protocol !== undefined)?.protocol;
    return {
      from,
      to,
      kind,
      strength: same.some((e) => e.strength === 'hard') ? 'hard' : 'soft',
      phase,
      ...(protocol === undefined ? {} : { protocol }),
      stacks: [...new Set(same.map((e) => e.stack))].sort(compareText),
      evidence: uniqueEvidence(same.flatMap((e) => e.evidence.map((proof) => ofStack(proof, e, same)))),
    } satisfies Dependency;
  });
}

/** A manifest proves a dependency for its own stack; code proves it for all. */
const ofStack = (proof: Evidence, { by, stack }: Edge, all: readonly Edge[]): Evidence => ((by === 'code' && OF_CODE.has(proof.mechanism)) || all.every((e) => e.stack === stack) ? proof : { ...proof, stack });

/** The program's own: its source, what is on its class path, the configuration beside it. */
const OF_CODE: ReadonlySet<string> = new Set(['code-call', 'package', 'config-file']);

const compareDependencies = (a: Dependency, b: Dependency): number =>
  compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(a.kind, b.kind) || compareText(a.phase, b.phase);
