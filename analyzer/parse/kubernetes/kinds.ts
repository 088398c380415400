import { readBlockSubscription, readBuildingBlock } from './dapr.js';
import { readAutoscaler, readScaledObject } from './autoscaler.js';
import { readConfigMap, readSecret } from './config.js';
import { readGateway, readRoute } from './gateway-api.js';
import { readIngress } from './ingress.js';
import { meshKinds } from './mesh/kinds.js';
import { readRouteFacts, readServiceFacts, readServiceProfile } from './mesh/linkerd.js';
import type { KindReader } from './object.js';
import { readClaim, readKafkaTopic, readLimitRange, readObject, readPersistentVolume, readResourceQuota, readServiceAccountObject } from './other.js';
import { operatorKinds } from './operators/index.js';
import { monitorKinds, platformKinds } from './platform/index.js';
import { readDisruptionBudget, readNetworkPolicy } from './policy.js';
import { readEndpoints, readEndpointSlice } from './service.js';
import { readReferenceGrant, readWebhooks } from './webhook.js';
import { readController, readCronJob, readPod, readScaledJob } from './workload.js';

/** Every kind that is read further, by its API group: other groups have a Service, a Gateway or an Ingress of their own. */
const KINDS: Readonly<Record<string, Readonly<Record<string, KindReader>>>> = {
  ...operatorKinds,
  ...platformKinds,
  ...meshKinds,
  'monitoring.coreos.com': { ...operatorKinds['monitoring.coreos.com'], ...monitorKinds },
  'kafka.strimzi.io': { ...operatorKinds['kafka.strimzi.io'], KafkaTopic: readKafkaTopic },
  '': {
    Pod: readPod,
    ReplicationController: readController,
    Service: readServiceFacts,
    Endpoints: readEndpoints,
    ConfigMap: readConfigMap,
    Secret: readSecret,
    PersistentVolumeClaim: readClaim,
    PersistentVolume: readPersistentVolume,
    ServiceAccount: readServiceAccountObject,
    Namespace: readObject,
    LimitRange: readLimitRange,
    ResourceQuota: readResourceQuota,
  },
  apps: { Deployment: readController, StatefulSet: readController, DaemonSet: readController, ReplicaSet: readController },
  extensions: { Deployment: readController, DaemonSet: readController, ReplicaSet: readController, Ingress: readIngress, NetworkPolicy: readNetworkPolicy },
  'apps.openshift.io': { DeploymentConfig: readController },
  batch: { Job: readController, CronJob: readCronJob },
  autoscaling: { HorizontalPodAutoscaler: readAutoscaler },
  policy: { PodDisruptionBudget: readDisruptionBudget },
  'networking.k8s.io': { Ingress: readIngress, NetworkPolicy: readNetworkPolicy },
  'discovery.k8s.io': { EndpointSlice: readEndpointSlice },
  'storage.k8s.io': { StorageClass: readObject },
  'scheduling.k8s.io': { PriorityClass: readObject },
  'gateway.networking.k8s.io': { Gateway: readGateway, HTTPRoute: readRouteFacts, GRPCRoute: readRouteFacts, TCPRoute: readRoute, TLSRoute: readRoute, UDPRoute: readRoute, ReferenceGrant: readReferenceGrant },
  'admissionregistration.k8s.io': { MutatingWebhookConfiguration: readWebhooks, ValidatingWebhookConfiguration: readWebhooks },
  'linkerd.io': { ServiceProfile: readServiceProfile },
  // Linkerd's own copy of the Gateway API's routes, from before it took the original.
  'policy.linkerd.io': { HTTPRoute: readRouteFacts },
  'dapr.io': { Component: readBuildingBlock, Subscription: readBlockSubscription },
  'keda.sh': { ScaledObject: readScaledObject, ScaledJob: readScaledJob },
};

/** The reader of a kind; undefined when the kind is nobody's: then its name is all that is kept. */
export function readerOf(apiVersion: string, kind: string): KindReader | undefined {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const readers = Object.hasOwn(KINDS, group) ? KINDS[group] : undefined;
  return readers !== undefined && Object.hasOwn(readers, kind) ? readers[kind] : undefined;
}

/** Described by manifests only: copies of what a tool will apply, and groups that no server has any more. */
const NOT_LIVE: ReadonlySet<string> = new Set(['extensions', 'argoproj.io/Application', 'argoproj.io/ApplicationSet', 'kustomize.toolkit.fluxcd.io', 'helm.toolkit.fluxcd.io', 'openslo', '/Endpoints']);

/** The kinds that are read further, for those who ask a cluster for them. Hand-written Endpoints are mirrored into EndpointSlices. */
export const liveKinds: readonly { readonly group: string; readonly kind: string }[] = Object.entries(KINDS)
  .filter(([group]) => !NOT_LIVE.has(group))
  .flatMap(([group, readers]) => Object.keys(readers).filter((kind) => !NOT_LIVE.has(`${group}/${kind}`)).map((kind) => ({ group, kind })));

/** Files of tools that look like objects and are none: kustomize, skaffold, kubeconfig. */
export const isToolFile = (apiVersion: string, kind: string): boolean =>
  apiVersion.startsWith('kustomize.config.k8s.io/') || apiVersion.startsWith('skaffold/') || (kind === 'Kustomization' && !apiVersion.startsWith('kustomize.toolkit.fluxcd.io/')) || (apiVersion === 'v1' && kind === 'Config');
