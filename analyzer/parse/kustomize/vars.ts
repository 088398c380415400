import { get, stringOf, type YamlNode } from '../yaml/index.js';
import type { Builder } from './builder.js';
import { lookUp, splitFieldPath } from './field-path.js';
import { visitField, type FieldSpec } from './field-spec.js';
import { effectiveNamespace, gvkOf, isClusterScoped, isSelected, type Id } from './id.js';
import { currentId, previousIds, type Resource } from './resource.js';
import { isMap, isScalar, isSequence, rewrite, type Node, type Scalar } from './tree.js';

/** Notes in the object that a variable reads that it does; the value is taken when all names are final. */
export function bindVariable(resources: readonly Resource[], variable: YamlNode, builder: Builder): void {
  const name = stringOf(get(variable, 'name')) ?? '';
  const object = get(variable, 'objref');
  const text = (field: string): string => stringOf(get(object, field)) ?? '';
  const gvk = text('apiVersion') === '' ? { group: text('group'), version: text('version'), kind: text('kind') } : gvkOf(text('apiVersion'), text('kind'));
  const wanted: Id = { ...gvk, name: text('name'), namespace: text('namespace') };
  const anywhere = wanted.namespace === '' && !isClusterScoped(wanted);
  const means = (id: Id): boolean => id.name === wanted.name && id.group === wanted.group && id.version === wanted.version && isSelected(id, { kind: wanted.kind }) && (anywhere || effectiveNamespace(id) === effectiveNamespace(wanted));
  const found = resources.filter((resource) => [currentId(resource), ...previousIds(resource)].some(means));
  if (found.length > 1) builder.problem(variable, 'kustomize-ambiguous', 'error', `Several objects fit the variable ${name}. Give its namespace.`);
  if (found.length === 1) found[0]!.vars.push(name);
}

/** Writes the variables' values for `$(NAME)`. */
export function expandVariables(resources: readonly Resource[], variables: readonly YamlNode[], specs: readonly FieldSpec[], builder: Builder): void {
  const values = new Map<string, Scalar>();
  for (const variable of variables) {
    const name = stringOf(get(variable, 'name')) ?? '';
    const owner = resources.find((resource) => resource.vars.includes(name));
    const value = owner && lookUp(owner.root, splitFieldPath((stringOf(get(variable, 'fieldref', 'fieldpath')) ?? stringOf(get(variable, 'fieldref', 'fieldPath')) ?? 'metadata.name').replace(/\[(\d+)\]/g, '.$1')));
    if (isScalar(value)) values.set(name, { ...value });
    else builder.problem(variable, 'kustomize-no-target', 'error', `The variable ${name} reads a field that none of the objects has.`);
  }
  if (values.size === 0) return;
  for (const resource of resources) for (const fieldSpec of specs) visitField(resource.root, fieldSpec, (node) => expandIn(node, values));
}

function expandIn(node: Node, values: ReadonlyMap<string, Scalar>): void {
  if (isScalar(node)) expand(node, values);
  else if (isMap(node)) for (const { value } of node.entries) isScalar(value) && expand(value, values);
  else if (isSequence(node)) for (const item of node.items) if (isScalar(item)) expand(item, values);
}

function expand(node: Scalar, values: ReadonlyMap<string, Scalar>): void {
  if (typeof node.value !== 'string' || !node.text.includes('$')) return;
  const whole = /^\$\(([^)]*)\)$/.exec(node.text)?.[1];
  const only = whole === undefined ? undefined : values.get(whole);
  if (only) {
    rewrite(node, only.text);
    node.value = only.value;
    node.quoted = only.quoted;
    return;
  }
  // Two dollars are one that starts no variable.
  const text = node.text.replace(/\$\$|\$\(([^)]*)\)/g, (all, name: string | undefined) => (name === undefined ? '$' : (values.get(name)?.text ?? all)));
  if (text !== node.text) rewrite(node, text);
}
