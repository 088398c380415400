import { compareText } from '../analyzer/facts/place.js';
import type { Finding, Result, Severity } from '../analyzer/report/result.js';

export const severities = ['error', 'warning', 'info'] as const satisfies readonly Severity[];

export const count = (number: number, noun: string, plural = `${noun}s`): string => `${number} ${number === 1 ? noun : plural}`;

export const countOf = (findings: readonly Finding[], severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;

/** `2 errors, 5 warnings, 1 info; 1 suppressed`. */
export function verdict(result: Result): string {
  const counts = severities.map((severity) => count(countOf(result.findings, severity), severity, severity === 'info' ? 'info' : undefined));
  const known = result.baseline === undefined ? '' : `; ${result.baseline.known} known to the baseline`;
  return `${counts.join(', ')}; ${result.suppressed.length} suppressed${known}`;
}

/** What was read: without it, "no findings" cannot be told from "nothing there". */
export function coverage({ graph }: Result): string {
  const files = Object.entries(graph.coverage.files).filter(([, number]) => number > 0);
  const total = files.reduce((sum, [, number]) => sum + number, 0);
  const parts = files.sort(([a], [b]) => unread(a) - unread(b) || compareText(a, b)).map(([kind, number]) => `${number} ${kind}`);
  const unresolved = graph.coverage.unresolved.length;
  return [
    `${count(graph.components.length, 'component')}, ${count(graph.dependencies.length, 'dependency', 'dependencies')}, ${count(graph.stacks.length, 'stack')}`,
    `${count(total, 'file')}${parts.length > 0 ? ` (${parts.join(', ')})` : ''}`,
    ...wholes(graph.coverage.wholes ?? {}),
    ...(unresolved > 0 ? [`${count(unresolved, 'reference')} unresolved`] : []),
  ].join('; ');
}

const NOUNS: Readonly<Record<string, string>> = { helm: 'chart', kustomize: 'overlay', terraform: 'module', cloudformation: 'template' };

/** `5 charts (1 read in part, 1 not read), 2 overlays`. */
function wholes(coverage: NonNullable<Result['graph']['coverage']['wholes']>): string[] {
  const parts = Object.entries(coverage).map(([parser, { read, partly, not }]) => {
    const gaps = [...(partly > 0 ? [`${partly} read in part`] : []), ...(not > 0 ? [`${not} not read`] : [])];
    return `${count(read + partly + not, NOUNS[parser] ?? parser)}${gaps.length === 0 ? '' : ` (${gaps.join(', ')})`}`;
  });
  return parts.length === 0 ? [] : [parts.join(', ')];
}

/** Rules that had nothing to look at, by the reason why: they are not "clean". */
export function notEvaluated({ rules }: Result): ReadonlyMap<string, readonly string[]> {
  const reasons = new Map<string, string[]>();
  for (const { id, notEvaluated: reason } of rules) if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), id]);
  return reasons;
}

const unread = (kind: string): number => (kind === 'ignored' || kind === 'not-analyzed' ? 1 : 0);
