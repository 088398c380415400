import type { Fact } from '../facts/types.js';

/** Facts as the plain data that they are. */
type Plain = Readonly<Record<string, unknown>>;

/** Whether a cluster fills in this value where a manifest does not say. `parent` holds it. */
type Fills = (value: unknown, parent: Plain) => boolean;
interface Shape {
  readonly [field: string]: Shape | Fills;
}

const is = (...values: readonly unknown[]): Fills => (value) => values.includes(value);
const anything: Fills = () => true;

const probe: Shape = { timeoutSeconds: is(1), periodSeconds: is(10), successThreshold: is(1), failureThreshold: is(3), scheme: is('HTTP') };
const pod: Shape = {
  terminationGracePeriodSeconds: is(30), restartPolicy: is('Always'), serviceAccount: is('default'),
  // The policy follows from the tag, so it says nothing that the image does not.
  containers: { imagePullPolicy: is('Always', 'IfNotPresent'), probes: { readiness: probe, liveness: probe, startup: probe } },
};
const controller = (strategy: Shape): Shape => ({ ...pod, replicas: is(1), revisionHistoryLimit: is(10), progressDeadlineSeconds: is(600), strategy: { type: is('RollingUpdate'), ...strategy } });
const job: Shape = { ...pod, backoffLimit: is(6), cron: { concurrencyPolicy: is('Allow'), suspend: is(false) }, selector: anything };

/**
 * What the API server and its admission fill in, as the fact has it, by kind of object.
 * https://kubernetes.io/docs/reference/kubernetes-api/ has the defaults of each field.
 */
const FILLED: Readonly<Record<string, Shape>> = {
  Deployment: controller({ maxSurge: is('25%'), maxUnavailable: is('25%') }),
  StatefulSet: controller({ maxUnavailable: is(1) }),
  DaemonSet: controller({ maxSurge: is(0), maxUnavailable: is(1) }),
  ReplicaSet: controller({}),
  ReplicationController: controller({}),
  Pod: pod,
  Job: job,
  CronJob: job,
  Service: { externalTrafficPolicy: is('Cluster'), ports: { nodePort: anything, targetPort: (value, port) => value === port['port'] } },
  HorizontalPodAutoscaler: { min: is(1) },
  // The default classes of a cluster are not known to its manifests.
  Ingress: { className: anything },
  PersistentVolumeClaim: { storageClass: anything },
  HTTPRoute: { backends: { weight: is(1), path: is('/') } },
  GRPCRoute: { backends: { weight: is(1) } },
};

/** Proxies that a mesh's or a vault's webhook adds to pods, and never to the manifest. */
const INJECTED: ReadonlySet<string> = new Set(['istio-proxy', 'istio-init', 'istio-validation', 'linkerd-proxy', 'linkerd-init', 'linkerd-network-validator', 'daprd', 'vault-agent', 'vault-agent-init', 'consul-dataplane', 'consul-connect-inject-init']);

/** A fact of a cluster without what the cluster filled in; what its manifest (`declared`) says as well stays, to be compared. */
export function withoutFilled<F extends Fact>(live: F, declared: Fact | undefined): F {
  const kind = 'ref' in live ? live.ref.kind : '';
  const shape = Object.hasOwn(FILLED, kind) ? FILLED[kind]! : {};
  const stripped = strip(live as unknown as Plain, (declared ?? {}) as unknown as Plain, shape) as unknown as F;
  return stripped.kind === 'workload' ? { ...stripped, containers: stripped.containers.filter(({ name }) => !INJECTED.has(name) || isDeclared(name, declared)) } : stripped;
}

const isDeclared = (container: string, declared: Fact | undefined): boolean => declared?.kind === 'workload' && declared.containers.some(({ name }) => name === container);

function strip(live: Plain, declared: Plain, shape: Shape): Plain {
  const kept: Record<string, unknown> = { ...live };
  for (const [field, rule] of Object.entries(shape)) {
    const value = live[field];
    if (value === undefined) continue;
    if (typeof rule === 'function') {
      if (declared[field] === undefined && rule(valueIn(value), live)) delete kept[field];
    } else if (Array.isArray(value)) kept[field] = value.map((item: Plain, index) => strip(item, counterpart(item, index, declared[field]), rule));
    else {
      const inside = strip(value as Plain, (declared[field] ?? {}) as Plain, rule);
      // Nothing but a place is left of a strategy that was all filled in.
      if ('at' in inside && declared[field] === undefined && Object.keys(inside).every((key) => key === 'at' || inside[key] === undefined)) delete kept[field];
      else kept[field] = inside;
    }
  }
  return kept;
}

/** A `Value` or the bare thing. */
const valueIn = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'value' in value ? value.value : value);

function counterpart({ name }: Plain, index: number, declared: unknown): Plain {
  if (!Array.isArray(declared)) return {};
  const list = declared as readonly Plain[];
  return (name === undefined ? undefined : list.find((item) => item['name'] === name)) ?? (name === undefined || list.length === 1 ? list[index] : undefined) ?? {};
}
