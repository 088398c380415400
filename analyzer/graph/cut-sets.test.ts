import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimalCutSets } from './cut-sets.js';
import type { FailureGraph } from './failures.js';
import { fromEdges } from './graph.js';

type Edges = readonly (readonly [number, number])[];

const graphOf = (size: number, any: Edges, all: Edges, sturdy: readonly number[] = []): FailureGraph => ({
  any: fromEdges(size, Int32Array.from(any, ([from]) => from), Int32Array.from(any, ([, to]) => to)),
  all: fromEdges(size, Int32Array.from(all, ([from]) => from), Int32Array.from(all, ([, to]) => to)),
  fails: Uint8Array.from({ length: size }, (_, node) => (sturdy.includes(node) ? 0 : 1)),
});

describe('minimal cut sets', () => {
  it('are single nodes along a chain, and pairs of two routes', () => {
    // 0 needs 1; 1 has the routes 2 and 3, both of which need 4; 3 needs 5.
    const [found] = minimalCutSets(graphOf(6, [[0, 1], [2, 4], [3, 4], [3, 5]], [[1, 2], [1, 3]]), [0]);
    expect(found).toEqual({ singles: [0, 1, 4], pairs: [[2, 3], [2, 5]], pairCount: 2 });
  });

  it('see that what is in both halves of a gate is no pair', () => {
    // Gate 0 of three routes; 4 fails two of them.
    const [found] = minimalCutSets(graphOf(5, [[1, 4], [2, 4]], [[0, 1], [0, 2], [0, 3]]), [0]);
    expect(found).toEqual({ singles: [0], pairs: [[3, 4]], pairCount: 1 });
  });

  it('leave out what cannot fail by itself', () => {
    expect(minimalCutSets(graphOf(4, [[1, 3]], [[0, 1], [0, 2]], [0, 1]), [0, 1])).toEqual([
      { singles: [], pairs: [[2, 3]], pairCount: 1 },
      { singles: [3], pairs: [], pairCount: 0 },
    ]);
  });

  it('count the pairs that they do not list', () => {
    const any: Edges = [...Array.from({ length: 10 }, (_, i) => [1, 3 + i] as const), ...Array.from({ length: 10 }, (_, i) => [2, 13 + i] as const)];
    const [found] = minimalCutSets(graphOf(23, any, [[0, 1], [0, 2]]), [0], 5);
    expect(found!.pairs).toHaveLength(5);
    expect(found!.pairCount).toBe(11 * 11);
  });

  it('are what trying every node and every pair finds', () => {
    fc.assert(
      fc.property(samples, ({ size, any, all, sturdy }) => {
        const graph = graphOf(size, any, all, sturdy);
        const tops = Array.from({ length: size }, (_, node) => node);
        minimalCutSets(graph, tops).forEach((found, top) => {
          const falls = (...failed: number[]): boolean => bruteFailed(size, any, all, failed).has(top);
          const events = tops.filter((node) => graph.fails[node] === 1);
          expect(found.singles).toEqual(events.filter((node) => falls(node)));
          const pairs = events.flatMap((a) => events.filter((b) => b > a && !falls(a) && !falls(b) && falls(a, b)).map((b) => [a, b]));
          expect(found.pairs).toEqual(pairs);
          expect(found.pairCount).toBe(pairs.length);
        });
      }),
      { numRuns: 1000 },
    );
  });
});

const samples = fc.integer({ min: 1, max: 9 }).chain((size) => {
  const node = fc.integer({ min: 0, max: size - 1 });
  const edges = fc.array(fc.tuple(node, node), { maxLength: size * 2 });
  return fc.record({ size: fc.constant(size), any: edges, all: edges, sturdy: fc.array(node, { maxLength: 3 }) });
});

/** Passes over all nodes until nothing more fails. */
function bruteFailed(size: number, any: Edges, all: Edges, failed: readonly number[]): Set<number> {
  const down = new Set(failed);
  for (let before = -1; before !== down.size; ) {
    before = down.size;
    for (let node = 0; node < size; node++) {
      const routes = all.filter(([from]) => from === node);
      if (any.some(([from, to]) => from === node && down.has(to)) || (routes.length > 0 && routes.every(([, to]) => down.has(to)))) down.add(node);
    }
  }
  return down;
}
