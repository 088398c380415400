import type { AccessPolicyFact } from '../../../facts/types.js';
import { get, placeOf } from '../../yaml/index.js';
import { labelsIn, listIn, mapIn, mapsIn, textIn, textOf, type Problems } from '../fields.js';
import { equalitySelector, selectorIn, type KubernetesObject } from '../object.js';

/** Who may call: AuthorizationPolicy names callers by their service accounts. Only `ALLOW`, the default, says that a call is meant. */
export function readAuthorizationPolicy({ declared, problems, root }: KubernetesObject): AccessPolicyFact | undefined {
  const spec = mapIn(problems, root, 'spec');
  if ((textIn(problems, spec, 'action') ?? 'ALLOW') !== 'ALLOW') return undefined;
  const selector = selectorIn(problems, spec, 'selector');
  const sources = mapsIn(problems, spec, 'rules').flatMap((rule) => mapsIn(problems, rule, 'from')).map((from) => mapIn(problems, from, 'source'));
  return { kind: 'access-policy', ...declared, ...(selector === undefined ? {} : { selector }), callers: sources.flatMap((source) => listIn(problems, source, 'principals').flatMap((node) => callerOf(problems, node))), hosts: [] };
}

/** `cluster.local/ns/shop/sa/cart`. */
function callerOf(problems: Problems, node: Parameters<typeof placeOf>[0]): AccessPolicyFact['callers'] {
  const [, kind, namespace, of, serviceAccount] = (textOf(problems, node, 'principals[]') ?? '').split('/');
  if (kind !== 'ns' || of !== 'sa' || !namespace || !serviceAccount) return [];
  return [{ serviceAccount, namespace, at: placeOf(node) }];
}

/** Whom a Sidecar's pods may call: `namespace/host`, with `.` for its own namespace. Wildcards say nothing in particular. */
export function readSidecar({ declared, problems, root }: KubernetesObject): AccessPolicyFact {
  const spec = mapIn(problems, root, 'spec');
  const workloads = mapIn(problems, spec, 'workloadSelector');
  const hosts = mapsIn(problems, spec, 'egress').flatMap((egress) => listIn(problems, egress, 'hosts')).flatMap((node) => {
    const text = textOf(problems, node, 'hosts[]') ?? '';
    const host = text.slice(text.indexOf('/') + 1);
    return host === '' || host.includes('*') ? [] : [{ host, at: placeOf(node) }];
  });
  return { kind: 'access-policy', ...declared, ...(workloads === undefined || get(workloads, 'labels') === undefined ? {} : { selector: equalitySelector(labelsIn(problems, workloads, 'labels')) }), callers: [], hosts };
}
