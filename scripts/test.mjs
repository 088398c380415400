// Runs the tests and closes with one line that says how many; arguments go to vitest (`npm test -- rules`).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const cache = 'node_modules/.cache/faultline';
const summary = join(cache, 'tests.json');
// Written by the browser tests when no browser starts; holds the reason.
const skipped = join(cache, 'browser-skipped.txt');
mkdirSync(cache, { recursive: true });
for (const stale of [summary, skipped]) rmSync(stale, { force: true });

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${summary}`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);

const counts = existsSync(summary) ? JSON.parse(readFileSync(summary, 'utf8')) : undefined;
// A test file that cannot be loaded has no test that could fail; it counts as one failure.
const unloadable = counts?.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length ?? 1;
const failed = (counts?.numFailedTests ?? 0) + unloadable;
const passed = counts?.numPassedTests ?? 0;
const left = (counts?.numPendingTests ?? 0) + (counts?.numTodoTests ?? 0);

if (existsSync(skipped)) console.log(`Browser tests were skipped: ${readFileSync(skipped, 'utf8').trim()}`);
console.log(`${passed} passed, ${failed} failed, ${left} skipped`);
process.exitCode = status === 0 && failed > 0 ? 1 : (status ?? 1);
