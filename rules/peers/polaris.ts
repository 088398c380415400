import { autoscaler, budget, deployment, each, networkPolicy, service, workload, workloadKinds } from './manifests.js';
import { apart, together, type Case } from './cases.js';

const probe = { httpGet: { path: '/', port: 80 } };
/** Whatever has a pod template. */
const kinds = [...workloadKinds.filter((kind) => kind !== 'DeploymentConfig'), 'Rollout' as const];
const servers = kinds.filter((kind) => kind !== 'Job' && kind !== 'CronJob');
const init = { initContainers: [{ name: 'i', image: 'example/i:1' }] };
const second = (first: object) => ({ pod: { containers: [{ name: 'a', image: 'example/a:1', ...first }, { name: 'b', image: 'example/b:1' }] } });
const spread = { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: { app: 'x' } } }] };
const instance = (value: string) => ({ metadata: { labels: { 'app.kubernetes.io/instance': value } } });
const versions = ['autoscaling/v1', 'autoscaling/v2beta1', 'autoscaling/v2beta2', 'autoscaling/v2'];

/** A request or limit of every container but init containers. */
const resource = (id: string, of: 'requests' | 'limits', name: 'cpu' | 'memory'): Case => [`polaris/${id}`, 'as written, not of init containers', apart(
  each(kinds, 'bad'), each(kinds, 'ok', { container: { resources: { [of]: { [name]: '100m' } } }, ...{ pod: {} } }), deployment('init', { container: { resources: { [of]: { [name]: '100m' } } }, pod: init }),
  deployment('bad-empty', { container: { resources: {} } }), deployment('bad-other', { container: { resources: { [of === 'limits' ? 'requests' : 'limits']: { [name]: '1' } } } }), deployment('bad-second', second({ resources: { [of]: { [name]: '1' } } })))];

export const polaris: readonly Case[] = [
  ['polaris/deploymentMissingReplicas', 'what is written, whoever scales it', together(deployment('bad', { spec: { replicas: 1 } }), autoscaler('h', { minReplicas: 3 }, 'bad'), deployment('bad-zero', { spec: { replicas: 0 } }), deployment('ok', { spec: { replicas: 2 } }))],
  ['polaris/hpaMinAvailability', 'what nobody wrote is right', apart(autoscaler('unset', {}), autoscaler('bad', { minReplicas: 1 }))],
  ['polaris/hpaMaxAvailability', 'without a minimum any maximum is right', apart(autoscaler('unset', { maxReplicas: 1 }), autoscaler('bad', { minReplicas: 2, maxReplicas: 2 }))],
  ['polaris/tagNotSpecified', 'no image', apart(deployment('bad', { container: { image: undefined } }))],
  ['polaris/pullPolicyNotAlways', 'no image', apart(deployment('bad', { container: { image: undefined } }), deployment('ok', { container: { image: undefined, imagePullPolicy: 'Always' } }))],
  ['polaris/missingPodDisruptionBudget', 'one replica, or none', apart(deployment('bad', { spec: { replicas: 1 } }), deployment('bad-zero', { spec: { replicas: 0 } }))],
  ['polaris/missingNetworkPolicy', 'rules for each direction', together(deployment('bad'), networkPolicy('a', { podSelector: {}, ingress: [{}], egress: [{}] }), deployment('ok'), networkPolicy('b', { podSelector: { matchLabels: { app: 'ok' } }, ingress: [{}], egress: [{}] }), deployment('bad-deny'), networkPolicy('c', { podSelector: { matchLabels: { app: 'bad-deny' } }, policyTypes: ['Ingress', 'Egress'] }))],
  ['polaris/topologySpreadConstraint', 'none at all, and what ends by itself', apart(deployment('bad', { spec: { replicas: 0 } }), workload('Pod', 'bad-pod', { pod: { restartPolicy: 'Never' } }))],
  resource('cpuRequestsMissing', 'requests', 'cpu'), resource('memoryRequestsMissing', 'requests', 'memory'), resource('cpuLimitsMissing', 'limits', 'cpu'), resource('memoryLimitsMissing', 'limits', 'memory'),
  ['polaris/readinessProbeMissing', 'not Jobs, not init containers', apart(each(servers, 'bad'), each(['Job', 'CronJob'], 'job'), each(servers, 'ok', { container: { readinessProbe: probe } }), deployment('bad-second', second({ readinessProbe: probe })), deployment('init', { container: { readinessProbe: probe }, pod: init }))],
  ['polaris/livenessProbeMissing', 'not Jobs, not init containers', apart(each(servers, 'bad'), each(['Job', 'CronJob'], 'job'), each(servers, 'ok', { container: { livenessProbe: probe } }), deployment('bad-second', second({ livenessProbe: probe })), deployment('init', { container: { livenessProbe: probe }, pod: init }))],
  ['polaris/deploymentMissingReplicas', 'Deployments only', apart(deployment('bad'), deployment('bad-one', { spec: { replicas: 1 } }), deployment('bad-null', { spec: { replicas: null } }), deployment('ok', { spec: { replicas: 2 } }), each(kinds.filter((kind) => kind !== 'Deployment'), 'other'))],
  ['polaris/priorityClassNotSet', 'every kind', apart(each(kinds, 'bad'), each(kinds, 'ok', { pod: { priorityClassName: 'high' } }))],
  ['polaris/pullPolicyNotAlways', 'every container', apart(each(kinds, 'bad'), each(kinds, 'ok', { container: { imagePullPolicy: 'Always' } }), deployment('bad-policy', { container: { imagePullPolicy: 'IfNotPresent' } }), deployment('bad-latest', { container: { image: 'a:latest' } }), deployment('bad-init', { container: { imagePullPolicy: 'Always' }, pod: init }), deployment('bad-digest', { container: { image: `a@sha256:${'a'.repeat(64)}` } }))],
  ['polaris/tagNotSpecified', 'every container', apart(each(kinds, 'bad', { container: { image: 'a:latest' } }), each(kinds, 'bad-none', { container: { image: 'a' } }), each(kinds, 'ok'), deployment('bad-init', { pod: { initContainers: [{ name: 'i', image: 'i' }] } }))],
  ['polaris/topologySpreadConstraint', 'all that keeps running', apart(each(servers, 'bad'), each(servers, 'ok', { pod: spread }), each(['Job', 'CronJob'], 'job'), deployment('bad-empty', { pod: { topologySpreadConstraints: [] } }), deployment('bad-affinity', { spec: { replicas: 1 }, pod: { affinity: { podAntiAffinity: {} } } }))],
  ['polaris/metadataAndInstanceMismatched', 'the label is the name', apart(deployment('bad'), deployment('bad-other', instance('x')), deployment('ok', instance('ok')), workload('StatefulSet', 'bad-set', instance('x')), workload('CronJob', 'bad-cron'), workload('Job', 'job', instance('job')), deployment('bad-labels', { metadata: { labels: { app: 'x' } } }))],
  ['polaris/hpaMaxAvailability', 'the maximum is above the minimum', apart(...versions.flatMap((version, i) => [autoscaler(`bad${i}`, { minReplicas: 3, maxReplicas: 3 }, 'x', version), autoscaler(`bad-below${i}`, { minReplicas: 3, maxReplicas: 2 }, 'x', version), autoscaler(`ok${i}`, { minReplicas: 2, maxReplicas: 3 }, 'x', version)]))],
  ['polaris/hpaMinAvailability', 'two at the least', apart(...versions.flatMap((version, i) => [autoscaler(`bad${i}`, { minReplicas: 1 }, 'x', version), autoscaler(`ok${i}`, { minReplicas: 2 }, 'x', version)]))],
  ['polaris/pdbDisruptionsIsZero', 'what never allows one', apart(budget('bad', { maxUnavailable: 0 }), budget('bad-share', { maxUnavailable: '0%' }), budget('bad-all', { minAvailable: '100%' }), budget('ok', { maxUnavailable: 1 }), budget('half', { minAvailable: '50%' }), budget('one', { minAvailable: 1 }), { ...budget('bad-beta', { maxUnavailable: 0 }), apiVersion: 'policy/v1beta1' })],
  ['polaris/pdbDisruptionsIsZero', 'replicas do not matter', together(deployment('web', { spec: { replicas: 1 } }), budget('web', { minAvailable: 1 }))],
  ['polaris/pdbMinAvailableGreaterThanHPAMinReplicas', 'more than the autoscaler keeps', together(['bad', 'equal', 'less'].flatMap((name, i) => [deployment(name.replace('bad', 'worse'), { labels: { app: name } }), autoscaler(`h-${name}`, { minReplicas: 2 }, name.replace('bad', 'worse')), budget(name, { minAvailable: 3 - i })]), deployment('unscaled', { spec: { replicas: 1 } }), budget('unscaled', { minAvailable: 5 }))],
  ['polaris/missingPodDisruptionBudget', 'Deployments only', together(deployment('bad'), deployment('bad-one', { spec: { replicas: 1 } }), deployment('ok'), budget('ok', { minAvailable: 1 }), workload('StatefulSet', 'set'), workload('DaemonSet', 'daemon'), deployment('bad-namespace', { metadata: { namespace: 'a' } }), budget('far', { minAvailable: 1 }, 'bad-namespace', { namespace: 'b' }))],
  ['polaris/missingPodDisruptionBudget', 'alone', apart(deployment('bad'))],
  ['polaris/missingNetworkPolicy', 'both directions', together(deployment('bad'), deployment('ok'), networkPolicy('p', { podSelector: { matchLabels: { app: 'ok' } }, policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [{}] }), deployment('bad-ingress'), networkPolicy('i', { podSelector: { matchLabels: { app: 'bad-ingress' } }, policyTypes: ['Ingress'], ingress: [{}] }), service('svc'))],
];
