import type { ConfigFact, Fact } from '../../../facts/types.js';
import { entries, entryPlace, get, placeOf, type YamlMap } from '../../yaml/index.js';
import { mapIn, mapsIn, textIn } from '../fields.js';
import type { Declared, KubernetesObject } from '../object.js';
import { readObject } from '../other.js';

type Entry = ConfigFact['entries'][number];

/** The Secret that an operator makes, where its keys are all said; with it, the object itself. */
function making(object: KubernetesObject, name: string | undefined, keys: readonly Entry[] | undefined): readonly Fact[] {
  const { declared } = object;
  if (name === undefined || keys === undefined) return [readObject(object)];
  return [readObject(object), { kind: 'config', ...declared, ref: secretRef(declared, name), entries: keys }];
}

const secretRef = ({ ref }: Declared, name: string): ConfigFact['ref'] => ({ kind: 'Secret', name, apiVersion: 'v1', ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }) });

/** https://external-secrets.io/latest/api/externalsecret/ : what `dataFrom` and a template add, nobody can say. */
export function readExternalSecret(object: KubernetesObject): readonly Fact[] {
  const spec = mapIn(object.problems, object.root, 'spec');
  const target = mapIn(object.problems, spec, 'target');
  const open = get(spec, 'dataFrom') !== undefined || get(target, 'template') !== undefined;
  const keys = mapsIn(object.problems, spec, 'data').flatMap((item): Entry[] => {
    const key = textIn(object.problems, item, 'secretKey');
    return key === undefined ? [] : [{ key, at: placeOf(get(item, 'secretKey') ?? item), multiline: false }];
  });
  return making(object, textIn(object.problems, target, 'name') ?? object.declared.ref.name, open ? undefined : keys);
}

/** https://cert-manager.io/docs/usage/certificate/ */
export function readCertificate(object: KubernetesObject): readonly Fact[] {
  const spec = mapIn(object.problems, object.root, 'spec');
  const more = get(spec, 'keystores') !== undefined || get(spec, 'additionalOutputFormats') !== undefined;
  const at = object.declared.at;
  return making(object, textIn(object.problems, spec, 'secretName'), more ? undefined : ['ca.crt', 'tls.crt', 'tls.key'].map((key) => ({ key, at, multiline: false })));
}

/** https://github.com/bitnami-labs/sealed-secrets : encrypted, but its keys are in the open. */
export function readSealedSecret(object: KubernetesObject): readonly Fact[] {
  const spec = mapIn(object.problems, object.root, 'spec');
  const template: YamlMap | undefined = mapIn(object.problems, spec, 'template');
  const keys = [...entries(mapIn(object.problems, spec, 'encryptedData')), ...entries(mapIn(object.problems, template, 'data'))].map((entry): Entry => ({ key: entry.key.text, at: entryPlace(entry), multiline: false }));
  return making(object, object.declared.ref.name, keys);
}
