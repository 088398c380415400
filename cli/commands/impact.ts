import { toConfig } from '../../analyzer/config/config.js';
import { didYouMean } from '../../analyzer/config/nearest.js';
import { analyze } from '../../analyzer/propagation/index.js';
import type { Blast } from '../../analyzer/propagation/analysis.js';
import { linkTree } from '../../analyzer/run.js';
import type { System } from '../../analyzer/system/system.js';
import { formatPlace } from '../../analyzer/facts/place.js';
import { stepsOf } from '../../rules/support/places.js';
import { plain } from '../../reporters/plain.js';
import { count } from '../../reporters/summary.js';
import { prepare, requireInput, type AnalyseOptions } from '../analyse.js';
import { findComponent } from '../components.js';
import { UsageError } from '../errors.js';
import type { Terminal } from '../terminal.js';

export interface ImpactOptions extends AnalyseOptions {
  readonly format: 'text' | 'json';
  readonly stack?: string;
}

/** What stops serving when one component fails, with the path on which each is lost. */
export async function impact(name: string, paths: readonly string[], options: ImpactOptions, terminal: Terminal): Promise<number> {
  const { tree, config, progress } = await prepare(paths, options, terminal);
  const { units, system } = await linkTree(tree, toConfig(config), progress.onStage).finally(progress.done);
  requireInput(system.document, units.flatMap(({ facts }) => facts).length, tree);
  const component = findComponent(name, system);
  const stack = options.stack === undefined ? undefined : findStack(options.stack, system);
  const blast = analyze(system).blast(component, stack);
  terminal.stdout.write(options.format === 'json' ? asJson(blast, stack) : asText(blast, stack, system));
  return 0;
}

function findStack(id: string, system: System): string {
  const ids = system.document.stacks.map((stack) => stack.id);
  if (ids.includes(id)) return id;
  throw new UsageError(`There is no stack "${id}" here.${didYouMean(id, ids) || ` Stacks: ${ids.join(', ')}.`}`);
}

function asText(blast: Blast, stack: string | undefined, system: System): string {
  const view = system.stacks.find((one) => one.stack.id === stack);
  const where = stack === undefined ? '' : ` in ${stack}`;
  const lines = [`If ${blast.component} fails${where}, ${blast.lost.length === 0 ? 'no other component stops serving.' : `${blast.lost.length} of ${count(blast.of, 'service')} ${blast.lost.length === 1 ? 'stops' : 'stop'} serving:`}`];
  for (const lost of blast.lost) {
    lines.push(`  ${lost}${blast.entryPointsLost.includes(lost) ? ' (entry point)' : ''}`);
    for (const { text, at } of stepsOf(system, blast.witness(lost), view)) lines.push(`    ${text}  ${formatPlace(at)}`);
  }
  if (blast.degraded.length > 0) lines.push(`Degraded, because they have a fallback on the way: ${blast.degraded.join(', ')}`);
  return `${lines.map(plain).join('\n')}\n`;
}

function asJson(blast: Blast, stack: string | undefined): string {
  const { component, lost, degraded, entryPointsLost, of } = blast;
  const witnesses = Object.fromEntries(lost.map((one) => [one, blast.witness(one)]));
  return `${JSON.stringify({ component, ...(stack === undefined ? {} : { stack }), lost, degraded, entryPoints: entryPointsLost, of, witnesses }, null, 2)}\n`;
}
