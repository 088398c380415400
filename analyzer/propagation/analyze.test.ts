import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dependency } from '../graph/document.js';
import { analyze } from './index.js';
import { systemOf, type Sketch } from './sketch.fixture.js';

const of = (sketch: Sketch) => analyze(systemOf(sketch));
const words = (path: readonly Dependency[] | undefined): string[] | undefined => path?.map(({ from, kind, to }) => `${from} ${kind} ${to}`);

describe('entry points', () => {
  it('are declared, or what serves and nobody calls', () => {
    const dependencies = ['frontend calls cart', 'admin calls cart', 'worker consumes kafka', 'cron stores db', 'prometheus observes cart'];
    const kinds = { kafka: 'broker', db: 'datastore', cron: 'job', prometheus: 'other monitoring' };
    expect(of({ kinds, dependencies }).entryPoints()).toEqual(['admin', 'frontend']);
    expect(of({ kinds, dependencies, entries: ['cart'] }).entryPoints()).toEqual(['cart']);
  });

  it('are what a load generator calls, not the load generator', () => {
    const kinds = { locust: 'other load-generator' };
    expect(of({ kinds, dependencies: ['locust calls web', 'web calls api'] }).entryPoints()).toEqual(['web']);
    expect(of({ kinds, dependencies: ['locust calls web', 'admin calls api'], entries: ['locust'] }).entryPoints()).toEqual(['web']);
  });

  it('belong to a stack', () => {
    const sketch = { dependencies: ['a calls b @prod', 'b calls a @dev'] };
    expect([of(sketch).entryPoints('prod'), of(sketch).entryPoints('dev'), of(sketch).entryPoints()]).toEqual([['a'], ['b'], []]);
  });
});

describe('dominates', () => {
  const sketch: Sketch = { kinds: { db: 'datastore' }, dependencies: ['web calls api', 'api calls users', 'api calls orders', 'users stores db', 'orders stores db', 'web calls users', 'lone observes api'] };

  it('tells what users reach only through a component', () => {
    const analysis = of({ ...sketch, entries: ['web'] });
    expect(analysis.dominates('web')).toEqual(['api', 'db', 'orders', 'users']);
    expect(analysis.dominates('api')).toEqual(['orders']);
    expect(analysis.dominates('users')).toEqual([]);
    expect(analysis.dominates('lone')).toEqual([]);
    expect(analysis.dominates('nobody')).toEqual([]);
  });
});

describe('articulation points', () => {
  it('separate something from the entry points', () => {
    expect(of({ dependencies: ['web calls api', 'api calls a', 'api calls b', 'x calls y', 'y calls z'], entries: ['web'] }).articulationPoints()).toEqual(['api', 'web']);
    expect(of({ dependencies: ['web calls a', 'web calls b', 'a calls c', 'b calls c'], entries: ['web'] }).articulationPoints()).toEqual(['web']);
    expect(of({ dependencies: ['web calls a', 'mobile calls a'] }).articulationPoints()).toEqual([]);
  });
});

describe('cycles', () => {
  it('are hard, of one phase, and given as one closed path each', () => {
    const sketch: Sketch = {
      kinds: { kafka: 'broker' },
      dependencies: ['a calls b', 'b calls c', 'c calls a', 'd calls e', 'e calls d soft', 'f calls g startup', 'g calls f startup', 'h publishes kafka', 'kafka calls h soft', 'i publishes j', 'j publishes i'],
    };
    expect(of(sketch).cycles('request').map(words)).toEqual([['a calls b', 'b calls c', 'c calls a']]);
    expect(of(sketch).cycles('startup').map(words)).toEqual([['f calls g', 'g calls f']]);
  });
});

describe('path', () => {
  const analysis = of({ kinds: { db: 'datastore' }, dependencies: ['a calls db soft', 'a calls b', 'b calls c', 'c stores db', 'a calls d soft'] });

  it('is the shortest over hard dependencies, and over soft ones where there is no other', () => {
    expect(words(analysis.path('a', 'db'))).toEqual(['a calls b', 'b calls c', 'c stores db']);
    expect(words(analysis.path('a', 'd'))).toEqual(['a calls d']);
    expect(analysis.path('a', 'a')).toEqual([]);
    expect(analysis.path('db', 'a')).toBeUndefined();
    expect(analysis.path('a', 'nobody')).toBeUndefined();
  });
});

describe('amplification', () => {
  it('multiplies attempts along the worst path', () => {
    const analysis = of({ kinds: { db: 'datastore' }, dependencies: ['web calls api retries=2', 'api calls orders retries=3', 'orders stores db retries=4', 'web calls orders retries=5'], entries: ['web'] });
    const found = analysis.amplification('db');
    expect(found?.attempts).toBe(3 * 4 * 5);
    expect(found?.path.map(({ dependency, attempts }) => `${dependency.from} ${attempts}`)).toEqual(['web 3', 'api 4', 'orders 5']);
    expect(analysis.amplification('web')).toEqual({ attempts: 1, total: 1, path: [] });
    expect(analysis.amplification('nobody')).toBeUndefined();
  });

  it('multiplies what a client and the mesh retry on one hop', () => {
    const analysis = of({ dependencies: ['web calls api retries=2 meshRetries=1', 'api calls orders meshRetries=2'], entries: ['web'] });
    expect(['api', 'orders'].map((id) => analysis.amplification(id)?.attempts)).toEqual([3 * 2, 3 * 2 * 3]);
  });

  it('ends at a breaker, a fallback and a queue', () => {
    const analysis = of({
      kinds: { kafka: 'broker' },
      dependencies: ['web calls a retries=2 breaker', 'web calls b retries=2 soft', 'web publishes kafka retries=2', 'worker consumes kafka retries=2', 'web calls c retries=9', 'c calls d retries=?', 'd calls e retries=2147483647'],
      entries: ['web'],
    });
    expect(['a', 'b', 'kafka', 'worker', 'c', 'd', 'e'].map((id) => analysis.amplification(id)?.attempts)).toEqual([undefined, undefined, 3, undefined, 10, 10, 10]);
  });

  it('is counted over all paths together, too', () => {
    const analysis = of({ dependencies: ['web calls a retries=1', 'web calls b retries=2', 'a calls c', 'b calls c retries=1', 'c calls d'], entries: ['web'] });
    expect(analysis.amplification('c')).toMatchObject({ attempts: 3 * 2, total: 2 + 3 * 2 });
    expect(of({ dependencies: ['web calls a', 'a calls b', 'b calls a', 'b calls c'], entries: ['web'] }).amplification('c')?.total).toBeUndefined();
  });

  it('begins with the route and the queue that repeat', () => {
    const analysis = of({
      kinds: { jobs: 'broker' },
      dependencies: ['web calls a retries=1', 'worker consumes jobs', 'worker calls b retries=2'],
      entries: ['web'],
      settings: ['web entryRetries=2', 'jobs maxReceiveCount=5'],
    });
    expect(analysis.amplification('a')).toMatchObject({ attempts: 3 * 2, start: { by: 'route', attempts: 3 } });
    expect(analysis.amplification('b')).toMatchObject({ attempts: 5 * 3, start: { by: 'queue', attempts: 5 } });
  });

  it('is cut by breakers, budgets and fallbacks, which are named', () => {
    const analysis = of({ dependencies: ['web calls a retries=3 breaker', 'web calls b retries=3 retryBudgetRatio=0.2', 'b calls c retries=1', 'web calls d retries=3 soft', 'web calls e breaker'], entries: ['web'] });
    expect(analysis.amplification('c')?.attempts).toBeCloseTo(1.2 * 2);
    expect(analysis.amplificationCuts().map(({ dependency, by }) => `${dependency.to} ${by}`)).toEqual(['a circuit-breaker', 'b retry-budget', 'd fallback']);
  });

  it('is open where a number of retries is not known', () => {
    const analysis = of({ dependencies: ['web calls a retries=1', 'a calls b retries=?'], entries: ['web'] });
    expect(analysis.amplification('a')?.open).toBeUndefined();
    expect(analysis.amplification('b')).toMatchObject({ attempts: 2, open: true });
  });

  it('says that its path crosses a cycle', () => {
    const analysis = of({ dependencies: ['web calls a retries=1', 'a calls b retries=1', 'b calls a retries=1', 'b calls c retries=1'], entries: ['web'] });
    expect(analysis.amplification('c')).toMatchObject({ attempts: 8, cyclic: true });
  });

  it('is the greatest over all simple paths', () => {
    const nodes = ['a', 'b', 'c', 'd', 'e', 'f'];
    const edge = fc.tuple(fc.nat({ max: 4 }), fc.integer({ min: 1, max: 5 }), fc.nat({ max: 3 }));
    fc.assert(
      fc.property(fc.uniqueArray(edge, { maxLength: 12, selector: ([from, step]) => `${from} ${Math.min(5, from + step)}` }), (edges) => {
        const calls = edges.map(([from, step, retries]) => ({ from: nodes[from]!, to: nodes[Math.min(5, from + step)]!, retries }));
        const analysis = of({ kinds: { a: 'service' }, dependencies: calls.map(({ from, to, retries }) => `${from} calls ${to} retries=${retries}`), entries: ['a'] });
        const worst = (node: string): number => (node === 'a' ? 1 : Math.max(0, ...calls.map(({ from, to, retries }) => (to === node ? worst(from) * (1 + retries) : 0))));
        for (const node of nodes) expect(analysis.amplification(node)?.attempts ?? 0).toBe(worst(node));
      }),
    );
  });
});
