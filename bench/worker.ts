// One measurement in a process of its own, so that sizes do not share a heap: `node worker.js repository <resources> <rounds>`,
// `node worker.js memory <resources>`, `node worker.js rules <resources> <rounds>`, `node worker.js languages`, `node worker.js history [folder revision]` or `node worker.js graph`. Prints JSON.
import { loadAll } from 'js-yaml';
import { analyzeFiles } from '../analyzer/run.js';
import { reporters } from '../reporters/index.js';
import { rules } from '../rules/index.js';
import { generateRepository } from './corpus.js';
import { benchGraph } from './graph.js';
import { benchHistory } from './history.js';
import { benchLanguages } from './languages.js';
import { interleaved, median } from './measure.js';
import { benchRules } from './rules.js';

export interface RepositoryFigures {
  readonly files: number;
  readonly bytes: number;
  readonly components: number;
  readonly dependencies: number;
  readonly findings: number;
  readonly yaml: number;
  readonly pipeline: number;
}

const plain = { width: 120, colour: false };
const [what, resources, rounds] = process.argv.slice(2);
const figures = what === 'rules' ? await benchRules(Number(resources), 3, Number(rounds)) : what === 'history' ? benchHistory(resources, rounds) : what === 'languages' ? await benchLanguages(1_500_000, 3) : what === 'graph' ? benchGraph(100_000, 500_000, 5) : what === 'memory' ? await memory(Number(resources)) : await repository(Number(resources), Number(rounds));
process.stdout.write(JSON.stringify(figures));

/** Everything that `lint` does from text to report, against js-yaml alone on the same texts. */
async function repository(count: number, rounds: number): Promise<RepositoryFigures> {
  const files = generateRepository(count);
  const texts = Object.values(files);
  const run = () => analyzeFiles(files, undefined, rules);
  const text = await reporters.text();
  const pipeline = async () => {
    const { result } = await run();
    text(result, plain);
  };
  const times = await interleaved({ yaml: () => texts.forEach((content) => loadAll(content)), pipeline }, rounds);
  const { result } = await run();
  return {
    files: texts.length,
    bytes: texts.reduce((sum, content) => sum + Buffer.byteLength(content), 0),
    components: result.graph.components.length,
    dependencies: result.graph.dependencies.length,
    findings: result.findings.length,
    yaml: median(times['yaml']!),
    pipeline: median(times['pipeline']!),
  };
}

/** Bytes that the process needed at its peak for one run. */
async function memory(count: number): Promise<number> {
  const { result } = await analyzeFiles(generateRepository(count), undefined, rules);
  (await reporters.text())(result, plain);
  return process.resourceUsage().maxRSS * 1024;
}
