import type { ObjectFact, VolumeClaimFact } from '../../facts/types.js';
import type { Value } from '../../facts/value.js';
import { entries, get, stringOf, type YamlMap } from '../yaml/index.js';
import { mapIn, mapsIn, numberIn, quantityIn, stringIn, textIn, textsIn, type Problems } from './fields.js';
import type { KubernetesObject } from './object.js';

export function readClaim({ declared, problems, root }: KubernetesObject): VolumeClaimFact {
  const spec = mapIn(problems, root, 'spec');
  const storageClass = textIn(problems, spec, 'storageClassName');
  const size = stringOf(get(spec, 'resources', 'requests', 'storage'));
  return { kind: 'claim', ...declared, accessModes: textsIn(problems, spec, 'accessModes'), ...(storageClass === undefined ? {} : { storageClass }), ...(size === undefined ? {} : { size }) };
}

/** Objects of which only the name matters. */
export const readObject = ({ declared }: KubernetesObject): ObjectFact => ({ kind: 'object', ...declared, fields: {} });

/** `hostPath`, where the volume is a directory of a node. */
export function readPersistentVolume({ declared, problems, root }: KubernetesObject): ObjectFact {
  const path = stringIn(problems, mapIn(problems, mapIn(problems, root, 'spec'), 'hostPath'), 'path');
  return { kind: 'object', ...declared, fields: path === undefined ? {} : { hostPath: path } };
}

/** `secrets.0`, `imagePullSecrets.0`: names of Secrets. */
export function readServiceAccountObject({ declared, problems, root }: KubernetesObject): ObjectFact {
  const named = ['secrets', 'imagePullSecrets'].flatMap((list) =>
    mapsIn(problems, root, list).flatMap((one, i) => {
      const name = stringIn(problems, one, 'name');
      return name === undefined ? [] : [[`${list}.${i}`, name] as const];
    }),
  );
  return { kind: 'object', ...declared, fields: Object.fromEntries(named) };
}

type Fields = readonly (readonly [string, Value<string>])[];

/** `default.memory`, `defaultRequest.cpu`, `max.memory` of a LimitRange's container limits. */
export function readLimitRange({ declared, problems, root }: KubernetesObject): ObjectFact {
  const limits = mapsIn(problems, mapIn(problems, root, 'spec'), 'limits').filter((limit) => textIn(problems, limit, 'type') === 'Container');
  const fields = limits.flatMap((limit) => ['default', 'defaultRequest', 'max', 'min'].flatMap((key) => quantities(problems, limit, key)));
  return { kind: 'object', ...declared, fields: Object.fromEntries(fields) };
}

/** `hard.pods`, `hard.limits.memory` of a ResourceQuota. */
export function readResourceQuota({ declared, problems, root }: KubernetesObject): ObjectFact {
  return { kind: 'object', ...declared, fields: Object.fromEntries(quantities(problems, mapIn(problems, root, 'spec'), 'hard')) };
}

/** Strimzi's KafkaTopic: `topic`, what clients call it, and `partitions`, which the broker decides where nobody wrote it. */
export function readKafkaTopic({ declared, problems, root }: KubernetesObject): ObjectFact {
  const spec = mapIn(problems, root, 'spec');
  const partitions = numberIn(problems, spec, 'partitions');
  return { kind: 'object', ...declared, fields: { topic: stringIn(problems, spec, 'topicName') ?? { value: declared.ref.name, at: declared.at }, ...(partitions && { partitions }) } };
}

function quantities(problems: Problems, node: YamlMap | undefined, key: string): Fields {
  const map = mapIn(problems, node, key);
  return entries(map).flatMap((entry) => {
    const value = quantityIn(problems, map, entry.key.text);
    return value === undefined ? [] : [[`${key}.${entry.key.text}`, value] as const];
  });
}
