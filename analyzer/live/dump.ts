import type { Problem } from '../facts/types.js';
import { get, items, parseYaml, stringOf, toPlain, type YamlNode } from '../parse/yaml/index.js';
import { groupOf } from './given.js';
import { readObjects, type KindName, type Live } from './objects.js';

const MAX_LIST_NESTING = 4;

/**
 * What `kubectl get ... -o yaml` or `-o json` printed: one object, a `List` of them, or several documents. It tells of the kinds and namespaces
 * that are in it, and of no others. Secrets in it are reduced to the names of their keys.
 */
export function readDump(file: string, text: string): Live {
  const { documents, problems } = parseYaml(file, text);
  const values = documents.flatMap(({ root }) => objectsIn(root, 0));
  const read = readObjects(values.map(toPlain));
  return { objects: read.objects, problems: [...problems, ...(values.length === 0 && problems.length === 0 ? [nothing(file)] : []), ...read.problems], kinds: kindsOf(values), namespaces: namespacesOf(values) };
}

/** Whether a text is a dump: it has objects with what only a server gives them. */
export const isDump = (text: string): boolean => /^\s*\{?[\s\S]{0,400}?"?apiVersion"?\s*:/.test(text) && /"?(?:resourceVersion|uid|creationTimestamp)"?\s*:/.test(text);

function objectsIn(node: YamlNode | undefined, nesting: number): YamlNode[] {
  if (node?.type !== 'map' || nesting > MAX_LIST_NESTING) return [];
  const isList = /List$/.test(stringOf(get(node, 'kind')) ?? '') && get(node, 'items') !== undefined;
  return isList ? items(get(node, 'items')).flatMap((item) => objectsIn(item, nesting + 1)) : [node];
}

const nothing = (file: string): Problem => ({ code: 'dump-empty', file, line: 1, column: 1, severity: 'error', message: 'There are no Kubernetes objects in this file. Write one with "kubectl get deployments,statefulsets,daemonsets,services,... -o yaml".' });

function kindsOf(nodes: readonly YamlNode[]): KindName[] {
  const kinds = new Map<string, KindName>();
  for (const node of nodes) {
    const [kind, apiVersion] = [stringOf(get(node, 'kind')), stringOf(get(node, 'apiVersion'))];
    if (kind !== undefined && apiVersion !== undefined) kinds.set(`${kind} ${groupOf(apiVersion)}`, { kind, group: groupOf(apiVersion) });
  }
  return [...kinds.values()];
}

const namespacesOf = (nodes: readonly YamlNode[]): string[] => [...new Set(nodes.flatMap((node) => stringOf(get(node, 'metadata', 'namespace')) ?? []))].sort();
