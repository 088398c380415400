import type { ClientSetting, ComponentSettingsFact, ObjectRef } from '../../../facts/types.js';
import { isKnown, type Value } from '../../../facts/value.js';
import { get, numberValue, placeOf, stringOf, type YamlNode } from '../../yaml/index.js';
import { mapIn, mapsIn, textIn } from '../fields.js';
import { setting } from '../mesh/settings.js';
import type { KubernetesObject } from '../object.js';

/** Service level objectives, in percent, on the service that they name. */
const objectives = ({ declared }: KubernetesObject, name: string | undefined, settings: readonly ClientSetting[]): ComponentSettingsFact | undefined =>
  name === undefined || settings.length === 0 ? undefined : { kind: 'component-settings', ...declared, target: { kind: '*', name }, settings };

/** https://github.com/OpenSLO/OpenSLO : a target is a share, or a percentage by its own key. */
export function readOpenSlo(object: KubernetesObject): ComponentSettingsFact | undefined {
  const spec = mapIn(object.problems, object.root, 'spec');
  const targets = mapsIn(object.problems, spec, 'objectives').flatMap((each) => setting('objective', percent(get(each, 'targetPercent'), 1) ?? percent(get(each, 'target'), 100)));
  return objectives(object, textIn(object.problems, spec, 'service'), targets);
}

/** https://sloth.dev/specs/kubernetes/ */
export function readSloth(object: KubernetesObject): ComponentSettingsFact | undefined {
  const spec = mapIn(object.problems, object.root, 'spec');
  return objectives(object, textIn(object.problems, spec, 'service'), mapsIn(object.problems, spec, 'slos').flatMap((slo) => setting('objective', percent(get(slo, 'objective'), 1))));
}

/** https://github.com/pyrra-dev/pyrra : names no service; the job in its indicator's metric is the closest that it says. */
export function readPyrra(object: KubernetesObject): ComponentSettingsFact | undefined {
  const spec = mapIn(object.problems, object.root, 'spec');
  const metrics = ['ratio', 'latency', 'latencyNative', 'bool_gauge'].flatMap((kind) => stringOf(get(spec, 'indicator', kind, 'total', 'metric')) ?? stringOf(get(spec, 'indicator', kind, 'metric')) ?? []);
  const job = metrics.map((metric) => /\b(?:job|service|app)="([a-z0-9-]{1,63})"/.exec(metric)?.[1]).find((name) => name !== undefined);
  return objectives(object, job, setting('objective', percent(get(spec, 'target'), 1)));
}

function percent(node: YamlNode | undefined, scale: number): Value<number> | undefined {
  if (node === undefined) return undefined;
  const text = stringOf(node);
  const number = text !== undefined && /^\d{1,3}(?:\.\d{1,6})?%?$/.test(text) ? Number(text.replace('%', '')) : undefined;
  const value = number === undefined ? numberValue(node) : { value: number, at: placeOf(node) };
  // 0.999 times 100 is 99.9, whatever the machine's fractions make of it.
  return isKnown(value) ? { value: Math.round(value.value * scale * 1e6) / 1e6, at: value.at } : undefined;
}

/** A workload that another object names by `targetRef`. */
export function targetIn(object: KubernetesObject): ObjectRef | undefined {
  const target = mapIn(object.problems, mapIn(object.problems, object.root, 'spec'), 'targetRef');
  const name = textIn(object.problems, target, 'name');
  return name === undefined ? undefined : { kind: textIn(object.problems, target, 'kind') ?? 'Deployment', name };
}
