import type { Fact, Problem, Unit } from '../../facts/types.js';
import type { FileSet, Parser, ParseResult } from '../parser.js';
import { get, items, parseYaml, stringOf, type YamlFile, type YamlMap, type YamlNode } from '../yaml/index.js';
import { isShownBy } from '../paths.js';
import { claims, isChartTemplate } from './claims.js';
import { mountedConfig } from './mounted-config.js';
import { report, textIn, type Problems } from './fields.js';
import { isToolFile, readerOf } from './kinds.js';
import { flawsIn } from './flaws.js';
import { readDeclared } from './object.js';
import { readObject } from './other.js';
import { substituted, substitutedFolders, substitutionIn, type Substitution } from './platform/substitution.js';

export { filled, generated, type Repository } from './platform/generators.js';
export { substituted, substitutedFolders, substitutionIn, type Substitution } from './platform/substitution.js';

/** Kubernetes manifests, YAML or JSON. A unit is one file. */
export const kubernetesParser: Parser = {
  id: 'kubernetes',
  claims,
  units(claimed, files) {
    const folders = substitutedFolders(files);
    return claimed.filter((path) => !isChartTemplate(path, files) && !isShownBy(path, (each) => files.has(each))).map((path) => ({ id: path, parser: 'kubernetes', root: folderOf(path), files: [path], ...appliedBy(folders, path) }));
  },
  parse(unit: ManifestUnit, files) {
    const substitution = unit.applied && substitutionIn(unit.applied.folder, unit.applied.by, files);
    return unit.files.map((path) => parseFile(path, files, substitution)).reduce(joinResults, { facts: [], problems: [], notMine: [] });
  },
};

/** `applied`: Flux fills in variables where it applies the folder; `by` are the files that say so. */
type ManifestUnit = Unit & { readonly applied?: { readonly folder: string; readonly by: readonly string[] } };

/** The innermost folder that holds the file. */
function appliedBy(folders: ReadonlyMap<string, readonly string[]>, path: string): Pick<ManifestUnit, 'applied'> {
  const folder = [...folders.keys()].filter((each) => each === '.' || path.startsWith(`${each}/`)).sort((a, b) => b.length - a.length)[0];
  return folder === undefined ? {} : { applied: { folder, by: folders.get(folder)! } };
}

export { liveKinds } from './kinds.js';
/** Whether objects of a kind are read further than their names. */
export const hasReader = (apiVersion: string, kind: string): boolean => readerOf(apiVersion, kind) !== undefined;

function parseFile(path: string, files: FileSet, substitution?: Substitution): ParseResult {
  const text = files.read(path);
  if (text === undefined) return { facts: [], problems: [] };
  const yaml = parseYaml(path, text);
  // A template of some engine is not broken YAML: whoever renders it will read it.
  if (yaml.problems.length > 0 && text.includes('{{')) return { facts: [], problems: [templateOf(path)], notMine: [path] };
  const { facts, problems, objects } = readDocuments(yaml, substitution);
  return objects === 0 && yaml.problems.length === 0 ? { facts: [], problems: [], notMine: [path] } : { facts, problems: [...yaml.problems, ...problems] };
}

const templateOf = (file: string): Problem => ({ code: 'kubernetes-template', file, line: 1, column: 1, severity: 'info', message: 'This is a template of manifests, and no YAML before it is rendered. It is skipped.' });

/** The facts of a parsed file: for parsers that bring their own text, such as a rendered chart or an overlay. */
export function readDocuments(yaml: Pick<YamlFile, 'documents'>, substitution?: Substitution): { facts: Fact[]; problems: Problems; objects: number } {
  const facts: Fact[] = [];
  const problems: Problems = [];
  const objects = yaml.documents.flatMap(({ root }) => objectsIn(root, 0));
  for (const object of objects) facts.push(...readObjectNode(substitution ? substituted(object, substitution) : object, problems));
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { facts, problems, objects: objects.length };
}

const MAX_LIST_NESTING = 4;

/** The objects of a document: itself, or what its `List` holds, or its items when it is a bare list. */
function objectsIn(node: YamlNode | undefined, nesting: number): YamlMap[] {
  if (node === undefined || nesting > MAX_LIST_NESTING) return [];
  if (node.type === 'sequence') return node.items.flatMap((item) => objectsIn(item, nesting + 1));
  if (node.type !== 'map' || (get(node, 'kind') === undefined && get(node, 'apiVersion') === undefined)) return [];
  const isList = /List$/.test(stringOf(get(node, 'kind')) ?? '') && get(node, 'items')?.type === 'sequence';
  return isList ? items(get(node, 'items')).flatMap((item) => objectsIn(item, nesting + 1)) : [node];
}

function readObjectNode(root: YamlMap, problems: Problems): Fact[] {
  const kind = stringOf(get(root, 'kind'));
  const apiVersion = stringOf(get(root, 'apiVersion'));
  if (kind === undefined || apiVersion === undefined) {
    report(problems, root, 'kubernetes-not-an-object', `This document has no ${kind === undefined ? 'kind' : 'apiVersion'}; Kubernetes would reject it. It is ignored.`);
    return [];
  }
  if (isToolFile(apiVersion, kind)) return [];
  const reader = readerOf(apiVersion, kind);
  // Configuration of many tools has a kind but is no object; without a name nobody could refer to it.
  if (reader === undefined && textIn([], get(root, 'metadata'), 'name') === undefined) return [];
  const flaws = flawsIn(root, apiVersion, kind);
  const declared = { ...readDeclared(root, kind, problems), ...(flaws.length > 0 && { flaws }) };
  const facts = [(reader ?? readObject)({ root, declared, problems }) ?? []].flat();
  return facts.flatMap((fact) => [fact, ...mountedConfig(fact, root)]);
}

const joinResults = (a: ParseResult, b: ParseResult): ParseResult => ({ facts: [...a.facts, ...b.facts], problems: [...a.problems, ...b.problems], notMine: [...(a.notMine ?? []), ...(b.notMine ?? [])] });

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');
