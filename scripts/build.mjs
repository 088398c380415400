// Compiles to dist/, bundles the report page's script and the command line, and copies the data files that the code reads beside itself.
import { cpSync, rmSync } from 'node:fs';
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
const KNOWLEDGE = ['analyzer/knowledge/clients.yaml', 'analyzer/knowledge/slas.yaml'];
for (const data of KNOWLEDGE) cpSync(data, `dist/${data}`);

// The command line as a few files instead of hundreds: most of a small run is Node.js finding and reading modules. What is large and
// seldom needed stays in its package and is loaded when it is.
const CHUNKS = 'dist/chunks';
rmSync(CHUNKS, { recursive: true, force: true });
buildSync({
  entryPoints: ['cli/main.ts'], outbase: '.', outdir: 'dist', chunkNames: 'chunks/[name]-[hash]', splitting: true,
  bundle: true, minifySyntax: true, minifyWhitespace: true, platform: 'node', format: 'esm', target: 'node20', legalComments: 'external', logLevel: 'warning',
  external: ['ts-morph', 'elkjs', 'ajv', '@vscode/tree-sitter-wasm', '@lumis-sh/wasm-kotlin', '@kubernetes/client-node'],
  // Packages in the older module format ask for Node.js' own modules in its way.
  banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
});
for (const data of [...KNOWLEDGE, 'dist/reporters/html/app.js', 'dist/reporters/html/page.css']) cpSync(data, `${CHUNKS}/${data.slice(data.lastIndexOf('/') + 1)}`);
