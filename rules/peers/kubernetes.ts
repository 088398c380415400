import { autoscaler, budget, deployment, each, ingress, networkPolicy, object, service, withFields, workload, type Fields, type Manifest, type Parts } from './manifests.js';
import { alike, apart, together, type Case } from './cases.js';

const probe = { httpGet: { path: '/', port: 80 } };
const limits = (of: 'limits' | 'requests', resource: string) => ({ container: { resources: { [of]: { [resource]: '1' } } } });
const enough = (requests: object, limit: object) => ({ container: { resources: { requests, limits: limit } } });
const labels = (names: Record<string, string>, parts: Parts = {}) => ({ ...parts, metadata: { labels: names }, labels: { app: 'x', ...names } });
const claim = (more = {}) => ({ spec: { volumeClaimTemplates: [{ metadata: { name: 'd' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...more } }] } });
const hostPath = (readOnly: boolean) => ({ pod: { volumes: [{ name: 'v', hostPath: { path: '/data' } }] }, container: { volumeMounts: [{ name: 'v', mountPath: '/v', readOnly }] } });
const away = (topologyKey: string, app: string) => ({ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: { app } } }] } } });
const servers = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod'] as const;
const jobs = ['Job', 'CronJob'] as const;
const all = [...servers, ...jobs];
const init = { initContainers: [{ name: 'i', image: 'example/i:1' }] };

/** One kind of container or pod that is fine, and none of it on every kind that the tools look at. */
const missing = (fine: Parts, kinds: readonly (typeof all)[number][] = all) => apart(each(kinds, 'bad'), each(kinds, 'ok', fine));

const set = (name: string, parts: Parts) => workload('StatefulSet', name, parts);
const cron = (name: string, parts: Parts = {}) => workload('CronJob', name, parts);
const rollout = (name: string, strategy: Fields, more = {}): Manifest => workload('Rollout', name, { spec: { ...more, strategy } });
const volume = (name: string, more = {}) => object('v1', 'PersistentVolumeClaim', name, { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...more });
const ports = (container: Fields, port: Fields) => (name: string): Manifest[] => [deployment(name.replace('bad', 'pods'), { labels: { app: name }, container }), service(name, { ports: [port] })];

export const kubernetes: readonly Case[] = [
  ...alike('requests.cpu', missing(limits('requests', 'cpu')), 'kubescape/C-0268', 'kics/ca469dd4', 'datree/3', 'gremlin/cpu-requests', 'steadybit/cpu-request', 'trivy/KSV015'),
  ...alike('requests.memory', missing(limits('requests', 'memory')), 'kubescape/C-0269', 'kics/229588ef', 'datree/2', 'gremlin/memory-requests', 'steadybit/memory-request', 'trivy/KSV016'),
  ...alike('limits.memory', missing(limits('limits', 'memory')), 'kubescape/C-0271', 'kics/b14d1bc4', 'datree/4', 'gremlin/memory-limits', 'steadybit/memory-limit', 'trivy/KSV018'),
  ...alike('limits.cpu', missing(limits('limits', 'cpu')), 'kubescape/C-0270', 'kics/4ac0e2b7', 'datree/5', 'kyverno/require-cpu-limits', 'trivy/KSV011'),
  ...alike('a CPU limit', apart(deployment('bad', limits('limits', 'cpu')), deployment('ok')), 'kyverno/forbid-cpu-limits', 'datree/80'),
  ...alike('memory', apart(deployment('bad', enough({ memory: '1Gi' }, { memory: '2Gi' })), deployment('ok', enough({ memory: '1Gi' }, { memory: '1Gi' }))), 'kyverno/memory-requests-equal-limits', 'datree/81'),
  ...alike('both', missing(enough({ 'ephemeral-storage': '1Gi' }, { 'ephemeral-storage': '1Gi' })), 'steadybit/ephemeral-storage-request-and-limit'),
  ...alike('equal', apart(deployment('bad', enough({ 'ephemeral-storage': '1Gi' }, { 'ephemeral-storage': '2Gi' })), deployment('ok', enough({ 'ephemeral-storage': '1Gi' }, { 'ephemeral-storage': '1Gi' }))), 'steadybit/ephemeral-storage-request-equals-limit'),
  ...alike('not Jobs', apart(each(servers, 'bad'), each(servers, 'ok', { container: { readinessProbe: probe } }), each(jobs, 'job')), 'kics/a659f3b5', 'steadybit/probes'),
  ...alike('Jobs, too', missing({ container: { readinessProbe: probe } }), 'kubescape/C-0018'),
  ...alike('not Jobs', apart(each(servers, 'bad'), each(servers, 'ok', { container: { livenessProbe: probe } }), each(jobs, 'job')), 'kics/ade74944', 'gremlin/liveness-probes'),
  ...alike('Jobs, too', missing({ container: { livenessProbe: probe } }), 'kubescape/C-0056'),
  ...alike('latest or none', apart(each(all, 'bad', { container: { image: 'a:latest' } }), each(all, 'bad-none', { container: { image: 'a' } }), each(all, 'ok')), 'kics/583053b7', 'gremlin/version-uniformity', 'trivy/KSV013'),
  ['steadybit/image-latest-tag', 'what runs, as kube-score sees it', apart(deployment('bad', { container: { image: 'a:latest' } }), deployment('bad-none', { container: { image: undefined } }), workload('ReplicaSet', 'owned', { container: { image: 'a' } }), deployment('ok'))],
  ...(['requests cpu KSV015', 'requests memory KSV016', 'limits memory KSV018', 'limits cpu KSV011'] as const).map((one): Case => {
    const [list, resource, id] = one.split(' ') as ['limits' | 'requests', string, string];
    return [`trivy/${id}`, 'init containers, too', apart(deployment('bad', { ...limits(list, resource), pod: init }), deployment('ok', { ...limits(list, resource), pod: { initContainers: [{ name: 'i', image: 'i:1', resources: { [list]: { [resource]: 1 } } }] } }), rollout('rollout', { canary: {} }))];
  }),
  ['trivy/KSV013', 'no image', apart(deployment('bad', { container: { image: undefined } }), deployment('bad-init', { pod: { initContainers: [{ name: 'i', image: 'i' }] } }), deployment('ok', { container: { image: 'a:5000/b:1' } }), deployment('bad-port', { container: { image: 'a:5000/b' } }), deployment('digest', { container: { image: `a:latest@sha256:${'a'.repeat(64)}` } }))],
  ['popeye/100', 'no tag', apart(deployment('bad', { container: { image: 'a' } }), deployment('latest', { container: { image: 'a:latest' } }))],
  ['popeye/101', 'latest', apart(deployment('none', { container: { image: 'a' } }), deployment('bad', { container: { image: 'a:latest' } }))],
  ...alike('a digest', missing({ container: { image: `a@sha256:${'a'.repeat(64)}` } }), 'kubescape/C-0306', 'kics/7c81d34c'),
  ['kics/caa3479d', 'tags that are fixed', apart(each(all, 'bad'), each(all, 'ok', { container: { imagePullPolicy: 'Always' } }), deployment('latest', { container: { image: 'a:latest' } }), deployment('digest', { container: { image: `a@sha256:${'a'.repeat(64)}` } }))],
  ['kubescape/C-0075', 'latest, written otherwise', apart(each(all, 'bad', { container: { image: 'a:latest', imagePullPolicy: 'IfNotPresent' } }), each(all, 'fixed', { container: { imagePullPolicy: 'IfNotPresent' } }), deployment('unset', { container: { image: 'a:latest' } }))],
  ['kubescape/C-0017', 'not init containers', apart(each(all, 'bad'), each(all, 'ok', { container: { securityContext: { readOnlyRootFilesystem: true } } }), deployment('init', { container: { securityContext: { readOnlyRootFilesystem: true } }, pod: init }))],
  ...alike('init containers, too', apart(each(all, 'bad'), deployment('bad-init', { container: { securityContext: { readOnlyRootFilesystem: true } }, pod: init })), 'kics/a9c2f49d'),
  ...alike('not said, or false', missing({ container: { securityContext: { readOnlyRootFilesystem: true } } }), 'datree/45'),
  ...alike('replicas', apart(deployment('bad', { spec: { replicas: 1 } }), deployment('ok', { spec: { replicas: 2 } }), set('set', {})), 'kyverno/deployment-has-multiple-replicas'),
  ['steadybit/single-replica', 'replicas', apart(deployment('bad', { spec: { replicas: 1 } }), deployment('ok', { spec: { replicas: 2 } }))],
  ...alike('minReplicas', apart(autoscaler('bad', { minReplicas: 1 }), autoscaler('ok', { minReplicas: 2 })), 'steadybit/hpa-minimum'),
  ...alike('maxReplicas', apart(autoscaler('bad', { maxReplicas: undefined }), autoscaler('ok', {})), 'datree/14'),
  ...alike('no controller', apart(workload('Pod', 'bad'), deployment('ok'), workload('Pod', 'owned', { metadata: { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'x', uid: 'y' }] } })), 'kubescape/C-0073', 'datree/25'),
  ['kics/b23e9b98', 'more than one replica, as written', apart(deployment('bad', { spec: { replicas: 2 } }), deployment('unset'), set('set', { spec: { replicas: 2 } }))],
  ['kics/1db3a5a5', 'more than one replica, as written', apart(set('bad', { spec: { replicas: 2 } }), set('unset', {}), deployment('other', { spec: { replicas: 2 } }))],
  ['kyverno/require-pdb', 'more than one replica', together(deployment('bad', { spec: { replicas: 2 } }), deployment('ok', { spec: { replicas: 2 } }), budget('ok', { minAvailable: 1 }), set('bad-set', { spec: { replicas: 3 } }))],
  ['popeye/206', 'no budget', apart(deployment('bad', { spec: { replicas: 1 } }))],
  ...alike('nothing selected', together(budget('bad', { minAvailable: 1 }, 'gone'), budget('ok', { minAvailable: 1 }), deployment('ok')), 'popeye/900'),
  ...alike('as many as run', together(deployment('two', { spec: { replicas: 2 } }), budget('bad', { minAvailable: 2 }, 'two'), deployment('three', { spec: { replicas: 3 } }), budget('ok', { minAvailable: 2 }, 'three')), 'popeye/901', 'kyverno/deployment-replicas-higher-than-pdb', 'kyverno/require-replicas-allow-disruption'),
  ['kyverno/pdb-maxunavailable-with-deployments', 'none', together(deployment('a', { spec: { replicas: 2 } }), budget('bad', { maxUnavailable: 0 }, 'a'), budget('ok', { maxUnavailable: 1 }, 'a'))],
  ['kyverno/require-reasonable-pdbs', 'more than half', together(deployment('a', { spec: { replicas: 4 } }), budget('bad', { minAvailable: '75%' }, 'a'), budget('ok', { minAvailable: '50%' }, 'a'))],
  ['popeye/209', 'two budgets', together(deployment('bad'), budget('one', { minAvailable: 1 }, 'bad'), budget('two', { minAvailable: 1 }, 'bad'), deployment('b'), budget('ok', { minAvailable: 1 }, 'b'))],
  ...(['Deployment', 'StatefulSet'] as const).map((kind): Case => [kind === 'Deployment' ? 'kics/a31b7b82' : 'kics/d740d048', 'more than two replicas, by host', apart(workload(kind, 'bad', { spec: { replicas: 3 } }), workload(kind, 'two', { spec: { replicas: 2 } }), workload(kind, 'unset'), workload(kind, 'ok', { spec: { replicas: 3 }, pod: away('kubernetes.io/hostname', 'ok') }), workload(kind, 'bad-zone', { spec: { replicas: 3 }, pod: away('topology.kubernetes.io/zone', 'bad-zone') }))]),
  ...alike('nothing spreads them', apart(deployment('bad', { spec: { replicas: 2 } }), deployment('ok', { spec: { replicas: 2 }, pod: away('kubernetes.io/hostname', 'ok') })), 'datree/83', 'steadybit/host-podantiaffinity'),
  ['datree/84', 'DoNotSchedule', apart(deployment('bad', { pod: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'bad' } } }] } }), deployment('ok', { pod: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { app: 'ok' } } }] } }))],
  ['kyverno/topologyspreadconstraints-policy', 'three replicas', apart(deployment('bad', { spec: { replicas: 3 } }), deployment('two', { spec: { replicas: 2 } }), deployment('ok', { spec: { replicas: 3 }, pod: { topologySpreadConstraints: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map((topologyKey) => ({ maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway' })) } }))],
  ...alike('target', together(autoscaler('bad', {}, 'gone'), autoscaler('ok', {}, 'web'), deployment('web')), 'kubescape/C-0300', 'popeye/600'),
  ['kics/5744cbb8', 'replicas written', together(deployment('bad', { spec: { replicas: 2 } }), autoscaler('h', {}, 'bad'), deployment('ok'), autoscaler('i', {}, 'ok'))],
  ['kyverno/prevent-duplicate-hpa', 'the second of one target', together(deployment('web'), autoscaler('a-first', {}, 'web'), autoscaler('bad', {}, 'web'), deployment('other'), autoscaler('ok', {}, 'other'))],
  ['kyverno/check-hpa-exists', 'none', together(deployment('bad'), deployment('ok'), autoscaler('h', {}, 'ok'))],
  ...alike('Recreate', apart(deployment('bad', { spec: { strategy: { type: 'Recreate' } } }), deployment('unset'), deployment('ok', { spec: { strategy: { type: 'RollingUpdate' } } })), 'kubescape/C-0305', 'steadybit/deployment-strategy'),
  ['datree/38', 'a pause without end', apart(rollout('bad', { canary: { steps: [{ pause: {} }] } }), rollout('ok', { canary: { steps: [{ pause: { duration: '1m' } }] } }))],
  ['datree/41', 'no history', apart(rollout('bad', { canary: {} }, { revisionHistoryLimit: 0 }), rollout('ok', { canary: {} }, { revisionHistoryLimit: 2 }))],
  ['datree/42', 'scaled down at once', apart(rollout('bad', { blueGreen: { scaleDownDelaySeconds: 5 } }), rollout('ok', { blueGreen: { scaleDownDelaySeconds: 30 } }))],
  ['datree/43', 'no abort', apart(rollout('bad', { canary: {} }, { progressDeadlineAbort: false }), rollout('ok', { canary: {} }, { progressDeadlineAbort: true }))],
  ...alike('no deadline', apart(cron('bad'), cron('ok', { spec: { startingDeadlineSeconds: 100 } })), 'kics/192fe40b', 'datree/17'),
  ['datree/24', 'Allow, or unset', apart(cron('bad'), cron('bad-allow', { spec: { concurrencyPolicy: 'Allow' } }), cron('ok', { spec: { concurrencyPolicy: 'Forbid' } }))],
  ...alike('a schedule', apart(cron('bad', { spec: { schedule: '61 * * * *' } }), cron('bad-words', { spec: { schedule: 'every day' } }), cron('ok'), cron('macro', { spec: { schedule: '@hourly' } })), 'datree/8', 'kyverno/validate-cron-schedule'),
  ...alike('same probe', apart(deployment('bad', { container: { readinessProbe: probe, livenessProbe: probe } }), deployment('ok', { container: { readinessProbe: probe, livenessProbe: { ...probe, httpGet: { path: '/live', port: 80 } } } }), deployment('none')), 'kyverno/validate-probes', 'steadybit/pod-probes-identical'),
  ...(['initialDelaySeconds', 'periodSeconds', 'timeoutSeconds', 'successThreshold', 'failureThreshold'] as const).map((field, i): Case => [`datree/${55 + i}`, field, apart(deployment('bad', { container: { readinessProbe: probe } }), deployment('ok', { container: { readinessProbe: { ...probe, [field]: 1 } } }))]),
  ['datree/60', 'preStop', apart(deployment('bad'), deployment('ok', { container: { lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } } } }))],
  ['kyverno/mutate-large-termination-gps', 'more than 50 s', apart(deployment('bad', { pod: { terminationGracePeriodSeconds: 90 } }), deployment('ok', { pod: { terminationGracePeriodSeconds: 30 } }))],
  ...alike('pods', together(service('bad'), service('ok'), deployment('ok'), service('without', { selector: undefined })), 'kubescape/C-0293', 'popeye/1100', 'kiali/KIA0701'),
  ...alike('alone', apart(service('bad')), 'kubescape/C-0293', 'kics/3ca03a61', 'popeye/1100'),
  ['popeye/1106', 'a port that no container has', together(...ports({ ports: [{ containerPort: 8080, name: 'http' }] }, { port: 80, targetPort: 9090 })('bad'), ...ports({ ports: [{ containerPort: 8080, name: 'http' }] }, { port: 80, targetPort: 'http' })('ok'))],
  ['popeye/1101', 'no ports at all', together(...ports({}, { port: 80, targetPort: 8080 })('bad'), ...ports({ ports: [{ containerPort: 8080 }] }, { port: 80, targetPort: 8080 })('ok'))],
  ['popeye/1107', 'LoadBalancer with Cluster', apart(service('bad', { type: 'LoadBalancer', externalTrafficPolicy: 'Cluster' }), service('ok', { type: 'LoadBalancer', externalTrafficPolicy: 'Local' }))],
  ['popeye/1108', 'NodePort with Local', apart(service('bad', { type: 'NodePort', externalTrafficPolicy: 'Local' }), service('ok', { type: 'NodePort', externalTrafficPolicy: 'Cluster' }))],
  ['kyverno/require-unique-service-selector', 'the second of one selector', together(deployment('a'), service('a-first', { selector: { app: 'a' } }), service('bad', { selector: { app: 'a' } }), deployment('b'), service('ok', { selector: { app: 'b' } }))],
  ...alike('backend', together(ingress('bad', { service: { name: 'gone', port: { number: 80 } } }), ingress('ok', { service: { name: 'web', port: { number: 80 } } }), service('web'), deployment('web')), 'kubescape/C-0298', 'popeye/1401'),
  ...alike('the second of a host and path', together(ingress('a-first', { service: { name: 'web', port: { number: 80 } } }), ingress('bad', { service: { name: 'other', port: { number: 80 } } }), service('web'), service('other')), 'kyverno/unique-ingress-host-and-path'),
  ['kyverno/disallow-empty-ingress-host', 'no host', apart(ingress('bad', {}, 'networking.k8s.io/v1', { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } } }] } }] }), ingress('ok', { service: { name: 'a', port: { number: 80 } } }))],
  ['kyverno/restrict-ingress-defaultbackend', 'a default backend', apart(object('networking.k8s.io/v1', 'Ingress', 'bad', { defaultBackend: { service: { name: 'a', port: { number: 80 } } } }), ingress('ok', { service: { name: 'a', port: { number: 80 } } }))],
  ...alike('pods', together(networkPolicy('bad', { podSelector: { matchLabels: { app: 'gone' } } }), networkPolicy('all', { podSelector: {} }), networkPolicy('ok', { podSelector: { matchLabels: { app: 'web' } } }), deployment('web')), 'kubescape/C-0299', 'kics/85ab1c5b', 'popeye/1200', 'popeye/1203'),
  ...alike('peers', together(networkPolicy('bad', { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'gone' } } }] }] }), networkPolicy('ok', { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }] }] }), deployment('web')), 'popeye/1201', 'popeye/1206'),
  ...alike('account', apart(deployment('bad', { pod: { serviceAccountName: 'gone' } }), deployment('ok', { pod: { serviceAccountName: 'default' } })), 'kubescape/C-0307', 'popeye/507'),
  ...alike('secret', apart(deployment('bad', { pod: { volumes: [{ name: 's', secret: { secretName: 'gone' } }] } }), deployment('ok', { pod: { volumes: [{ name: 's', secret: { secretName: 'gone', optional: true } }] } })), 'popeye/407', 'popeye/1300'),
  ['kics/bb241e61', 'a headless Service', together(set('bad', { spec: { serviceName: 'gone' } }), set('ok', {}), service('ok', { clusterIP: 'None' }))],
  ...alike('labels of the template', apart(deployment('bad', { spec: { selector: { matchLabels: { app: 'x' } } } }), deployment('ok')), 'kubescape/C-0296', 'popeye/508'),
  ...alike('a claim', together(set('bad', claim()), set('ok', {})), 'kics/8cf4671a'),
  ['kics/aa8f7a35', 'not in kube-system', apart(deployment('bad', hostPath(true)), deployment('system', { ...hostPath(true), metadata: { namespace: 'kube-system' } }), deployment('ok'))],
  ...alike('mounted', apart(deployment('bad', hostPath(true)), deployment('ok')), 'datree/46', 'datree/89'),
  ['kubescape/C-0045', 'writable', apart(deployment('bad', hostPath(false)), deployment('ok', hostPath(true)))],
  ...alike('default or none', apart(each(all, 'bad'), each(all, 'ok', { metadata: { namespace: 'shop' } })), 'kubescape/C-0061', 'kics/611ab018'),
  ['kics/611ab018', 'listed kinds', apart(service('bad'), networkPolicy('policy', { podSelector: {} }))],
  ...alike('a value that is refused', apart(deployment('bad', { metadata: { labels: { a: 'b c' } } }), deployment('ok', { metadata: { labels: { a: 'b' } } })), 'kics/1123031a', 'datree/9'),
  ...alike('twice', apart(deployment('bad', { container: { env: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] } }), deployment('ok')), 'kubescape/C-0295'),
  ['kubescape/C-0294', 'serviceAccount', apart(deployment('bad', { pod: { serviceAccount: 'a' } }), deployment('ok', { pod: { serviceAccountName: 'a' } }))],
  ...alike('APIs that are gone', apart(deployment('bad', { apiVersion: 'extensions/v1beta1' }), deployment('ok')), 'kics/94b76ea5', 'popeye/403', 'datree/18', 'datree/90', 'datree/91', 'datree/92', 'datree/93', 'datree/94', 'datree/95', 'datree/106', 'datree/107', 'datree/108', 'kyverno/check-deprecated-apis', 'pluto/deprecated', 'kubent/deprecated', 'istio/IST0002'),
  ['kubescape/C-0076', 'the object and its pods', apart(deployment('bad', { labels: { other: 'x' } }), deployment('bad-pods', { metadata: { labels: { owner: 'me' } }, labels: { other: 'x' } }), deployment('ok', labels({ owner: 'me' })))],
  ['kubescape/C-0077', 'the object and its pods', apart(deployment('bad'), deployment('ok', labels({ 'app.kubernetes.io/name': 'x' })))],
  ['kyverno/require-labels', 'pods', apart(deployment('bad', { metadata: { labels: { 'app.kubernetes.io/name': 'x' } } }), deployment('ok', { labels: { 'app.kubernetes.io/name': 'x' } }))],
  ['kyverno/require-emptydir-requests-and-limits', 'no limit', apart(deployment('bad', { pod: { volumes: [{ name: 'v', emptyDir: {} }] }, container: { volumeMounts: [{ name: 'v', mountPath: '/v' }] } }), deployment('ok', { pod: { volumes: [{ name: 'v', emptyDir: { sizeLimit: '1Gi' } }] }, container: { volumeMounts: [{ name: 'v', mountPath: '/v' }] } }))],
  ['kyverno/require-storageclass', 'a class', apart(volume('bad'), volume('ok', { storageClassName: 'fast' }))],
  ...alike('nobody uses it', together(withFields(object('v1', 'ConfigMap', 'bad'), { data: { a: 'b' } }), withFields(object('v1', 'ConfigMap', 'ok'), { data: { a: 'b' } }), deployment('web', { container: { envFrom: [{ configMapRef: { name: 'ok' } }] } })), 'popeye/400', 'popeye/401'),
  ['kubescape/C-0004', 'memory', apart(each(all, 'bad'), deployment('bad-limit', limits('limits', 'memory')), deployment('ok', enough({ memory: '1Gi' }, { memory: '1Gi' })))],
  ['kubescape/C-0050', 'CPU', apart(each(all, 'bad'), deployment('bad-limit', limits('limits', 'cpu')), deployment('bad-request', limits('requests', 'cpu')), deployment('ok', enough({ cpu: 1 }, { cpu: 1 })))],
  ['kubescape/C-0292', 'a controller that is retired', apart(deployment('bad', { container: { image: 'registry.k8s.io/ingress-nginx/controller:v1.11.0' } }), deployment('ok'))],
  ...alike('peers', together(networkPolicy('bad', { podSelector: {}, egress: [{ to: [{ podSelector: { matchLabels: { app: 'gone' } } }] }] }), deployment('web')), 'popeye/1202', 'popeye/1207', 'popeye/1208'),
  ...alike('a claim that is not there', together(deployment('bad', { pod: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'gone' } }] } }), deployment('ok', { pod: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'here' } }] } }), volume('here', { storageClassName: 'fast' })), 'popeye/1000', 'popeye/1001', 'popeye/1002', 'popeye/1003', 'popeye/1004'),
  ['kube-linter/update-configuration', 'all at once', apart(deployment('bad', { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '100%' } } } }), deployment('ok', { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%' } } } }))],
  ['polaris/resourceRange', 'out of bounds', apart(deployment('bad', limits('limits', 'memory')), deployment('ok', { container: { resources: { limits: { memory: '1Gi' } } } }))],
  ['popeye/106', 'nothing at all, init containers, too', apart(each(all, 'bad'), deployment('bad-init', { container: { resources: { requests: { cpu: 1 } } }, pod: init }), deployment('bad-empty', { container: { resources: { requests: {}, limits: {} } } }), each(all, 'ok', limits('limits', 'memory')), deployment('request', limits('requests', 'memory')))],
  ['popeye/102', 'neither probe', apart(each(servers, 'bad'), deployment('readiness', { container: { readinessProbe: probe } }), deployment('liveness', { container: { livenessProbe: probe } }))],
  ['popeye/103', 'readiness alone', apart(each(servers, 'bad', { container: { readinessProbe: probe } }), deployment('neither'), deployment('both', { container: { readinessProbe: probe, livenessProbe: probe } }), workload('Pod', 'liveness', { container: { livenessProbe: probe } }))],
  ['popeye/104', 'liveness alone', apart(each(servers, 'bad', { container: { livenessProbe: probe } }), deployment('neither'), deployment('both', { container: { readinessProbe: probe, livenessProbe: probe } }), workload('Pod', 'readiness', { container: { readinessProbe: probe } }))],
  ['popeye/208', 'no owner that is the controller', apart(workload('Pod', 'bad'), workload('Pod', 'bad-owned', { metadata: { ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'x', uid: 'y' }] } }), workload('Pod', 'owned', { metadata: { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'x', uid: 'y', controller: true }] } }), deployment('ok'))],
  ['popeye/1401', 'not a port, nor the default', together(ingress('port', { service: { name: 'web', port: { number: 81 } } }), object('networking.k8s.io/v1', 'Ingress', 'default', { defaultBackend: { service: { name: 'gone', port: { number: 80 } } } }), service('web'))],
  ['popeye/1402', 'a port', together(ingress('bad', { service: { name: 'web', port: { number: 81 } } }), ingress('bad-name', { service: { name: 'web', port: { name: 'http' } } }), ingress('gone', { service: { name: 'gone', port: { number: 80 } } }), ingress('ok', { service: { name: 'web', port: { number: 80 } } }), service('web'))],
  ['popeye/1404', 'no port', together(ingress('bad', { service: { name: 'web', port: {} } }), ingress('bad-none', { service: { name: 'web' } }), ingress('gone', { service: { name: 'gone', port: {} } }), ingress('ok', { service: { name: 'web', port: { number: 80 } } }), service('web'))],
  ['popeye/307', 'Pods', apart(workload('Pod', 'bad', { pod: { serviceAccountName: 'gone' } }), deployment('other', { pod: { serviceAccountName: 'gone' } }), workload('Pod', 'default', { pod: { serviceAccountName: 'default' } }))],
  ['popeye/507', 'Deployments and StatefulSets', together(deployment('bad', { pod: { serviceAccountName: 'gone' } }), set('bad-set', { pod: { serviceAccountName: 'gone' } }), workload('DaemonSet', 'other', { pod: { serviceAccountName: 'gone' } }), deployment('ok', { pod: { serviceAccountName: 'there' } }), object('v1', 'ServiceAccount', 'there'))],
  ...(['secrets', 'imagePullSecrets'] as const).map((list): Case => [list === 'secrets' ? 'popeye/304' : 'popeye/305', 'of an account', together(withFields(object('v1', 'ServiceAccount', 'bad'), { [list]: [{ name: 'here' }, { name: 'gone' }] }), withFields(object('v1', 'ServiceAccount', 'bad-far', undefined, { namespace: 'shop' }), { [list]: [{ name: 'here' }] }), withFields(object('v1', 'ServiceAccount', 'ok'), { [list]: [{ name: 'here' }] }), withFields(object('v1', 'ServiceAccount', 'other'), { [list === 'secrets' ? 'imagePullSecrets' : 'secrets']: [{ name: 'gone' }] }), withFields(object('v1', 'Secret', 'here'), { stringData: { a: 'b' } }), deployment('pods', { pod: { volumes: [{ name: 's', secret: { secretName: 'gone' } }] } }))]),
  ['popeye/1204', 'one direction', together(deployment('bad'), deployment('bad-one'), networkPolicy('one', { podSelector: { matchLabels: { app: 'bad-one' } }, ingress: [{}] }), deployment('ok'), networkPolicy('both', { podSelector: { matchLabels: { app: 'ok' } }, policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [{}] }))],
  ['popeye/1204', 'no policy', apart(deployment('bad'))], ['popeye/1205', 'no policy', apart(deployment('bad'))],
];

/** Tools that look at some kinds only. */
const datree = ['Deployment', 'Pod', 'DaemonSet', 'StatefulSet', 'ReplicaSet', 'CronJob', 'Job'] as const;
const bareInit = { initContainers: [{ name: 'i', image: 'i' }] };

export const ofKinds: readonly Case[] = [
  ['datree/1', 'a tag', apart(each(datree, 'bad', { container: { image: 'a' } }), deployment('bad-latest', { container: { image: 'a:latest' } }), workload('ReplicationController', 'bad-controller', { container: { image: 'a' } }), deployment('init', { pod: bareInit }), deployment('none', { container: { image: undefined } }), deployment('digest', { container: { image: `a@sha256:${'a'.repeat(64)}` } }))],
  ['datree/23', 'a digest', apart(each(datree, 'bad'), workload('ReplicationController', 'bad-controller'), deployment('ok', { container: { image: `a@sha256:${'a'.repeat(64)}` }, pod: bareInit }))],
  ...(['livenessProbe', 'readinessProbe'] as const).map((name, i): Case => [`datree/${11 + i}`, name, apart(each(datree, 'bad'), each(datree, 'ok', { container: { [name]: probe } }), workload('ReplicationController', 'bad-controller'))]),
  ...alike('templates of any kind', apart(workload('DeploymentConfig', 'bad'), workload('Rollout', 'bad-rollout')), 'datree/2', 'datree/3', 'datree/4', 'datree/5', 'datree/11', 'datree/12', 'datree/23'),
  ...[55, 56, 57, 58, 59].map((id): Case => [`datree/${id}`, 'where every container has a probe', apart(deployment('bad', { container: { startupProbe: probe } }), deployment('half', { pod: { containers: [{ name: 'a', image: 'a:1', livenessProbe: probe }, { name: 'b', image: 'b:1' }] } }), deployment('ok', { container: { livenessProbe: { ...probe, initialDelaySeconds: 0, periodSeconds: 10, timeoutSeconds: 1, successThreshold: 1, failureThreshold: 3 } } }))]),
  ['datree/14', 'of autoscalers', apart(object('keda.sh/v1alpha1', 'ScaledObject', 'keda', { scaleTargetRef: { name: 'x' } }), autoscaler('bad', { maxReplicas: undefined }))],
  ['kubescape/C-0061', 'what has pods', apart(each(all, 'bad'), service('service'), volume('claim'), deployment('ok', { metadata: { namespace: 'shop' } }))],
  ['kubescape/C-0073', 'wherever it is', apart(workload('Pod', 'bad', { metadata: { namespace: 'kube-system' } }), workload('Pod', 'bad-idle', { container: { command: ['sleep', 'infinity'] } }))],
  ['kubescape/C-0075', 'not init containers', apart(deployment('init', { pod: { initContainers: [{ name: 'i', image: 'a:latest', imagePullPolicy: 'Never' }] } }))],
  ['kubescape/C-0295', 'not init containers', apart(deployment('init', { pod: { initContainers: [{ name: 'i', image: 'a:1', env: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] }] } }))],
  ['kubescape/C-0296', 'where there is a selector', apart(deployment('none', { spec: { selector: undefined } }), deployment('empty', { spec: { selector: {} } }), workload('ReplicationController', 'bad', { spec: { selector: { app: 'other' } } }), rollout('rollout', {}, { selector: { matchLabels: { app: 'other' } } }))],
  ['kubescape/C-0300', 'kinds of Kubernetes itself, of its own autoscaler', apart(autoscaler('bad', {}), autoscaler('own', { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'x' } }), object('keda.sh/v1alpha1', 'ScaledObject', 'keda', { scaleTargetRef: { name: 'x' } }))],
  ['kubescape/C-0294', 'a ReplicationController, too', apart(workload('ReplicationController', 'bad', { pod: { serviceAccount: 'a' } }))],
  ['datree/13', 'a minimum, whatever it is', apart(autoscaler('bad', {}), autoscaler('one', { minReplicas: 1 }))],
  ['datree/16', 'one that is written', apart(deployment('bad', { spec: { replicas: 1 } }), deployment('bad-zero', { spec: { replicas: 0 } }), deployment('unset'), deployment('ok', { spec: { replicas: 2 } }), set('set', { spec: { replicas: 1 } }))],
  ['datree/15', 'default, as it is written', apart(each(datree, 'bad', { metadata: { namespace: 'default' } }), each(datree, 'unset'), service('service', {}, { namespace: 'default' }))],
  ['datree/10', 'of what is always restarted', apart(each(['Deployment', 'ReplicaSet', 'DaemonSet', 'ReplicationController'], 'bad', { pod: { restartPolicy: 'OnFailure' } }), each(['Pod', 'StatefulSet'], 'other', { pod: { restartPolicy: 'Never' } }), deployment('unset'))],
  ['datree/6', 'every host', apart(...['*', '*.example.com', ''].map((host, i) => ingress(i === 0 ? 'bad' : `ok${i}`, {}, 'networking.k8s.io/v1', { rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } } }] } }] })))],
  ['datree/19', 'APIs that went later', apart(withFields(object('rbac.authorization.k8s.io/v1beta1', 'Role', 'bad'), { rules: [] }), withFields(object('rbac.authorization.k8s.io/v1', 'Role', 'ok'), { rules: [] }), deployment('other', { apiVersion: 'extensions/v1beta1' }))],
  ['datree/21', 'owner', apart(each(datree, 'bad', { metadata: { labels: { env: 'prod' } } }), each(datree, 'ok', { metadata: { labels: { owner: 'me' } } }), workload('ReplicationController', 'other'), deployment('unlabelled'))],
  ['datree/22', 'env, of Deployments', apart(deployment('bad'), deployment('ok', { metadata: { labels: { env: 'prod' } } }), set('other', {}))],
  ['datree/41', 'nothing said', apart(rollout('bad', { canary: {} }))],
  ['datree/42', 'nothing said', apart(rollout('bad', { blueGreen: {} }), rollout('canary', { canary: {} }))],
  ['datree/43', 'nothing said', apart(rollout('bad', { canary: {} }))],
  ...alike('not mounted', apart(deployment('bad', { pod: { volumes: [{ name: 'v', hostPath: { path: '/x' } }] } })), 'datree/46', 'kics/aa8f7a35'),
  ...(['Deployment', 'StatefulSet'] as const).map((kind): Case => [kind === 'Deployment' ? 'kics/a31b7b82' : 'kics/d740d048', 'constraints do not count', apart(workload(kind, 'bad', { spec: { replicas: 3 }, pod: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { app: 'bad' } } }] } }))]),
  ['kics/b23e9b98', 'the number that is written', together(deployment('one', { spec: { replicas: 1 } }), autoscaler('h', { minReplicas: 3 }, 'one'), deployment('bad', { spec: { replicas: 2 } }))],
  ['kics/611ab018', 'namespaces of the cluster', apart(...['kube-system', 'kube-public'].map((namespace) => deployment(`bad-${namespace}`, { metadata: { namespace } })))],
  ['kics/caa3479d', 'only where a tag is written', apart(deployment('moving', { container: { image: 'a:latest', imagePullPolicy: 'Never' } }), deployment('untagged', { container: { image: 'a', imagePullPolicy: 'Never' } }), deployment('bad', { container: { imagePullPolicy: 'Never' } }))],
  ...['0017', '0018', '0056', '0268', '0269', '0270', '0271', '0306', '0004', '0050'].map((id): Case => [`kubescape/C-${id}`, 'not of a ReplicationController', apart(deployment('bad', { container: { image: 'a:1' } }), workload('ReplicationController', 'other', { container: { image: 'a:1' } }))]),
];
