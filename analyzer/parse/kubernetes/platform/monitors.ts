import type { MonitorFact, ObjectFact } from '../../../facts/types.js';
import { isKnown } from '../../../facts/value.js';
import { get } from '../../yaml/index.js';
import { boolIn, keyPlace, mapIn, mapsIn, textsIn } from '../fields.js';
import { selectorIn, type KubernetesObject } from '../object.js';

/** https://prometheus-operator.dev/docs/api-reference/api/ */
export const readServiceMonitor = (object: KubernetesObject): MonitorFact | undefined => readMonitor(object, 'service');
export const readPodMonitor = (object: KubernetesObject): MonitorFact | undefined => readMonitor(object, 'pod');

function readMonitor({ declared, problems, root }: KubernetesObject, of: MonitorFact['of']): MonitorFact | undefined {
  const spec = mapIn(problems, root, 'spec');
  const selector = selectorIn(problems, spec, 'selector');
  if (spec === undefined) return undefined;
  const namespaces = mapIn(problems, spec, 'namespaceSelector');
  const any = boolIn(problems, namespaces, 'any');
  const all = isKnown(any) && any.value;
  const named = textsIn(problems, namespaces, 'matchNames');
  return { kind: 'monitor', ...declared, of, ...(selector === undefined ? {} : { selector }), selectorAt: keyPlace(spec, 'selector'), ...(all ? { namespaces: [] } : named.length > 0 && { namespaces: named }) };
}

/** How many alerts there are and how many say what to do, by a link to a runbook. */
export function readPrometheusRule({ declared, problems, root }: KubernetesObject): ObjectFact {
  const alerts = mapsIn(problems, mapIn(problems, root, 'spec'), 'groups').flatMap((group) => mapsIn(problems, group, 'rules')).filter((rule) => get(rule, 'alert') !== undefined);
  const linked = alerts.filter((rule) => get(rule, 'annotations', 'runbook_url') !== undefined || get(rule, 'annotations', 'runbook') !== undefined);
  const count = (value: number) => ({ value, at: declared.at });
  return { kind: 'object', ...declared, fields: { alerts: count(alerts.length), alertsWithRunbook: count(linked.length) } };
}
