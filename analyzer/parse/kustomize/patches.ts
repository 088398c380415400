import { get, parseYamlSource, stringOf, textSource, type YamlFile, type YamlNode } from '../yaml/index.js';
import type { Builder } from './builder.js';
import { apiVersionOf } from './id.js';
import { applyOperations, JsonPatchError, operationsOf } from './json-patch.js';
import { currentId, kindOf, nameOf, originalId, rememberId, resourcesIn, withId, type Resource } from './resource.js';
import { select, targetOf } from './select.js';
import { mergePatch, MergeConflict } from './strategic-merge.js';
import { copy, mapIn, removeEntry, setEntry, textNode, valueAt, type MapNode } from './tree.js';

export interface PatchOptions {
  readonly mayRename: boolean;
  readonly mayChangeKind: boolean;
}

/** One entry of `patches`, `patchesStrategicMerge` or `patchesJson6902`. Returns the objects that are left. */
export function applyPatch(resources: readonly Resource[], documents: YamlFile['documents'], target: YamlNode | undefined, options: PatchOptions, at: YamlNode, builder: Builder): Resource[] {
  const operations = documents.length === 1 ? operationsOf(documents[0]!.root) : undefined;
  if (operations) return applyJson(resources, operations, target, at, builder);
  const { resources: patches, strangers } = resourcesIn(documents, builder.budget);
  for (const stranger of strangers) builder.problem(stranger, 'kustomize-bad-patch', 'error', 'This patch is neither an object with a kind nor a list of operations. It is ignored.');
  return patches.reduce<Resource[]>((left, patch) => applyMerge(left, patch, target, options, at, builder), [...resources]);
}

/** Text of a patch as documents; an inline patch keeps its place in the kustomization. */
export function readPatch(node: YamlNode, path: string | undefined, folder: string, builder: Builder): YamlFile['documents'] {
  if (path === undefined) return builder.inline(node);
  const file = builder.resolve(node, path, folder, 'patch');
  const text = file === undefined ? undefined : builder.read(file, node);
  return file === undefined || text === undefined ? [] : builder.parse(parseYamlSource(textSource(file, text)));
}

function applyJson(resources: readonly Resource[], operations: readonly YamlNode[], target: YamlNode | undefined, at: YamlNode, builder: Builder): Resource[] {
  const meant = chosen(resources, target, at, builder);
  for (const resource of meant) {
    try {
      const root = applyOperations(resource.root, operations, builder.budget);
      rememberId(resource);
      resource.root = root;
    } catch (error) {
      if (!(error instanceof JsonPatchError)) throw error;
      builder.problem(error.at, 'kustomize-bad-patch', 'error', `${error.message} The patch is not applied to ${kindOf(resource)} ${nameOf(resource)}.`);
    }
  }
  return [...resources];
}

function chosen(resources: readonly Resource[], target: YamlNode | undefined, at: YamlNode, builder: Builder): Resource[] {
  const compiled = targetOf(target);
  for (const pattern of compiled.broken) builder.problem(target ?? at, 'kustomize-bad-pattern', 'warning', `The pattern ${JSON.stringify(pattern.slice(0, 80))} is none that is understood here: it selects nothing.`);
  return select(resources, compiled);
}

function applyMerge(resources: readonly Resource[], patch: Resource, target: YamlNode | undefined, options: PatchOptions, at: YamlNode, builder: Builder): Resource[] {
  const meant = target === undefined ? withId(resources, originalId(patch)) : chosen(resources, target, at, builder);
  if (target === undefined && meant.length !== 1) {
    const id = currentId(patch);
    const what = `This patch is for ${id.kind} ${id.name}${id.namespace === '' ? '' : ` of namespace ${id.namespace}`}`;
    if (meant.length === 0) builder.absent(patch.root, `${what}, and there is none. Correct the name, or select with target.`);
    else builder.problem(patch.root, 'kustomize-no-target', 'error', `${what}, and there are several. Correct the name, or select with target.`);
    return [...resources];
  }
  return resources.filter((resource) => !meant.includes(resource) || mergeInto(resource, patch, options, builder));
}

/** False: the patch deletes the object. */
function mergeInto(resource: Resource, patch: Resource, options: PatchOptions, builder: Builder): boolean {
  const id = currentId(resource);
  const name = valueAt(resource.root, 'metadata', 'name');
  const namespace = valueAt(resource.root, 'metadata', 'namespace');
  const kind = valueAt(resource.root, 'kind');
  const root = copy(patch.root, builder.budget) as MapNode;
  setEntry(root, 'apiVersion', textNode(apiVersionOf(id), valueAt(resource.root, 'apiVersion') ?? root));
  if (options.mayRename || options.mayChangeKind) rememberId(resource);
  try {
    const merged = mergePatch(copy(resource.root, builder.budget) as MapNode, root);
    if (merged === undefined) return false;
    resource.root = merged;
  } catch (error) {
    if (!(error instanceof MergeConflict)) throw error;
    builder.problem(error.node, 'kustomize-bad-patch', 'error', `The patch has a ${error.node.type} where ${id.kind} ${id.name} has something else. It is not applied.`);
    return true;
  }
  if (!options.mayChangeKind && kind) setEntry(resource.root, 'kind', kind);
  const metadata = mapIn(resource.root, 'metadata', resource.root);
  if (!options.mayRename && name) setEntry(metadata, 'name', name);
  if (namespace) setEntry(metadata, 'namespace', namespace);
  else removeEntry(metadata, 'namespace');
  return true;
}

export const optionsOf = (entry: YamlNode | undefined): PatchOptions => ({ mayRename: stringOf(get(entry, 'options', 'allowNameChange')) === 'true', mayChangeKind: stringOf(get(entry, 'options', 'allowKindChange')) === 'true' });

