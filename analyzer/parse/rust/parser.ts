import { folderOf, inside } from '../paths.js';
import type { FileSet, Parser } from '../parser.js';
import { codeParser, type ManifestPackage } from '../source/program/index.js';
import { libraries } from './clients.js';
import { rust } from './dialect.js';

/** Rust: which clients the code of a crate constructs and calls. */
export const rustParser: Parser = codeParser({
  id: 'rust', dialect: rust, libraries,
  source: /\.rs$/, manifest: /(?:^|\/)Cargo\.toml$/, image: /^FROM\s+\S*rust\S*/im,
  packages: (manifests, files) => manifests.flatMap((path) => crate(path, files)),
});

/** A crate with a program is started; a workspace without a package of its own is none. */
function crate(path: string, files: FileSet): ManifestPackage[] {
  const root = folderOf(path);
  const text = files.read(path) ?? '';
  const name = /^\[package\][^[]*?^\s*name\s*=\s*"([^"]+)"/m.exec(text)?.[1];
  if (name === undefined) return [];
  const under = (file: string): string => (root === '.' ? file : `${root}/${file}`);
  const line = text.slice(0, Math.max(0, text.indexOf('[package]'))).split('\n').length;
  const at = { file: path, line, column: 1, length: '[package]'.length };
  const main = files.has(under('src/main.rs')) ? { file: under('src/main.rs'), line: 1, column: 1, length: 1 } : /^\[\[bin\]\]/m.test(text) ? at : undefined;
  const dependencies = [...text.matchAll(/^([\w-]+)\s*=\s*(.*)$/gm)];
  const uses = dependencies.flatMap(([, , value]) => inside(root, /\bpath\s*=\s*"([^"]+)"/.exec(value!)?.[1] ?? '/') ?? []);
  return [{ root, name, at, startable: main !== undefined, startsAt: main, uses, libraries: new Set(dependencies.map(([, key]) => key!.replaceAll('-', '_'))) }];
}
