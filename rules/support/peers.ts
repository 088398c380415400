/** What other tools look at: kinds, or kinds of one API. */

/** kube-score's, of what has pods; https://github.com/zegl/kube-score/blob/master/parser/parser.go */
export const SCORED: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'Pod', 'Job', 'CronJob'];
/** Its checks of Deployments and StatefulSets themselves know no other API. */
export const SCORED_DEPLOYMENT: readonly string[] = ['apps/v1/Deployment'];
export const SCORED_STATEFUL_SET: readonly string[] = ['apps/v1/StatefulSet'];

export const HPA: readonly string[] = ['HorizontalPodAutoscaler'];

/** datree's workloads; https://hub.datree.io/ */
export const DATREE: readonly string[] = ['Deployment', 'Pod', 'DaemonSet', 'StatefulSet', 'ReplicaSet', 'CronJob', 'Job'];

/** Kubescape's, of what has pods; its controls name them one by one. */
export const SCANNED: readonly string[] = ['Pod', 'Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job', 'CronJob'];
/** Its younger controls know one more. */
export const SCANNED_TOO: readonly string[] = [...SCANNED, 'ReplicationController'];

/** Trivy's, of what has pods; each check of `checks/kubernetes` lists them. */
export const AQUA: readonly string[] = [...SCANNED_TOO, 'DeploymentConfig'];

/** KICS's, of checks about the pod itself: what holds a pod's spec, Knative's kinds among it; https://github.com/Checkmarx/kics/blob/master/assets/libraries/k8s.rego */
export const POD_SPECS: readonly string[] = ['Pod', 'serving.knative.dev/v1/Service', 'serving.knative.dev/v1/Configuration', 'serving.knative.dev/v1/Revision', 'sources.knative.dev/v1/ContainerSource'];
