import type { FileSet } from '../parser.js';

/** `.env.example`, `example.env`: what an env file looks like, without what is secret or differs from machine to machine. */
const SAMPLE = /\.(?:example|sample|template|dist|tpl|default|defaults)(?:\.|$)|^(?:example|sample|template)\./i;

export const isSample = (path: string): boolean => SAMPLE.test(nameOf(path));

/**
 * The file to read for an env file: itself, or, where nobody commits it, the example beside it that everybody copies to start.
 * What the example holds is the team's own word for what is where; secrets in it are none.
 */
export function committedEnvFile(path: string, files: Pick<FileSet, 'has'>): string | undefined {
  if (files.has(path)) return path;
  const name = nameOf(path);
  const folder = path.slice(0, path.length - name.length);
  const bare = name.replace(/^\./, '');
  const names = ['example', 'sample', 'template', 'dist'].flatMap((word) => [`${name}.${word}`, `${word}.${bare}`, `.${word}.${bare}`, `.env.${word}`, `env.${word}`]);
  return names.map((each) => `${folder}${each}`).find((each) => files.has(each));
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
