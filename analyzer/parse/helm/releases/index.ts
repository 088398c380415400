import type { FileSet } from '../../parser.js';
import { commandReleases, distinctReleases, mayHoldCommands, someServe } from './commands.js';
import { gitopsRelease, mayDeploy } from './gitops.js';
import { helmfileReleases, isHelmfile } from './helmfile.js';
import type { Release, Tree } from './release.js';
import { releaseTree } from './tree.js';

export type { Release } from './release.js';

/** Larger YAML files are data. */
const MAX_SIZE = 256 * 1024;

/** Each is rendered; environments times releases could be millions. */
const MAX_RELEASES = 1000;

/** What the files of the tree say of how its charts are deployed. */
export function findReleases(files: FileSet, charts: readonly string[]): Release[] {
  if (charts.length === 0) return [];
  const templates = charts.map((chart) => (chart === '.' ? 'templates/' : `${chart}/templates/`));
  const tree = releaseTree(files, new Set(charts));
  const found = files.paths.flatMap((path) => {
    if (!/\.ya?ml(?:\.gotmpl)?$/.test(path) || files.size(path) > MAX_SIZE || templates.some((folder) => path.startsWith(folder))) return [];
    const text = files.read(path) ?? '';
    if (isHelmfile(path)) return helmfileReleases(path, tree);
    return mayDeploy(text) ? tree.documents(path).flatMap((root) => gitopsRelease(path, root, tree)) : [];
  });
  return [...found, ...commandedReleases(files, charts.filter((chart) => !found.some((release) => release.chart === chart)), tree)].slice(0, MAX_RELEASES);
}

/** Of charts that nothing else deploys: what pipelines and scripts do with them. */
function commandedReleases(files: FileSet, charts: readonly string[], tree: Tree): Release[] {
  if (charts.length === 0) return [];
  const texts = files.paths.filter((path) => mayHoldCommands(path) && files.size(path) <= MAX_SIZE).map((path) => [path, files.read(path) ?? ''] as const);
  const found = commandReleases(texts, tree);
  return charts.flatMap((chart) => {
    const own = distinctReleases(found.filter((release) => release.chart === chart));
    return someServe(own) ? own : [];
  });
}
