import { entries, entryOf, get, isNull, items, placeOf, type YamlEntry, type YamlMap, type YamlNode } from '../yaml/index.js';
import { folderOf, inside } from '../paths.js';
import { folderFor, resolveFile } from './files.js';
import { withSection, type Loading } from './layer.js';
import { stringsIn, textIn } from './read.js';
import type { Variables } from './variables.js';

/** One Compose project: the root, or one that another includes. */
export interface ProjectRequest {
  /** Files in the order of `docker compose -f a -f b`. */
  readonly layers: readonly string[];
  readonly folder: string;
  /** Env files for interpolation. */
  readonly envFiles: readonly string[];
  /** Variables of the including project, which go first. */
  readonly outer: Variables;
  /** Files whose includes led here. */
  readonly chain: readonly string[];
}

interface Scope extends ProjectRequest {
  readonly variables: Variables;
  readonly loading: Loading;
  readonly path: string;
  /** Loads an included project; the loader gives itself, so that the modules do not import each other in a circle. */
  readonly load: (request: ProjectRequest) => YamlMap | undefined;
}

const SECTIONS = ['services', 'networks', 'volumes', 'secrets', 'configs'];

/**
 * The root with the resources of the files that it includes. Each included file is a project of its own while it is loaded: with
 * its own folder and env file. https://github.com/compose-spec/compose-spec/blob/main/14-include.md
 */
export function resolveIncludes(root: YamlMap, scope: Scope): YamlMap {
  const include = entryOf(root, 'include');
  if (include === undefined) return root;
  let result = root;
  for (const item of items(include.value)) {
    const model = loadIncluded(item, scope);
    if (model !== undefined) result = importResources(result, model, scope.loading);
  }
  return result;
}

function loadIncluded(item: YamlNode, scope: Scope): YamlMap | undefined {
  const { loading } = scope;
  const layers = stringsIn(item.type === 'map' ? get(item, 'path') : item).flatMap((node) => {
    const path = resolveFile(node, loading, 'included');
    if (path === undefined) return [];
    if (path === scope.path || scope.chain.includes(path)) {
      const round = [...scope.chain, scope.path, path].join(' -> ');
      loading.problems.add(placeOf(node), 'error', 'compose-include-cycle', `include runs in a circle: ${round}. Remove one of them.`);
      return [];
    }
    return [path];
  });
  const first = layers[0];
  if (first === undefined) return undefined;
  if (loading.budget <= 0) {
    loading.problems.add(placeOf(item), 'warning', 'compose-too-many-files', 'This project includes too many files; the rest is not read.');
    return undefined;
  }
  for (const path of layers) loading.included.add(path);
  const folder = projectFolder(item, folderOf(first), loading);
  const chain = [...scope.chain, scope.path];
  return scope.load({ layers, folder, envFiles: envFilesOf(item, folder, loading), outer: scope.variables, chain });
}

function projectFolder(item: YamlNode, fallback: string, loading: Loading): string {
  const node = get(item, 'project_directory');
  const path = textIn(node);
  return node === undefined || path === undefined ? fallback : (inside(folderFor(node, loading), path) ?? fallback);
}

function envFilesOf(item: YamlNode, folder: string, loading: Loading): readonly string[] {
  const nodes = stringsIn(get(item, 'env_file'));
  if (nodes.length === 0) return [inside(folder, '.env') ?? '.env'];
  return nodes.flatMap((node) => resolveFile(node, loading, 'env') ?? []);
}

/** What the including file defines too is an error to Compose. Its own definition stays here, over the included one. */
function importResources(root: YamlMap, included: YamlMap, loading: Loading): YamlMap {
  let result = root;
  for (const name of SECTIONS) {
    const theirs = entryOf(included, name);
    if (theirs === undefined || theirs.value.type !== 'map') continue;
    const ours = entryOf(result, name);
    const own = ours !== undefined && !isNull(ours.value) ? entries(ours.value) : [];
    const byName = new Map(own.map((entry) => [entry.key.text, entry]));
    const added = theirs.value.entries.filter((entry) => {
      const twin = byName.get(entry.key.text);
      if (twin !== undefined && name === 'services' && !isSame(twin, entry)) {
        const message = `Service ${entry.key.text} is defined here and in ${entry.key.source.file}, which is included; Compose does not merge the two. Change the included service in an override file.`;
        loading.problems.add(placeOf(twin.key), 'warning', 'compose-include-conflict', message);
      }
      return twin === undefined;
    });
    result = withSection(result, { key: ours?.key ?? theirs.key, value: { ...theirs.value, entries: [...own, ...added] } });
  }
  return result;
}

/** One file that is included twice defines each of its services once. */
const isSame = (a: YamlEntry, b: YamlEntry): boolean => a.key.source.file === b.key.source.file && a.key.start === b.key.start;
