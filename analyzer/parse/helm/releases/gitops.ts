import { inside } from '../../paths.js';
import { boolValue, get, items, parseYamlSource, scalarSource, stringOf, type YamlNode } from '../../yaml/index.js';
import { givenFile, lastFile, type Given, type Release, type Tree } from './release.js';

/** Whether a text may hold an object that names a chart; cheap, for every YAML file is asked. */
export const mayDeploy = (text: string): boolean => /argoproj\.io\/|helm\.toolkit\.fluxcd\.io\//.test(text) && /\bkind:\s*["']?(?:Application|HelmRelease)\b/.test(text);

/** Argo CD's Application and Flux's HelmRelease. Their paths begin at the repository, which the analysed tree is taken for. */
export function gitopsRelease(file: string, object: YamlNode | undefined, tree: Tree): Release[] {
  const api = stringOf(get(object, 'apiVersion')) ?? '';
  const kind = stringOf(get(object, 'kind'));
  const name = stringOf(get(object, 'metadata', 'name'));
  if (object === undefined || name === undefined || name.includes('{{')) return [];
  if (kind === 'Application' && api.startsWith('argoproj.io/')) return applicationReleases(file, name, get(object, 'spec'), tree);
  if (kind === 'HelmRelease' && api.startsWith('helm.toolkit.fluxcd.io/')) return fluxRelease(file, name, get(object, 'spec'), tree);
  return [];
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/helm/ */
function applicationReleases(file: string, name: string, spec: YamlNode | undefined, tree: Tree): Release[] {
  const sources = [get(spec, 'source'), ...items(get(spec, 'sources'))];
  return sources.flatMap((source) => {
    const chart = inside('.', stringOf(get(source, 'path'))?.replace(/^\/+/, '') ?? '..');
    if (chart === undefined || !tree.isChart(chart)) return [];
    const helm = get(source, 'helm');
    const values = applicationValues(chart, helm, tree);
    return [toRelease(stringOf(get(helm, 'releaseName')) ?? name, chart, file, values)];
  });
}

/** In the order of their precedence, the weakest first. */
function applicationValues(chart: string, helm: YamlNode | undefined, tree: Tree): Given[] {
  const files = items(get(helm, 'valueFiles')).map((named) => givenFile(valuesPath(chart, stringOf(named) ?? ''), named, tree));
  const parameters = items(get(helm, 'parameters')).flatMap((entry): Given[] => {
    const key = stringOf(get(entry, 'name'));
    const node = get(entry, 'value');
    const isText = boolValue(get(entry, 'forceString'));
    return key === undefined || node === undefined ? [] : [{ kind: 'set', key, node, isText: isText !== undefined && 'value' in isText && isText.value }];
  });
  // `valuesObject` replaces `values`.
  const inline = get(helm, 'valuesObject') ?? textAsYaml(get(helm, 'values'));
  return [...files, ...inlined(inline), ...parameters];
}

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
  return [toRelease(stringOf(get(spec, 'releaseName')) ?? name, chart, file, [...files, ...inlined(get(spec, 'values'))])];
}

function toRelease(name: string, chart: string, file: string, values: readonly Given[]): Release {
  const environment = lastFile(values.filter((value) => value.kind !== 'file' || value.path !== `${chart}/values.yaml`));
  return { name, chart, file, ...(environment !== undefined && { environment }), values };
}

const inlined = (node: YamlNode | undefined): Given[] => (node === undefined ? [] : [{ kind: 'inline', node, templated: false }]);

const textAsYaml = (node: YamlNode | undefined): YamlNode | undefined => (node?.type === 'scalar' ? parseYamlSource(scalarSource(node)).documents[0]?.root : node);
