import type { Difference, Drift } from '../../analyzer/drift/drift.js';
import { fileLine } from '../subject.js';
import { count } from '../summary.js';

/** Groups in reading order: what matters for the decision first. */
export const judgements = ['weaker', 'neutral', 'stronger', 'meant'] as const satisfies readonly Difference['judgement'][];

export const titles: Readonly<Record<Difference['judgement'], string>> = {
  weaker: 'Makes an outage likelier or larger', neutral: 'Changed', stronger: 'Makes the system stronger', meant: 'Meant to differ between environments',
};

export const ofJudgement = ({ differences }: Drift, judgement: Difference['judgement']): readonly Difference[] => differences.filter((one) => one.judgement === judgement);

/** `deploy/a.yaml:8 -> deploy/a.yaml:9`; one place where there is only one, or both are the same. */
export function placesOf({ base, head }: Difference): string {
  const [before, after] = [base && fileLine(base), head && fileLine(head)];
  return before === undefined || after === undefined || before === after ? (after ?? before ?? '') : `${before} -> ${after}`;
}

/** What kind of difference, for people: `protection lost`, `setting weakened`. */
export const kindOf = ({ kind, name }: Difference): string => (kind.startsWith('finding-') || kind === 'single-point-of-failure' || kind === 'deadline-inverted' ? (name ?? kind) : kind.replaceAll('-', ' '));

/** `3 weaker, 1 changed, 2 stronger`. */
export function counts(drift: Drift): string {
  const words = { weaker: 'weaker', neutral: 'changed', stronger: 'stronger', meant: 'meant' } as const;
  const parts = judgements.map((judgement) => ({ judgement, number: ofJudgement(drift, judgement).length })).filter(({ number }) => number > 0);
  return `${count(drift.differences.length, 'difference')}${parts.length === 0 ? '' : `: ${parts.map(({ judgement, number }) => `${number} ${words[judgement]}`).join(', ')}`}`;
}

export const sidesOf = ({ base, head }: Drift): string => `${base.label} -> ${head.label}`;
