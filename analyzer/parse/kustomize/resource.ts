import type { YamlNode } from '../yaml/index.js';
import { effectiveNamespace, gvkOf, keyOf, type Id } from './id.js';
import { copy, entryIn, isMap, isScalar, textAt, valueAt, type Budget, type MapNode, type Node } from './tree.js';

/** An object on its way through the overlays, with what it was called before. */
export interface Resource {
  root: MapNode;
  /** Earlier names, oldest first; the version is always the present one. */
  previous: { readonly kind: string; readonly name: string; readonly namespace: string }[];
  prefixes: string[];
  suffixes: string[];
  /** Generators: what to do with one that is there. */
  behavior?: string | undefined;
  /** Its name gets a hash of its content at the end. */
  hashed: boolean;
  /** A file that its hash needs could not be read. */
  unhashable?: boolean;
  /** Legacy variables that read a field of it. */
  vars: string[];
  /** Said by a patch's options. */
  mayRename?: boolean;
  mayChangeKind?: boolean;
  /** Rendered by a chart that was given its namespace. */
  hasOwnNamespace?: boolean;
}

export const resourceOf = (root: MapNode): Resource => ({ root, previous: [], prefixes: [], suffixes: [], hashed: false, vars: [] });

export const kindOf = (resource: Resource): string => textAt(resource.root, 'kind') ?? '';
export const nameOf = (resource: Resource): string => textAt(resource.root, 'metadata', 'name') ?? '';
export const namespaceOf = (resource: Resource): string => textAt(resource.root, 'metadata', 'namespace') ?? '';

export const currentId = (resource: Resource): Id => ({ ...gvkOf(textAt(resource.root, 'apiVersion') ?? '', kindOf(resource)), name: nameOf(resource), namespace: namespaceOf(resource) });

export function previousIds(resource: Resource): Id[] {
  if (resource.previous.length === 0) return [];
  const { group, version } = gvkOf(textAt(resource.root, 'apiVersion') ?? '', '');
  return resource.previous.map((id) => ({ group, version, ...id }));
}

/** As it was called where it was written. */
export const originalId = (resource: Resource): Id => previousIds(resource)[0] ?? currentId(resource);

export function rememberId(resource: Resource): void {
  const id = currentId(resource);
  resource.previous.push({ kind: id.kind, name: id.name, namespace: effectiveNamespace(id) });
}

/** Those that have or had this id. */
export function withId(resources: readonly Resource[], id: Id): Resource[] {
  const key = keyOf(id);
  return resources.filter((resource) => keyOf(currentId(resource)) === key || previousIds(resource).some((previous) => keyOf(previous) === key));
}

const MAX_LIST_NESTING = 4;

/** The objects of parsed documents, as copies that may be changed; what a `List` holds comes after the rest, one by one. */
export function resourcesIn(documents: readonly { readonly root: YamlNode | undefined }[], budget: Budget): { readonly resources: Resource[]; readonly strangers: YamlNode[] } {
  const resources: Resource[] = [];
  const strangers: YamlNode[] = [];
  const queue = documents.flatMap(({ root }) => (root === undefined ? [] : [{ root, depth: 0 }]));
  for (const { root, depth } of queue) {
    const kind = root.type === 'map' ? root.entries.find((entry) => entry.key.text === 'kind')?.value : undefined;
    const list = root.type === 'map' ? root.entries.find((entry) => entry.key.text === 'items')?.value : undefined;
    if (kind?.type === 'scalar' && kind.text.endsWith('List') && list?.type === 'sequence' && depth < MAX_LIST_NESTING) queue.push(...list.items.map((item) => ({ root: item, depth: depth + 1 })));
    else if (root.type === 'map' && kind?.type === 'scalar') {
      const node = copy(root, budget) as MapNode;
      asTexts(node);
      resources.push(resourceOf(node));
    } else if (root.type !== 'map' || root.entries.length > 0) strangers.push(root);
  }
  return { resources, strangers };
}

const OLD_BOOLEAN = /^(?:yes|no|on|off)$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** Kustomize reads YAML 1.2, in which `yes` and `off` are text, and prints them quoted: that is how the API server gets them. A date gets its time. */
function asTexts(node: Node): void {
  if (isScalar(node)) {
    if (node.quoted || node.tag !== undefined) return;
    const isDate = DATE.test(node.text);
    if (!isDate && !(typeof node.value === 'boolean' && OLD_BOOLEAN.test(node.text))) return;
    if (isDate) node.text += 'T00:00:00Z';
    node.value = node.text;
    node.quoted = true;
  } else if (isMap(node)) for (const { value } of node.entries) asTexts(value);
  else for (const item of node.items) asTexts(item);
}

const LOCAL = 'config.kubernetes.io/local-config';

/** Objects that are there for the build only. */
export const isLocal = (resource: Resource): boolean => {
  const mark = entryIn(valueAt(resource.root, 'metadata', 'annotations'), LOCAL)?.value;
  return mark !== undefined && textAt(mark) !== 'false';
};
