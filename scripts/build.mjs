// Compiles to dist/, bundles the report page's script, and copies the data files that the code reads beside itself.
import { cpSync, existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const compiled = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.json'], { stdio: 'inherit' });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);
for (const data of ['analyzer/knowledge/clients.yaml'])
  if (existsSync(data)) cpSync(data, `dist/${data}`);
