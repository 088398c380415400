import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface HistoryFigures {
  readonly commits: number;
  /** Processor milliseconds: of one `lint` in a process of its own, and of `trend` over every commit. */
  readonly cold: number;
  readonly walk: number;
}

/** `trend` over every commit of a history against one cold run. Without a folder, of a history that is made up of edits to the shop. */
export function benchHistory(folder?: string, since?: string): HistoryFigures {
  if (folder !== undefined && since !== undefined) return measure(folder, since);
  const made = mkdtempSync(join(tmpdir(), 'faultline-history-'));
  try {
    makeHistory(made, 40);
    return measure(made, 'HEAD~40');
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

function measure(folder: string, since: string): HistoryFigures {
  const commits = Number(git(folder, 'rev-list', '--first-parent', '--count', `${since}..HEAD`));
  // A cold run reads the newest commit through git, too.
  const cold = spent('trend', folder, '--since', 'HEAD', '--every', '1');
  return { commits, cold, walk: spent('trend', folder, '--since', since, '--every', '1') };
}

/** Processor time, which a busy machine stretches less than the clock. */
function spent(...args: readonly string[]): number {
  const main = fileURLToPath(new URL('../cli/main.js', import.meta.url));
  const script = `process.on('exit', () => { const { user, system } = process.cpuUsage(); process.stderr.write('spent ' + (user + system) / 1000); }); process.argv.splice(1, 0, ${JSON.stringify(main)}); await import(${JSON.stringify(main)});`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script, '--', ...args, '--quiet', '--format', 'json'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const milliseconds = Number(/spent ([\d.]+)$/.exec(stderr)?.[1]);
  if (!Number.isFinite(milliseconds)) throw new Error(`the walk failed: ${stderr}`);
  return milliseconds;
}

/** Manifests and code in turn, one file a commit. */
function makeHistory(folder: string, commits: number): void {
  cpSync(fileURLToPath(new URL('../../fixtures/shop', import.meta.url)), folder, { recursive: true });
  git(folder, 'init', '-q');
  commit(folder, 'start');
  const edits = [['deploy/production/pricing.yaml', /replicas: \d+/, (n: number) => `replicas: ${n + 1}`], ['services/cart/src/clients/inventory.ts', /timeout\(\d+\)/, (n: number) => `timeout(${800 + n})`]] as const;
  for (let number = 1; number <= commits; number++) {
    const [file, pattern, replacement] = edits[number % 2]!;
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(pattern, replacement(number)));
    commit(folder, `edit ${number}`);
  }
}

function commit(folder: string, message: string): void {
  git(folder, 'add', '-A');
  git(folder, '-c', 'user.name=bench', '-c', 'user.email=bench@example.com', '-c', 'commit.gpgsign=false', 'commit', '-q', '-m', message);
}

function git(folder: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', ['-C', folder, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}
