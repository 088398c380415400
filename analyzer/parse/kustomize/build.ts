import type { Problem } from '../../facts/types.js';
import type { RenderChart } from '../chart-request.js';
import { folderOf } from '../paths.js';
import type { FileSet } from '../parser.js';
import { get, items, stringOf, type YamlFile } from '../yaml/index.js';
import { accumulate } from './accumulate.js';
import { Builder } from './builder.js';
import { expandVariables } from './vars.js';
import { hashOf } from './hash.js';
import { ordered } from './order.js';
import { relativeOrigins } from './origin.js';
import { fixReferences } from './references.js';
import { isLocal, nameOf, rememberId, type Resource } from './resource.js';
import { BudgetExceeded, isMap, isScalar, removeEntry, rewrite, valueAt, type MapNode } from './tree.js';

export interface Built {
  /** What `kustomize build` would print, each value with the place where its author wrote it. */
  readonly documents: readonly { readonly root: MapNode }[];
  readonly problems: readonly Problem[];
  /** Every file that the build read. */
  readonly used: ReadonlySet<string>;
}

export interface BuildOptions {
  /** Files that were parsed already; shared by the overlays of a tree. */
  readonly parsed?: Map<string, YamlFile>;
  readonly renderChart?: RenderChart;
}

/** Builds the kustomization in `path`, a kustomization file of the tree. Never throws on what it reads. */
export function build(path: string, files: FileSet, options: BuildOptions = {}): Built {
  const builder = new Builder(files, options.parsed ?? new Map(), options.renderChart);
  let resources: Resource[] = [];
  try {
    resources = buildResources(path, builder);
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
    builder.problems.push({ code: 'kustomize-too-large', file: path, line: 1, column: 1, severity: 'error', message: 'This overlay builds more than any real one; it is not read.' });
  }
  return { documents: resources.map(({ root }) => ({ root })), problems: builder.problems, used: builder.used };
}

function buildResources(path: string, builder: Builder): Resource[] {
  const root = builder.documents(path)[0]?.root;
  if (root === undefined) return [];
  const folder = folderOf(path);
  const metadata = items(get(root, 'buildMetadata')).map(stringOf);
  const namespace = stringOf(get(root, 'namespace'));
  const all = accumulate(root, { folder, chain: [folder], origins: metadata.includes('originAnnotations'), ...(namespace ? { namespace } : {}) }, builder);
  addHashes(all.resources);
  for (const node of fixReferences(all.resources, all.specs.nameReference)) builder.problem(node, 'kustomize-ambiguous', 'warning', 'Several objects had this name, and it is not known which one is meant. The reference keeps it.');
  expandVariables(all.resources, all.variables, all.specs.varReference, builder);
  const kept = ordered(all.resources.filter((resource) => !isLocal(resource)), get(root, 'sortOptions'));
  relativeOrigins(kept, folder);
  for (const resource of kept) tidyAnnotations(resource);
  return kept;
}

function addHashes(resources: readonly Resource[]): void {
  for (const resource of resources) {
    const name = valueAt(resource.root, 'metadata', 'name');
    // Without all of its content the suffix is unknown, and so for all who refer to it: they agree without one.
    if (!resource.hashed || resource.unhashable || !isScalar(name)) continue;
    const suffix = hashOf(resource);
    rememberId(resource);
    rewrite(name, `${nameOf(resource)}-${suffix}`);
  }
}

/** Annotations are texts, and no empty map of them is left. */
function tidyAnnotations({ root }: Resource): void {
  const metadata = valueAt(root, 'metadata');
  const annotations = valueAt(metadata, 'annotations');
  if (!isMap(metadata) || annotations === undefined) return;
  if (!isMap(annotations) || annotations.entries.length === 0) return removeEntry(metadata, 'annotations');
  for (const { value } of annotations.entries) if (isScalar(value)) value.value = value.text = value.value === null ? '' : value.text;
}
