import { folderOf } from '../paths.js';
import type { FileSet, Parser } from '../parser.js';
import { codeParser, type ManifestPackage } from '../source/program/index.js';
import { libraries } from './clients.js';
import { databaseFacts } from './database.js';
import { ruby } from './dialect.js';

/** Ruby: which clients the code of an application, or of a folder that is built into an image, constructs and calls. */
export const rubyParser: Parser = codeParser({
  id: 'ruby', dialect: ruby, libraries,
  source: /\.rb$/, manifest: /(?:^|\/)Gemfile$/, companion: /(?:^|\/)config\/database\.yml$/, image: /^FROM\s+\S*ruby\S*/im,
  packages: (manifests, files) => manifests.map((path) => application(path, files)),
  more: databaseFacts,
});

const STARTS = ['config.ru', 'bin/rails', 'config/puma.rb', 'Procfile', 'Dockerfile'];

function application(path: string, files: FileSet): ManifestPackage {
  const root = folderOf(path);
  const gems = [...(files.read(path) ?? '').matchAll(/^\s*gem\s*\(?\s*['"]([\w.-]+)['"]/gm)].map((found) => found[1]!);
  const start = STARTS.map((file) => (root === '.' ? file : `${root}/${file}`)).find((file) => files.has(file));
  return { root, name: root.slice(root.lastIndexOf('/') + 1), at: { file: path, line: 1, column: 1, length: 1 }, startable: start !== undefined, startsAt: start === undefined ? undefined : { file: start, line: 1, column: 1, length: 1 }, uses: [], libraries: new Set(gems) };
}
