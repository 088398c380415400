import { describe, expect, it } from 'vitest';
import type { AutoscalerFact, WorkloadFact } from '../facts/types.js';
import type { Value } from '../facts/value.js';
import type { System, Workload } from '../system/system.js';
import { connectionDemands, mostReplicas } from './capacity.js';
import { systemOf } from './sketch.fixture.js';

const at = { file: 'a.yaml', line: 1, column: 1, length: 1 };
const known = <T>(value: T): Value<T> => ({ value, at });

interface Given {
  readonly component?: string;
  readonly kind?: string;
  readonly replicas?: Value<number>;
  readonly max?: Value<number>;
  readonly strategy?: { readonly type?: string; readonly maxSurge?: number | string };
  readonly platform?: WorkloadFact['platform'];
}

/** As much of a workload as capacity asks for. */
const workload = ({ component = 'cart', kind = 'Deployment', replicas, max, strategy, platform = 'kubernetes' }: Given): Workload => ({
  component,
  namespace: 'shop',
  fact: {
    role: 'serve', platform, ref: { kind, name: component }, replicas,
    ...(strategy ? { strategy: { at, type: strategy.type === undefined ? undefined : known(strategy.type), maxSurge: strategy.maxSurge === undefined ? undefined : known(strategy.maxSurge) } } : {}),
  } as unknown as WorkloadFact,
  services: [],
  budgets: [],
  autoscalers: max === undefined ? [] : [{ max } as unknown as AutoscalerFact],
  ...(kind === 'DaemonSet' ? {} : { effectiveReplicas: { value: 1, from: 'default' as const } }),
});

describe('replicas at the most', () => {
  it.each([
    ['what is written, and a quarter more in a rollout', { replicas: known(6) }, 6, 8],
    ['the default of one', {}, 1, 2],
    ['as far as the autoscaler goes', { max: known(20), strategy: { maxSurge: 1 } }, 20, 21],
    ['a share that is written', { replicas: known(10), strategy: { maxSurge: '50%' } }, 10, 15],
    ['none beside the old ones', { replicas: known(4), strategy: { type: 'Recreate' } }, 4, 4],
    ['a StatefulSet replaces one by one', { kind: 'StatefulSet', replicas: known(3) }, 3, 3],
    ['Compose stops before it starts', { platform: 'compose' as const, replicas: known(2) }, 2, 2],
    ['what nobody can evaluate', { replicas: { unknown: '${N}', at } }, 1, Infinity],
    ['one on each node', { kind: 'DaemonSet' }, 1, Infinity],
  ] as const)('%s', (_, given, low, high) => expect(mostReplicas(workload(given))).toEqual({ low, high }));
});

describe('connections', () => {
  const demands = (settings: readonly string[], dependencies: readonly string[], workloads: readonly Workload[]) => {
    const sketch = systemOf({ kinds: { db: 'datastore' }, dependencies, settings });
    const system: System = {
      ...sketch,
      stacks: [{ stack: sketch.document.stacks[0]!, components: sketch.document.components.map(({ id }) => id), workloads } as unknown as System['stacks'][number]],
      component: (id) => ({ ...sketch.document.components.find((one) => one.id === id)!, ...(id === 'db' ? { technology: 'postgresql' } : {}) }),
      in: (id) => sketch.document.dependencies.filter(({ to }) => to === id),
    };
    return connectionDemands(system, 'prod');
  };

  it('are pool x replicas of each client, against what the store accepts', () => {
    const [demand] = demands(['db maxConnections=200'], ['cart stores db connectionPoolMaxConnections=10', 'order stores db connectionPoolMaxConnections=~5'], [workload({ max: known(12) }), workload({ component: 'order', replicas: known(4) })]);
    expect(demand).toMatchObject({ store: 'db', limit: { connections: 200, reserved: 3 }, total: { low: 12 * 10 + 4 * 5, high: 15 * 10 + 5 * 5 } });
  });

  it('have no end where a pool has no maximum, and none that is known where it was not evaluated', () => {
    expect(demands([], ['cart stores db connectionPoolMaxConnections=none'], [workload({ replicas: known(2) })])[0]?.total.low).toBe(Infinity);
    expect(demands([], ['cart stores db connectionPoolMaxConnections=?'], [workload({ replicas: known(2) })])[0]?.total).toEqual({ low: 0, high: Infinity });
    expect(demands([], ['cart stores db'], [workload({ replicas: known(2) })])).toEqual([]);
  });
});
