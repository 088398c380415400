import { entries, get, items, stringOf, type YamlNode } from '../yaml/index.js';
import type { Accumulated } from './accumulate.js';
import type { Builder } from './builder.js';
import { fieldSpecsOf } from './configuration.js';
import { spec, type FieldSpec } from './field-spec.js';
import { setImage } from './images.js';
import { listOf } from './kustomization.js';
import { addPairs } from './metadata.js';
import { applyPatch, optionsOf, readPatch } from './patches.js';
import { addToNames, setNamespace } from './rename.js';
import { replaceFields } from './replacements.js';
import { setReplicas } from './replicas.js';
import { currentId } from './resource.js';
import type { Specs } from './specs.js';

/** What a kustomization changes, in Kustomize's order, whatever the order in the file. */
export function transform(root: YamlNode, folder: string, all: Accumulated, builder: Builder): void {
  const { specs } = all;
  for (const node of listOf(root, 'patchesStrategicMerge')) {
    const inline = (stringOf(node) ?? '').includes('\n');
    patch(all, node, inline ? undefined : stringOf(node), inline ? node : undefined, undefined, node, folder, builder);
  }
  for (const node of listOf(root, 'patches')) patch(all, node, stringOf(get(node, 'path')), get(node, 'patch'), get(node, 'target'), node, folder, builder);
  namespace(root, all, builder);
  for (const affix of ['namePrefix', 'nameSuffix'] as const) {
    const field = get(root, affix);
    const text = stringOf(field);
    if (field && text) addToNames(all.resources, affix, text, field, specs[affix]);
  }
  for (const node of listOf(root, 'labels')) addPairs(all.resources, entries(get(node, 'pairs')), labelSpecs(node, specs));
  addPairs(all.resources, entries(get(root, 'commonLabels')), specs.commonLabels);
  addPairs(all.resources, entries(get(root, 'commonAnnotations')), specs.commonAnnotations);
  for (const node of listOf(root, 'patchesJson6902')) patch(all, node, stringOf(get(node, 'path')), get(node, 'patch'), get(node, 'target'), node, folder, builder);
  for (const node of listOf(root, 'replicas')) replicas(node, all, builder);
  for (const node of listOf(root, 'images', 'imageTags')) setImage(all.resources, node, specs.images);
  for (const node of listOf(root, 'replacements')) for (const replacement of replacementsOf(node, folder, builder)) replaceFields(all.resources, replacement, builder);
}

function patch(all: Accumulated, node: YamlNode, path: string | undefined, inline: YamlNode | undefined, target: YamlNode | undefined, entry: YamlNode, folder: string, builder: Builder): void {
  const at = (path === undefined ? inline : (get(entry, 'path') ?? node)) ?? node;
  all.resources = applyPatch(all.resources, readPatch(at, path, folder, builder), target, optionsOf(entry), at, builder);
}

function namespace(root: YamlNode, all: Accumulated, builder: Builder): void {
  const field = get(root, 'namespace');
  if (field?.type !== 'scalar' || field.value === null || field.text === '') return;
  for (const resource of setNamespace(all.resources, field, all.specs.namespace)) {
    const { kind, name } = currentId(resource);
    builder.problem(field, 'kustomize-conflict', 'error', `In this namespace there are two ${kind} ${name}; Kustomize would refuse it.`);
  }
}

/** Labels go to the objects; to selectors and templates when asked for. */
function labelSpecs(node: YamlNode, specs: Specs): readonly FieldSpec[] {
  const isSet = (field: string): boolean => stringOf(get(node, field)) === 'true';
  const own = [...fieldSpecsOf(items(get(node, 'fields'))), ...specs.labels];
  if (isSet('includeSelectors')) return [...own, ...specs.commonLabels];
  return [...own, ...(isSet('includeTemplates') ? specs.templateLabels : []), ...(isSet('includeVolumeClaimTemplates') ? specs.claimLabels : []), spec('metadata/labels', {}, true)];
}

function replicas(node: YamlNode, all: Accumulated, builder: Builder): void {
  const name = stringOf(get(node, 'name')) ?? '';
  const count = get(node, 'count');
  if (count && !setReplicas(all.resources, name, count, all.specs.replicas)) builder.problem(node, 'kustomize-no-target', 'error', `Nothing that has replicas is named ${name}. Correct the name.`);
}

/** Written in place, or one or several in a file. */
export function replacementsOf(node: YamlNode, folder: string, builder: Builder): readonly YamlNode[] {
  const path = stringOf(get(node, 'path'));
  if (path === undefined) return [node];
  const file = builder.resolve(get(node, 'path') ?? node, path, folder, 'replacement');
  const root = file === undefined ? undefined : builder.documents(file)[0]?.root;
  return root === undefined ? [] : root.type === 'sequence' ? root.items : [root];
}
