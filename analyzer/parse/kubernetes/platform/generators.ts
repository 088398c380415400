import { entries, get, items, stringOf, type YamlNode } from '../../yaml/index.js';

/** What one application of an ApplicationSet is made with: dotted names to texts. */
export type Parameters = ReadonlyMap<string, string>;

/** Folders and files that generators look for in the repository; without it only what is written in the object is known. */
export interface Repository {
  folders(glob: string): readonly string[];
  files(glob: string): readonly { readonly path: string; readonly root: YamlNode | undefined }[];
}

/** More applications than this no person reads about. */
const MAX = 200;

/**
 * The applications that the generators of an ApplicationSet make, where they can be known without a cluster or a network: lists, a
 * repository's folders and files, and their matrix. https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators/
 */
export const generated = (spec: YamlNode | undefined, repository?: Repository): readonly Parameters[] =>
  items(get(spec, 'generators')).flatMap((generator) => fromGenerator(generator, repository)).slice(0, MAX);

function fromGenerator(generator: YamlNode, repository: Repository | undefined, depth = 0): readonly Parameters[] {
  if (depth > 2) return [];
  const matrix = get(generator, 'matrix');
  if (matrix !== undefined) {
    const [first = [], second = []] = items(get(matrix, 'generators')).map((child) => fromGenerator(child, repository, depth + 1));
    return first.flatMap((one) => second.map((other) => new Map([...one, ...other]))).slice(0, MAX);
  }
  const listed = items(get(generator, 'list', 'elements')).map((element) => new Map(flattened(element, '')));
  return [...listed, ...(repository ? fromRepository(get(generator, 'git'), repository) : [])];
}

function fromRepository(git: YamlNode | undefined, repository: Repository): Parameters[] {
  const directories = items(get(git, 'directories'));
  const excluded = new Set(directories.filter((entry) => stringOf(get(entry, 'exclude')) === 'true').flatMap((entry) => repository.folders(stringOf(get(entry, 'path')) ?? '')));
  const folders = directories.filter((entry) => stringOf(get(entry, 'exclude')) !== 'true').flatMap((entry) => repository.folders(stringOf(get(entry, 'path')) ?? '')).filter((folder) => !excluded.has(folder));
  const files = items(get(git, 'files')).flatMap((entry) => repository.files(stringOf(get(entry, 'path')) ?? ''));
  return [...[...new Set(folders)].map((folder) => new Map(about(folder))), ...files.map(({ path, root }) => new Map([...flattened(root, ''), ...about(path.slice(0, Math.max(0, path.lastIndexOf('/'))))]))];
}

/** `path` as the older templates have it, `path.path` as Go templates do. */
const about = (folder: string): [string, string][] => [['path', folder], ['path.path', folder], ['path.basename', folder.slice(folder.lastIndexOf('/') + 1)]];

function flattened(node: YamlNode | undefined, prefix: string): [string, string][] {
  return entries(node).flatMap(({ key, value }) => {
    const text = stringOf(value);
    return text === undefined ? (prefix.length > 200 ? [] : flattened(value, `${prefix}${key.text}.`)) : [[`${prefix}${key.text}`, text] satisfies [string, string]];
  });
}

/** Fills `{{name}}` and `{{ .name }}`; undefined where something else stands in a hole. */
export function filled(text: string, parameters: Parameters): string | undefined {
  const whole = text.replace(/\{\{-?\s*\.?([\w.-]+?)\s*-?\}\}/g, (hole, name: string) => parameters.get(name) ?? hole);
  return whole.includes('{{') ? undefined : whole;
}
