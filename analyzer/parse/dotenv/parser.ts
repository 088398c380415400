import type { Parser } from '../parser.js';
import { folderOf } from '../paths.js';
import { readEnvFile } from './read.js';
import { isSample } from './sample.js';

/** Files named like env files are read; those that only show what one looks like stand in for it where it is not committed. */
const ENV_FILE = /(^|\/)(\.env(\.[^/]+)?|[^/]+\.env|env\.(example|sample|template|dist))$/i;
/** Code and data that belong to env files, and encrypted ones. */
const OTHER = /\.(?:[cm]?[jt]s|json|ya?ml|md|vault|keys|enc|gpg|age)$/i;

export const isEnvFile = (path: string): boolean => ENV_FILE.test(path) && !OTHER.test(path);

export const dotenvParser: Parser = {
  id: 'dotenv',
  claims: isEnvFile,
  units: (claimed) => claimed.map((path) => ({ id: `dotenv:${path}`, parser: 'dotenv', root: folderOf(path), files: [path] })),
  parse(unit, files) {
    const path = unit.files[0];
    const text = path === undefined ? undefined : files.read(path);
    if (path === undefined || text === undefined) return { facts: [], problems: [] };
    const { vars, problems } = readEnvFile(path, text);
    const at = { file: path, line: 1, column: 1, length: 0 };
    return { facts: [{ kind: 'env-file', path, ...(isSample(path) ? { sample: true } : {}), at, env: vars }], problems };
  },
};
