// Writes what is generated from the code: rules/index.ts, docs/rules/ and docs/cluster-role.yaml. Run it as `npm run docs`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rules } from '../rules/index.js';
import { generatedFiles, leftPages } from './generated.js';

const root = process.cwd();
const files = generatedFiles(root, rules);
for (const path of leftPages(root, files)) rmSync(join(root, path));
for (const [path, text] of files) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
console.log(`${files.size} files written, most of them from ${rules.length} rules`);
