import { get, items, stringOf, type YamlNode } from '../yaml/index.js';
import type { Builder } from './builder.js';
import { lookUp, matchPath, splitFieldPath } from './field-path.js';
import { effectiveNamespace, isSelected, type Id } from './id.js';
import { currentId, previousIds, type Resource } from './resource.js';
import { meansId, targetOf, type Target } from './select.js';
import { copy, isScalar, replaceScalar, textNode, type Node, type Scalar } from './tree.js';

/** One replacement: a value of one object, written into fields of others. */
export function replaceFields(resources: readonly Resource[], replacement: YamlNode, builder: Builder): void {
  const value = sourceValue(resources, replacement, builder);
  if (value === undefined) return;
  for (const target of items(get(replacement, 'targets'))) writeTarget(resources, target, value, builder);
}

/** What is written; a hole in its place where the source is not in the tree. */
function sourceValue(resources: readonly Resource[], replacement: YamlNode, builder: Builder): Node | undefined {
  const stated = get(replacement, 'sourceValue');
  if (stated?.type === 'scalar') return { ...stated };
  const source = get(replacement, 'source');
  const path = stringOf(get(source, 'fieldPath')) || 'metadata.name';
  const [found, another] = resources.filter((resource) => idsOf(resource).some((id) => isSource(id, source)));
  if (found && another) {
    builder.problem(source ?? replacement, 'kustomize-no-target', 'error', 'The source of this replacement is several objects. It is not made.');
    return undefined;
  }
  if (!found) builder.absent(source ?? replacement, 'The source of this replacement is none of the objects. Correct its name.');
  const value = found && lookUp(found.root, splitFieldPath(path));
  if (value === undefined) {
    if (found) builder.absent(source ?? replacement, 'The source of this replacement has no such field. Correct the path, or add the file that it comes from.');
    return textNode(`\${${path}}`, source ?? replacement);
  }
  const { delimiter, index } = optionsOf(source);
  if (delimiter === '' || !isScalar(value)) return copy(value, builder.budget) as Node;
  const part = value.text.split(delimiter)[index];
  return part === undefined ? undefined : { ...value, ...partOf(value, part) };
}

const partOf = (scalar: Scalar, text: string): Scalar => ({ ...textNode(text, scalar), source: scalar.source });

const idsOf = (resource: Resource): Id[] => [currentId(resource), ...previousIds(resource)];

function isSource(id: Id, source: YamlNode | undefined): boolean {
  const text = (field: string): string => stringOf(get(source, field)) ?? '';
  const namespace = text('namespace');
  return (text('name') === '' || text('name') === id.name) && (namespace === '' || effectiveNamespace(id) === namespace) && isSelected(id, { group: text('group'), version: text('version'), kind: text('kind') });
}

function optionsOf(node: YamlNode | undefined): { readonly delimiter: string; readonly index: number; readonly create: boolean } {
  const options = get(node, 'options');
  return { delimiter: stringOf(get(options, 'delimiter')) ?? '', index: Number(stringOf(get(options, 'index')) ?? 0) || 0, create: stringOf(get(options, 'create')) === 'true' };
}

function writeTarget(resources: readonly Resource[], target: YamlNode, value: Node, builder: Builder): void {
  const selected = targetOf(get(target, 'select'));
  const rejected = items(get(target, 'reject')).map(targetOf);
  const paths = items(get(target, 'fieldPaths')).map((path) => stringOf(path) ?? '');
  for (const resource of resources) {
    const ids = idsOf(resource);
    if (!selected.marks(resource) || !ids.some((id) => meansId(selected, id)) || rejected.some((reject) => isRejected(reject, resource, ids))) continue;
    for (const path of paths.length === 0 ? ['metadata.name'] : paths) writeField(resource, target, path, value, builder);
  }
}

const isRejected = (reject: Target, resource: Resource, ids: readonly Id[]): boolean => (reject.anyId ? reject.hasMarks && reject.marks(resource) : ids.some((id) => meansId(reject, id)) || (reject.hasMarks && reject.marks(resource)));

function writeField(resource: Resource, target: YamlNode, path: string, value: Node, builder: Builder): void {
  const options = optionsOf(target);
  const fields = matchPath(resource.root, splitFieldPath(path), options.create ? value : undefined);
  if (fields.length === 0) builder.problem(target, 'kustomize-no-target', 'error', `${resource.root.source.file} has no field ${path} for this replacement. Set options.create, or correct the path.`);
  for (const field of fields) write(field, value, options, builder);
}

function write(field: Node, value: Node, { delimiter, index }: ReturnType<typeof optionsOf>, builder: Builder): void {
  if (!isScalar(field) || !isScalar(value)) {
    Object.assign(field, copy(value, builder.budget));
    return;
  }
  if (delimiter === '') return replaceScalar(field, { ...value, ...typed(field, value.text, value) });
  const parts = field.text.split(delimiter);
  if (index < 0) parts.unshift(value.text);
  else if (index >= parts.length) parts.push(value.text);
  else parts[index] = value.text;
  const text = parts.join(delimiter);
  Object.assign(field, typed(field, text, value));
}

/** A field that held a number or a truth value stays one, when the new text is one. */
function typed(field: Scalar, text: string, value: Scalar): Pick<Scalar, 'text' | 'value' | 'quoted'> {
  if (field.quoted && field.text !== '') return { text, value: text, quoted: true };
  if (value.text === text && !value.quoted) return { text, value: value.value, quoted: false };
  if (typeof field.value === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return { text, value: Number(text), quoted: false };
  if (typeof field.value === 'boolean' && (text === 'true' || text === 'false')) return { text, value: text === 'true', quoted: false };
  return { text, value: text, quoted: true };
}
