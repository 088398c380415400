// `npm run bench`: see bench/README.md for what is measured and how.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { table } from './measure.js';
import type { LanguageFigures } from './languages.js';
import type { HistoryFigures } from './history.js';
import type { RuleFigures } from './rules.js';
import type { RepositoryFigures } from './worker.js';

const sizes = [
  { resources: 100, rounds: 15 },
  { resources: 1_000, rounds: 9 },
  { resources: 10_000, rounds: 5 },
] as const;

const worker = <T>(...args: readonly (string | number)[]): T => {
  const { stdout, status, stderr } = spawnSync(process.execPath, ['--expose-gc', fileURLToPath(new URL('./worker.js', import.meta.url)), ...args.map(String)], { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) throw new Error(`the measurement ${args.join(' ')} failed: ${stderr}`);
  return JSON.parse(stdout) as T;
};

const milliseconds = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(bytes < 2 ** 23 ? 1 : 0);

const results = sizes.map(({ resources, rounds }) => ({ resources, ...worker<RepositoryFigures>('repository', resources, rounds), memory: worker<number>('memory', resources) }));
const rows = results.map((row) => [
  row.resources, row.files, mebibytes(row.bytes), row.components, row.dependencies, row.findings,
  milliseconds(row.yaml), milliseconds(row.pipeline), (row.pipeline / row.yaml).toFixed(2), mebibytes(row.memory),
].map(String));
const head = ['resources', 'files', 'MiB', 'components', 'dependencies', 'findings', 'js-yaml ms', 'pipeline ms', 'multiple', 'peak MiB'];
const [, thousand, tenThousand] = results;
const growth = tenThousand!.pipeline / thousand!.pipeline;
const checked = worker<RuleFigures>('rules', 43_200, 3);
const graph = worker<Record<string, number>>('graph');
const languages = worker<readonly LanguageFigures[]>('languages').map(({ language, files, bytes, facts, syntax }) => [
  language, String(files), mebibytes(bytes), milliseconds(facts), (bytes / 1e3 / facts).toFixed(1), `${Math.round((100 * syntax) / facts)} %`,
]);

const history = worker<HistoryFigures>('history');

process.stdout.write(`${table(head, rows)}

Ten times the resources take ${growth.toFixed(1)} times as long.

All rules on a large system, beside reading its files:

${table(['components', 'dependencies', 'rules', 'findings', 'parsing ms', 'all rules ms'], [[checked.components, checked.dependencies, checked.rules, checked.findings, milliseconds(checked.parsing), milliseconds(checked.checking)].map(String)])}

Code, from text to facts, and the share of building syntax trees:

${table(['language', 'files', 'MiB', 'to facts ms', 'MB/s', 'syntax trees'], languages)}

Random graph of 100,000 components and 500,000 dependencies:

${table(['algorithm', 'ms'], Object.entries(graph).map(([name, value]) => [name, milliseconds(value)]))}

The trend over a history of ${history.commits} commits, processor time:

${table(['one cold run ms', 'all commits ms', 'cold runs per 20 commits'], [[milliseconds(history.cold), milliseconds(history.walk), (history.walk / history.cold / (history.commits / 20)).toFixed(2)]])}
`);
