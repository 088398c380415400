import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { liveKinds } from '../analyzer/parse/kubernetes/index.js';
import type { Rule } from '../rules/define.js';
import { clusterRole } from './cluster-role.js';
import { fixturesOf, ruleFolders } from './fixtures.js';
import { apiFields } from './api-fields.js';
import { rulePage, rulesTable } from './pages.js';
import { rulesIndex } from './rules-index.js';

/** Every file that is written from the code, most of them from the rules: path relative to the project -> text. */
export function generatedFiles(root: string, rules: readonly Rule[]): Map<string, string> {
  const files = new Map([['rules/index.ts', rulesIndex(ruleFolders(root))], ['docs/rules/README.md', rulesTable(rules)], ['docs/cluster-role.yaml', clusterRole(liveKinds)]]);
  files.set('analyzer/knowledge/api-fields.ts', apiFields(root));
  for (const rule of rules) {
    const folder = join(root, 'rules', rule.theme, rule.id);
    const example = (kind: 'fires' | 'quiet') => fixturesOf(folder, kind).find(({ name }) => name === 'example');
    files.set(`docs/rules/${rule.id}.md`, rulePage(rule, example('fires'), example('quiet')));
  }
  return files;
}

/** Paths whose text on disk is not what the rules say, and pages of rules that are gone. */
export function staleFiles(root: string, rules: readonly Rule[]): string[] {
  const files = generatedFiles(root, rules);
  const wrong = [...files].filter(([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text).map(([path]) => path);
  return [...wrong, ...leftPages(root, files)];
}

export const leftPages = (root: string, files: ReadonlyMap<string, string>): string[] =>
  existsSync(join(root, 'docs/rules')) ? readdirSync(join(root, 'docs/rules')).map((name) => `docs/rules/${name}`).filter((path) => !files.has(path)) : [];
