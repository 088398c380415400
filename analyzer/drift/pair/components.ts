import { compareText } from '../../facts/place.js';
import type { Component } from '../../graph/document.js';
import type { Side } from '../side.js';

/**
 * Components of the base by their ids in the head. One that is gone and one that is new are the same when what they are made of
 * and who they talk to agree; a name that is merely similar says nothing. Rounds, because a neighbour that was recognised helps
 * to recognise the next.
 */
export function pairComponents(base: Side, head: Side): ReadonlyMap<string, string> {
  const inHead = new Set(head.graph.components.map(({ id }) => id));
  const pairs = new Map(base.graph.components.flatMap(({ id }) => (inHead.has(id) ? [[id, id] as const] : [])));
  for (let found = true; found; ) {
    found = false;
    const taken = new Set(pairs.values());
    const gone = base.graph.components.filter(({ id }) => !pairs.has(id));
    const added = head.graph.components.filter(({ id }) => !taken.has(id));
    if (gone.length * added.length > MOST_PAIRS) return pairs;
    for (const [from, to] of mutualBest(gone, added, scorer(base, head, pairs))) {
      pairs.set(from, to);
      found = true;
    }
  }
  return pairs;
}

/** Two systems that have nothing in common are no renaming; and nobody waits for the proof. */
const MOST_PAIRS = 250_000;

/** Half of what is known of both has to agree, and it has to be something that not any two components have in common. */
const ENOUGH = 0.5;
const LEAST = 3;

type Score = (from: Component, to: Component) => number;
interface Feature { readonly text: string; readonly weight: number }

function scorer(base: Side, head: Side, pairs: ReadonlyMap<string, string>): Score {
  const before = featuresOf(base, (id) => pairs.get(id));
  const kept = new Set(pairs.values());
  const after = featuresOf(head, (id) => (kept.has(id) ? id : undefined));
  return (from, to) => {
    // Another store under the old store's callers is a replacement.
    if (from.kind !== to.kind || from.technology !== to.technology) return 0;
    const [one, two] = [before(from), after(to)];
    const shared = one.filter(({ text }) => two.some((other) => other.text === text)).reduce((sum, { weight }) => sum + weight, 0);
    const all = [...one, ...two].reduce((sum, { weight }) => sum + weight, 0) - shared;
    return shared >= LEAST && shared / all >= ENOUGH ? shared / all : 0;
  };
}

/** `paired`: a neighbour's id in the head, undefined while nobody knows it. */
function featuresOf({ graph, traits }: Side, paired: (id: string) => string | undefined): (component: Component) => readonly Feature[] {
  const features = new Map<string, Map<string, number>>();
  const add = (id: string, text: string, weight: number): void => void (features.get(id) ?? features.set(id, new Map()).get(id)!).set(text, weight);
  for (const { from, to, kind } of graph.dependencies) {
    const [caller, callee] = [paired(from), paired(to)];
    if (callee !== undefined) add(from, `to ${callee} ${kind}`, 2);
    if (caller !== undefined) add(to, `from ${caller} ${kind}`, 2);
  }
  for (const [id, own] of Object.entries(traits)) for (const trait of own) add(id, trait, trait.startsWith('port:') ? 1 : 3);
  for (const { id, technology } of graph.components) if (technology !== undefined) add(id, `technology ${technology}`, 1);
  return ({ id }) => [...(features.get(id) ?? [])].map(([text, weight]) => ({ text, weight }));
}

/** Pairs of which each is the other's best, and clearly so: of two that fit alike neither is chosen. */
function mutualBest(gone: readonly Component[], added: readonly Component[], score: Score): readonly (readonly [string, string])[] {
  const best = (of: readonly Component[], scoreOf: (one: Component) => number): Component | undefined => {
    const ranked = of.map((one) => ({ one, points: scoreOf(one) })).filter(({ points }) => points > 0).sort((a, b) => b.points - a.points || compareText(a.one.id, b.one.id));
    return ranked[1] !== undefined && ranked[1].points === ranked[0]!.points ? undefined : ranked[0]?.one;
  };
  return gone.flatMap((from) => {
    const to = best(added, (one) => score(from, one));
    return to !== undefined && best(gone, (one) => score(one, to)) === from ? [[from.id, to.id] as const] : [];
  });
}
