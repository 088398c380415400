import picomatch from 'picomatch';
import type { FileSet } from '../../parser.js';
import { folderOf, inside } from '../../paths.js';
import { get, items, parseYaml, stringOf, type YamlNode } from '../../yaml/index.js';
import type { Tree } from './release.js';

/** What the readers of releases ask of the analysed tree, each answer computed when it is first asked for. */
export function releaseTree(files: FileSet, charts: ReadonlySet<string>): Tree {
  const documents = (path: string): readonly (YamlNode | undefined)[] => parseYaml(path, files.read(path) ?? '').documents.map(({ root }) => root);
  let configMaps: ReadonlyMap<string, readonly YamlNode[]> | undefined;
  return {
    isChart: (folder) => charts.has(folder),
    has: (path) => files.has(path),
    documents,
    folders: (glob) => [...charts].filter(matching(glob)).sort(),
    files: (glob) => files.paths.filter(matching(glob)).filter((path) => /\.(?:ya?ml|json)$/.test(path)).map((path) => ({ path, root: documents(path)[0] })),
    configMap(name, key) {
      const found = (configMaps ??= readConfigMaps(files, documents)).get(name) ?? [];
      return found.length === 1 ? get(found[0], 'data', key) : undefined;
    },
    generatedFrom: (folder, name, key) => generatedFrom(files, documents, folder, name, key),
  };
}

/** Globs of a repository; one that is none matches nothing. */
function matching(glob: string): (path: string) => boolean {
  const pattern = glob.replace(/^\.?\//, '').replace(/\/$/, '');
  return pattern === '' || pattern.length > 500 ? () => false : picomatch(pattern);
}

function readConfigMaps(files: FileSet, documents: Tree['documents']): ReadonlyMap<string, readonly YamlNode[]> {
  const found = new Map<string, YamlNode[]>();
  for (const path of files.paths.filter((one) => /\.ya?ml$/.test(one))) {
    if (!/^kind:\s*["']?ConfigMap\b/m.test(files.read(path) ?? '')) continue;
    for (const root of documents(path)) {
      const name = stringOf(get(root, 'metadata', 'name'));
      if (root !== undefined && name !== undefined && stringOf(get(root, 'kind')) === 'ConfigMap') found.set(name, [...(found.get(name) ?? []), root]);
    }
  }
  return found;
}

function generatedFrom(files: FileSet, documents: Tree['documents'], folder: string, name: string, key: string): string | undefined {
  const path = inside(folder, 'kustomization.yaml');
  if (path === undefined || !files.has(path)) return undefined;
  const generator = items(get(documents(path)[0], 'configMapGenerator')).find((entry) => stringOf(get(entry, 'name')) === name);
  for (const entry of items(get(generator, 'files'))) {
    const [left = '', right] = (stringOf(entry) ?? '').split('=');
    const file = right ?? left;
    if ((right === undefined ? file.slice(file.lastIndexOf('/') + 1) : left) === key) return inside(folderOf(path), file);
  }
  return undefined;
}
