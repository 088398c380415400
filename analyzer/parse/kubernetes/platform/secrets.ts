import type { ConfigFact, Fact, ObjectFact } from '../../../facts/types.js';
import { isKnown } from '../../../facts/value.js';
import { entries, entryPlace, get, placeOf, type YamlMap } from '../../yaml/index.js';
import { mapIn, mapsIn, stringIn, textIn } from '../fields.js';
import type { Declared, KubernetesObject } from '../object.js';
import { readObject } from '../other.js';
import { withoutUser } from './delivery.js';

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
  const name = textIn(object.problems, target, 'name') ?? object.declared.ref.name;
  const fields = { secret: { value: name, at: object.declared.at }, ...storeOf(object, spec) };
  return making(object, name, open ? undefined : keys).map((fact) => (fact.kind === 'object' ? { ...fact, fields } : fact));
}

function storeOf({ problems }: KubernetesObject, spec: YamlMap | undefined): ObjectFact['fields'] {
  const ref = mapIn(problems, spec, 'secretStoreRef');
  const store = stringIn(problems, ref, 'name');
  const kind = stringIn(problems, ref, 'kind');
  return { ...(store && { store }), ...(kind && { storeKind: kind }) };
}

/** SecretStore, ClusterSecretStore: the server that secrets come from, where it is one that a team may run itself. */
export function readSecretStore({ declared, problems, root }: KubernetesObject): ObjectFact {
  const provider = mapIn(problems, mapIn(problems, root, 'spec'), 'provider');
  const server = stringIn(problems, mapIn(problems, provider, 'vault'), 'server');
  return { kind: 'object', ...declared, fields: server === undefined ? {} : { server: isKnown(server) ? { ...server, value: withoutUser(server.value) } : server } };
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
