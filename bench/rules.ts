import { toConfig } from '../analyzer/config/config.js';
import { memoryTree } from '../analyzer/discover/index.js';
import { analyzeLinked, linkTree, parseTree } from '../analyzer/run.js';
import { rules } from '../rules/index.js';
import { generateRepository } from './corpus.js';
import { interleaved, median } from './measure.js';

export interface RuleFigures {
  readonly components: number;
  readonly dependencies: number;
  readonly rules: number;
  readonly findings: number;
  /** Milliseconds from texts to facts; and from the linked system to the result, every analysis that the rules ask for included. */
  readonly parsing: number;
  readonly checking: number;
}

/** All rules on one system, beside reading its files. */
export async function benchRules(resources: number, fewestCalls: number, rounds: number): Promise<RuleFigures> {
  const files = generateRepository(resources, fewestCalls);
  const tree = memoryTree(files);
  const linked = await linkTree(tree, toConfig());
  const checked = () => analyzeLinked(linked, Object.entries(files), { rules });
  const times = await interleaved({ parsing: () => parseTree(tree), checking: checked }, rounds);
  const { components, dependencies } = linked.system.document;
  return { components: components.length, dependencies: dependencies.length, rules: rules.length, findings: checked().result.findings.length, parsing: median(times['parsing']!), checking: median(times['checking']!) };
}
