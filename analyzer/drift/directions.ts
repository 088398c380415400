import type { SettingValue } from '../graph/document.js';

/** Which value of a setting is the safer one. What is not in the table is told and not judged. */
export interface Direction {
  /**
   * `more`: the greater number; `limit`: any limit before none; `true` and `false`: a switch; `present`: anything before nothing;
   * an array: words, the weakest first; `none`: neither value is safer by itself, the analysis says what follows.
   */
  readonly safer: 'more' | 'limit' | 'true' | 'false' | 'present' | 'none' | readonly SettingValue[];
  /** Numbers are milliseconds. */
  readonly unit?: 'ms';
  /** In words, for messages; absent: the name. */
  readonly says?: string;
  /** The switch that says whether there is any: then only two values of this one are compared. */
  readonly sizeOf?: string;
  /** It follows from other settings, which are compared themselves. */
  readonly follows?: true;
  /** Environments are expected to differ in it: sizes and numbers, not protections. */
  readonly meant?: true;
}

const protection = (says: string): Direction => ({ safer: 'true', says });
const size = (says: string): Direction => ({ safer: 'none', says, meant: true });
const number = (says: string): Direction => ({ safer: 'more', says, meant: true });
const limit = (says: string): Direction => ({ safer: 'limit', says });
const wait = (says: string): Direction => ({ safer: 'limit', says, unit: 'ms' });
const told = (says: string): Direction => ({ safer: 'none', says });

/** By setting name, as in the graph document. */
const directions: Readonly<Record<string, Direction>> = {
  replicas: number('replicas'),
  desiredCount: number('desired count'),
  instanceCount: number('instances'),
  minSize: number('smallest size of the group'),
  replicasPerShard: number('replicas of a shard'),
  maxSize: size('largest size of the group'),
  memoryMegabytes: size('memory'),
  hpa: { safer: 'true', says: 'autoscaler', meant: true },
  cpuLimit: { ...size('CPU limit'), sizeOf: 'hasCpuLimit' },
  memoryLimit: { ...size('memory limit'), sizeOf: 'hasMemoryLimit' },
  connectionPoolMaxConnections: { ...limit('limit of connections'), meant: true },
  reservedConcurrency: size('reserved concurrency'),
  workloadKind: told('kind of workload'),

  hasReadinessProbe: protection('readiness probe'),
  hasLivenessProbe: told('liveness probe'),
  hasStartupProbe: protection('startup probe'),
  composeHealthcheck: protection('health check'),
  containerHealthCheck: protection('health check'),
  healthCheckPath: { safer: 'present', says: 'health check path' },
  hasPdb: protection('disruption budget'),
  antiAffinity: protection('spread over hosts'),
  hasMemoryLimit: protection('memory limit'),
  // A CPU limit keeps a neighbour safe and throttles its owner.
  hasCpuLimit: told('CPU limit'),
  pvc: protection('persistent volume'),
  volume: protection('volume'),
  emptyDir: told('scratch volume'),
  multiAz: protection('second availability zone'),
  deletionProtection: protection('deletion protection'),
  skipFinalSnapshot: { safer: 'false', says: 'skipping of the final snapshot' },
  backupRetentionDays: { safer: 'more', says: 'days of backups' },
  snapshotRetentionDays: { safer: 'more', says: 'days of snapshots' },
  pointInTimeRecovery: protection('point-in-time recovery'),
  automaticFailover: protection('automatic failover'),
  availabilityZones: { safer: 'more', says: 'availability zones' },
  crossZone: protection('balancing across zones'),
  deploymentCircuitBreaker: protection('deployment circuit breaker'),
  canaryAnalysis: protection('canary analysis'),
  dlq: protection('dead-letter queue'),
  restartPolicy: { safer: [null, 'no', 'on-failure', 'unless-stopped', 'always'], says: 'restart policy' },
  terminationGracePeriodSeconds: told('termination grace period'),
  publishedSla: { safer: 'more', follows: true, says: 'promise of the provider' },
  lambdaTimeoutSeconds: limit('function timeout'),
  visibilityTimeoutSeconds: told('visibility timeout'),

  timeoutOnCall: wait('timeout'),
  connectTimeout: wait('connect timeout'),
  perTryTimeout: wait('timeout of one attempt'),
  breakerTimeout: told('time limit of the circuit breaker'),
  circuitBreaker: protection('circuit breaker'),
  outlierDetection: protection('outlier detection'),
  localityFailover: protection('failover to another locality'),
  maxConcurrentRequests: { ...limit('limit of concurrent requests'), meant: true },
  maxPendingRequests: { ...limit('limit of waiting requests'), meant: true },
  maxConcurrentRetries: limit('limit of concurrent retries'),
  retryBudgetRatio: limit('retry budget'),
  rateLimit: { safer: 'present', says: 'rate limit' },
  retryBackoff: { safer: [null, 'none', 'fixed', 'linear', 'exponential'], says: 'retry backoff' },
  retryJitter: protection('retry jitter'),
  reconnectJitter: protection('jitter when it connects again'),
  breakerMinimumCalls: told('calls that the circuit breaker has to see'),
  breakerWindow: told('window of the circuit breaker'),
  breakerPosition: told('place of the circuit breaker among the retries'),
  retryCondition: { safer: ['everything', 'rejections', 'answers', 'transient'], says: 'condition of retries' },
  // Retries help against a lost packet and hurt against an overload: how load multiplies is told apart.
  retriesOnCall: told('retries'),
  retriedMethods: told('methods of requests that are repeated'),
  meshRetries: told('retries by the mesh'),
  producerAcks: { safer: ['0', 0, 'none', '1', 1, 'leader', '-1', -1, 'all'], says: 'acknowledgements of the broker' },
  dependsOnCondition: { safer: [null, 'service_started', 'service_healthy', 'service_completed_successfully'], says: 'condition of the start' },
};

/** Where nobody wrote a row, this is what holds: a switch is off, anything else is not set. */
export const unset = (value: SettingValue): SettingValue => (typeof value === 'boolean' ? false : null);

export const directionOf = (name: string): Direction => (Object.hasOwn(directions, name) ? directions[name]! : { safer: 'none' });

/** Whether `after` protects less than `before` (-1), more (1), or nobody can say (0). */
export function compareSafety(name: string, before: SettingValue, after: SettingValue): -1 | 0 | 1 {
  const rank = rankOf(directionOf(name).safer);
  const [was, is] = [rank(before), rank(after)];
  if (was === undefined || is === undefined || was === is) return 0;
  return is < was ? -1 : 1;
}

type Rank = (value: SettingValue) => number | undefined;

function rankOf(safer: Direction['safer']): Rank {
  if (safer === 'more') return (value) => (typeof value === 'number' ? value : value === null ? 0 : undefined);
  // Two limits are both limits: which of them is right depends on what is called.
  if (safer === 'limit' || safer === 'present') return (value) => (value === null || value === false || value === 'none' ? 0 : 1);
  if (safer === 'true') return (value) => (value === true ? 1 : value === false || value === null ? 0 : undefined);
  if (safer === 'false') return (value) => (value === true ? 0 : value === false || value === null ? 1 : undefined);
  if (safer === 'none') return () => undefined;
  return (value) => (safer.includes(value) ? safer.indexOf(value) : undefined);
}
