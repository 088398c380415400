import type { Fact, ServiceFact, WorkloadFact } from '../../../facts/types.js';
import { isKnown, isUnknown, type Value } from '../../../facts/value.js';
import { entries, get, isNull, items, numberValue, placeOf, stringOf, type YamlNode } from '../../yaml/index.js';
import { keyPlace, mapIn } from '../fields.js';
import { equalitySelector, type KubernetesObject } from '../object.js';

/**
 * A kind of custom resource of which an operator makes something that runs. Paths are keys with dots; `[]` is every item of a
 * list and `*` every value of a mapping, whose numbers add up. In names `{}` stands for the resource's own.
 */
export interface OperatorKind {
  readonly group: string;
  readonly kind: string;
  readonly technology: string;
  /** Several paths add up. */
  readonly replicas: readonly string[];
  /** The operator's documented default where no path is there; `elsewhere`: other objects may say. */
  readonly defaultReplicas: number | 'elsewhere';
  /** Services that the operator makes: what others connect to. */
  readonly services: readonly string[];
  /** A label of its pods, by which Services and policies of the team select them. */
  readonly label: readonly [key: string, value: string];
  /** Lasting storage is declared under one of these. */
  readonly storage: readonly string[];
  /** Paths of addresses or names that it needs, and how a name becomes an address. */
  readonly targets?: readonly { readonly path: string; readonly address: string; readonly note: string }[];
}

/** The workload that the operator makes, with its Services; and the object itself, which keeps what it makes from being missed. */
export function readOperator(operator: OperatorKind, { declared, problems, root }: KubernetesObject): readonly Fact[] {
  const specAt = mapIn(problems, root, 'spec') === undefined ? declared.at : keyPlace(root, 'spec');
  const named = (pattern: string): string => pattern.replaceAll('{}', declared.ref.name);
  const labels = { [operator.label[0]]: named(operator.label[1]) };
  const storage = operator.storage.flatMap((path) => nodesAt(root, path))[0];
  const replicas = replicasOf(operator, root, declared.at);
  const workload: WorkloadFact = {
    kind: 'workload', ...declared, platform: 'cloud', role: 'serve', containers: [], specAt, podAt: specAt, podLabels: labels, podAnnotations: {},
    selector: equalitySelector(labels), spread: [], volumes: [],
    ...(replicas === undefined ? {} : { replicas }),
    claimTemplates: storage === undefined ? [] : [{ name: 'data', accessModes: [], at: placeOf(storage) }],
    managed: { technology: operator.technology, ...(isKnown(replicas) && replicas.at === declared.at ? { byDefault: true } : {}), targets: (operator.targets ?? []).flatMap(({ path, address, note }) => nodesAt(root, path).flatMap((node) => targetOf(node, address, note))) },
  };
  const services = [...new Set(operator.services.map(named))].map((name): ServiceFact => ({ kind: 'service', ...declared, ref: { ...declared.ref, kind: 'Service', name, apiVersion: 'v1' }, type: 'ClusterIP', headless: false, selector: labels, selectorAt: declared.at, ports: [] }));
  return [{ kind: 'object', ...declared, fields: {} }, workload, ...services];
}

function replicasOf({ replicas, defaultReplicas }: OperatorKind, root: YamlNode, at: WorkloadFact['at']): Value<number> | undefined {
  const found = replicas.flatMap((path) => nodesAt(root, path)).filter((node) => !isNull(node)).map((node) => numberValue(node) ?? { unknown: node.type, at: placeOf(node) });
  const [first] = found;
  if (first === undefined) return defaultReplicas === 'elsewhere' ? { unknown: 'other objects say', at } : defaultReplicas === 1 ? undefined : { value: defaultReplicas, at };
  const unknown = found.find(isUnknown);
  return unknown ?? { value: found.reduce((sum, value) => sum + (isKnown(value) ? value.value : 0), 0), at: first.at };
}

function targetOf(node: YamlNode, address: string, note: string): NonNullable<WorkloadFact['managed']>['targets'] {
  const text = stringOf(node);
  return text === undefined || text === '' ? [] : text.split(',').map((each) => ({ address: address.replaceAll('{}', each.trim()), at: placeOf(node), note }));
}

function nodesAt(root: YamlNode, path: string): YamlNode[] {
  return path.split('.').reduce<YamlNode[]>((nodes, key) => nodes.flatMap((node) => stepInto(node, key)), [root]);
}

function stepInto(node: YamlNode, key: string): YamlNode[] {
  if (key === '*') return entries(node).map(({ value }) => value);
  const found = get(node, key.endsWith('[]') ? key.slice(0, -2) : key);
  return found === undefined ? [] : key.endsWith('[]') ? [...items(found)] : [found];
}
