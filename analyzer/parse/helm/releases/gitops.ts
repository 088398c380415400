import { filled, generated } from '../../kubernetes/index.js';
import { folderOf, inside } from '../../paths.js';
import { boolValue, get, items, parseYamlSource, resolvePlain, scalarSource, stringOf, type YamlNode } from '../../yaml/index.js';
import { givenFile, lastFile, type Given, type Release, type Tree } from './release.js';

/** Whether a text may hold an object that names a chart; cheap, for every YAML file is asked. */
export const mayDeploy = (text: string): boolean => /argoproj\.io\/|helm\.toolkit\.fluxcd\.io\//.test(text) && /\bkind:\s*["']?(?:Application(?:Set)?|HelmRelease)\b/.test(text);

/** Argo CD's Application and Flux's HelmRelease. Their paths begin at the repository, which the analysed tree is taken for. */
export function gitopsRelease(file: string, object: YamlNode | undefined, tree: Tree): Release[] {
  const api = stringOf(get(object, 'apiVersion')) ?? '';
  const kind = stringOf(get(object, 'kind'));
  const name = stringOf(get(object, 'metadata', 'name'));
  if (object === undefined || name === undefined || name.includes('{{')) return [];
  if (kind === 'ApplicationSet' && api.startsWith('argoproj.io/')) return applicationSetReleases(file, get(object, 'spec'), tree);
  if (kind === 'Application' && api.startsWith('argoproj.io/')) return applicationReleases(file, name, get(object, 'spec'), tree);
  if (kind === 'HelmRelease' && api.startsWith('helm.toolkit.fluxcd.io/')) return fluxRelease(file, name, get(object, 'spec'), tree);
  return [];
}

/** Every application that generators make out of what is written here or lies in the tree. */
function applicationSetReleases(file: string, spec: YamlNode | undefined, tree: Tree): Release[] {
  const template = get(spec, 'template');
  return generated(spec, tree).flatMap((parameters) => {
    const fill = (text: string): string => filled(text, parameters) ?? text;
    const name = fill(stringOf(get(template, 'metadata', 'name')) ?? '{{');
    const environment = ENVIRONMENT.flatMap((key) => parameters.get(key) ?? [])[0];
    return name.includes('{{') ? [] : applicationReleases(file, name, get(template, 'spec'), tree, fill).map((release) => ({ ...release, ...(environment === undefined ? {} : { environment }) }));
  });
}

/** Parameters by which teams name what an application is for. */
const ENVIRONMENT = ['environment', 'env', 'stage', 'values.environment', 'values.env'] as const;

const AS_WRITTEN = (text: string): string => text;

/** https://argo-cd.readthedocs.io/en/stable/user-guide/helm/ */
function applicationReleases(file: string, name: string, spec: YamlNode | undefined, tree: Tree, fill = AS_WRITTEN): Release[] {
  const sources = [get(spec, 'source'), ...items(get(spec, 'sources'))];
  return sources.flatMap((source) => {
    const chart = inside('.', fill(stringOf(get(source, 'path')) ?? '..').replace(/^\/+/, ''));
    if (chart === undefined || !tree.isChart(chart)) return [];
    const helm = get(source, 'helm');
    const values = applicationValues(chart, helm, tree, fill);
    return [toRelease(fill(stringOf(get(helm, 'releaseName')) ?? name), chart, file, values)];
  });
}

/** In the order of their precedence, the weakest first. */
function applicationValues(chart: string, helm: YamlNode | undefined, tree: Tree, fill: (text: string) => string): Given[] {
  const files = items(get(helm, 'valueFiles')).map((named) => givenFile(valuesPath(chart, fill(stringOf(named) ?? '')), named, tree));
  const parameters = items(get(helm, 'parameters')).flatMap((entry): Given[] => {
    const key = stringOf(get(entry, 'name'));
    const node = get(entry, 'value');
    const isText = boolValue(get(entry, 'forceString'));
    return key === undefined || node === undefined ? [] : [{ kind: 'set', key, node, isText: isText !== undefined && 'value' in isText && isText.value }];
  });
  // `valuesObject` replaces `values`.
  const inline = filledNode(get(helm, 'valuesObject'), fill) ?? textAsYaml(filledNode(get(helm, 'values'), fill));
  return [...files, ...inlined(inline, fill !== AS_WRITTEN), ...parameters];
}

/** Values with the parameters of their application; texts stay at their places. */
function filledNode(node: YamlNode | undefined, fill: (text: string) => string, depth = 0): YamlNode | undefined {
  if (node === undefined || fill === AS_WRITTEN || depth > MAX_DEPTH) return node;
  if (node.type === 'scalar') {
    const text = node.text.includes('{{') ? fill(node.text) : node.text;
    return text === node.text ? node : { ...node, text, value: node.quoted ? text : resolvePlain(text) };
  }
  if (node.type === 'sequence') return { ...node, items: node.items.map((item) => filledNode(item, fill, depth + 1)!) };
  return { ...node, entries: node.entries.map(({ key, value }) => ({ key, value: filledNode(value, fill, depth + 1)! })) };
}

const MAX_DEPTH = 100;

/** Relative to the chart, or to the repository: `/x`, and `$ref/x` of a source that is taken for the same one. */
function valuesPath(chart: string, path: string): string | undefined {
  if (path.includes('://')) return undefined;
  return /^(?:\/|\$)/.test(path) ? inside('.', path.replace(/^(?:\$[^/]*)?\/+/, '')) : inside(chart, path);
}

/** https://fluxcd.io/flux/components/helm/helmreleases/ */
function fluxRelease(file: string, name: string, spec: YamlNode | undefined, tree: Tree): Release[] {
  const source = get(spec, 'chart', 'spec');
  const chart = inside('.', stringOf(get(source, 'chart')) ?? '..');
  if (stringOf(get(source, 'sourceRef', 'kind')) === 'HelmRepository' || chart === undefined || !tree.isChart(chart)) return [];
  const files = items(get(source, 'valuesFiles')).map((named) => givenFile(inside('.', stringOf(named) ?? '..'), named, tree));
  const from = items(get(spec, 'valuesFrom')).map((entry) => valuesFrom(file, entry, tree));
  return [toRelease(stringOf(get(spec, 'releaseName')) ?? name, chart, file, [...files, ...from, ...inlined(get(spec, 'values'))])];
}

/** Values of a ConfigMap that the tree declares, or that a kustomization beside the release makes of a file. */
function valuesFrom(file: string, entry: YamlNode, tree: Tree): Given {
  const [kind, name = '', key = 'values.yaml'] = ['kind', 'name', 'valuesKey'].map((field) => stringOf(get(entry, field)));
  if (kind !== 'ConfigMap' || get(entry, 'targetPath') !== undefined) return { kind: 'unread', named: entry };
  const declared = textAsYaml(tree.configMap(name, key));
  if (declared !== undefined) return { kind: 'inline', node: declared, templated: false };
  const made = tree.generatedFrom(folderOf(file), name, key);
  return made === undefined ? { kind: 'unread', named: entry } : givenFile(made, entry, tree);
}

function toRelease(name: string, chart: string, file: string, values: readonly Given[]): Release {
  const environment = lastFile(values.filter((value) => value.kind !== 'file' || value.path !== `${chart}/values.yaml`));
  return { name, chart, file, ...(environment !== undefined && { environment }), values };
}

const inlined = (node: YamlNode | undefined, templated = false): Given[] => (node === undefined ? [] : [{ kind: 'inline', node, templated }]);

const textAsYaml = (node: YamlNode | undefined): YamlNode | undefined => (node?.type === 'scalar' ? parseYamlSource(scalarSource(node)).documents[0]?.root : node);
