import { compareText } from '../analyzer/facts/place.js';
import { type Finding, severityRank } from '../analyzer/report/result.js';
import { subjectOf } from './subject.js';

/** Findings with one cause: the same client line used by two services, the same object in staging and in production. */
export interface Cause {
  /** The worst of them; it speaks for all. */
  readonly head: Finding;
  readonly others: readonly Finding[];
}

/** Groups by cause, worst first. */
export function causesOf(findings: readonly Finding[]): Cause[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const keys = keysOf(finding);
    const group = keys.map((key) => groups.get(key)).find((one) => one !== undefined) ?? [];
    group.push(finding);
    for (const key of keys) if (!groups.has(key)) groups.set(key, group);
  }
  return [...new Set(groups.values())].map(toCause).sort((a, b) => worstFirst(a.head, b.head));
}

/** Severity, then how many are lost, then names: a total order, so that output never depends on input order. */
export const worstFirst = (a: Finding, b: Finding): number =>
  severityRank[b.severity] - severityRank[a.severity] ||
  (b.blast?.lost.length ?? 0) - (a.blast?.lost.length ?? 0) ||
  environmentRank(b) - environmentRank(a) ||
  compareText(a.rule, b.rule) ||
  compareText(subjectOf(a), subjectOf(b)) ||
  compareText(a.place.file, b.place.file) ||
  a.place.line - b.place.line ||
  a.place.column - b.place.column ||
  compareText(a.fingerprint, b.fingerprint);

function toCause(findings: readonly Finding[]): Cause {
  const [head, ...others] = [...findings].sort(worstFirst) as [Finding, ...Finding[]];
  return { head, others };
}

// Messages of one problem in two stacks differ in their counts at most.
function keysOf(finding: Finding): string[] {
  const { rule, place, object } = finding;
  const what = [subjectOf(finding), object?.kind, object?.name, finding.message.replace(/\d+/g, '#')];
  return [JSON.stringify([rule, place.file, place.line, place.column]), JSON.stringify([rule, ...what])];
}

const environmentRank = ({ environment }: Finding): number => ({ production: 4, unknown: 3, staging: 2, test: 1, development: 0 })[environment];
