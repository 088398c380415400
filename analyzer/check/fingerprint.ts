import { createHash } from 'node:crypto';
import type { Report } from '../../rules/define.js';

/** What a finding is, wherever it stands in its file: 16 hex digits over rule, stack, subject and discriminator. */
export function fingerprint(rule: string, report: Pick<Report, 'stack' | 'subject' | 'discriminator'>): string {
  const subject = 'component' in report.subject ? [report.subject.component] : [report.subject.from, report.subject.to];
  const identity = JSON.stringify([rule, report.stack ?? '', subject, report.discriminator ?? '']);
  return createHash('sha256').update(identity).digest('hex').slice(0, 16);
}
