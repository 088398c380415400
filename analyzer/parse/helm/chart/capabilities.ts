import { GoObject, type GoMap, type GoValue } from '../template/values.js';

/** What `helm template` of Helm 3.16 takes for the cluster when nobody says otherwise. */
const KUBERNETES = { major: '1', minor: '31' };
const HELM = 'v3.16.4';

const GROUPS: Readonly<Record<string, string>> = {
  'admissionregistration.k8s.io': 'v1 v1alpha1 v1beta1', 'internal.apiserver.k8s.io': 'v1alpha1', apps: 'v1 v1beta1 v1beta2', 'authentication.k8s.io': 'v1 v1alpha1 v1beta1', 'authorization.k8s.io': 'v1 v1beta1',
  autoscaling: 'v1 v2 v2beta1 v2beta2', batch: 'v1 v1beta1', 'certificates.k8s.io': 'v1 v1beta1 v1alpha1', 'coordination.k8s.io': 'v1alpha1 v1beta1 v1', 'discovery.k8s.io': 'v1 v1beta1', 'events.k8s.io': 'v1 v1beta1',
  extensions: 'v1beta1', 'flowcontrol.apiserver.k8s.io': 'v1 v1beta1 v1beta2 v1beta3', 'networking.k8s.io': 'v1 v1alpha1 v1beta1', 'node.k8s.io': 'v1 v1alpha1 v1beta1', policy: 'v1 v1beta1',
  'rbac.authorization.k8s.io': 'v1 v1beta1 v1alpha1', 'resource.k8s.io': 'v1alpha3', 'scheduling.k8s.io': 'v1alpha1 v1beta1 v1', 'storage.k8s.io': 'v1beta1 v1 v1alpha1', 'storagemigration.k8s.io': 'v1alpha1',
  'apiextensions.k8s.io': 'v1beta1 v1',
};

const API_VERSIONS: readonly string[] = ['v1', ...Object.entries(GROUPS).flatMap(([group, versions]) => versions.split(' ').map((version) => `${group}/${version}`))];

/** `.Capabilities`. https://helm.sh/docs/chart_template_guide/builtin_objects/ */
export function capabilities(): GoObject {
  const version = `v${KUBERNETES.major}.${KUBERNETES.minor}.0`;
  const fields: GoMap = new Map<string, GoValue>([['Version', version], ['Major', KUBERNETES.major], ['Minor', KUBERNETES.minor]]);
  const kubernetes = new GoObject('chartutil.KubeVersion', 'struct', fields, { String: () => version, GitVersion: () => version }, version);
  const helm = new Map<string, GoValue>([['Version', HELM], ['GitCommit', ''], ['GitTreeState', 'clean'], ['GoVersion', 'go1.22']]);
  const versions = new GoObject('chartutil.VersionSet', 'slice', new Map(), { Has: ([wanted]) => typeof wanted === 'string' && API_VERSIONS.includes(wanted) }, undefined, [...API_VERSIONS]);
  return new GoObject('*chartutil.Capabilities', 'ptr', new Map<string, GoValue>([['KubeVersion', kubernetes], ['APIVersions', versions], ['HelmVersion', new GoObject('version.BuildInfo', 'struct', helm)]]));
}
