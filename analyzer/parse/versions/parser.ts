import type { Ecosystem, Fact } from '../../facts/types.js';
import { installedNames } from '../../knowledge/clients.js';
import type { FileSet, Parser } from '../parser.js';
import { folderOf } from '../paths.js';
import type { VersionReader } from './found.js';
import { readGo } from './go.js';
import { readMaven } from './maven.js';
import { readNpm } from './npm.js';
import { readNuget } from './nuget.js';
import { readPython } from './python.js';

const LOCK = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|packages\.lock\.json)$/;
const ASIDE = /(?:^|\/)(?:node_modules|vendor|dist|build|testdata)\//;

/** Manifests by what they ask for; those that more than one name can have are told by their end. */
const READERS: readonly (readonly [manifest: RegExp, Ecosystem, VersionReader])[] = [
  [/(?:^|\/)package\.json$/, 'npm', readNpm],
  [/(?:^|\/)(?:requirements[^/]*\.(?:txt|in)|pyproject\.toml|Pipfile)$/, 'pypi', readPython],
  [/(?:^|\/)go\.mod$/, 'go', readGo],
  [/(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?)$/, 'maven', readMaven],
  [/\.csproj$/, 'nuget', readNuget],
];

/** Which versions are built of the libraries whose behaviour is known: lock files, and the manifests that they answer. */
export const versionsParser: Parser = {
  id: 'versions',
  claims: (path) => LOCK.test(path),
  units: (claimed, files) => (claimed.length > 0 || manifestsOf(files).length > 0 ? [{ id: 'versions', parser: 'versions', root: '.', files: claimed }] : []),
  parse: (_unit, files) => ({ facts: READERS.flatMap(([manifest, ecosystem, read]) => factsOf(ecosystem, read, foldersOf(manifest, files), files)), problems: [] }),
};

const manifestsOf = (files: FileSet): readonly string[] => files.paths.filter((path) => !ASIDE.test(path) && READERS.some(([manifest]) => manifest.test(path)));

const foldersOf = (manifest: RegExp, files: FileSet): readonly string[] => [...new Set(files.paths.filter((path) => manifest.test(path) && !ASIDE.test(path)).map(folderOf))];

function factsOf(ecosystem: Ecosystem, read: VersionReader, folders: readonly string[], files: FileSet): Fact[] {
  const wanted = installedNames(ecosystem);
  return folders.flatMap((root) => read(root, wanted, files).map((version): Fact => ({ kind: 'library', root, ecosystem, version })));
}
