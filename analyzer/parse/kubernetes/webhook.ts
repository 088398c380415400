import type { ReferenceGrantFact, Webhook, WebhookFact } from '../../facts/mesh.js';
import { knownOf } from '../../facts/value.js';
import { get, placeOf, type YamlMap } from '../yaml/index.js';
import { mapIn, mapsIn, numberIn, textIn, textsIn, type Problems } from './fields.js';
import { selectorIn, type KubernetesObject } from './object.js';

/** https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/ */
export function readWebhooks({ declared, problems, root }: KubernetesObject): WebhookFact {
  return { kind: 'webhook', ...declared, hooks: mapsIn(problems, root, 'webhooks').map((node) => readHook(problems, node)) };
}

function readHook(problems: Problems, node: YamlMap): Webhook {
  const service = mapIn(problems, mapIn(problems, node, 'clientConfig'), 'service');
  const name = textIn(problems, service, 'name');
  const port = knownOf(numberIn(problems, service, 'port'));
  const namespaces = selectorIn(problems, node, 'namespaceSelector');
  const objects = selectorIn(problems, node, 'objectSelector');
  return {
    name: textIn(problems, node, 'name') ?? '',
    at: placeOf(get(node, 'name') ?? node),
    ...(service === undefined || name === undefined ? {} : { service: { name, namespace: textIn(problems, service, 'namespace') ?? 'default', ...(port === undefined ? {} : { port }), at: placeOf(get(service, 'name') ?? service) } }),
    ...(mapsIn(problems, node, 'rules').some((rule) => isAboutPods(rule)) ? { asksAboutPods: true } : {}),
    failurePolicy: textIn(problems, node, 'failurePolicy') ?? 'Fail',
    ...(namespaces === undefined ? {} : { namespaces }),
    ...(objects === undefined ? {} : { objects }),
  };
}

/** `pods` or all resources, as they are made. */
function isAboutPods(rule: YamlMap): boolean {
  const texts = (key: string): readonly string[] => textsIn([], rule, key);
  return texts('resources').some((name) => name === 'pods' || name === '*' || name === '*/*') && texts('operations').some((name) => name === 'CREATE' || name === '*') && texts('apiGroups').some((group) => group === '' || group === '*');
}

export function readReferenceGrant({ declared, problems, root }: KubernetesObject): ReferenceGrantFact {
  const spec = mapIn(problems, root, 'spec');
  const from = mapsIn(problems, spec, 'from').map((node) => ({ kind: textIn(problems, node, 'kind') ?? '', namespace: textIn(problems, node, 'namespace') ?? '' }));
  const to = mapsIn(problems, spec, 'to').map((node) => {
    const name = textIn(problems, node, 'name');
    return { kind: textIn(problems, node, 'kind') ?? '', ...(name === undefined ? {} : { name }) };
  });
  return { kind: 'reference-grant', ...declared, from, to };
}
