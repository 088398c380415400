import type { Webhook } from '../../../analyzer/facts/mesh.js';
import type { Place } from '../../../analyzer/facts/place.js';
import { matchesSelector } from '../../../analyzer/facts/selectors.js';
import type { Labels } from '../../../analyzer/facts/types.js';
import type { StackView, System, Workload } from '../../../analyzer/system/system.js';
import { namespacesOf } from '../../support/mesh/injection.js';
import { onKubernetes, servers } from '../../support/workloads.js';

/** A component whose pods are made only when a server has agreed. */
export interface Asked {
  readonly server: string;
  readonly component: string;
  readonly at: Place;
}

/** Of the webhooks that run in the stack, and without whose answer the API server makes no pod. */
export function askedBeforePods(system: System, view: StackView): readonly Asked[] {
  const hooks = view.declared('webhook').flatMap(({ hooks }) => hooks).filter(({ failurePolicy, asksAboutPods }) => failurePolicy === 'Fail' && asksAboutPods === true);
  return hooks.flatMap((hook): readonly Asked[] => {
    const server = serverOf(view, hook);
    return server === undefined ? [] : servers(view).filter((workload) => onKubernetes(workload) && workload.component !== server && takes(system, hook, workload)).map(({ component }) => ({ server, component, at: hook.at }));
  });
}

const serverOf = ({ services }: StackView, { service }: Webhook): string | undefined =>
  service && services.find(({ fact, namespace }) => fact.ref.name === service.name && namespace === service.namespace)?.components[0];

/** A namespace's labels are known where it is declared; its name always is one. */
function takes(system: System, { namespaces, objects }: Webhook, { fact, namespace }: Workload): boolean {
  const declared = namespacesOf(system).find(({ ref }) => ref.name === namespace);
  const labels: Labels = { ...declared?.labels, 'kubernetes.io/metadata.name': namespace };
  const asked = namespaces === undefined ? [] : [...Object.keys(namespaces.matchLabels), ...namespaces.matchExpressions.map(({ key }) => key)];
  const isKnown = declared !== undefined || asked.every((key) => key === 'kubernetes.io/metadata.name');
  return isKnown && (namespaces === undefined || matchesSelector(namespaces, labels)) && (objects === undefined || matchesSelector(objects, fact.podLabels));
}
