export const ruleFile = (theme: string, id: string): string => `import { defineRule } from '../../define.js';
import { userStacks } from '../../support/stacks.js';
import { keyOf, servers } from '../../support/workloads.js';

export const rule = defineRule({
  id: '${id}',
  theme: '${theme}',
  severity: 'warning',
  summary: 'TODO: what is wrong, in one sentence.',
  rationale: \`
TODO: the mechanism by which this small mistake becomes an outage.\`,
  fix: 'TODO: how to mend it; the fixture called example shows before and after.',
  limits: \`
- TODO: what the rule cannot see, and where it stays quiet on purpose.\`,
  references: ['https://kubernetes.io/docs/home/'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of userStacks(context))
      for (const workload of servers(view)) {
        context.looked();
        const { component, fact } = workload;
        if (fact.ref.name !== 'replace-me') continue;
        context.report({
          subject: { component },
          stack: view.stack.id,
          object: fact.ref,
          discriminator: keyOf(fact),
          message: \`if \${context.system.component(component).name} fails, TODO: who loses what\`,
          place: fact.at,
          fix: { text: 'TODO: one imperative sentence.' },
        });
      }
  },
});
`;

/** A manifest with one workload; \`expects\` puts the expectation on its name. */
export const workload = (kind: 'Deployment' | 'StatefulSet', name: string, expects?: string): string => `apiVersion: apps/v1
kind: ${kind}
metadata:
  name: ${name}${expects === undefined ? '' : ` # expect: ${expects}`}
spec:
  replicas: 2
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
      - name: ${name}
        image: example/${name}:1.0.0
`;

export const parserIndex = (name: string): string => `export { ${name} } from './parser.js';\n`;

export const parserFile = (id: string, name: string): string => `import type { Fact, Problem, Unit } from '../../facts/types.js';
import type { FileSet, Parser, ParseResult } from '../parser.js';
import { folderOf } from '../paths.js';

/** TODO: what ${id} files are, with a link to their specification. */
export const ${name}: Parser = {
  id: '${id}',
  claims: (path) => path.endsWith('.${id}'),
  units: (claimed) => claimed.map((path) => ({ id: \`${id}:\${path}\`, parser: '${id}', root: folderOf(path), files: [path] })),
  parse: (unit: Unit, files: FileSet): ParseResult => {
    const facts: Fact[] = [];
    const problems: Problem[] = [];
    for (const file of unit.files) {
      const text = files.read(file);
      // TODO: facts of what was understood, each with its place; a problem for what was not. Never throw.
      if (text?.trim() === '') problems.push({ code: '${id}-empty', file, line: 1, column: 1, severity: 'info', message: 'The file is empty; it was skipped.' });
    }
    return { facts, problems };
  },
};
`;

export const parserTest = (id: string, name: string): string => `import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../memory-files.js';
import { ${name} } from './index.js';

/** Facts and problems of a tree, through the same doors as in a run. */
const parse = async (texts: Record<string, string>) => {
  const files = memoryFiles(texts);
  const claimed = files.paths.filter((path) => ${name}.claims(path, () => files.read(path)?.slice(0, 4096) ?? ''));
  return Promise.all(${name}.units(claimed, files).map((unit) => ${name}.parse(unit, files)));
};

describe('${id}', () => {
  it('claims its files and no others', async () => {
    expect(await parse({ 'README.md': '# hello' })).toEqual([]);
    expect(await parse({ 'deploy/cart.${id}': 'cart' })).toHaveLength(1);
  });

  it('says what it could not read, with its place', async () => {
    const [result] = await parse({ 'deploy/cart.${id}': '' });
    expect(result?.problems).toEqual([expect.objectContaining({ file: 'deploy/cart.${id}', line: 1, column: 1 })]);
  });
});
`;
