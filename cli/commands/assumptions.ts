import { toConfig } from '../../analyzer/config/config.js';
import { assumptionsOf, type Assumptions } from '../../analyzer/report/assumptions.js';
import { linkTree } from '../../analyzer/run.js';
import { assumptionsMarkdown, assumptionsText } from '../../reporters/assumptions.js';
import { prepare, requireInput, type AnalyseOptions } from '../analyse.js';
import { findComponent } from '../components.js';
import { hasColour, widthOf, type Terminal } from '../terminal.js';

export interface AssumptionsOptions extends AnalyseOptions {
  readonly format: 'text' | 'json' | 'markdown';
  /** Only what concerns this component: its own values, its calls and those of others to it. */
  readonly component?: string;
  readonly color: boolean;
}

/** The ledger of values that nobody wrote, with their sources. */
export async function assumptions(paths: readonly string[], options: AssumptionsOptions, terminal: Terminal): Promise<number> {
  const { tree, config, progress } = await prepare(paths, options, terminal);
  const { units, system } = await linkTree(tree, toConfig(config), progress.onStage).finally(progress.done);
  requireInput(system.document, units.flatMap(({ facts }) => facts).length, tree);
  const all = assumptionsOf(system.document);
  const ledger = options.component === undefined ? all : about(all, findComponent(options.component, system));
  terminal.stdout.write(render(ledger, options, terminal));
  return 0;
}

function about(ledger: Assumptions, id: string): Assumptions {
  return {
    ...ledger,
    dependencies: ledger.dependencies.filter(({ on }) => typeof on !== 'string' && (on.from === id || on.to === id)),
    components: ledger.components.filter(({ on }) => on === id),
    unknown: ledger.unknown.filter(({ from, to }) => from === id || to === id),
  };
}

function render(ledger: Assumptions, { format, color, verbose }: AssumptionsOptions, terminal: Terminal): string {
  if (format === 'json') return `${JSON.stringify(ledger, null, 2)}\n`;
  if (format === 'markdown') return assumptionsMarkdown(ledger);
  return assumptionsText(ledger, { width: widthOf(terminal.stdout), colour: hasColour(terminal.stdout, terminal, color), ...(verbose ? { verbose } : {}) });
}
