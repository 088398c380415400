import { compareText } from '../../facts/place.js';
import type { Unit } from '../../facts/types.js';
import type { FileSet } from '../parser.js';
import { folderOf } from '../paths.js';
import { folderOfDependency } from './chart/siblings.js';
import { get, items, parseYaml, stringOf, type YamlNode } from '../yaml/index.js';
import { findReleases, type Release } from './releases/index.js';

/** What stands between a chart's folder and its values in a unit's id. */
const SEPARATOR = '#';

/** A chart with the values that it is deployed with. */
export interface ChartUnit extends Unit {
  /** What names the chart and its values, where something does. */
  readonly release?: Release;
}

/**
 * One unit for each chart and set of values; charts that are only part of another have none of their own. Releases that the
 * tree declares stand for the chart's defaults and for the values files that they name.
 */
export function chartUnits(files: FileSet): ChartUnit[] {
  const roots = files.paths.filter((path) => /(?:^|\/)Chart\.yaml$/.test(path)).map(folderOf);
  const parts = new Set(roots.flatMap((root) => localDependencies(root, files)));
  const charts = roots.filter((root) => !isLibrary(root, files));
  const releases = findReleases(files, charts);
  return charts.flatMap((root) => {
    const declared = releases.filter(({ chart }) => chart === root);
    const isPart = parts.has(root) || isVendored(root, files);
    if (isPart && declared.length === 0) return [];
    const own = chartFiles(root, files, roots);
    const named = new Set(declared.flatMap(({ values }) => values.flatMap((given) => (given.kind === 'file' ? [given.path] : []))));
    const undeclared = isPart ? [] : valuesFiles(root, own).filter((path) => !named.has(path));
    return [...distinct(declared.map((release) => releaseUnit(release, own))), ...[...(declared.length === 0 ? [undefined] : []), ...undeclared].map((values) => toUnit(root, values, own))];
  });
}

/** One name may be released twice: into two namespaces, or two clusters. */
function distinct(units: readonly ChartUnit[]): ChartUnit[] {
  const count = new Map<string, number>();
  return units.map((unit) => {
    const before = count.get(unit.id) ?? 0;
    count.set(unit.id, before + 1);
    return before === 0 ? unit : { ...unit, id: `${unit.id} (${before + 1})` };
  });
}

/** The environment, where one is named, is the last part of the id: from there stacks have theirs. */
function releaseUnit(release: Release, own: readonly string[]): ChartUnit {
  const { chart, file, name, environment, values } = release;
  const { files } = toUnit(chart, undefined, own);
  const named = values.flatMap((given) => ('path' in given ? [given.path] : []));
  const id = [`helm:${chart}${SEPARATOR}${file}`, name, ...(environment === undefined ? [] : [environment])].join('/');
  return { id, parser: 'helm', root: chart, files: [...new Set([...files, file, ...named])], release };
}

/** The values file that a unit adds to the chart's own. */
export function valuesOf({ id, root }: Unit): string | undefined {
  const at = id.indexOf(SEPARATOR);
  return at < 0 ? undefined : below(root) + id.slice(at + 1);
}

const below = (root: string): string => (root === '.' ? '' : `${root}/`);

function toUnit(root: string, values: string | undefined, own: readonly string[]): Unit {
  const first = `${below(root)}Chart.yaml`;
  const second = values ?? `${below(root)}values.yaml`;
  const others = own.filter((path) => path !== first && path !== second);
  const id = values === undefined ? `helm:${root}` : `helm:${root}${SEPARATOR}${values.slice(below(root).length)}`;
  return { id, parser: 'helm', root, files: [first, ...(own.includes(second) ? [second] : []), ...others] };
}

/** What Helm reads of a chart; other charts may lie in its folder. */
function chartFiles(root: string, files: FileSet, roots: readonly string[]): string[] {
  const prefix = below(root);
  const others = roots.filter((other) => other !== root && other.startsWith(prefix) && !other.startsWith(`${prefix}charts/`)).map((other) => `${other}/`);
  return files.paths.filter((path) => path.startsWith(prefix) && CHART_PART.test(path.slice(prefix.length)) && !others.some((other) => path.startsWith(other)));
}

const CHART_PART = /^(?:Chart\.yaml|requirements\.yaml|values[^/]*\.ya?ml|[^/]+[-._]values\.ya?ml|(?:templates|crds|charts|environments|ci|values)\/.*)$/;

/** Files of values beside `values.yaml` that teams keep for their environments, and those that chart tests use. */
const VALUES = [/^values[-._][^/]+\.ya?ml$/, /^[^/]+[-._]values\.ya?ml$/, /^(?:environments|values)\/[^/]+\.ya?ml$/, /^ci\/[^/]*values\.ya?ml$/];
const NOT_VALUES = /\.schema\.|schema\.ya?ml$/;

const valuesFiles = (root: string, own: readonly string[]): string[] =>
  own.filter((path) => VALUES.some((pattern) => pattern.test(path.slice(below(root).length))) && !NOT_VALUES.test(path)).sort(compareText);

/** In the `charts/` folder of a chart. */
function isVendored(root: string, files: FileSet): boolean {
  for (let at = root.indexOf('charts/'); at >= 0; at = root.indexOf('charts/', at + 1)) {
    if ((at === 0 || root.charAt(at - 1) === '/') && files.has(`${root.slice(0, at)}Chart.yaml`)) return true;
  }
  return false;
}

const chartYaml = (root: string, files: FileSet): YamlNode | undefined => parseYaml(root, files.read(`${below(root)}Chart.yaml`) ?? '').documents[0]?.root;

const isLibrary = (root: string, files: FileSet): boolean => stringOf(get(chartYaml(root, files), 'type'))?.toLowerCase() === 'library';

/** Charts that this one takes from a folder of the same tree. */
function localDependencies(root: string, files: FileSet): string[] {
  return items(get(chartYaml(root, files), 'dependencies')).flatMap((entry) => {
    const [name, version, repository] = ['name', 'version', 'repository'].map((key) => stringOf(get(entry, key)) ?? '');
    const local = folderOfDependency(root, { name: name!, version: version!, repository: repository! }, files);
    return local === undefined || local === root ? [] : [local];
  });
}
