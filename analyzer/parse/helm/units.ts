import { compareText } from '../../facts/place.js';
import type { Unit } from '../../facts/types.js';
import type { FileSet } from '../parser.js';
import { folderOf, inside } from '../paths.js';
import { get, items, parseYaml, stringOf, type YamlNode } from '../yaml/index.js';

/** What stands between a chart's folder and its values in a unit's id. */
const SEPARATOR = '#';

/** One unit for each chart and set of values; charts that are only part of another have none of their own. */
export function chartUnits(files: FileSet): Unit[] {
  const roots = files.paths.filter((path) => /(?:^|\/)Chart\.yaml$/.test(path)).map(folderOf);
  const parts = new Set(roots.flatMap((root) => localDependencies(root, files)));
  const charts = roots.filter((root) => !parts.has(root) && !isVendored(root, files) && !isLibrary(root, files));
  return charts.flatMap((root) => {
    const own = chartFiles(root, files, roots);
    return [undefined, ...valuesFiles(root, own)].map((values) => toUnit(root, values, own));
  });
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
    const repository = stringOf(get(entry, 'repository')) ?? '';
    const local = repository.startsWith('file://') ? inside(root, repository.slice('file://'.length)) : undefined;
    return local === undefined || local === root ? [] : [local];
  });
}
