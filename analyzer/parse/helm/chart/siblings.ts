import type { FileSet } from '../../parser.js';
import { folderOf, inside } from '../../paths.js';
import { get, parseYaml, stringOf } from '../../yaml/index.js';
import { parseVersion, satisfies } from './semver.js';

/** What Chart.yaml says of a chart that it depends on; `name` is the chart's, not its alias. */
export interface Wanted {
  readonly name: string;
  readonly version: string;
  readonly repository: string;
}

/**
 * The folder of the tree that holds a dependency of a chart: the one that `file://` names, or the chart of that name and version in
 * the folder beside it. Charts that lie together are published together, and then depend on each other by their repository's address.
 */
export function folderOfDependency(root: string, wanted: Wanted, files: FileSet): string | undefined {
  const { name, repository } = wanted;
  const folder = repository.startsWith('file://') ? inside(root, repository.slice('file://'.length)) : /^[\w.-]+$/.test(name) ? inside(folderOf(root), name) : undefined;
  if (folder === undefined || !files.has(chartFile(folder))) return undefined;
  return repository.startsWith('file://') || (folder !== root && isThat(folder, wanted, files)) ? folder : undefined;
}

const chartFile = (folder: string): string => (folder === '.' ? 'Chart.yaml' : `${folder}/Chart.yaml`);

function isThat(folder: string, { name, version }: Wanted, files: FileSet): boolean {
  const chart = parseYaml(chartFile(folder), files.read(chartFile(folder)) ?? '').documents[0]?.root;
  const own = parseVersion(stringOf(get(chart, 'version')) ?? '');
  return stringOf(get(chart, 'name')) === name && own !== undefined && satisfies(own, version) === true;
}
