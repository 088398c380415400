import type { Compared, Difference } from './drift.js';
import { presenceIn } from './presence.js';
import { count, names, sentence } from './words.js';

/** The one sentence that a reviewer needs: the worst that the change does, and how much more there is to read. */
export function summaryOf(differences: readonly Difference[], base: Compared, head: Compared): string {
  const weaker = differences.filter(({ judgement }) => judgement === 'weaker');
  const [worst] = weaker;
  if (worst !== undefined) return sentence(`${leadOf(worst, head, base)}${rest(weaker.length - 1)}`);
  const meant = differences.filter(({ judgement }) => judgement === 'meant').length;
  const others = differences.length - meant;
  const apart = meant === 0 ? '' : `; ${count(meant, 'difference is', 'differences are')} of the kind that environments are meant to have`;
  if (others === 0) return sentence(`nothing in how the system can fail differs between ${base.label} and ${head.label}${apart}`);
  const stronger = differences.filter(({ judgement }) => judgement === 'stronger').length;
  const better = stronger === 0 ? '' : `, ${stronger === others ? (stronger === 1 ? 'and it makes' : 'all of which make') : `${stronger} of which ${stronger === 1 ? 'makes' : 'make'}`} the system stronger`;
  return sentence(`nothing here makes an outage likelier: ${count(others, 'difference')}${better}${apart}`);
}

const rest = (more: number): string => (more === 0 ? '' : `; ${count(more, 'more difference weakens', 'more differences weaken')} the system`);

/** Two environments do not follow each other, nor does what exists follow what is declared; anything else is a change. */
function leadOf(worst: Difference, head: Compared, base: Compared): string {
  const subject = 'component' in worst.subject ? worst.subject.component : undefined;
  const across = head.source === 'environment' || presenceIn(head) !== undefined;
  const who = across ? `${head.label} is weaker than ${base.label}` : 'this change weakens the system';
  if (subject !== undefined && worst.kind === 'single-point-of-failure') return `${across ? `in ${head.label}` : 'this change makes'} ${subject} ${across ? 'is ' : ''}a single point of failure${falls(worst)}`;
  if (subject !== undefined && worst.kind === 'blast-radius' && worst.before !== 0) return `${across ? `in ${head.label} a failure of ${subject}` : `with this change a failure of ${subject}`} reaches further: ${worst.message}`;
  return `${who}: ${worst.message}`;
}

/** ` for cart and order; 3 of 11 services would stop`. */
function falls({ lost }: Difference): string {
  if (lost === undefined || lost.services.length === 0) return '';
  return ` for ${names(lost.services)}; ${lost.services.length} of ${count(lost.of, 'service')} would stop`;
}
