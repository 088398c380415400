import { found, join, readSource, type VersionReader } from './found.js';

const REQUIRED = /^\s*(?:require\s+)?([\w.~-]+(?:\/[\w.~-]+)+)\s+v(\d[\w.+-]*)/gm;

/** go.mod names the least version that is built, which is the one that is built. */
export const readGo: VersionReader = (folder, wanted, files) => {
  const source = readSource(join(folder, 'go.mod'), files);
  if (!source) return [];
  return [...source.text.matchAll(REQUIRED)].flatMap((match) => (wanted.has(match[1]!) ? [found(source, match[1]!, match[2]!, true, match.index)] : []));
};
