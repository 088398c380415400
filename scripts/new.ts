// Scaffolds a rule or a parser: `npm run new rule <theme>/<id>`, `npm run new parser <id>`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newParser, newRule, type Scaffold } from './scaffold.js';

const root = process.cwd();
const read = (path: string): string | undefined => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined);

const [what, name = ''] = process.argv.slice(2);
const scaffold: Scaffold = what === 'rule' ? newRule(root, name) : what === 'parser' ? newParser(name, read) : { problem: 'Usage: npm run new rule <theme>/<id>, or npm run new parser <id>' };

const taken = 'problem' in scaffold ? undefined : [...scaffold.create.keys()].find((path) => read(path) !== undefined);
if ('problem' in scaffold || taken !== undefined) {
  console.error('problem' in scaffold ? scaffold.problem : `${taken} is there already; nothing was written`);
  process.exit(2);
}
for (const [path, text] of [...scaffold.create, ...scaffold.replace]) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}
console.log(`\n${scaffold.next}`);
