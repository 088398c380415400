import type { AutoscalerFact } from '../../facts/types.js';
import { get, isNull, placeOf, stringOf, type YamlMap } from '../yaml/index.js';
import { mapIn, mapsIn, numberIn, report, textIn } from './fields.js';
import { readTrigger } from './keda.js';
import type { KubernetesObject } from './object.js';

/** HorizontalPodAutoscaler of autoscaling/v1, v2beta and v2. */
export function readAutoscaler(object: KubernetesObject): AutoscalerFact | undefined {
  const { problems, root } = object;
  const spec = mapIn(problems, root, 'spec');
  const perCpu = get(spec, 'targetCPUUtilizationPercentage');
  const listed = mapsIn(problems, spec, 'metrics');
  const metrics = [...(perCpu === undefined || isNull(perCpu) ? [] : ['cpu']), ...listed.map(metricName)];
  const scaler = scale(object, spec, 'minReplicas', 'maxReplicas', metrics);
  const aimless = listed.filter((metric) => stringOf(get(metric, 'type')) === 'Object' && isAimless(metric)).map(placeOf);
  return scaler && { ...scaler, ...(aimless.length > 0 && { aimless }) };
}

/** In autoscaling/v2; v2beta1 says it in other fields. */
const isAimless = (metric: YamlMap): boolean =>
  get(metric, 'object', 'targetValue') === undefined && [['metric'], ['target'], ['describedObject', 'name'], ['describedObject', 'apiVersion'], ['describedObject', 'kind']].some((path) => isNull(get(metric, 'object', ...path)));

/** KEDA's ScaledObject makes a HorizontalPodAutoscaler of its triggers. */
export function readScaledObject(object: KubernetesObject): AutoscalerFact | undefined {
  const spec = mapIn(object.problems, object.root, 'spec');
  const triggers = mapsIn(object.problems, spec, 'triggers');
  const scaler = scale(object, spec, 'minReplicaCount', 'maxReplicaCount', triggers.flatMap((trigger) => textIn(object.problems, trigger, 'type') ?? []));
  const asks = triggers.flatMap((trigger) => readTrigger(object.problems, trigger));
  return scaler === undefined || asks.length === 0 ? scaler : { ...scaler, asks };
}

function scale({ declared, problems, root }: KubernetesObject, spec: YamlMap | undefined, min: string, max: string, metrics: string[]): AutoscalerFact | undefined {
  const target = mapIn(problems, spec, 'scaleTargetRef');
  const name = textIn(problems, target, 'name');
  if (target === undefined || name === undefined) {
    report(problems, target ?? spec ?? root, 'kubernetes-missing-target', 'This autoscaler has no scaleTargetRef.name: it scales nothing.');
    return undefined;
  }
  const apiVersion = textIn(problems, target, 'apiVersion');
  return {
    kind: 'autoscaler',
    ...declared,
    target: { kind: textIn(problems, target, 'kind') ?? 'Deployment', name, ...(apiVersion === undefined ? {} : { apiVersion }) },
    targetAt: placeOf(get(target, 'name') ?? target),
    min: numberIn(problems, spec, min),
    max: numberIn(problems, spec, max),
    metrics,
  };
}

/** `resource` and `containerResource` name it themselves; pods, object and external metrics one level down (v2), or as `metricName` (v2beta1). */
function metricName(metric: YamlMap): string {
  const type = stringOf(get(metric, 'type')) ?? '';
  const body = get(metric, type.charAt(0).toLowerCase() + type.slice(1));
  return stringOf(get(body, 'name')) ?? stringOf(get(body, 'metric', 'name')) ?? stringOf(get(body, 'metricName')) ?? type;
}
