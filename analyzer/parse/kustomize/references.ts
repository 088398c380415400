import { push } from '../../facts/groups.js';
import { visitField, type FieldSpec } from './field-spec.js';
import { effectiveNamespace, isClusterScoped, isSelected, type Gvk, type Id } from './id.js';
import { currentId, kindOf, nameOf, namespaceOf, originalId, previousIds, type Resource } from './resource.js';
import type { NameReference } from './specs.js';
import { isMap, isMissing, isScalar, isSequence, rewrite, setEntry, textAt, textNode, valueAt, type MapNode, type Node, type Scalar } from './tree.js';

/**
 * Lets references follow the names: a field that holds an earlier name of an object gets the present one. Fields that could mean
 * several objects are returned.
 */
export function fixReferences(resources: readonly Resource[], references: readonly NameReference[]): Node[] {
  const index = indexByFormerName(resources);
  const ambiguous: Node[] = [];
  if (index.size === 0) return ambiguous;
  const fieldsOf = fieldsByKind(references);
  for (const referrer of resources) {
    const world: World = { referrer, id: currentId(referrer), index, ambiguous };
    for (const { field, to } of fieldsOf(originalId(referrer))) visitField(referrer.root, { path: field.path }, (node) => follow(node, world, field, to));
  }
  return ambiguous;
}

interface World {
  readonly referrer: Resource;
  readonly id: Id;
  readonly index: ReadonlyMap<string, readonly Resource[]>;
  readonly ambiguous: Node[];
}

function indexByFormerName(resources: readonly Resource[]): Map<string, Resource[]> {
  const index = new Map<string, Resource[]>();
  for (const resource of resources)
    for (const name of new Set(resource.previous.map((id) => id.name))) push(index, name, resource);
  return index;
}

interface Following {
  readonly field: FieldSpec;
  readonly to: NameReference;
}

/** The references that a kind can have, worked out once a kind. */
function fieldsByKind(references: readonly NameReference[]): (id: Gvk) => readonly Following[] {
  const known = new Map<string, Following[]>();
  return (id) => {
    const key = `${id.group}/${id.version}/${id.kind}`;
    let fields = known.get(key);
    if (fields === undefined) {
      fields = references.flatMap((to) => to.fields.filter((field) => isSelected(id, field)).map((field) => ({ field, to })));
      known.set(key, fields);
    }
    return fields;
  };
}

/** The field holds a name, an object with `name` and `namespace`, or a list of either. */
function follow(node: Node, world: World, field: FieldSpec, to: NameReference): void {
  if (isMissing(node)) return;
  if (isScalar(node)) followName(node, world, field, to);
  else if (isMap(node)) followObject(node, world, field, to);
  else for (const item of node.items) if (!isSequence(item)) follow(item, world, field, to);
}

function followName(node: Scalar, world: World, field: FieldSpec, to: NameReference): void {
  const meant = referral(node, world, field, to, () => true, (a, b) => nameOf(a) === nameOf(b));
  if (meant && nameOf(meant) !== node.text) rewrite(node, nameOf(meant));
}

function followObject(node: MapNode, world: World, field: FieldSpec, to: NameReference): void {
  const name = valueAt(node, 'name');
  if (!isScalar(name)) return;
  const namespace = textAt(node, 'namespace');
  const inOriginal = (candidate: Resource): boolean => effectiveNamespace(originalId(candidate)) === namespace;
  const inCurrent = (candidate: Resource): boolean => effectiveNamespace(currentId(candidate)) === namespace;
  const someOriginal = namespace !== undefined && (world.index.get(name.text) ?? []).some(inOriginal);
  const within = namespace === undefined ? () => true : someOriginal ? inOriginal : inCurrent;
  const meant = referral(name, world, field, to, within, (a, b) => nameOf(a) === nameOf(b) && namespaceOf(a) === namespaceOf(b));
  if (!meant) return;
  const owner = namespaceOf(meant);
  if (nameOf(meant) !== name.text) rewrite(name, nameOf(meant));
  if (owner !== '' && owner !== namespace) setEntry(node, 'namespace', textNode(owner, valueAt(meant.root, 'metadata', 'namespace') ?? name));
}

/** The object that a name means: of the right kind, where the referrer can see it, and from the same overlays when several fit. */
function referral(name: Scalar, world: World, field: FieldSpec, to: NameReference, within: (candidate: Resource) => boolean, same: (a: Resource, b: Resource) => boolean): Resource | undefined {
  const isRole = field.path.join('/').endsWith('roleRef/name');
  let found = (world.index.get(name.text) ?? []).filter(
    (candidate) => within(candidate) && previousIds(candidate).some((id) => isSelected(id, to)) && (!isRole || isRoleOf(world.referrer, candidate)) && isVisible(world, candidate),
  );
  if (found.length > 1) found = found.filter((candidate) => sameAffixes(candidate, world.referrer, true));
  if (found.length > 1) found = found.filter((candidate) => sameAffixes(candidate, world.referrer, false));
  if (found.length > 1 && found.some((candidate) => !same(candidate, found[0]!))) {
    world.ambiguous.push(name);
    return undefined;
  }
  return found[0];
}

function isRoleOf(referrer: Resource, candidate: Resource): boolean {
  const [group, kind] = [textAt(referrer.root, 'roleRef', 'apiGroup'), textAt(referrer.root, 'roleRef', 'kind')];
  return group === undefined || kind === undefined || previousIds(candidate).some((id) => isSelected(id, { group, kind }));
}

/** Objects see what is in their namespace and what has none; accounts are seen by bindings that name their namespace. */
function isVisible({ referrer, id }: World, candidate: Resource): boolean {
  if (isClusterScoped(id)) return true;
  const other = currentId(candidate);
  if (isClusterScoped(other) || effectiveNamespace(other) === effectiveNamespace(id)) return true;
  return other.kind === 'ServiceAccount' && namespacesOfSubjects(referrer).has(namespaceOf(candidate));
}

function namespacesOfSubjects(referrer: Resource): Set<string | undefined> {
  const subjects = kindOf(referrer) === 'RoleBinding' ? valueAt(referrer.root, 'subjects') : undefined;
  return new Set(isSequence(subjects) ? subjects.items.filter((subject) => textAt(subject, 'kind') === 'ServiceAccount').map((subject) => textAt(subject, 'namespace')) : []);
}

function sameAffixes(a: Resource, b: Resource, emptyFits: boolean): boolean {
  const fits = (left: readonly string[], right: readonly string[]): boolean => (emptyFits && (left.length === 0 || right.length === 0)) || sameEnd(left, right);
  return fits(a.prefixes, b.prefixes) && fits(a.suffixes, b.suffixes);
}

function sameEnd(a: readonly string[], b: readonly string[]): boolean {
  const length = Math.min(a.length, b.length);
  if (length === 0) return a.length === b.length;
  return a.slice(-length).every((text, index) => text === b.slice(-length)[index]);
}
