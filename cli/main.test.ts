import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { packageFile } from './package.js';
import { folderWith, system } from './testing/faultline.js';

// The program as it is installed; `npm test` builds it first.
const main = packageFile('dist/cli/main.js');
let folder: ReturnType<typeof folderWith>;
beforeEach(() => {
  expect(existsSync(main), 'run "npm run build" first').toBe(true);
  folder = folderWith(system);
});
afterEach(() => folder.remove());

it('ends with its exit code, and says nothing else on standard output', () => {
  const graph = spawnSync(process.execPath, [main, 'graph', folder.root, '--quiet'], { encoding: 'utf8' });
  expect([graph.status, graph.stderr]).toEqual([0, '']);
  expect((JSON.parse(graph.stdout) as { schema: string }).schema).toBe('faultline/graph@1');
  expect(spawnSync(process.execPath, [main, 'lint', 'nowhere']).status).toBe(2);
});

it('is not disturbed by a reader that closes the pipe', async () => {
  for (let copy = 0; copy < 200; copy++) folder.put(`more/${copy}.yaml`, system['api.yaml']!.replaceAll('api', `api-${copy}`));
  const child = spawn(process.execPath, [main, 'graph', folder.root], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => void (said += chunk.toString()));
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code).toBe(0);
  expect(said).not.toMatch(/EPIPE|Error/);
});
