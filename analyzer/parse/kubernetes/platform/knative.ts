import type { AutoscalerFact, Fact, ServiceFact, WorkloadFact } from '../../../facts/types.js';
import type { Value } from '../../../facts/value.js';
import { mapIn, numberIn } from '../fields.js';
import { setting } from '../mesh/settings.js';
import type { KubernetesObject } from '../object.js';
import { readController } from '../workload.js';

/** The label that Knative gives to every pod of a service. */
const LABEL = 'serving.knative.dev/service';

/** A Knative Service is a workload, the name that reaches it, and an autoscaler that goes down to nothing. https://knative.dev/docs/serving/ */
export function readKnativeService(object: KubernetesObject): readonly Fact[] {
  const { declared } = object;
  const selector = { [LABEL]: declared.ref.name };
  const read = readController(object);
  const revision = mapIn([], mapIn([], mapIn([], object.root, 'spec'), 'template'), 'spec');
  const workload: WorkloadFact = { ...read, role: 'serve', podLabels: { ...read.podLabels, ...selector } };
  const service: ServiceFact = { kind: 'service', ...declared, ref: { ...declared.ref, apiVersion: 'v1' }, type: 'ClusterIP', headless: false, selector, selectorAt: declared.at, ports: [{ port: 80, protocol: 'TCP', at: declared.at }] };
  const scaler: AutoscalerFact = { kind: 'autoscaler', ...declared, target: declared.ref, targetAt: declared.at, min: scale(workload, 'min') ?? { value: 0, at: declared.at }, max: scale(workload, 'max'), metrics: [workload.podAnnotations['autoscaling.knative.dev/metric']?.value ?? 'concurrency'] };
  const settings = [
    ...setting('timeoutSeconds', numberIn([], revision, 'timeoutSeconds')), ...setting('concurrency', numberIn([], revision, 'containerConcurrency')),
    ...setting('minInstances', scale(workload, 'min')), ...setting('maxInstances', scale(workload, 'max')),
  ];
  return [workload, service, scaler, ...(settings.length === 0 ? [] : [{ kind: 'component-settings', ...declared, target: declared.ref, settings } satisfies Fact])];
}

/** `min-scale`, in old versions `minScale`. */
function scale({ podAnnotations }: WorkloadFact, end: 'min' | 'max'): Value<number> | undefined {
  const found = podAnnotations[`autoscaling.knative.dev/${end}-scale`] ?? podAnnotations[`autoscaling.knative.dev/${end}Scale`];
  if (found === undefined) return undefined;
  return /^\d{1,6}$/.test(found.value) ? { value: Number(found.value), at: found.at } : { unknown: found.value, at: found.at };
}
