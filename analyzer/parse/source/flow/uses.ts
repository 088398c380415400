import type { Match } from '../match.js';
import { matchOf, namesOf } from './calls.js';
import type { Flow } from './evaluate.js';
import { waysTo } from './frames.js';
import { functionOf } from './model.js';
import type { Site } from './sources.js';
import type { Made } from './value.js';

/** A call or written value that the table knows, on one way to it. */
export interface Use extends Match, Site {
  readonly receiver: Made | undefined;
  /** The name that was called. */
  readonly called: string;
}

const collected = new WeakMap<Flow, readonly Use[]>();

/** Every use of a client library in the tree. */
export function collectUses(flow: Flow): readonly Use[] {
  const known = collected.get(flow) ?? findUses(flow);
  collected.set(flow, known);
  return known;
}

function findUses(flow: Flow): Use[] {
  const found: Use[] = [];
  const { calls, objects } = flow.model;
  for (const expression of [...calls, ...objects]) {
    if (usesAt(flow, { expression, frame: undefined }).length === 0) continue;
    for (const frame of waysTo(flow, functionOf(expression.scope))) found.push(...usesAt(flow, { expression, frame }));
  }
  return found;
}

function usesAt(flow: Flow, site: Site): Use[] {
  return namesOf(flow, site.expression, site.frame).flatMap((named): Use[] => {
    const match = matchOf(flow, site.expression, site.frame, named);
    return match ? [{ ...match, ...site, receiver: named.receiver, called: named.name.slice(named.name.search(/[^.#:]*$/)) }] : [];
  });
}
