import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from './index.js';
import { systemOf, type Sketch } from './sketch.fixture.js';

const of = (sketch: Sketch) => analyze(systemOf({ entries: ['web'], ...sketch })).deadlines();
const callIn = (line: string) => {
  const [dependency] = systemOf({ dependencies: [line] }).document.dependencies;
  return analyze(systemOf({ dependencies: [line] })).deadlines().call(dependency!);
};
const overruns = (sketch: Sketch): string[] => of(sketch)
    .waits.filter(({ call, deadline }) => call.worst.low > deadline.ms.high)
    .map(({ call, deadline }) => `${call.dependency.from} -> ${call.dependency.to} ${call.worst.low}..${call.worst.high} > ${deadline.ms.low}..${deadline.ms.high}`);

describe('what one call may take', () => {
  it.each([
    ['web calls api timeout=2000', 2000, 2000],
    ['web calls api timeout=2000 retries=2 retryBackoff=none', 6000, 6000],
    // The pause between the attempts is not known.
    ['web calls api timeout=2000 retries=2', 6000, Infinity],
    ['web calls api timeout=2000 retries=3 retryBackoff=exponential retryBaseDelay=100 retryBackoffFactor=2', 8700, 8700],
    ['web calls api timeout=2000 retries=3 retryBackoff=exponential retryBaseDelay=100 retryBackoffFactor=10 retryMaxDelay=500', 9100, 9100],
    ['web calls api timeout=2000 retries=2 retryBackoff=fixed retryBaseDelay=50', 6100, 6100],
    // Each attempt has its own limit, and all together have one.
    ['web calls api timeout=5000 perTryTimeout=2000 retries=3 retryBackoff=none', 5000, 5000],
    ['web calls api timeout=30000 perTryTimeout=2000 retries=3 retryBackoff=none', 8000, 8000],
    // One limit that holds for all attempts, or for each of them.
    ['web calls api timeout=2000 retries=2 retryBackoff=none timeoutCoversRetries=true', 2000, 6000],
    // The mesh cuts each attempt of the client, with its own attempts in it.
    ['web calls api timeout=9000 retries=1 retryBackoff=none meshTimeout=^1000 meshRetries=^2', 2000, 2000],
    ['web calls api timeout=^1000 perTryTimeout=^400 retries=^1', 800, 800],
    ['web calls api timeout=none', Infinity, Infinity],
    ['web calls api timeout=?', 0, Infinity],
    ['web calls api timeout=1000 retries=?', 1000, Infinity],
    ['web calls api', 0, Infinity],
    // Reconnecting sends no query again.
    ['web stores db timeout=1000 retries=~4', 1000, 1000],
  ])('%s: %d to %d', (line, low, high) => expect(callIn(line).worst).toEqual({ low, high }));

  it('is explicit only where nothing rests on a default', () => {
    expect(callIn('web calls api timeout=2000 retries=1').explicit).toBe(true);
    expect(callIn('web calls api timeout=~2000').explicit).toBe(false);
    expect(callIn('web calls api').explicit).toBe(false);
  });
});

describe('deadlines', () => {
  it('are set by the one who waits least, and handed on by those without a limit', () => {
    const deadlines = of({ dependencies: ['web calls a timeout=3000', 'a calls b timeout=none', 'b calls c timeout=9000', 'c stores db timeout=1000'], kinds: { db: 'datastore' } });
    expect(['web', 'a', 'b', 'c'].map((id) => deadlines.deadline(id)?.ms.high)).toEqual([undefined, 3000, 3000, 3000]);
    expect(deadlines.deadline('b')).toMatchObject({ call: { dependency: { from: 'web', to: 'a' } }, route: [], path: [{ from: 'a', to: 'b' }] });
  });

  it('begin with what the platform gives the entry point', () => {
    expect(overruns({ dependencies: ['web calls a timeout=40000'], settings: ['web lambdaTimeoutSeconds=30'] })).toEqual(['web -> a 40000..40000 > 30000..30000']);
    expect(overruns({ dependencies: ['web calls a timeout=40000'], settings: ['web entryTimeout=60000'] })).toEqual([]);
  });

  it('are overrun by calls that may take longer', () => {
    expect(overruns({ dependencies: ['web calls reviews timeout=3000 retries=1 retryBackoff=none', 'reviews calls ratings timeout=10000', 'web calls fast timeout=3000', 'fast calls other timeout=1000'] })).toEqual(['reviews -> ratings 10000..10000 > 3000..3000']);
    expect(overruns({ dependencies: ['web calls a timeout=3000', 'a stores db timeout=1000 retries=3 retryBackoff=none'], kinds: { db: 'datastore' } })).toEqual(['a -> db 4000..4000 > 3000..3000']);
  });

  it('say nothing where no one waits or nothing is known', () => {
    expect(overruns({ dependencies: ['web publishes kafka timeout=100', 'worker consumes kafka', 'worker calls api timeout=9000'], kinds: { kafka: 'broker' } })).toEqual([]);
    expect(overruns({ dependencies: ['web calls a timeout=?', 'a calls b timeout=9000'] })).toEqual([]);
  });

  it('are the least limit over all walks from the entry points, by brute force', () => {
    const nodes = ['web', 'a', 'b', 'c', 'd', 'e'];
    const edge = fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }), fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant('none' as const)));
    fc.assert(
      fc.property(fc.uniqueArray(edge, { maxLength: 12, selector: ([from, to]) => `${from} ${to}` }), (edges) => {
        const calls = edges.filter(([from, to]) => from !== to).map(([from, to, timeout]) => ({ from: nodes[from]!, to: nodes[to]!, timeout }));
        const deadlines = of({ kinds: { web: 'service' }, dependencies: calls.map(({ from, to, timeout }) => `${from} calls ${to} timeout=${timeout}`) });
        const reached = new Set(['web']);
        const limits = new Map<string, number>();
        for (let round = 0; round < nodes.length * 10; round++)
          for (const { from, to, timeout } of calls) {
            if (!reached.has(from)) continue;
            reached.add(to);
            limits.set(to, Math.min(limits.get(to) ?? Infinity, limits.get(from) ?? Infinity, timeout === 'none' ? Infinity : timeout));
          }
        for (const node of nodes) expect(deadlines.deadline(node)?.ms.high ?? Infinity, node).toBe(limits.get(node) ?? Infinity);
      }),
    );
  });
});
