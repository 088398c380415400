import type { Parser } from '../parser.js';
import { folderOf } from '../paths.js';
import { textSource } from '../yaml/index.js';
import { isConfigFile, readConfig } from './read.js';

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Configuration of well-known products, and applications' own, as files. A unit is one file. */
export const configParser: Parser = {
  id: 'config',
  claims: (path, head) => /\.(?:ya?ml|json|toml|ini|properties|conf|cfg|config|caddy|caddyfile|template|tmpl|tpl|j2)$|(?:^|\/)caddyfile[^/]*$/i.test(path) && isConfigFile(baseName(path), head()),
  units: (claimed) => claimed.map((path) => ({ id: `config:${path}`, parser: 'config', root: folderOf(path), files: [path] })),
  parse(unit, files) {
    const path = unit.files[0];
    const text = path === undefined ? undefined : files.read(path);
    if (path === undefined || text === undefined) return { facts: [], problems: [] };
    const fact = readConfig(baseName(path), textSource(path, text), { file: path, line: 1, column: 1, length: 0 });
    return fact === undefined ? { facts: [], problems: [], notMine: [path] } : { facts: [fact], problems: [] };
  },
};
