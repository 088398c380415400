// `npm start [-- PATH]`: findings on the terminal, the report beside them. A demonstration, so findings are no failure of it.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const report = 'faultline-report.html';
const paths = process.argv.slice(2);
const isDemo = paths.length === 0;
if (isDemo) console.error('Analyzing the example system in fixtures/shop; "npm start -- PATH" takes any other folder.\n');
const { status } = spawnSync(
  process.execPath,
  ['dist/cli/main.js', 'lint', ...(isDemo ? ['fixtures/shop'] : paths), '--format', 'text', '--format', 'html', '--output', report],
  { stdio: 'inherit' },
);
if (status === 0 || status === 1) console.log(`\nThe picture of the system, with every finding: ${pathToFileURL(resolve(report))}`);
// 1 says "findings", which is what a first run is there to show; only 2 (wrong path, internal error) is a failure.
process.exitCode = status === 1 ? 0 : (status ?? 2);
