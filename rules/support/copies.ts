import { groupBy } from '../../analyzer/facts/groups.js';
import { comparePlaces } from '../../analyzer/facts/place.js';
import { severityRank } from '../../analyzer/report/result.js';
import type { Report } from '../define.js';

/**
 * A repository describes one system in several stacks: an overlay, a chart, a Compose file. What they all show of one subject is one
 * cause: it is reported where it is gravest, in the order of the stacks among equals (`RuleContext.stacks`), and the others are
 * related places.
 */
export function joinCopies(reports: readonly Report[], keyOf: (report: Report) => string = identity): Report[] {
  const groups = groupBy(reports, keyOf);
  return [...groups.values()].map(joined);
}

const identity = ({ subject, discriminator }: Report): string => JSON.stringify([subject, discriminator ?? '']);

/** The subject alone: where each stack has its own kind of object for it. */
export const bySubject = ({ subject }: Report): string => JSON.stringify(subject);

function joined(copies: readonly Report[]): Report {
  const rank = ({ severity }: Report): number => (severity === undefined ? 0 : severityRank[severity]);
  const [first, ...others] = [...copies].sort((a, b) => rank(b) - rank(a));
  const elsewhere = others.filter(({ place }, index) => [first!, ...others.slice(0, index)].every((earlier) => comparePlaces(earlier.place, place) !== 0));
  const related = elsewhere.map(({ place, stack }) => ({ at: place, text: `the same in ${stack ?? 'another place'}` }));
  return related.length === 0 ? first! : { ...first!, related: [...(first!.related ?? []), ...related] };
}
