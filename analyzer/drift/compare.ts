import { compareText } from '../facts/place.js';
import { version } from '../version.js';
import { contextOf, type Context } from './context.js';
import { comparedRules, findingDifferences } from './differences/findings.js';
import { componentDifferences } from './differences/components.js';
import { consequences } from './differences/consequences.js';
import { dependencyDifferences } from './differences/dependencies.js';
import { unseenDifferences } from './differences/unseen.js';
import { settingDifferences } from './differences/settings.js';
import { differenceKinds, type Difference, type Drift, type Verdict } from './drift.js';
import type { Side } from './side.js';
import { unreadFiles } from './fill.js';
import { summaryOf } from './summary.js';
import { count, names } from './words.js';

/** The comparison with both sides as it saw them, in the head's names: a picture shows both. */
export interface Comparison {
  readonly drift: Drift;
  readonly base: Side;
  readonly head: Side;
}

/** What `head` has that `base` had not, and the other way round, each judged by what follows from it. */
export function compare(base: Side, head: Side): Comparison {
  const context = contextOf(base, head);
  const differences = joinStacks(context, [
    ...componentDifferences(context), ...dependencyDifferences(context), ...unseenDifferences(context), ...settingDifferences(context), ...findingDifferences(context), ...consequences(context),
  ]).sort(worstFirst);
  const named = ({ source, label }: Side): Drift['base'] => ({ source, label });
  const drift: Drift = {
    schema: 'faultline/drift@1', tool: { name: 'faultline', version }, base: named(base), head: named(head),
    summary: summaryOf(differences, named(base), named(head)), verdict: verdictOf(differences), differences, notCompared: notCompared(base, head, context),
  };
  return { drift, base: plainSide(context.base), head: plainSide(context.head) };
}

function plainSide({ schema, source, label, knows, graph, traits, findings, rules }: Side): Side {
  return { schema, source, label, knows, graph, traits, findings, rules };
}

function verdictOf(differences: readonly Difference[]): Verdict {
  const has = (judgement: Difference['judgement']): boolean => differences.some((one) => one.judgement === judgement);
  if (has('weaker')) return 'weaker';
  if (has('stronger')) return 'stronger';
  return has('neutral') ? 'changed' : 'same';
}

/** The same in several stacks is one difference; where users are served speaks for it. */
function joinStacks(context: Context, differences: readonly Difference[]): Difference[] {
  const groups = new Map<string, Difference[]>();
  for (const one of differences) {
    const { kind, subject, name, before, after, fingerprint } = one;
    const key = JSON.stringify([kind, subject, name, before, after, fingerprint]);
    (groups.get(key) ?? groups.set(key, []).get(key)!).push(one);
  }
  return [...groups.values()].map((group) => {
    const speaker = group.find(({ judgement }) => judgement === 'weaker') ?? group.find(({ stacks }) => context.serves(stacks)) ?? group[0]!;
    return { ...speaker, stacks: [...new Set(group.flatMap(({ stacks }) => stacks))].sort(compareText) };
  });
}

const JUDGEMENTS: readonly Difference['judgement'][] = ['weaker', 'neutral', 'stronger', 'meant'];
const subjectText = ({ subject }: Difference): string => ('component' in subject ? subject.component : 'stack' in subject ? subject.stack : `${subject.from} ${subject.to}`);

const worstFirst = (a: Difference, b: Difference): number =>
  JUDGEMENTS.indexOf(a.judgement) - JUDGEMENTS.indexOf(b.judgement) ||
  differenceKinds.indexOf(a.kind) - differenceKinds.indexOf(b.kind) ||
  (b.lost?.services.length ?? 0) - (a.lost?.services.length ?? 0) ||
  compareText(subjectText(a), subjectText(b)) ||
  compareText(a.name ?? '', b.name ?? '') ||
  compareText(a.message, b.message) ||
  compareText(a.stacks.join(' '), b.stacks.join(' ')) ||
  compareText(a.fingerprint ?? '', b.fingerprint ?? '');

/** What a reader could take for compared. */
function notCompared(base: Side, head: Side, context: Context): readonly string[] {
  const compared = comparedRules(context);
  const open = head.rules.filter(({ id }) => !compared.has(id)).map(({ id }) => id);
  const unread = [base, head].flatMap(({ label, graph }) => {
    const files = [...unreadFiles(graph)];
    return files.length === 0 ? [] : [`${count(files.length, 'file')} of ${label} could not be read, so what ${files.length === 1 ? 'it says' : 'they say'} is taken as unchanged: ${names(files)}.`];
  });
  const rules = base.rules.length > 0 && open.length > 0 ? [`What ${open.length === 1 ? 'the rule' : 'the rules'} ${names(open)} found is left out, because ${base.label} was not checked with ${open.length === 1 ? 'it' : 'them'}.`] : [];
  return [...unread, ...rules];
}
