import { createHash } from 'node:crypto';
import type { Report } from '../../rules/define.js';
import { compareText } from '../facts/place.js';
import type { Stack } from '../graph/document.js';
import type { Finding } from '../report/result.js';

/** Digits that say what a finding is; the other two tell those apart that several stacks of one kind have alike. */
const SHARED = 14;

/**
 * What a finding is, wherever it stands: 16 hex digits over rule, subject, discriminator, and what its stack is for. No line, no
 * file, no folder: a tree that was moved has the same findings.
 */
export function fingerprint(rule: string, report: Pick<Report, 'subject' | 'discriminator'>, stack: Stack | undefined): string {
  const subject = 'component' in report.subject ? [report.subject.component] : [report.subject.from, report.subject.to];
  const identity = JSON.stringify([rule, stack === undefined ? '' : purpose(stack), subject, report.discriminator ?? '']);
  return `${createHash('sha256').update(identity).digest('hex').slice(0, SHARED)}00`;
}

/** A staging finding is another one than its like in production; manifests that become a chart keep theirs. */
const purpose = ({ kind, environment }: Stack): string =>
  `${kind === 'kustomize' || kind === 'helm' ? 'kubernetes' : kind} ${environment === 'unknown' ? 'production' : environment}`;

/** Findings that only their stacks tell apart are counted, in the order of the stacks. */
export function countAlike(findings: readonly Finding[]): readonly Finding[] {
  const stacks = new Map<string, (string | undefined)[]>();
  for (const { fingerprint: shared, stack } of findings) stacks.set(shared, [...(stacks.get(shared) ?? []), stack]);
  for (const alike of stacks.values()) alike.sort((a = '', b = '') => compareText(a, b));
  return findings.map((finding) => {
    const digits = stacks.get(finding.fingerprint)!.indexOf(finding.stack).toString(16).padStart(2, '0');
    return { ...finding, fingerprint: finding.fingerprint.slice(0, 16 - digits.length) + digits };
  });
}

/** The part of a fingerprint that findings alike in several stacks share. */
export const sharedPart = (print: string): string => print.slice(0, SHARED);
