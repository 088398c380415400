import type { ObjectFact } from '../../../facts/types.js';
import type { Value } from '../../../facts/value.js';
import { get, isNull, stringOf } from '../../yaml/index.js';
import { keyPlace, mapIn, mapsIn, textIn } from '../fields.js';
import type { KubernetesObject } from '../object.js';

/**
 * Argo Workflows: how each template is tried again, as `unlimited-retry.NAME`, `retry-always.NAME` and `no-fail-fast.NAME`.
 * https://argo-workflows.readthedocs.io/en/latest/fields/
 */
export function readWorkflow({ declared, root }: KubernetesObject): ObjectFact {
  const spec = mapIn([], root, 'spec');
  const templates = mapsIn([], mapIn([], spec, 'workflowSpec') ?? spec, 'templates');
  const fields = templates.flatMap((template, index): [string, Value<string>][] => {
    const name = textIn([], template, 'name') ?? `${index}`;
    const retry = mapIn([], template, 'retryStrategy');
    const dag = mapIn([], template, 'dag');
    return [
      ...(retry !== undefined && isNull(get(retry, 'limit')) ? [[`unlimited-retry.${name}`, { value: '', at: keyPlace(template, 'retryStrategy') }] as [string, Value<string>]] : []),
      ...(retry !== undefined && stringOf(get(retry, 'retryPolicy')) === 'Always' ? [[`retry-always.${name}`, { value: 'Always', at: keyPlace(retry, 'retryPolicy') }] as [string, Value<string>]] : []),
      ...(dag !== undefined && stringOf(get(dag, 'failFast')) === 'false' ? [[`no-fail-fast.${name}`, { value: 'false', at: keyPlace(dag, 'failFast') }] as [string, Value<string>]] : []),
    ];
  });
  return { kind: 'object', ...declared, fields: Object.fromEntries(fields) };
}
