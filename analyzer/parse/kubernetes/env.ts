import { safeEnvTemplate } from '../../facts/secrets.js';
import type { Container, EnvVar } from '../../facts/types.js';
import { knownOf } from '../../facts/value.js';
import { get, placeOf, unknownValue, type YamlMap } from '../yaml/index.js';
import { boolIn, mapIn, mapsIn, report, textIn, type Problems } from './fields.js';

/** `env`: values without their secrets, references without their values. */
export function readEnv(problems: Problems, container: YamlMap): EnvVar[] {
  return mapsIn(problems, container, 'env').flatMap((entry) => {
    const name = textIn(problems, entry, 'name');
    if (name === undefined) {
      report(problems, entry, 'kubernetes-missing-name', 'An environment variable has no name; it is ignored.');
      return [];
    }
    return [{ name, at: placeOf(get(entry, 'name') ?? entry), ...readValue(problems, entry, name), ...readReference(problems, entry) }];
  });
}

function readValue(problems: Problems, entry: YamlMap, name: string): Pick<EnvVar, 'value' | 'valueAt'> {
  const raw = textIn(problems, entry, 'value');
  const node = get(entry, 'value');
  if (raw === undefined || node === undefined) return {};
  const unknown = unknownValue(node);
  if (unknown !== undefined) return { value: [{ unknown: unknown.unknown }], valueAt: placeOf(node) };
  const value = safeEnvTemplate(name, raw);
  return value === undefined ? { valueAt: placeOf(node) } : { value, valueAt: placeOf(node) };
}

/** Field of the key for each way `valueFrom` can point somewhere. */
const REFERENCES = [
  { field: 'configMapKeyRef', kind: 'ConfigMap', name: 'name', key: 'key' },
  { field: 'secretKeyRef', kind: 'Secret', name: 'name', key: 'key' },
  { field: 'fieldRef', kind: 'field', name: '', key: 'fieldPath' },
  { field: 'resourceFieldRef', kind: 'resource', name: 'containerName', key: 'resource' },
] as const;

function readReference(problems: Problems, entry: YamlMap): Pick<EnvVar, 'ref'> {
  const from = mapIn(problems, entry, 'valueFrom');
  for (const reference of from === undefined ? [] : REFERENCES) {
    const node = mapIn(problems, from, reference.field);
    if (node === undefined) continue;
    const name = reference.name === '' ? '' : (textIn(problems, node, reference.name) ?? '');
    const at = placeOf(get(node, reference.name) ?? node);
    const key = get(node, reference.key);
    return { ref: { kind: reference.kind, name, key: textIn(problems, node, reference.key) ?? '', optional: knownOf(boolIn(problems, node, 'optional')) ?? false, at, ...(key === undefined ? {} : { keyAt: placeOf(key) }) } };
  }
  return {};
}

export function readEnvFrom(problems: Problems, container: YamlMap): Container['envFrom'] {
  return mapsIn(problems, container, 'envFrom').flatMap((entry) => {
    const config = mapIn(problems, entry, 'configMapRef');
    const node = config ?? mapIn(problems, entry, 'secretRef');
    const name = textIn(problems, node, 'name');
    if (node === undefined || name === undefined) return [];
    const kind = config === undefined ? 'Secret' : 'ConfigMap';
    return [{ kind, name, prefix: textIn(problems, entry, 'prefix') ?? '', optional: knownOf(boolIn(problems, node, 'optional')) ?? false, at: placeOf(get(node, 'name') ?? node) }];
  });
}
