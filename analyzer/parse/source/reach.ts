import { compareText, type Place } from '../../facts/place.js';
import type { HandlerFact } from '../../facts/types.js';

const MAX_DEPTH = 6;
const MAX_FUNCTIONS = 200;

/** How the functions of a program lead to each other, whatever language they are written in. */
export interface Steps<Code extends object, Call> {
  calls(fn: Code): readonly Call[];
  place(call: Call): Place;
  /** Ids of the clients that the call uses. */
  clients(call: Call): readonly string[];
  callees(call: Call): readonly Code[];
}

/** The clients that running a function reaches, each by the shortest way. */
export function reachesFrom<Code extends object, Call>(start: Code, steps: Steps<Code, Call>): HandlerFact['reaches'] {
  const found = new Map<string, readonly Place[]>();
  const visited = new Set<Code>([start]);
  let level: { readonly fn: Code; readonly path: readonly Place[] }[] = [{ fn: start, path: [] }];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0 && visited.size < MAX_FUNCTIONS; depth++) {
    const next: typeof level = [];
    for (const { fn, path } of level)
      for (const call of steps.calls(fn)) {
        const here = [...path, steps.place(call)];
        for (const client of steps.clients(call)) if (!found.has(client)) found.set(client, here);
        for (const callee of steps.callees(call)) {
          if (visited.has(callee)) continue;
          visited.add(callee);
          next.push({ fn: callee, path: here });
        }
      }
    level = next;
  }
  return [...found].map(([client, path]) => ({ client, path })).sort((a, b) => compareText(a.client, b.client));
}
