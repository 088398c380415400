import type { GraphProblem } from '../graph/document.js';
import type { Finding, Result } from '../report/result.js';
import { pairFindings } from './differences/findings.js';
import { unreadFiles } from './fill.js';
import type { KnownFinding, Side } from './side.js';
import { knownFinding } from './side-of-run.js';

/** The result with only what the baseline does not know. What it knows and is no longer found becomes a notice, where the rule ran. */
export function onlyNew(result: Result, baseline: Side, file: string): Result {
  const { pairs, gone, added } = sortOut(result.findings, baseline);
  const isNew = new Set(added.map(({ fingerprint }) => fingerprint));
  const ran = new Set(result.rules.filter(({ notEvaluated }) => notEvaluated === undefined).map(({ id }) => id));
  // What was hidden in the files since then is still there.
  const hidden = new Set(result.suppressed.map(({ fingerprint }) => fingerprint));
  const whole = unreadFiles(result.graph).size === 0;
  const stale = gone.filter(({ rule, fingerprint }) => whole && ran.has(rule) && !hidden.has(fingerprint));
  return {
    ...result,
    graph: { ...result.graph, problems: [...result.graph.problems, ...stale.map(notice)] },
    findings: result.findings.filter(({ fingerprint }) => isNew.has(fingerprint)),
    baseline: { file, known: pairs.length, stale: stale.length },
  };
}

export const sortOut = (findings: readonly Finding[], baseline: Side): ReturnType<typeof pairFindings> => pairFindings(baseline.findings, findings.map(knownFinding));

const notice = ({ place, message, fingerprint }: KnownFinding): GraphProblem => ({
  code: 'stale-baseline', file: place.file, line: place.line, column: place.column, severity: 'info',
  message: `No longer found: ${message} (${fingerprint}). "faultline baseline prune" drops it.`,
});
