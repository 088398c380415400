import { toConfig } from '../../analyzer/config/config.js';
import { didYouMean } from '../../analyzer/config/nearest.js';
import { analyze } from '../../analyzer/propagation/index.js';
import { linkTree } from '../../analyzer/run.js';
import type { System } from '../../analyzer/system/system.js';
import { plain } from '../../reporters/plain.js';
import { prepare, requireInput, type AnalyseOptions } from '../analyse.js';
import { findComponent } from '../components.js';
import { UsageError } from '../errors.js';
import { causeImpact, componentImpact } from '../impact.js';
import type { Terminal } from '../terminal.js';

export interface ImpactOptions extends AnalyseOptions {
  readonly format: 'text' | 'json';
  readonly stack?: string;
}

/** What stops serving when one component or one common cause fails, on which path, and what it fails together with. */
export async function impact(name: string, paths: readonly string[], options: ImpactOptions, terminal: Terminal): Promise<number> {
  const { tree, config, progress } = await prepare(paths, options, terminal);
  const { units, system } = await linkTree(tree, toConfig(config), progress.onStage).finally(progress.done);
  requireInput(system.document, units.flatMap(({ facts }) => facts).length, tree);
  const stack = options.stack === undefined ? undefined : findStack(options.stack, system);
  const analysis = analyze(system);
  const cause = analysis.commonCauses(stack).find(({ id }) => id === name);
  const found = cause === undefined ? componentImpact(system, analysis, findComponent(name, system), stack) : causeImpact(analysis, cause, stack);
  terminal.stdout.write(options.format === 'json' ? `${JSON.stringify(found.json, null, 2)}\n` : `${found.lines.map(plain).join('\n')}\n`);
  return 0;
}

function findStack(id: string, system: System): string {
  const ids = system.document.stacks.map((stack) => stack.id);
  if (ids.includes(id)) return id;
  throw new UsageError(`There is no stack "${id}" here.${didYouMean(id, ids) || ` Stacks: ${ids.join(', ')}.`}`);
}
