/** The text of `rules/index.ts` for these rule folders (`theme/id`), sorted by id. */
export function rulesIndex(folders: readonly string[]): string {
  const rules = folders.map((folder) => ({ folder, id: folder.slice(folder.indexOf('/') + 1) })).sort((a, b) => (a.id < b.id ? -1 : 1));
  return `// Written by \`npm run docs\`; do not edit.
import type { Rule } from './define.js';
${rules.map(({ folder, id }) => `import { rule as ${variable(id)} } from './${folder}/rule.js';`).join('\n')}

/** Every rule, by id. */
export const rules: readonly Rule[] = [
${rules.map(({ id }) => `  ${variable(id)},`).join('\n')}
];
`;
}

const variable = (id: string): string => id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
