import type { Volume } from '../../facts/types.js';
import { knownOf } from '../../facts/value.js';
import { get, placeOf, stringOf, type YamlMap } from '../yaml/index.js';
import { boolIn, mapIn, mapsIn, report, textIn, type Problems } from './fields.js';

/** Field of a volume, the kind it is and the field that names its source. Types without state on the node or in the cluster are `other`. */
const TYPES = [
  { field: 'configMap', kind: 'configMap', source: 'name' },
  { field: 'secret', kind: 'secret', source: 'secretName' },
  { field: 'persistentVolumeClaim', kind: 'claim', source: 'claimName' },
  { field: 'emptyDir', kind: 'emptyDir', source: '' },
  { field: 'hostPath', kind: 'hostPath', source: 'path' },
  { field: 'projected', kind: 'projected', source: '' },
] as const;

/** A pod's volumes. A projected volume is followed by one volume of the same name for each ConfigMap and Secret in it. */
export function readVolumes(problems: Problems, pod: YamlMap): Volume[] {
  return mapsIn(problems, pod, 'volumes').flatMap((node) => {
    const name = textIn(problems, node, 'name');
    if (name === undefined) {
      report(problems, node, 'kubernetes-missing-name', 'A volume has no name; it is ignored.');
      return [];
    }
    return readVolume(problems, node, name);
  });
}

function readVolume(problems: Problems, node: YamlMap, name: string): Volume[] {
  const nameAt = placeOf(get(node, 'name') ?? node);
  for (const type of TYPES) {
    // `emptyDir:` with nothing behind it is a volume all the same.
    if (get(node, type.field) === undefined) continue;
    const body = mapIn(problems, node, type.field);
    const source = type.source === '' ? undefined : stringOf(get(body, type.source));
    const at = type.source === '' ? nameAt : placeOf(get(body, type.source) ?? get(node, 'name') ?? node);
    const volume: Volume = { name, kind: type.kind, ...(source === undefined ? {} : { source }), optional: isOptional(problems, body), ...emptyDirLimits(body), ...keysOf(problems, body), at };
    return type.kind === 'projected' && body !== undefined ? [volume, ...readProjected(problems, body, name)] : [volume];
  }
  const driver = textIn(problems, mapIn(problems, node, 'csi'), 'driver');
  return [{ name, kind: 'other', optional: false, ...(driver === undefined ? {} : { driver }), at: nameAt }];
}

function readProjected(problems: Problems, body: YamlMap, name: string): Volume[] {
  return mapsIn(problems, body, 'sources').flatMap((source) =>
    (['configMap', 'secret'] as const).flatMap((kind) => {
      const node = mapIn(problems, source, kind);
      const target = textIn(problems, node, 'name');
      return node === undefined || target === undefined ? [] : [{ name, kind, source: target, optional: isOptional(problems, node), ...keysOf(problems, node), at: placeOf(get(node, 'name') ?? node) }];
    }),
  );
}

const isOptional = (problems: Problems, node: YamlMap | undefined): boolean => knownOf(boolIn(problems, node, 'optional')) ?? false;

function keysOf(problems: Problems, body: YamlMap | undefined): Pick<Volume, 'keys'> {
  if (get(body, 'items') === undefined) return {};
  return { keys: mapsIn(problems, body, 'items').flatMap((item) => {
    const key = textIn(problems, item, 'key');
    return key === undefined ? [] : [{ key, at: placeOf(get(item, 'key') ?? item) }];
  }) };
}

function emptyDirLimits(body: YamlMap | undefined): Pick<Volume, 'sizeLimit' | 'medium'> {
  const sizeLimit = stringOf(get(body, 'sizeLimit'));
  const medium = stringOf(get(body, 'medium'));
  return { ...(sizeLimit === undefined ? {} : { sizeLimit }), ...(medium === undefined || medium === '' ? {} : { medium }) };
}
