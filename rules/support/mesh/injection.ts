import { isKnown } from '../../../analyzer/facts/value.js';
import type { Labels, ObjectFact, WorkloadFact } from '../../../analyzer/facts/types.js';
import type { System } from '../../../analyzer/system/system.js';

/** How the pods of a namespace become part of the mesh. `undeclared`: no manifest of the tree is the Namespace. */
export type Mode = 'sidecar' | 'ambient' | 'none' | 'undeclared';

const namespaces = new WeakMap<System, readonly ObjectFact[]>();

export function namespacesOf(system: System): readonly ObjectFact[] {
  const known = namespaces.get(system) ?? system.stacks.flatMap((view) => view.declared('object').filter(({ ref }) => ref.kind === 'Namespace' && (ref.apiVersion ?? 'v1') === 'v1'));
  namespaces.set(system, known);
  return known;
}

/** https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/#controlling-the-injection-policy */
export function modeOfLabels(labels: Labels): Exclude<Mode, 'undeclared'> {
  if (labels['istio-injection'] === 'enabled') return 'sidecar';
  if (labels['istio-injection'] === undefined && (labels['istio.io/rev'] ?? '') !== '') return 'sidecar';
  return labels['istio.io/dataplane-mode'] === 'ambient' ? 'ambient' : 'none';
}

export function modeOf(system: System, namespace: string): Mode {
  const declared = namespacesOf(system).find(({ ref }) => ref.name === namespace);
  return declared === undefined ? 'undeclared' : modeOfLabels(declared.labels);
}

export const hasProxy = ({ containers }: WorkloadFact): boolean => containers.some(({ name, image }) => name === 'istio-proxy' && image !== undefined);

/** What the pod says itself, by label or, in old manifests, by annotation. */
export const injectionOf = ({ podLabels, podAnnotations }: WorkloadFact): string | undefined => podLabels['sidecar.istio.io/inject'] ?? podAnnotations['sidecar.istio.io/inject']?.value;

/** Whether a pod runs in the mesh, as far as manifests say. */
export function inMesh(system: System, fact: WorkloadFact, namespace: string): boolean {
  const own = injectionOf(fact);
  if (hasProxy(fact)) return true;
  return own === undefined ? ['sidecar', 'ambient'].includes(modeOf(system, namespace)) : own === 'true';
}

/** Something of the tree belongs to an Istio mesh: then what the mesh asks of other objects counts. */
export const usesMesh = (system: System): boolean =>
  namespacesOf(system).some(({ labels }) => modeOfLabels(labels) !== 'none') ||
  system.stacks.some((view) => (['virtual-service', 'destination-rule', 'mesh-gateway', 'mesh-policy', 'service-entry'] as const).some((kind) => view.declared(kind).length > 0) || view.declared('workload').some((fact) => injectionOf(fact) === 'true' || hasProxy(fact)));

/** The image that the injector replaces. */
export const isAutoImage = ({ containers }: WorkloadFact): boolean => containers.some(({ name, image }) => name === 'istio-proxy' && isKnown(image) && image.value === 'auto');
