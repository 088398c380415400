import { sarif as sarifOf } from '../sarif.js';
import type { DriftReport } from './options.js';

/** The findings that only the newer side has; empty where that side was not analysed just now. */
export function sarif({ drift, result }: DriftReport): string {
  if (result === undefined) throw new Error('a comparison of saved files has no findings in full');
  const isNew = new Set(drift.differences.filter(({ fingerprint, judgement }) => fingerprint !== undefined && judgement !== 'stronger').map(({ fingerprint }) => fingerprint));
  const findings = result.findings.filter(({ fingerprint }) => isNew.has(fingerprint));
  return sarifOf({ ...result, findings, suppressed: [], baseline: { file: drift.base.label, known: result.findings.length - findings.length, stale: 0 } });
}
