import { entries, get, items, stringOf, type YamlNode } from '../yaml/index.js';
import type { Accumulated } from './accumulate.js';
import type { Builder } from './builder.js';
import { fieldSpecsOf } from './configuration.js';
import type { FieldSpec } from './field-spec.js';
import { generate } from './generators.js';
import { setImage } from './images.js';
import { addPairs } from './metadata.js';
import { applyPatch, optionsOf, readPatch } from './patches.js';
import { addToNames, setNamespace, type Subjects } from './rename.js';
import { replaceFields } from './replacements.js';
import { setReplicas } from './replicas.js';
import { kindOf, type Resource } from './resource.js';
import { replacementsOf } from './transform.js';
import { textAt, valueAt } from './tree.js';

/** A generator that is configured by an object of its own. */
export function runGenerator(config: Resource, folder: string, builder: Builder): Resource | undefined {
  const kind = kindOf(config);
  if (textAt(config.root, 'apiVersion') === 'builtin' && (kind === 'ConfigMapGenerator' || kind === 'SecretGenerator')) {
    const name = valueAt(config.root, 'metadata', 'name');
    const named = name ? { ...config.root, entries: [...config.root.entries, { key: config.root.entries[0]!.key, value: name }] } : config.root;
    if (name) named.entries[named.entries.length - 1] = { key: { ...config.root.entries[0]!.key, text: 'name', value: 'name' }, value: name };
    return generate(kind === 'SecretGenerator' ? 'Secret' : 'ConfigMap', named, undefined, folder, builder);
  }
  unread(config, builder);
  return undefined;
}

/** A built-in transformer that is configured by an object of its own. Programs are never run. */
export function runTransformer(config: Resource, folder: string, all: Accumulated, builder: Builder): void {
  const { root } = config;
  const run = textAt(root, 'apiVersion') === 'builtin' && Object.hasOwn(TRANSFORMERS, kindOf(config)) ? TRANSFORMERS[kindOf(config)] : undefined;
  if (run) run({ root, specs: fieldSpecsOf(items(get(root, 'fieldSpecs'))), folder, all, builder });
  else unread(config, builder);
}

function unread({ root }: Resource, builder: Builder): void {
  builder.problem(root, 'kustomize-plugin', 'info', `${textAt(root, 'kind') ?? 'This plugin'} is a program and is not run: what it does to this overlay is unknown.`);
}

interface Run {
  readonly root: YamlNode;
  readonly specs: readonly FieldSpec[];
  readonly folder: string;
  readonly all: Accumulated;
  readonly builder: Builder;
}

const field = (root: YamlNode, ...path: string[]): { readonly node: YamlNode; readonly text: string } | undefined => {
  const node = get(root, ...path);
  const text = stringOf(node);
  return node && text ? { node, text } : undefined;
};

const TRANSFORMERS: Readonly<Record<string, (run: Run) => void>> = {
  PrefixTransformer: (run) => rename(run, 'namePrefix', 'prefix'),
  SuffixTransformer: (run) => rename(run, 'nameSuffix', 'suffix'),
  PrefixSuffixTransformer(run) {
    rename(run, 'namePrefix', 'prefix');
    rename(run, 'nameSuffix', 'suffix');
  },
  NamespaceTransformer({ root, specs, all }) {
    const namespace = get(root, 'metadata', 'namespace');
    const subjects = stringOf(get(root, 'setRoleBindingSubjects')) as Subjects | undefined;
    if (namespace?.type === 'scalar') setNamespace(all.resources, namespace, specs, { ...(subjects ? { subjects } : {}), unsetOnly: stringOf(get(root, 'unsetOnly')) === 'true' });
  },
  LabelTransformer: ({ root, specs, all }) => addPairs(all.resources, entries(get(root, 'labels')), specs),
  AnnotationsTransformer: ({ root, specs, all }) => addPairs(all.resources, entries(get(root, 'annotations')), specs),
  ImageTagTransformer({ root, specs, all }) {
    const image = get(root, 'imageTag');
    if (image) setImage(all.resources, image, specs);
  },
  ReplicaCountTransformer({ root, specs, all }) {
    const count = get(root, 'replica', 'count');
    if (count) setReplicas(all.resources, stringOf(get(root, 'replica', 'name')) ?? '', count, specs);
  },
  PatchTransformer: (run) => patch(run, 'patch'),
  PatchJson6902Transformer: (run) => patch(run, 'jsonOp'),
  PatchStrategicMergeTransformer({ root, folder, all, builder }) {
    const patches = get(root, 'patches');
    for (const node of items(get(root, 'paths'))) all.resources = applyPatch(all.resources, readPatch(node, stringOf(node), folder, builder), undefined, optionsOf(undefined), node, builder);
    if (patches) all.resources = applyPatch(all.resources, builder.inline(patches), undefined, optionsOf(undefined), patches, builder);
  },
  ReplacementTransformer({ root, folder, all, builder }) {
    for (const node of items(get(root, 'replacements'))) for (const replacement of replacementsOf(node, folder, builder)) replaceFields(all.resources, replacement, builder);
  },
};

function rename({ root, specs, all }: Run, affix: 'namePrefix' | 'nameSuffix', name: string): void {
  const found = field(root, name);
  if (found) addToNames(all.resources, affix, found.text, found.node, specs);
}

function patch({ root, folder, all, builder }: Run, inline: string): void {
  const path = field(root, 'path');
  const at = path?.node ?? get(root, inline);
  if (at) all.resources = applyPatch(all.resources, readPatch(at, path?.text, folder, builder), get(root, 'target'), optionsOf(root), at, builder);
}
