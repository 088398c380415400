import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dependency, GraphDocument } from '../graph/document.js';
import { effectOf, serves } from './effects.js';
import { impactGraph, impactOf } from './impact.js';
import { documentOf, type Sketch } from './sketch.fixture.js';

const words = (path: readonly Dependency[]): string[] => path.map(({ from, kind, to }) => `${from} ${kind} ${to}`);
const blast = (sketch: Sketch, component: string, stack?: string) => {
  const { witness: _, ...plain } = impactOf(documentOf(sketch), component, stack);
  return plain;
};

describe('impactOf', () => {
  const shop: Sketch = {
    kinds: { redis: 'cache', orders: 'datastore', kafka: 'broker', mailer: 'service', prometheus: 'other monitoring', locust: 'other load-generator', edge: 'gateway' },
    dependencies: [
      'edge routes frontend', 'edge routes admin', 'frontend calls cart', 'frontend calls ads soft', 'cart caches redis', 'checkout calls cart', 'frontend calls checkout',
      'checkout stores orders', 'checkout publishes kafka', 'mailer consumes kafka', 'prometheus observes cart', 'locust calls frontend', 'admin stores orders', 'ads caches redis soft',
    ],
    entries: ['edge'],
  };

  it('takes down everybody who waits for it, nearest first', () => {
    expect(blast(shop, 'redis')).toEqual({ component: 'redis', lost: ['cart', 'checkout', 'frontend'], degraded: ['ads', 'edge'], entryPointsLost: ['frontend'], of: 7 });
  });

  it('shows the hops from who is lost or degraded to what failed', () => {
    const { witness } = impactOf(documentOf(shop), 'redis');
    expect(words(witness('frontend'))).toEqual(['frontend calls cart', 'cart caches redis']);
    expect(words(witness('ads'))).toEqual(['ads caches redis']);
    expect(words(witness('edge'))).toEqual(['edge routes frontend', 'frontend calls cart', 'cart caches redis']);
    expect(witness('mailer')).toEqual([]);
    expect(witness('redis')).toEqual([]);
    expect(witness('nobody')).toEqual([]);
  });

  it('stops a router only with its last route', () => {
    expect(blast(shop, 'orders')).toMatchObject({ lost: ['admin', 'checkout', 'frontend', 'edge'], degraded: [], entryPointsLost: ['edge'] });
    expect(blast(shop, 'admin')).toMatchObject({ lost: [], degraded: ['edge'], entryPointsLost: ['admin'], of: 6 });
    expect(blast(shop, 'edge')).toMatchObject({ lost: [], entryPointsLost: ['edge'] });
  });

  it('follows routers behind routers', () => {
    const sketch = { kinds: { lb: 'gateway', nginx: 'gateway' }, dependencies: ['lb routes nginx', 'nginx routes a', 'nginx routes b'], entries: ['lb'] };
    expect(blast(sketch, 'a')).toMatchObject({ lost: [], degraded: ['nginx'], entryPointsLost: ['a'] });
  });

  it('lets a broker stop its publishers and those who only consume', () => {
    expect(blast(shop, 'kafka')).toMatchObject({ lost: ['checkout', 'mailer', 'frontend'], degraded: ['edge'] });
    expect(blast(shop, 'mailer')).toMatchObject({ lost: [], degraded: [] });
    expect(blast({ kinds: { kafka: 'broker' }, dependencies: ['a consumes kafka', 'b calls a'] }, 'kafka')).toMatchObject({ lost: [], degraded: ['a'] });
    expect(blast({ dependencies: ['a publishes b', 'b consumes a'] }, 'b')).toMatchObject({ lost: [], degraded: [] });
  });

  it('degrades over soft and startup dependencies, and not beyond', () => {
    const sketch = { dependencies: ['a calls b', 'b calls c soft', 'd calls c startup', 'e calls c health', 'f calls c build', 'g registers c', 'h observes c', 'i calls d'] };
    expect(blast(sketch, 'c')).toMatchObject({ lost: [], degraded: ['b', 'd', 'e', 'g'], of: 8 });
  });

  it('goes through what does not serve, and does not count it', () => {
    const sketch = { kinds: { pgbouncer: 'datastore', pg: 'datastore', report: 'job' }, dependencies: ['api stores pgbouncer', 'pgbouncer stores pg', 'report stores pg'] };
    expect(blast(sketch, 'pg')).toEqual({ component: 'pg', lost: ['api'], degraded: [], entryPointsLost: ['api'], of: 1 });
  });

  it('looks at one stack, or at all together', () => {
    const sketch = { dependencies: ['a calls b @prod', 'a calls c @dev', 'b calls c @dev'] };
    expect(blast(sketch, 'c', 'prod')).toEqual({ component: 'c', lost: [], degraded: [], entryPointsLost: [], of: 2 });
    expect(blast(sketch, 'c', 'dev').lost).toEqual(['a', 'b']);
    expect(blast(sketch, 'c').lost).toEqual(['a', 'b']);
    expect(blast(sketch, 'b', 'prod').lost).toEqual(['a']);
  });

  it('survives names that mean something to JavaScript, loops and missing ends', () => {
    const document: GraphDocument = documentOf({ dependencies: ['__proto__ calls constructor', 'constructor calls constructor'] });
    expect(impactOf(document, 'constructor').lost).toEqual(['__proto__']);
    expect(impactOf({ ...document, components: [] }, 'constructor')).toMatchObject({ lost: [], of: 0 });
  });

  it('loses what repeated removal loses', () => {
    fc.assert(
      fc.property(sketches, fc.nat(), (sketch, seed) => {
        const document = documentOf(sketch);
        const failed = document.components[seed % document.components.length]!.id;
        const found = impactOf(document, failed);
        const stopped = bruteStopped(document, failed);
        const counted = document.components.filter((component) => component.id !== failed && serves(component) && component.role === undefined).map(({ id }) => id);
        expect([...found.lost].sort()).toEqual(counted.filter((id) => stopped.has(id)));
        const touched = document.dependencies.filter((row) => stopped.has(row.to) && effectIn(document, row) !== 'none').map(({ from }) => from);
        expect([...found.degraded].sort()).toEqual(counted.filter((id) => touched.includes(id) && !stopped.has(id)));
        expect(found.of).toBe(counted.length);
        for (const id of [...found.lost, ...found.degraded]) {
          const path = found.witness(id);
          expect([path[0]?.from, path.at(-1)?.to]).toEqual([id, failed]);
          path.slice(1).forEach((row, index) => expect(row.from).toBe(path[index]!.to));
        }
      }),
      { numRuns: 500 },
    );
  });
});

const nodes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const sketches: fc.Arbitrary<Sketch> = fc.record({
  kinds: fc.record(Object.fromEntries(nodes.map((node) => [node, fc.constantFrom('service', 'service', 'gateway', 'broker', 'cache', 'datastore', 'job', 'other load-generator')]))),
  dependencies: fc.array(
    fc.tuple(fc.constantFrom(...nodes), fc.constantFrom('calls', 'calls', 'routes', 'routes', 'stores', 'publishes', 'consumes', 'observes'), fc.constantFrom(...nodes), fc.constantFrom('', '', '', 'soft', 'startup', 'build')).map((parts) => parts.join(' ').trim()),
    { maxLength: 14 },
  ),
  entries: fc.subarray(nodes, { maxLength: 2 }),
});

const effectIn = (document: GraphDocument, row: Dependency): string => (row.from === row.to ? 'none' : effectOf(row, document.components.find(({ id }) => id === row.to)!));

/** Passes over all dependencies until nothing more stops. */
function bruteStopped(document: GraphDocument, failed: string): Set<string> {
  const rows = document.dependencies.map((row) => ({ row, effect: effectIn(document, row) }));
  const entries = impactGraph(document).entries.map((node) => document.components[node]!.id);
  const called = new Set([...entries, ...document.dependencies.filter(({ from, to, kind, phase }) => from !== to && phase === 'request' && (kind === 'calls' || kind === 'routes')).map(({ to }) => to)]);
  const stopped = new Set([failed]);
  for (let before = 0; before !== stopped.size; ) {
    before = stopped.size;
    for (const { row, effect } of rows) {
      if (!stopped.has(row.to)) continue;
      const allRoutesDown = rows.every((other) => other.effect !== 'stops-with-all' || other.row.from !== row.from || stopped.has(other.row.to));
      if (effect === 'stops' || (effect === 'stops-with-all' && allRoutesDown) || (effect === 'stops-if-idle' && !called.has(row.from))) stopped.add(row.from);
    }
  }
  return stopped;
}
