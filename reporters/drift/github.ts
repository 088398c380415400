import type { Difference } from '../../analyzer/drift/drift.js';
import { annotation, data, property } from '../github.js';
import { plain } from '../plain.js';
import type { DriftReport } from './options.js';
import { counts, kindOf, ofJudgement } from './words.js';

/** GitHub shows ten annotations of a kind for one step. */
const SHOWN = 10;

/** What weakens the system as annotations at its lines in the newer side, then the sentence. */
export function github({ drift }: DriftReport): string {
  const weaker = ofJudgement(drift, 'weaker').filter(({ head }) => head !== undefined);
  const commands = (['error', 'warning'] as const).flatMap((command) => weaker.filter((one) => commandOf(one) === command).slice(0, SHOWN).map((one) => annotation(command, one.head!, kindOf(one), plain(one.message))));
  return `${[...commands, `::notice title=${property('Faultline')}::${data(plain(`${drift.summary} (${counts(drift)})`))}`].join('\n')}\n`;
}

const commandOf = ({ severity, lost }: Difference): 'error' | 'warning' => (severity === 'error' || (severity === undefined && (lost?.services.length ?? 0) > 0) ? 'error' : 'warning');
