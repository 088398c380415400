import { ts } from 'ts-morph';
import { comparePlaces } from '../../facts/place.js';
import type { LockFact, TransactionFact } from '../../facts/types.js';
import type { Client } from './engine/facts.js';
import { reachedFrom } from './engine/reach.js';
import { locksIn } from './locks.js';
import type { Program } from './program.js';
import { placeOf } from './source/module.js';
import { enclosingFunction, walk } from './source/syntax.js';
import { transactionsIn } from './transactions.js';

/** A stretch of code, with where what it holds begins. */
export interface Stretch {
  readonly at: ts.Node;
  readonly bodies: readonly ts.Node[];
}

/** Transactions and locks that reach a client of something outside of the process; those that only touch their own store, too. */
export function holdingsOf(program: Program, clients: readonly Client[]): (TransactionFact | LockFact)[] {
  const reach = reachedFrom(program, clients);
  const facts = program.modules.flatMap(({ source, path }) => {
    const held = (kind: 'transaction' | 'lock', stretches: readonly Stretch[]) =>
      stretches.map(({ at, bodies }): TransactionFact | LockFact => ({ kind, package: program.tree.manifests.of(path)?.root ?? '.', at: placeOf(at), reaches: reach(bodies) }));
    return [...held('transaction', transactionsIn(program, source)), ...held('lock', locksIn(source))];
  });
  return facts.filter(({ reaches }) => reaches.length > 0).sort((a, b) => comparePlaces(a.at, b.at));
}

/** What is called between a call and the first after it that ends what it began, in the same function. */
export function callsUntil(begin: ts.CallExpression, ends: (call: ts.CallExpression) => boolean): Stretch[] {
  const fn = enclosingFunction(begin);
  if (!fn?.body) return [];
  const calls: ts.CallExpression[] = [];
  walk(fn.body, (node) => {
    if (ts.isCallExpression(node) && node.pos >= begin.end) calls.push(node);
  });
  const end = calls.filter(ends).sort((a, b) => a.pos - b.pos)[0];
  return end ? [{ at: begin, bodies: calls.filter((call) => call.end <= end.pos) }] : [];
}
