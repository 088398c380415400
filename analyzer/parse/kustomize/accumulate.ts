import { get, stringOf, type YamlNode } from '../yaml/index.js';
import { inside } from '../paths.js';
import { absorb } from './absorb.js';
import { isRemote, type Builder } from './builder.js';
import { mergeSpecs, withConfiguration } from './configuration.js';
import { generateCharts } from './charts.js';
import { generate } from './generators.js';
import { keyOf } from './id.js';
import { isComponent, kustomizationIn, listOf } from './kustomization.js';
import { defaultSpecs } from './name-reference.js';
import { markGenerated, markOrigin } from './origin.js';
import { runGenerator, runTransformer } from './plugins.js';
import { currentId, kindOf, nameOf, resourcesIn, type Resource } from './resource.js';
import type { Specs } from './specs.js';
import { transform } from './transform.js';
import { bindVariable } from './vars.js';

/** Objects on their way through the overlays, with what was configured for them. */
export interface Accumulated {
  resources: Resource[];
  specs: Specs;
  readonly variables: YamlNode[];
}

export interface Frame {
  readonly folder: string;
  /** The folders of the overlays that led here, to name a circle. */
  readonly chain: readonly string[];
  /** A namespace set further up goes to charts. */
  readonly namespace?: string;
  /** Origins are asked for by the overlay that is built. */
  readonly origins: boolean;
}

const nothing = (): Accumulated => ({ resources: [], specs: defaultSpecs, variables: [] });

/** Builds a kustomization without the steps that come last; a component goes on with what its parent has. */
export function accumulate(root: YamlNode, frame: Frame, builder: Builder, into: Accumulated = nothing()): Accumulated {
  let all = into;
  for (const node of listOf(root, 'resources', 'bases')) all = addResource(all, node, frame, builder, false);
  for (const node of listOf(root, 'configurations')) {
    const path = builder.resolve(node, stringOf(node) ?? '', frame.folder, 'configuration');
    for (const document of path === undefined ? [] : builder.documents(path)) if (document.root) all.specs = withConfiguration(all.specs, document.root);
  }
  runGenerators(root, frame, all, builder);
  for (const node of listOf(root, 'components')) all = addResource(all, node, frame, builder, true);
  transform(root, frame.folder, all, builder);
  for (const node of listOf(root, 'transformers')) for (const config of configsOf(node, frame, builder)) runTransformer(config, frame.folder, all, builder);
  for (const variable of listOf(root, 'vars')) {
    bindVariable(all.resources, variable, builder);
    all.variables.push(variable);
  }
  return all;
}

function runGenerators(root: YamlNode, frame: Frame, all: Accumulated, builder: Builder): void {
  const options = get(root, 'generatorOptions');
  const made = [
    ...listOf(root, 'configMapGenerator').map((node) => ({ node, resource: generate('ConfigMap', node, options, frame.folder, builder) })),
    ...listOf(root, 'secretGenerator').map((node) => ({ node, resource: generate('Secret', node, options, frame.folder, builder) })),
    ...generateCharts(root, frame, builder),
    ...listOf(root, 'generators').flatMap((node) => configsOf(node, frame, builder).map((config) => ({ node, resource: runGenerator(config, frame.folder, builder) }))),
  ];
  for (const { node, resource } of made) {
    if (frame.origins && resource) markGenerated(resource, root.source.file, `${kindOf(resource)}Generator`, node);
    const refused = resource && absorb(all.resources, resource);
    if (refused !== undefined) builder.problem(node, 'kustomize-conflict', 'error', `${kindOf(resource!)} ${nameOf(resource!)}: ${refused}`);
  }
}

/** Configurations of plugins: a file, a folder, or written in place. */
function configsOf(node: YamlNode, frame: Frame, builder: Builder): Resource[] {
  const text = stringOf(node) ?? '';
  if (text.includes('\n')) return resourcesIn(builder.inline(node), builder.budget).resources;
  return addResource(nothing(), node, frame, builder, false).resources;
}

function addResource(all: Accumulated, node: YamlNode, frame: Frame, builder: Builder, component: boolean): Accumulated {
  const text = stringOf(node) ?? '';
  const target = isRemote(text) ? undefined : inside(frame.folder, text);
  if (target === undefined || text === '') {
    builder.resolve(node, text, frame.folder, component ? 'component' : 'resource');
    return all;
  }
  if (builder.files.has(target) && !component) {
    const { resources, strangers } = resourcesIn(builder.documents(target), builder.budget);
    for (const stranger of strangers) builder.problem(stranger, 'kustomize-not-an-object', 'error', 'This document has no kind; Kustomize would refuse it. It is ignored.');
    if (frame.origins) for (const resource of resources) markOrigin(resource, target, node);
    append(all, resources, node, builder);
    return all;
  }
  return addFolder(all, node, target, frame, builder, component);
}

function addFolder(all: Accumulated, node: YamlNode, folder: string, frame: Frame, builder: Builder, component: boolean): Accumulated {
  const file = kustomizationIn(folder, builder.files);
  if (file === undefined) {
    builder.problem(node, 'kustomize-missing-file', 'error', `There is no ${folder}${component ? '' : ' and no kustomization in it'}. Add it, or correct the path.`);
    return all;
  }
  if (frame.chain.includes(folder)) {
    builder.problem(node, 'kustomize-cycle', 'error', `These kustomizations include each other: ${[...frame.chain.slice(frame.chain.indexOf(folder)), folder].join(' -> ')}. Kustomize would refuse to build them.`);
    return all;
  }
  if (!builder.enter()) {
    builder.problem(node, 'kustomize-too-large', 'error', 'Too many kustomizations are included; the rest is not read.');
    return all;
  }
  const root = builder.documents(file)[0]?.root;
  if (root === undefined) return all;
  if (isComponent(root) !== component) {
    builder.problem(node, 'kustomize-bad-field', 'error', `${folder} is ${component ? 'no component: list it under resources' : 'a component: list it under components'}. It is not read.`);
    return all;
  }
  const namespace = stringOf(get(root, 'namespace')) ?? frame.namespace;
  const inner = { ...frame, folder, chain: [...frame.chain, folder], ...(namespace === undefined ? {} : { namespace }) };
  if (component) return accumulate(root, inner, builder, all);
  const added = accumulate(root, inner, builder);
  append(all, added.resources, node, builder);
  all.specs = mergeSpecs(all.specs, added.specs);
  all.variables.push(...added.variables.filter((variable) => !all.variables.includes(variable)));
  return all;
}

function append(all: Accumulated, resources: readonly Resource[], node: YamlNode, builder: Builder): void {
  const known = new Set(all.resources.map((resource) => keyOf(currentId(resource))));
  for (const resource of resources) {
    const id = currentId(resource);
    if (known.has(keyOf(id))) builder.problem(node, 'kustomize-conflict', 'error', `${id.kind} ${id.name} is there already when this is added; Kustomize would refuse it. The first one counts.`);
    else all.resources.push(resource);
    known.add(keyOf(id));
  }
}
