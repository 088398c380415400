import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../analyzer/facts/place.js';

const MODELS = 'node_modules/@kubernetes/client-node/dist/gen/models';

/** Kinds whose fields are known, by apiVersion; a name with a colon gives the model where it is not `V1` and the kind. */
const KINDS: Readonly<Record<string, string>> = {
  v1: 'Pod Service ConfigMap Secret PersistentVolumeClaim PersistentVolume ServiceAccount Namespace LimitRange ResourceQuota ReplicationController Endpoints',
  'apps/v1': 'Deployment StatefulSet DaemonSet ReplicaSet',
  'batch/v1': 'Job CronJob',
  'autoscaling/v1': 'HorizontalPodAutoscaler',
  'autoscaling/v2': 'HorizontalPodAutoscaler:V2HorizontalPodAutoscaler',
  'policy/v1': 'PodDisruptionBudget',
  'networking.k8s.io/v1': 'Ingress IngressClass NetworkPolicy',
  'storage.k8s.io/v1': 'StorageClass',
  'scheduling.k8s.io/v1': 'PriorityClass',
  'rbac.authorization.k8s.io/v1': 'Role RoleBinding ClusterRole ClusterRoleBinding',
  'discovery.k8s.io/v1': 'EndpointSlice',
  'admissionregistration.k8s.io/v1': 'ValidatingWebhookConfiguration MutatingWebhookConfiguration',
};

/** Text in which a number is a mistake. Elsewhere text may be a quantity, which may be written as a number. */
const STRICT = new Set(['V1EnvVar.value', 'V1ObjectMeta.labels', 'V1ObjectMeta.annotations', 'V1ConfigMap.data', 'V1Secret.stringData', 'V1PodSpec.nodeSelector', 'V1LabelSelector.matchLabels', 'V1ServiceSpec.selector']);

/** `analyzer/knowledge/api-fields.ts`: the fields of Kubernetes' own kinds, from the models of its client. */
export function apiFields(root: string): string {
  const kinds = Object.entries(KINDS).flatMap(([apiVersion, names]) => names.split(' ').map((name) => {
    const [kind = '', model = `V1${kind}`] = name.split(':');
    return [`${apiVersion} ${kind}`, model] as const;
  }));
  const lines = new Map<string, string>();
  const waiting = kinds.map(([, model]) => model);
  for (let model = waiting.pop(); model !== undefined; model = waiting.pop()) {
    if (lines.has(model)) continue;
    const fields = fieldsOf(root, model);
    lines.set(model, fields.map(({ name, code, required }) => `${name}${required ? '!' : ''}:${code}`).join(' '));
    waiting.push(...fields.flatMap(({ code }) => /^[[{]*([A-Za-z]\w*)$/.exec(code)?.[1] ?? []));
  }
  const quote = (text: string) => `'${text.replaceAll("'", "\\'")}'`;
  return `// Written by \`npm run docs\` from the models of @kubernetes/client-node; do not edit. \`api-models.ts\` says how to read it.
export const API_KINDS: Readonly<Record<string, string>> = {
${kinds.map(([key, model]) => `  ${quote(key)}: ${quote(model)},`).join('\n')}
};

export const API_FIELDS: Readonly<Record<string, string>> = {
${[...lines].sort(([a], [b]) => compareText(a, b)).map(([model, fields]) => `  ${model}: ${quote(fields)},`).join('\n')}
};
`;
}

interface Field {
  readonly name: string;
  readonly code: string;
  readonly required: boolean;
}

function fieldsOf(root: string, model: string): Field[] {
  const script = readFileSync(join(root, MODELS, `${model}.js`), 'utf8');
  const types = readFileSync(join(root, MODELS, `${model}.d.ts`), 'utf8');
  const optional = new Set([...types.matchAll(/^ {4}'(\w+)\?':/gm), ...types.matchAll(/^ {4}'(\w+)'\?:/gm)].map((match) => match[1]));
  return [...script.matchAll(/"name": "(\w+)",\s*"baseName": "([^"]+)",\s*"type": "([^"]+)"/g)].map(([, property = '', name = '', type = '']) => ({
    name, code: STRICT.has(`${model}.${name}`) ? codeOf(type).replace('$', '"') : codeOf(type), required: !optional.has(property),
  }));
}

function codeOf(type: string): string {
  const list = /^Array<(.+)>$/.exec(type)?.[1];
  if (list !== undefined) return `[${codeOf(list)}`;
  const map = /^\{ \[key: string\]: (.+?);? \}$/.exec(type)?.[1];
  if (map !== undefined) return `{${codeOf(map)}`;
  const plain: Readonly<Record<string, string>> = { number: '#', boolean: '?', string: '$', any: '*', Date: '$', V1MicroTime: '$', IntOrString: '%' };
  return Object.hasOwn(plain, type) ? plain[type]! : type;
}
