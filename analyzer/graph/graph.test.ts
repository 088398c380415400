import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentSizes, stronglyConnected } from './components.js';
import { cuts } from './cuts.js';
import { cycleWitnesses } from './cycles.js';
import { dominators, dominatorTree } from './dominators.js';
import { ends, forEachEdge, fromEdges, reverse, undirected } from './graph.js';
import { greatestProducts, limit } from './products.js';
import { acyclicSamples, bruteParts, bruteReach, inCytoscape, nodeNumber, sampleOf, samples } from './random.fixture.js';
import { pathTo, reach } from './reach.js';

const edgesOf = (graph: ReturnType<typeof fromEdges>): number[][] => {
  const rows: number[][] = [];
  forEachEdge(graph, (from, to, edge) => rows.push([from, to, edge]));
  return rows;
};

describe('graph', () => {
  it('keeps the order and the number of edges', () => {
    const { graph } = sampleOf(3, [[2, 0], [0, 1], [0, 2], [0, 1]]);
    expect(edgesOf(graph)).toEqual([[0, 1, 1], [0, 2, 2], [0, 1, 3], [2, 0, 0]]);
    expect(edgesOf(reverse(graph))).toEqual([[0, 2, 0], [1, 0, 1], [1, 0, 3], [2, 0, 2]]);
    expect(edgesOf(undirected(sampleOf(2, [[0, 1]]).graph))).toEqual([[0, 1, 0], [1, 0, 0]]);
    expect([...ends(graph).from]).toEqual([2, 0, 0, 0]);
  });

  it('allows no node at all', () => {
    const { graph } = sampleOf(0, []);
    expect(stronglyConnected(graph).count).toBe(0);
    expect([...reach(graph, []).order]).toEqual([]);
    expect(dominators(graph, [])).toEqual(new Int32Array(0));
    expect(cuts(graph)).toEqual({ points: [], bridges: [] });
    expect(greatestProducts(graph, new Float64Array(0), []).product).toEqual(new Float64Array(0));
  });

  it('is not limited by depth', () => {
    const size = 100_000;
    const from = Int32Array.from({ length: size - 1 }, (_, node) => node);
    const graph = fromEdges(size, from, from.map((node) => node + 1));
    expect(stronglyConnected(graph).count).toBe(size);
    expect(reach(graph, [0]).distance[size - 1]).toBe(size - 1);
    expect(dominators(graph, [0])[size - 1]).toBe(size - 2);
    expect(cuts(graph).points).toHaveLength(size - 2);
    expect(greatestProducts(graph, new Float64Array(size - 1).fill(2), [0]).product[size - 1]).toBe(limit);
  });
});

describe('reach', () => {
  it('finds what brute force finds, over paths that exist', () => {
    fc.assert(
      fc.property(samples(), (sample) => {
        const found = reach(sample.graph, [0]);
        expect(new Set(found.order)).toEqual(bruteReach(sample, [0]));
        for (const node of found.order) {
          const path = pathTo(found, node)!;
          expect(path).toHaveLength(found.distance[node]!);
          expect(path.reduce((at, edge) => (sample.list[edge]![0] === at ? sample.list[edge]![1] : -1), 0)).toBe(node);
        }
      }),
    );
  });

  it('agrees with cytoscape on the shortest distance', () => {
    fc.assert(
      fc.property(samples(), (sample) => {
        const found = reach(sample.graph, [0]);
        const cy = inCytoscape(sample);
        const { distanceTo } = cy.elements().dijkstra({ root: cy.getElementById('n0'), directed: true });
        for (let node = 0; node < sample.size; node++) {
          const distance = distanceTo(cy.getElementById(`n${node}`));
          expect(found.distance[node]).toBe(Number.isFinite(distance) ? distance : -1);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('strongly connected components', () => {
  it('agrees with cytoscape', () => {
    fc.assert(
      fc.property(samples(), (sample) => {
        const { of, count } = stronglyConnected(sample.graph);
        const { components } = inCytoscape(sample).elements().tarjanStronglyConnected();
        const theirs = components.map((part) => part.nodes().map((node) => nodeNumber(node.id())).sort((a, b) => a - b));
        const ours = Array.from({ length: count }, (_, component) => [...of.keys()].filter((node) => of[node] === component));
        const byFirst = (a: number[], b: number[]): number => a[0]! - b[0]!;
        expect(ours.sort(byFirst)).toEqual(theirs.sort(byFirst));
      }),
      { numRuns: 50 },
    );
  });

  it('groups nodes that reach each other and numbers them against the edges', () => {
    fc.assert(
      fc.property(samples(), (sample) => {
        const { of } = stronglyConnected(sample.graph);
        const reached = Array.from({ length: sample.size }, (_, node) => bruteReach(sample, [node]));
        for (let a = 0; a < sample.size; a++) for (let b = 0; b < sample.size; b++) expect(of[a] === of[b]).toBe(reached[a]!.has(b) && reached[b]!.has(a));
        for (const [from, to] of sample.list) expect(of[from]!).toBeGreaterThanOrEqual(of[to]!);
      }),
    );
  });

  it('gives one closed simple cycle for each component of several nodes', () => {
    fc.assert(
      fc.property(samples(), (sample) => {
        const cycles = cycleWitnesses(sample.graph);
        const { of } = stronglyConnected(sample.graph);
        expect(cycles).toHaveLength(componentSizes(stronglyConnected(sample.graph)).filter((size) => size > 1).length);
        for (const cycle of cycles) {
          const nodes = cycle.map((edge) => sample.list[edge]![0]);
          expect(new Set(nodes).size).toBe(nodes.length);
          expect(cycle.map((edge) => sample.list[edge]![1])).toEqual([...nodes.slice(1), nodes[0]]);
          expect(new Set(nodes.map((node) => of[node])).size).toBe(1);
        }
      }),
    );
  });
});

describe('dominators', () => {
  /** Every node that `node` cannot be reached without, by taking each away in turn. */
  const bruteDominators = (sample: ReturnType<typeof sampleOf>, roots: readonly number[], node: number): Set<number> =>
    new Set(Array.from({ length: sample.size }, (_, at) => at).filter((at) => at !== node && !bruteReach(sample, roots, at).has(node)));

  it('are the nodes whose removal cuts a node off', () => {
    fc.assert(
      fc.property(samples(14), fc.array(fc.nat({ max: 13 }), { minLength: 1, maxLength: 3 }), (sample, numbers) => {
        const roots = numbers.map((number) => number % sample.size);
        const idom = dominators(sample.graph, roots);
        const reached = bruteReach(sample, roots);
        for (let node = 0; node < sample.size; node++) {
          if (!reached.has(node)) {
            expect(idom[node]).toBe(-1);
            continue;
          }
          const chain = new Set<number>();
          for (let at = idom[node]!; at !== sample.size; at = idom[at]!) chain.add(at);
          expect(chain).toEqual(bruteDominators(sample, roots, node));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('of the example of Lengauer and Tarjan', () => {
    const names = 'RABCDEFGHIJKL';
    const list = 'RA RB RC AD BA BD BE CF CG DL EH FI GI GJ HE HK IK JI KI KR LH'.split(' ').map((pair) => [names.indexOf(pair[0]!), names.indexOf(pair[1]!)] as const);
    const idom = dominators(sampleOf(names.length, list).graph, [0]);
    const expected: Record<string, string> = { A: 'R', B: 'R', C: 'R', D: 'R', E: 'R', F: 'C', G: 'C', H: 'R', I: 'R', J: 'G', K: 'R', L: 'D' };
    for (const [node, dominator] of Object.entries(expected)) expect([node, names[idom[names.indexOf(node)]!]]).toEqual([node, dominator]);
  });

  it('make a tree under a virtual root', () => {
    const idom = dominators(sampleOf(5, [[0, 2], [1, 2], [2, 3]]).graph, [0, 1]);
    expect([...idom]).toEqual([5, 5, 5, 2, -1]);
    expect([...reach(dominatorTree(idom), [2]).order]).toEqual([2, 3]);
    expect([...reach(dominatorTree(idom), [5]).order]).toEqual([5, 0, 1, 2, 3]);
  });
});

describe('cuts', () => {
  it('are what brute force removes', () => {
    fc.assert(
      fc.property(samples(), (sample) => {
        const { points, bridges } = cuts(sample.graph);
        const parts = bruteParts(sample);
        // Taking away a lone node leaves one part less; a cut point leaves more.
        const brutePoints = Array.from({ length: sample.size }, (_, node) => node).filter((node) => bruteParts(sample, { node }) > parts);
        const bruteBridges = sample.list.map((_, edge) => edge).filter((edge) => bruteParts(sample, { edge }) > parts);
        expect(points).toEqual(brutePoints);
        expect(bridges).toEqual(bruteBridges);
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with cytoscape', () => {
    fc.assert(
      fc.property(samples(), (sample) => {
        const { cut } = inCytoscape(sample).elements().hopcroftTarjanBiconnected();
        const theirs = cut.map((node) => nodeNumber(node.id())).sort((a, b) => a - b);
        expect(cuts(sample.graph).points).toEqual(theirs);
      }),
      { numRuns: 50 },
    );
  });
});

describe('greatest products', () => {
  /** Greatest product over all paths by trying each of them. */
  function bruteProduct(list: readonly (readonly [number, number])[], factors: readonly number[], node: number, root: number): number {
    if (node === root) return 1;
    return Math.max(0, ...list.map(([from, to], edge) => (to === node ? bruteProduct(list, factors, from, root) * factors[edge]! : 0)));
  }

  it('are exact without cycles', () => {
    fc.assert(
      fc.property(acyclicSamples(), fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 40, maxLength: 40 }), (sample, numbers) => {
        const factors = sample.list.map((_, edge) => numbers[edge]!);
        const found = greatestProducts(sample.graph, Float64Array.from(factors), [0]);
        for (let node = 0; node < sample.size; node++) {
          expect(found.product[node]).toBe(bruteProduct(sample.list, factors, node, 0));
          const path = pathTo(found, node);
          if (path) expect(path.reduce((product, edge) => product * factors[edge]!, 1)).toBe(found.product[node]);
          expect(found.cyclic[node]).toBe(0);
        }
      }),
    );
  });

  it('belong to a simple path and say so where there is a cycle', () => {
    fc.assert(
      fc.property(samples(), (sample) => {
        const factors = Float64Array.from(sample.list, (_, edge) => 1 + (edge % 3));
        const found = greatestProducts(sample.graph, factors, [0]);
        const reached = bruteReach(sample, [0]);
        for (let node = 0; node < sample.size; node++) {
          const path = pathTo(found, node);
          expect(path !== undefined).toBe(reached.has(node));
          if (path === undefined) continue;
          const nodes = [...path.map((edge) => sample.list[edge]![0]), node];
          expect(new Set(nodes).size).toBe(nodes.length);
          expect(path.reduce((product, edge) => product * factors[edge]!, 1)).toBe(found.product[node]);
        }
      }),
    );
  });

  it('do not grow by going round', () => {
    const { graph } = sampleOf(4, [[0, 1], [1, 2], [2, 1], [2, 3]]);
    const found = greatestProducts(graph, Float64Array.of(2, 3, 3, 5), [0]);
    expect([...found.product]).toEqual([1, 2, 6, 30]);
    expect([...found.cyclic]).toEqual([0, 1, 1, 1]);
  });
});
