import { comparePlaces } from '../../../facts/place.js';
import type { FallbackFact, LockFact, TransactionFact } from '../../../facts/types.js';
import { ancestorOfType, placeOf, type SourceNode } from '../node.js';
import { callsIn } from './call-sites.js';
import type { Flow } from './evaluate.js';
import type { Client } from './facts.js';
import type { Stretch } from './language.js';
import type { Call } from './model.js';
import type { Reach } from './reach.js';

type PackagesOf = (file: string) => readonly string[];

/** Transactions and locks with the clients that are reached while they are held. */
export function holdingFacts(flow: Flow, reach: Reach, packagesOf: PackagesOf): (TransactionFact | LockFact)[] {
  const held = (kind: 'transaction' | 'lock', stretches: readonly Stretch[]) =>
    stretches.flatMap((stretch) => packagesOf(stretch.at.source.file).slice(0, 1).map((root): TransactionFact | LockFact => ({ kind, package: root, at: placeOf(stretch.at), reaches: reach(stretch) })));
  return [...held('transaction', flow.language.transactions(flow)), ...held('lock', flow.language.locks(flow))]
    .filter(({ reaches }) => reaches.length > 0)
    .sort((a, b) => comparePlaces(a.at, b.at));
}

/** What is asked instead where a call fails: in the branch that answers its failure, what is returned or assigned. */
export function fallbackFacts(flow: Flow, clients: readonly Client[], reach: Reach, packagesOf: PackagesOf): FallbackFact[] {
  const found = new Map<string, FallbackFact>();
  for (const { fact, uses } of clients)
    for (const { expression } of uses)
      for (const around of expression.is === 'call' ? expression.around : []) {
        const [root] = packagesOf(expression.node.source.file);
        if (around.kind !== 'fallback' || root === undefined) continue;
        const { at } = around;
        const reaches = reach({ at, calls: callsBetween(flow, at, at.start, at.end).filter(({ node }) => isAnswer(node, at)) });
        const [place, call] = [placeOf(at), placeOf(expression.node)];
        if (reaches.length > 0) found.set(JSON.stringify([fact.id, place, call]), { kind: 'fallback', package: root, at: place, of: { client: fact.id, at: call }, reaches });
      }
  return [...found.values()].sort((a, b) => comparePlaces(a.of.at, b.of.at) || comparePlaces(a.at, b.at));
}

/** Calls written in a part of the file that a node is of. */
export const callsBetween = (flow: Flow, { source }: SourceNode, start: number, end: number): readonly Call[] =>
  callsIn(flow.model, source.file).filter(({ node }) => node.start >= start && node.end <= end);

const TAKES = ['return_statement', 'assignment', 'assignment_statement', 'short_var_declaration'];

/** Its value is used: not a call that only logs or counts the failure. */
function isAnswer(call: SourceNode, branch: SourceNode): boolean {
  const taker = ancestorOfType(call, ...TAKES);
  return taker !== undefined && taker.start >= branch.start && taker.end <= branch.end;
}
