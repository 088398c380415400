import type { Place } from '../facts/place.js';
import type { Container, WorkloadFact } from '../facts/types.js';
import { isKnown, isUnknown, type Value } from '../facts/value.js';
import type { Mechanism, Setting, SettingValue } from '../graph/document.js';
import { isCloudStack } from './cloud.js';
import { evidence } from './evidence.js';
import type { LinkedWorkload } from './objects.js';
import type { SettingRow } from './setting-rows.js';
import type { World } from './world.js';

/** What manifests say about each component's own protection, with the platform's defaults where they say nothing. */
export function componentSettings(world: World): SettingRow[] {
  return world.stacks.filter((s) => !isCloudStack(s.facts)).flatMap((stack) =>
    stack.candidates.flatMap((candidate) => candidate.workloads.flatMap((workload) => workloadSettings(world.idOf.get(candidate)!, stack.facts.stack.id, workload))),
  );
}

type Add = (name: string, value: SettingValue, at: Place, options?: { readonly origin?: Setting['origin']; readonly mechanism?: Mechanism; readonly source?: string }) => void;

function workloadSettings(on: string, stack: string, workload: LinkedWorkload): SettingRow[] {
  const rows: SettingRow[] = [];
  const add: Add = (name, value, at, { origin = 'explicit', mechanism = 'workload', source } = {}) => {
    rows.push({ on, name, value, origin, stack, ...(source ? { source } : {}), evidence: evidence(at, mechanism) });
  };
  if (workload.fact.platform === 'compose') composeSettings(workload.fact, add);
  else clusterSettings(workload, add);
  volumeSettings(workload.fact, add);
  limitSettings(workload.fact, add);
  valued(add, 'terminationGracePeriodSeconds', workload.fact.terminationGracePeriodSeconds);
  return rows;
}

const DEPLOYMENT_API = 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/';

function clusterSettings({ fact, autoscalers, budgets }: LinkedWorkload, add: Add): void {
  add('workloadKind', fact.ref.kind, fact.at);
  if (fact.role !== 'serve') return;
  if (fact.managed?.byDefault && isKnown(fact.replicas)) add('replicas', fact.replicas.value, fact.replicas.at, { origin: 'default' });
  else if (fact.replicas) valued(add, 'replicas', fact.replicas);
  // Knative's Service has as many as its requests need.
  else if (fact.ref.kind !== 'DaemonSet' && fact.ref.kind !== 'Service') add('replicas', 1, fact.specAt, { origin: 'default', ...(fact.managed ? {} : { source: DEPLOYMENT_API }) });
  // How its pods are probed and kept apart is the operator's business.
  if (fact.managed) return;
  const main = fact.containers.filter((c) => c.role === 'main');
  probe(add, 'hasReadinessProbe', main.map((c) => c.probes.readiness?.at), fact.podAt);
  probe(add, 'hasLivenessProbe', main.map((c) => c.probes.liveness?.at), fact.podAt);
  probe(add, 'hasStartupProbe', main.map((c) => c.probes.startup?.at), fact.podAt);
  flag(add, 'hasPdb', budgets[0]?.at, fact.specAt, 'budget');
  flag(add, 'hpa', autoscalers[0]?.at, fact.specAt, 'autoscaler');
  flag(add, 'antiAffinity', fact.spread.find((s) => s.kind === 'anti-affinity')?.at, fact.podAt);
}

function composeSettings(fact: WorkloadFact, add: Add): void {
  const check = fact.compose?.healthcheck;
  flag(add, 'composeHealthcheck', check && !check.disabled ? check.at : undefined, fact.specAt, 'compose');
  if (fact.compose?.restart) valued(add, 'restartPolicy', fact.compose.restart, 'compose');
  else add('restartPolicy', null, fact.specAt, { origin: 'default', mechanism: 'compose', source: 'https://docs.docker.com/reference/compose-file/services/#restart' });
  if (fact.replicas) valued(add, 'replicas', fact.replicas, 'compose');
}

function volumeSettings(fact: WorkloadFact, add: Add): void {
  const claim = fact.claimTemplates[0]?.at ?? fact.volumes.find((v) => v.kind === 'claim')?.at;
  const scratch = fact.volumes.find((v) => v.kind === 'emptyDir')?.at;
  if (fact.platform === 'compose') {
    flag(add, 'volume', claim ?? fact.volumes.find(holdsData)?.at, fact.specAt, 'volume');
    return;
  }
  flag(add, 'pvc', claim, fact.podAt, 'volume');
  flag(add, 'emptyDir', scratch, fact.podAt, 'volume');
}

/** A folder of the host, mounted where a store keeps its data, outlives the container as a volume does. */
const holdsData = ({ kind, name }: WorkloadFact['volumes'][number]): boolean =>
  kind === 'hostPath' && /^\/(?:var\/lib\/(?!docker)|data(?:\/|$)|bitnami\/|usr\/share\/(?:elasticsearch|opensearch)\/data)/.test(name);

function limitSettings(fact: WorkloadFact, add: Add): void {
  const main = fact.containers.filter((c) => c.role === 'main');
  if (fact.platform === 'compose' || main.length === 0) return;
  for (const resource of ['cpu', 'memory'] as const) {
    const limits = main.map((c) => c.resources.limits[resource]);
    const missing = main.findIndex((_, i) => limits[i] === undefined);
    const title = resource === 'cpu' ? 'Cpu' : 'Memory';
    if (missing >= 0) add(`has${title}Limit`, false, resourcesAt(main[missing]!), { origin: 'default' });
    else add(`has${title}Limit`, true, limits[0]!.at);
    if (limits[0]) valued(add, `${resource}Limit`, limits[0]);
  }
}

const resourcesAt = (container: Container): Place => container.resources.at ?? container.at;

function valued(add: Add, name: string, value: Value<SettingValue & (string | number | boolean)> | undefined, mechanism: Mechanism = 'workload'): void {
  if (isKnown(value)) add(name, value.value, value.at, { mechanism });
  else if (isUnknown(value)) add(name, null, value.at, { origin: 'unknown', mechanism });
}

/** Present at a place, or absent where it would stand. */
function flag(add: Add, name: string, at: Place | undefined, otherwise: Place, mechanism: Mechanism = 'workload'): void {
  add(name, at !== undefined, at ?? otherwise, { mechanism, ...(at === undefined ? { origin: 'default' } : {}) });
}

/** A pod is ready when all its containers are, but one probe on the serving container is what guards traffic. */
function probe(add: Add, name: string, places: readonly (Place | undefined)[], otherwise: Place): void {
  flag(add, name, places.find((p) => p !== undefined), otherwise, 'probe');
}
