import type { Place } from '../../facts/place.js';
import { isStore } from '../cloud/catalogue/index.js';
import { decode, mapOf, originsOf, scalar, templateOf, type CloudResource, type CloudValue, type Entry, type Followed } from '../cloud/index.js';
import { parseYamlSource, type YamlFile, type YamlSource } from '../yaml/index.js';

/** Resource types of the provider, without the version at their end, and what they declare. https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs */
const KINDS: Readonly<Record<string, readonly [apiVersion: string, kind: string]>> = {
  deployment: ['apps/v1', 'Deployment'], stateful_set: ['apps/v1', 'StatefulSet'], daemonset: ['apps/v1', 'DaemonSet'], daemon_set: ['apps/v1', 'DaemonSet'],
  job: ['batch/v1', 'Job'], cron_job: ['batch/v1', 'CronJob'], pod: ['v1', 'Pod'], replication_controller: ['v1', 'ReplicationController'],
  service: ['v1', 'Service'], ingress: ['networking.k8s.io/v1', 'Ingress'], network_policy: ['networking.k8s.io/v1', 'NetworkPolicy'],
  config_map: ['v1', 'ConfigMap'], secret: ['v1', 'Secret'], namespace: ['v1', 'Namespace'], service_account: ['v1', 'ServiceAccount'],
  horizontal_pod_autoscaler: ['autoscaling/v2', 'HorizontalPodAutoscaler'], pod_disruption_budget: ['policy/v1', 'PodDisruptionBudget'],
  persistent_volume_claim: ['v1', 'PersistentVolumeClaim'], limit_range: ['v1', 'LimitRange'], resource_quota: ['v1', 'ResourceQuota'], priority_class: ['scheduling.k8s.io/v1', 'PriorityClass'],
};

const TYPED = /^kubernetes_([a-z_]+?)(?:_v\d\w*)?$/;

/** A resource that puts an object into a cluster, as the YAML that it stands for. */
export function manifestOf(resource: CloudResource, stack: Followed): YamlFile | undefined {
  const object = objectOf(resource);
  return object && asYaml(object, stack);
}

export const isManifest = ({ type }: CloudResource): boolean => type === 'kubernetes_manifest' || type === 'kubectl_manifest' || Object.hasOwn(KINDS, TYPED.exec(type)?.[1] ?? '');

function objectOf(resource: CloudResource): CloudValue | undefined {
  if (!isManifest(resource)) return undefined;
  if (resource.type === 'kubernetes_manifest') return resource.argument('manifest')?.value;
  const body = resource.type === 'kubectl_manifest' ? resource.argument('yaml_body')?.value : undefined;
  if (resource.type === 'kubectl_manifest') return body && decode(body);
  const [apiVersion, kind] = KINDS[TYPED.exec(resource.type)![1]!]!;
  const { at } = resource;
  const entries = resource.names.filter((name) => !META.has(name)).flatMap((name): [string, Entry][] => {
    const entry = resource.argument(name);
    return entry && !isNothing(entry.value) ? [shaped(name, entry, '')] : [];
  });
  const said = (text: string): Entry => ({ key: at, value: scalar(text, at), at });
  return named(mapOf(new Map([['apiVersion', said(apiVersion)], ['kind', said(kind)], ...entries]), at), resource);
}

/** Terraform's own arguments. */
const META = new Set(['count', 'for_each', 'depends_on', 'provider', 'lifecycle', 'timeouts', 'wait_for_rollout', 'wait_for_completion', 'wait_for_load_balancer', 'wait_until_bound']);

/** Who makes many of one resource names them by what nobody knows: then the label stands for them. */
function named(object: CloudValue & { is: 'map' }, { label, at }: CloudResource): CloudValue {
  const metadata = object.entries.get('metadata');
  const name = metadata?.value.is === 'map' ? metadata.value.entries.get('name') : undefined;
  if (name && name.value.is === 'scalar') return object;
  const inside = new Map(metadata?.value.is === 'map' ? metadata.value.entries : []).set('name', { key: at, value: scalar(label, at), at });
  return mapOf(new Map(object.entries).set('metadata', { key: at, value: mapOf(inside, at), at }), object.at);
}

/** Blocks that may stand several times, and what the API calls their list. */
const LISTS: Readonly<Record<string, string>> = {
  container: 'containers', init_container: 'initContainers', env: 'env', env_from: 'envFrom', port: 'ports', ports: 'ports', volume: 'volumes', volume_mount: 'volumeMounts',
  toleration: 'tolerations', topology_spread_constraint: 'topologySpreadConstraints', volume_claim_template: 'volumeClaimTemplates', host_aliases: 'hostAliases', image_pull_secrets: 'imagePullSecrets',
  match_expressions: 'matchExpressions', node_selector_term: 'nodeSelectorTerms', rule: 'rules', path: 'paths', tls: 'tls', ingress: 'ingress', egress: 'egress', from: 'from', to: 'to',
  metric: 'metrics', policy: 'policies', items: 'items', sources: 'sources', limit: 'limits', http_header: 'httpHeaders',
  preferred_during_scheduling_ignored_during_execution: 'preferredDuringSchedulingIgnoredDuringExecution', required_during_scheduling_ignored_during_execution: 'requiredDuringSchedulingIgnoredDuringExecution',
};

/** Where a block of such a name is one object: the port of an ingress's backend, the terms of a node affinity. */
const SINGLE: ReadonlySet<string> = new Set(['service port', 'node_affinity required_during_scheduling_ignored_during_execution']);

/** Blocks become objects or lists of them under the API's names; maps and lists that are given as values keep their keys. */
function shaped(name: string, entry: Entry, parent: string): [string, Entry] {
  const { value } = entry;
  const blocks = value.is === 'list' && value.items.length > 0 && value.items.every((item) => item.is === 'map') ? value.items : undefined;
  if (!blocks || value.is !== 'list') return [camel(name), converted(name, entry)];
  const objects = blocks.map((block) => (block.is === 'map' ? mapOf(new Map([...block.entries].filter(([, inner]) => !isNothing(inner.value)).map(([key, inner]) => shaped(key, inner, name))), block.at) : block));
  if (Object.hasOwn(LISTS, name) && !SINGLE.has(`${parent} ${name}`)) return [LISTS[name]!, { ...entry, value: { ...value, items: objects } }];
  return [camel(name), { ...entry, value: objects[0]! }];
}

/** A plan lists what nobody gave as well. */
const isNothing = (value: CloudValue): boolean => (value.is === 'scalar' && value.value === null) || (value.is === 'list' && value.items.length === 0);

const TEXTS: ReadonlySet<string> = new Set(['value', 'name', 'key', 'path', 'image', 'host']);

/** Terraform turns texts into numbers and back, as an argument wants them. */
function converted(name: string, entry: Entry): Entry {
  const { value } = entry;
  if (value.is !== 'scalar' || value.value === null) return entry;
  if (TEXTS.has(name)) return { ...entry, value: { ...value, value: String(value.value) } };
  return typeof value.value === 'string' && /^-?\d{1,9}$/.test(value.value) ? { ...entry, value: { ...value, value: Number(value.value) } } : entry;
}

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

// ---------------------------------------------------------------- text

/** A value as YAML, each piece at the place where it was written; what nobody knows is unknown there, too. */
export function asYaml(value: CloudValue, stack: Followed): YamlFile {
  const pieces: Piece[] = [];
  write(value, stack, (text, at, unknown) => pieces.push({ text, at, unknown }), 0);
  return parseYamlSource(sourceOf(pieces, value.at));
}

interface Piece {
  readonly text: string;
  readonly at: Place;
  readonly unknown: string | undefined;
}

type Put = (text: string, at: Place, unknown?: string) => void;

const MAX_DEPTH = 60;

function write(value: CloudValue, stack: Followed, put: Put, depth: number): void {
  if (depth > MAX_DEPTH) return put('null', value.at, '…');
  switch (value.is) {
    case 'list':
      put('[', value.at);
      value.items.forEach((item, index) => (index > 0 && put(',', value.at), write(item, stack, put, depth + 1)));
      return put(']', value.at);
    case 'map':
      put('{', value.at);
      [...value.entries].forEach(([key, entry], index) => (put(index > 0 ? ',' : '', value.at), put(JSON.stringify(key), entry.key), put(': ', entry.key), write(entry.value, stack, put, depth + 1)));
      return put('}', value.at);
    case 'scalar': return put(JSON.stringify(storeIn(value, stack) ?? value.value), value.at);
    default: {
      const parts = templateOf(value, stack);
      const text = parts.map((part) => ('text' in part ? part.text : undefined));
      return text.includes(undefined) ? put('"unknown"', value.at, value.is === 'unknown' ? value.source : '…') : put(JSON.stringify(text.join('')), value.at);
    }
  }
}

/** A name that came from a queue or a table means that one, whatever else has the name. */
function storeIn(value: CloudValue, stack: Followed): string | undefined {
  const found = [...new Set(originsOf(value).flatMap(stack.componentsOf))];
  return found.length === 1 && value.is === 'scalar' && typeof value.value === 'string' && isStore(found[0]!) ? found[0]!.address : undefined;
}

function sourceOf(pieces: readonly Piece[], whole: Place): YamlSource {
  const ends: number[] = [];
  for (const { text } of pieces) ends.push((ends.at(-1) ?? 0) + text.length);
  const pieceAt = (offset: number): Piece | undefined => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    return pieces[low];
  };
  return { file: whole.file, text: pieces.map(({ text }) => text).join(''), place: (start) => pieceAt(start)?.at ?? whole, unknown: (start) => pieceAt(start)?.unknown };
}
