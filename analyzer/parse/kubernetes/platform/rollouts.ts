import type { ComponentSettingsFact, Fact, ObjectRef, ServiceFact } from '../../../facts/types.js';
import { knownOf } from '../../../facts/value.js';
import { get } from '../../yaml/index.js';
import { durationIn } from '../duration.js';
import { keyPlace, mapIn, mapsIn, numberIn, stringIn, textIn } from '../fields.js';
import { setting } from '../mesh/settings.js';
import type { KubernetesObject } from '../object.js';
import { readController } from '../workload.js';
import { targetIn } from './objectives.js';

/** Argo Rollouts: a workload that also says how its versions are tried out. https://argo-rollouts.readthedocs.io/en/stable/features/specification/ */
export function readRollout(object: KubernetesObject): readonly Fact[] {
  const workload = readController(object);
  const strategy = mapIn([], mapIn([], object.root, 'spec'), 'strategy');
  const canary = mapIn([], strategy, 'canary');
  const blueGreen = mapIn([], strategy, 'blueGreen');
  if (strategy === undefined || (canary ?? blueGreen) === undefined) return [workload];
  const inSteps = mapsIn([], canary, 'steps').some((step) => get(step, 'analysis') !== undefined);
  const analysed = inSteps || get(canary, 'analysis') !== undefined || get(blueGreen, 'prePromotionAnalysis') !== undefined || get(blueGreen, 'postPromotionAnalysis') !== undefined;
  const at = keyPlace(strategy, canary === undefined ? 'blueGreen' : 'canary');
  const settings = [...setting('rolloutStrategy', { value: canary === undefined ? 'blueGreen' : 'canary', at }), ...setting('canaryAnalysis', { value: analysed, at })];
  return [workload, { kind: 'component-settings', ...object.declared, target: object.declared.ref, settings }];
}

/** Flagger: how a new version is tried out, and the Services that it makes. https://docs.flagger.app/usage/how-it-works */
export function readCanary(object: KubernetesObject): readonly Fact[] {
  const target = targetIn(object);
  const analysis = target && canaryAnalysis(object, target);
  return target === undefined ? [] : [...(analysis ? [analysis] : []), ...canaryServices(object, target)];
}

/** One Service by the plain name, one for the version that users have and one for the version that is tried. */
function canaryServices({ declared, problems, root }: KubernetesObject, target: ObjectRef): ServiceFact[] {
  const service = mapIn(problems, mapIn(problems, root, 'spec'), 'service');
  if (service === undefined) return [];
  const name = textIn(problems, service, 'name') ?? target.name;
  const port = knownOf(numberIn(problems, service, 'port')) ?? 80;
  return [name, `${name}-primary`, `${name}-canary`].map((each) => ({
    kind: 'service', ...declared, ref: { ...declared.ref, apiVersion: 'v1', kind: 'Service', name: each }, madeFor: target,
    type: 'ClusterIP', headless: false, ports: [{ port, protocol: 'TCP', at: keyPlace(service, 'port') }],
  }));
}

function canaryAnalysis(object: KubernetesObject, target: ObjectRef): ComponentSettingsFact | undefined {
  const spec = mapIn(object.problems, object.root, 'spec');
  const key = get(spec, 'analysis') === undefined ? 'canaryAnalysis' : 'analysis';
  const analysis = mapIn(object.problems, spec, key);
  if (spec === undefined || analysis === undefined) return undefined;
  const at = keyPlace(spec, key);
  const settings = [
    ...setting('rolloutStrategy', { value: 'canary', at }), ...setting('canaryAnalysis', { value: mapsIn(object.problems, analysis, 'metrics').length > 0, at }),
    ...setting('canaryInterval', durationIn(analysis, 'interval')), ...setting('canaryFailureLimit', numberIn(object.problems, analysis, 'threshold')), ...setting('canaryMaxWeight', numberIn(object.problems, analysis, 'maxWeight')),
  ];
  return { kind: 'component-settings', ...object.declared, target, settings };
}

/** A VerticalPodAutoscaler restarts pods to resize them, unless it only recommends. */
export function readVerticalAutoscaler(object: KubernetesObject): ComponentSettingsFact | undefined {
  const target = targetIn(object);
  const policy = mapIn(object.problems, mapIn(object.problems, object.root, 'spec'), 'updatePolicy');
  if (target === undefined) return undefined;
  return { kind: 'component-settings', ...object.declared, target, settings: setting('vpaMode', stringIn(object.problems, policy, 'updateMode') ?? { value: 'Auto', at: object.declared.at }) };
}
