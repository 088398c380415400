import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bottlenecks } from './bottleneck.js';
import { acyclicSamples, bruteReach, sampleOf, samples, type Sample } from './random.fixture.js';
import { sumsOfProducts } from './sums.js';

const weights = (sample: Sample) => fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(Infinity)), { minLength: sample.list.length, maxLength: sample.list.length });

describe('bottlenecks', () => {
  it('are the least weight of an edge or node that a root leads over', () => {
    const cases = samples(9).chain((sample) => fc.tuple(fc.constant(sample), weights(sample), fc.array(fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 9 })), { minLength: sample.size, maxLength: sample.size })));
    fc.assert(
      fc.property(cases, ([sample, ofEdges, ofNodes]) => {
        const { limit, by, parentEdge } = bottlenecks(sample.graph, Float64Array.from(ofEdges), Float64Array.from(ofNodes), [0]);
        const reached = bruteReach(sample, [0]);
        for (let node = 0; node < sample.size; node++) {
          const edges = sample.list.flatMap(([from, to], edge) => (reached.has(from) && bruteReach(sample, [to]).has(node) ? [ofEdges[edge]!] : []));
          const nodes = [...reached].filter((one) => bruteReach(sample, [one]).has(node)).map((one) => ofNodes[one]!);
          expect(limit[node]).toBe(Math.min(Infinity, ...edges, ...nodes));
          expect(begins(sample, { by, parentEdge }, node)).toBe(limit[node] === Infinity ? undefined : limit[node]);
        }

        /** Going back along the parents ends where the weight is. */
        function begins({ list }: Sample, found: { readonly by: Int32Array; readonly parentEdge: Int32Array }, node: number): number | undefined {
          const origin = found.by[node]!;
          let at = node;
          for (let edge = found.parentEdge[at]!; edge !== -1; edge = found.parentEdge[at]!) at = list[edge]![0];
          if (origin === -1) return undefined;
          return origin < -1 ? (at === -2 - origin ? ofNodes[at] : NaN) : list[origin]![1] === at ? ofEdges[origin] : NaN;
        }
      }),
    );
  });
});

describe('sums of products', () => {
  const initial = (size: number): Float64Array => new Float64Array(size).fill(1);

  it('count every path', () => {
    const cases = acyclicSamples(7).chain((sample) => fc.tuple(fc.constant(sample), fc.array(fc.integer({ min: 1, max: 4 }), { minLength: sample.list.length, maxLength: sample.list.length })));
    fc.assert(
      fc.property(cases, ([sample, factors]) => {
        const along = (node: number): number => (node === 0 ? 1 : 0) + sample.list.reduce((all, [from, to], edge) => (to === node ? all + along(from) * factors[edge]! : all), 0);
        const found = sumsOfProducts(sample.graph, Float64Array.from(factors), [0], initial(sample.size));
        for (let node = 0; node < sample.size; node++) expect(found[node]).toBe(along(node));
      }),
    );
  });

  it('have no end below a cycle, and only there', () => {
    const { graph, size } = sampleOf(6, [[0, 1], [1, 2], [2, 1], [2, 3], [0, 4], [5, 4]]);
    expect([...sumsOfProducts(graph, new Float64Array(6).fill(2), [0], initial(size))]).toEqual([1, Infinity, Infinity, Infinity, 2, 0]);
  });
});
