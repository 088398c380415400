// Compiles to dist/, bundles the report page's script, and copies the data files that the code reads beside itself.
import { cpSync, existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { buildSync } from 'esbuild';

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const compiled = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.json'], { stdio: 'inherit' });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);
// The page runs the analyzer's own propagation code, so it is bundled from the same sources.
buildSync({
  entryPoints: { app: 'reporters/html/app/main.ts', page: 'reporters/html/app/style.css' },
  outdir: 'dist/reporters/html', bundle: true, minify: true, platform: 'browser', format: 'iife', target: 'es2022', legalComments: 'inline', logLevel: 'warning',
});
for (const data of ['analyzer/knowledge/clients.yaml'])
  if (existsSync(data)) cpSync(data, `dist/${data}`);
