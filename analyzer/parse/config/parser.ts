import { safeTemplate } from '../../facts/secrets.js';
import type { SettingsFileFact } from '../../facts/types.js';
import type { Parser } from '../parser.js';
import { folderOf } from '../paths.js';
import { textSource } from '../yaml/index.js';
import { profileOf, settingsOf } from './formats/settings.js';
import { placeholders } from './placeholders.js';
import { isConfigFile, readConfig } from './read.js';
import { isConf } from './reader.js';

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const NAMED = /\.(?:ya?ml|json|toml|ini|properties|cnf|caddy|caddyfile|vcl|alloy|river)$|(?:^|\/)caddyfile[^/]*$/i;

/** What Maven and Gradle give to tests alone. */
const OF_TESTS = /(?:^|\/)src\/\w*[tT]est\//;

/** Configuration of well-known products, and applications' own, as files. A unit is one file. */
export const configParser: Parser = {
  id: 'config',
  claims: (path, head) => !OF_TESTS.test(path) && (NAMED.test(path) || isConf(baseName(path))) && isConfigFile(baseName(path), head()),
  units: (claimed) => claimed.map((path) => ({ id: `config:${path}`, parser: 'config', root: folderOf(path), files: [path] })),
  parse(unit, files) {
    const path = unit.files[0];
    const text = path === undefined ? undefined : files.read(path);
    if (path === undefined || text === undefined) return { facts: [], problems: [] };
    const fact = readConfig(baseName(path), textSource(path, text), { file: path, line: 1, column: 1, length: 0 });
    return fact === undefined ? { facts: [], problems: [], notMine: [path] } : { facts: fact.format === 'settings' ? [fact, settingsFile(path, text)] : [fact], problems: [] };
  },
};

/** What the code may ask the file for, without its secrets. */
function settingsFile(path: string, text: string): SettingsFileFact {
  const name = baseName(path);
  const profile = profileOf(name);
  const entries = settingsOf(textSource(path, text), name).flatMap(({ path: key, text: written, at }) => {
    const value = safeTemplate(key, placeholders(written));
    return value ? [{ key, value, at }] : [];
  });
  return { kind: 'settings-file', path, at: { file: path, line: 1, column: 1, length: 0 }, packages: [], ...(profile === undefined ? {} : { profile }), entries };
}
