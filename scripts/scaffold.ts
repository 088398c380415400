import { themes } from '../rules/define.js';
import { ruleFolders } from './fixtures.js';
import { rulesIndex } from './rules-index.js';
import { parserFile, parserIndex, parserTest, ruleFile, workload } from './templates.js';

/** Files to write, or why nothing is written. */
export type Scaffold = { readonly problem: string } | { readonly create: ReadonlyMap<string, string>; readonly replace: ReadonlyMap<string, string>; readonly next: string };

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** A rule that works from the start, with both kinds of fixtures; only its texts are still to be written. */
export function newRule(root: string, name: string): Scaffold {
  const [theme = '', id = '', ...rest] = name.split('/');
  if (!ID.test(id) || rest.length > 0) return { problem: `"${name}" is not theme/id with an id in kebab-case, for example timeouts/missing-timeout` };
  if (!(themes as readonly string[]).includes(theme)) return { problem: `There is no theme "${theme}". Themes: ${themes.join(', ')}` };
  const known = ruleFolders(root);
  if (known.some((folder) => folder.endsWith(`/${id}`))) return { problem: `There is a rule ${id} already` };
  const folder = `rules/${theme}/${id}`;
  return {
    create: new Map([
      [`${folder}/rule.ts`, ruleFile(theme, id)],
      [`${folder}/fires/example.yaml`, workload('Deployment', 'replace-me', id)],
      [`${folder}/fires/other-kind.yaml`, workload('StatefulSet', 'replace-me', id)],
      [`${folder}/quiet/example.yaml`, workload('Deployment', 'replaced')],
      [`${folder}/quiet/near-miss.yaml`, workload('Deployment', 'replace-me-not')],
    ]),
    replace: new Map([['rules/index.ts', rulesIndex([...known, `${theme}/${id}`])]]),
    next: `Write the rule and its fixtures, then: npm run docs && npx vitest run rules -t ${id}`,
  };
}

const LIST = 'export const parsers: readonly Parser[] = [';

/** A parser with a test, offered files before the others. */
export function newParser(id: string, read: (path: string) => string | undefined): Scaffold {
  if (!ID.test(id)) return { problem: `"${id}" is not an id in kebab-case, for example nomad` };
  const index = read('analyzer/parse/index.ts');
  if (!index?.includes(LIST)) return { problem: `analyzer/parse/index.ts has no line that starts with "${LIST}"` };
  const folder = `analyzer/parse/${id}`;
  const name = `${id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}Parser`;
  return {
    create: new Map([
      [`${folder}/index.ts`, parserIndex(name)],
      [`${folder}/parser.ts`, parserFile(id, name)],
      [`${folder}/parser.test.ts`, parserTest(id, name)],
    ]),
    replace: new Map([['analyzer/parse/index.ts', `import { ${name} } from './${id}/index.js';\n${index.replace(LIST, `${LIST}${name}, `)}`]]),
    next: `Write the parser and its test, then: npx vitest run ${folder}`,
  };
}
