import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { compareText } from '../analyzer/facts/place.js';

/** A tree on its own under `fires/` or `quiet/`: a folder, or a single file. */
export interface Fixture {
  readonly name: string;
  /** Path in the fixture -> text. */
  readonly files: Readonly<Record<string, string>>;
}

/** Fixtures of one kind, by name; the one called `example` is also the rule's example in its page. */
export function fixturesOf(ruleFolder: string, kind: 'fires' | 'quiet'): Fixture[] {
  const folder = join(ruleFolder, kind);
  const entries = existsSync(folder) ? readdirSync(folder).sort(compareText) : [];
  return entries.map((entry) => {
    const path = join(folder, entry);
    const files = statSync(path).isDirectory() ? filesUnder(path) : [path];
    const base = statSync(path).isDirectory() ? path : folder;
    return { name: entry.replace(/\.[^.]+$/, ''), files: Object.fromEntries(files.map((file) => [relative(base, file).split(sep).join('/'), readFileSync(file, 'utf8')])) };
  });
}

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => compareText(a.name, b.name))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)]));

/** The comment that names the rule whose finding belongs on its line, and its severity where that matters. */
const EXPECTATION = /[ \t]*(?:#|\/\/) expect: ([a-z-]+)(?: (error|warning|info))?$/;

export interface Expectation {
  /** `file:line`. */
  readonly place: string;
  readonly severity?: string;
}

/** The lines on which the fixture expects a finding of the rule. */
export function expectationsOf({ files }: Fixture, rule: string): Expectation[] {
  return Object.entries(files).flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) => {
      const [, id, severity] = EXPECTATION.exec(line) ?? [];
      return id === rule ? [{ place: `${file}:${index + 1}`, ...(severity ? { severity } : {}) }] : [];
    }),
  );
}

/** The text without expectations, as a reader of the page should see it. */
export const withoutExpectations = (text: string): string => text.split('\n').map((line) => line.replace(EXPECTATION, '')).join('\n');

/** Folders of all rules, `theme/id`, sorted. */
export function ruleFolders(root: string): string[] {
  const folders = (path: string) => readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort(compareText);
  return folders(join(root, 'rules')).flatMap((theme) => folders(join(root, 'rules', theme)).filter((id) => existsSync(join(root, 'rules', theme, id, 'rule.ts'))).map((id) => `${theme}/${id}`));
}
