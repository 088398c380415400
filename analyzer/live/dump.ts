import type { Problem } from '../facts/types.js';
import { parseYaml, toPlain } from '../parse/yaml/index.js';
import { groupOf, liveObject, type LiveObject } from './given.js';
import { readObjects, type KindName, type Live } from './objects.js';

const MAX_LIST_NESTING = 4;

/**
 * What `kubectl get ... -o yaml` or `-o json` printed: one object, a `List` of them, or several documents. It tells of the kinds and namespaces
 * that are in it, and of no others. Secrets in it are reduced to the names of their keys.
 */
export function readDump(file: string, text: string): Live {
  const { documents, problems } = documentsIn(file, text);
  const values = documents.flatMap((document) => objectsIn(document, 0));
  const read = readObjects(values);
  const objects = values.map(liveObject).filter((object) => object !== undefined);
  return { objects: read.objects, problems: [...problems, ...(values.length === 0 && problems.length === 0 ? [nothing(file)] : []), ...read.problems], kinds: kindsOf(objects), namespaces: namespacesOf(objects) };
}

/** Whether a text is a dump: it has objects with what only a server gives them. */
export const isDump = (text: string): boolean => /^\s*\{?[\s\S]{0,400}?"?apiVersion"?\s*:/.test(text) && /"?(?:resourceVersion|uid|creationTimestamp)"?\s*:/.test(text);

/** JSON is YAML; its own parser is much faster, and dumps are long. */
function documentsIn(file: string, text: string): { readonly documents: readonly unknown[]; readonly problems: readonly Problem[] } {
  if (text.trimStart().startsWith('{')) {
    try {
      return { documents: [JSON.parse(text)], problems: [] };
    } catch {
      // The YAML parser says where it is broken.
    }
  }
  const { documents, problems } = parseYaml(file, text);
  return { documents: documents.map(({ root }) => toPlain(root)), problems };
}

function objectsIn(value: unknown, nesting: number): unknown[] {
  if (typeof value !== 'object' || value === null || nesting > MAX_LIST_NESTING) return [];
  const { kind, items } = value as { readonly kind?: unknown; readonly items?: unknown };
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items) ? items.flatMap((item) => objectsIn(item, nesting + 1)) : [value];
}

const nothing = (file: string): Problem => ({ code: 'dump-empty', file, line: 1, column: 1, severity: 'error', message: 'There are no Kubernetes objects in this file. Write one with "kubectl get deployments,statefulsets,daemonsets,services,... -o yaml".' });

const kindsOf = (objects: readonly LiveObject[]): KindName[] =>
  [...new Map(objects.map(({ kind, apiVersion }) => [`${kind} ${groupOf(apiVersion)}`, { kind, group: groupOf(apiVersion) }])).values()];

const namespacesOf = (objects: readonly LiveObject[]): string[] => [...new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []))].sort();
