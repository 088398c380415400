import { folderOf } from '../paths.js';
import type { FileSet, Parser } from '../parser.js';
import { codeParser, type ManifestPackage } from '../source/program/index.js';
import { libraries } from './clients.js';
import { php } from './dialect.js';

/** PHP: which clients the code of a Composer project, or of a folder that is built into an image, constructs and calls. */
export const phpParser: Parser = codeParser({
  id: 'php', dialect: php, libraries,
  source: /\.php$/, manifest: /(?:^|\/)composer\.json$/, image: /^FROM\s+\S*php\S*/im,
  packages: (manifests, files) => manifests.map((path) => project(path, files)),
});

const STARTS = ['public/index.php', 'index.php', 'artisan', 'bin/console', 'Dockerfile'];

function project(path: string, files: FileSet): ManifestPackage {
  const root = folderOf(path);
  const text = files.read(path) ?? '';
  const start = /"type"\s*:\s*"library"/.test(text) ? undefined : STARTS.map((file) => (root === '.' ? file : `${root}/${file}`)).find((file) => files.has(file));
  const required = [...text.matchAll(/"([a-z0-9][\w.-]*\/[\w.-]+)"\s*:\s*"[^"]*"/g)].map((found) => found[1]!);
  const name = /"name"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? root.slice(root.lastIndexOf('/') + 1);
  return { root, name, at: { file: path, line: 1, column: 1, length: 1 }, startable: start !== undefined, startsAt: start === undefined ? undefined : { file: start, line: 1, column: 1, length: 1 }, uses: [], libraries: new Set(required) };
}
