import { environmentSide } from '../../analyzer/drift/environment.js';
import { sideOfRun } from '../../analyzer/drift/side-of-run.js';
import type { Environment } from '../../analyzer/graph/document.js';
import { UsageError } from '../errors.js';
import type { Terminal } from '../terminal.js';
import { runRules } from '../commands/lint.js';
import type { AnalysedSide } from './analysed.js';
import type { SideOptions } from './options.js';

/** Two environments of one tree: the first is what the second is held against. */
export async function environmentSides(paths: readonly string[], options: SideOptions, terminal: Terminal): Promise<{ readonly base: AnalysedSide; readonly head: AnalysedSide }> {
  const [first, second, third] = options.env as readonly Environment[];
  if (first === undefined || second === undefined || third !== undefined) throw new UsageError('--env is given twice, with the environment that is held against first: --env staging --env production');
  if (first === second) throw new UsageError(`Both are ${first}. Give two environments.`);
  const { system, result } = await runRules(paths, { ...options, checkAs: 'production' }, terminal);
  const { stacks } = system.document;
  const there = [...new Set(stacks.map(({ environment }) => environment))].sort();
  for (const one of [first, second])
    if (!there.includes(one)) throw new UsageError(`Nothing here is deployed as ${one}. Environments: ${there.join(', ') || 'none'}. Where a folder's name does not say it, "environments" in faultline.config.yaml does.`);
  const side = sideOfRun({ system, result }, 'environment', '');
  const of = (environment: Environment): AnalysedSide => ({ side: environmentSide(side, environment, stacks.filter((stack) => stack.environment === environment).map(({ id }) => id)), result });
  return { base: of(first), head: of(second) };
}
