import { groupBy } from '../../facts/groups.js';
import { compareText, placeOf, type Place } from '../../facts/place.js';
import type { Setting, SettingValue } from '../../graph/document.js';
import { compareSafety, directionOf, unset } from '../directions.js';
import { componentPlace, judged, pairKey, places, subjectOf, type Context, type Indexed } from '../context.js';
import { keyOf, settingIn } from '../document-system.js';
import type { Difference } from '../drift.js';
import { duration, said } from '../words.js';
import { fallSentence } from './fall.js';

/** Settings of what both sides have, stack by stack. */
export function settingDifferences(context: Context): readonly Difference[] {
  const key = ({ on, name }: Setting): string => keyOf(on, name);
  const [before, after] = [groupBy(context.base.graph.settings, key), groupBy(context.head.graph.settings, key)];
  return [...new Set([...before.keys(), ...after.keys()])].sort(compareText).flatMap((one) => {
    const [was, is] = [before.get(one) ?? [], after.get(one) ?? []];
    const { on, name } = (is[0] ?? was[0])!;
    const shared = sharedStacks(context, on);
    if (shared === undefined || directionOf(name).follows) return [];
    const rows = shared.map((stack) => ({ stack, was: settingIn(was, stack), is: settingIn(is, stack) }));
    return rows.flatMap(({ stack, was, is }) => compareRows(context, { on, name, stack, was, is }));
  });
}

/** Stacks in which both sides have the subject; undefined where one side does not have it at all. */
function sharedStacks({ base, head, stacks }: Context, on: Setting['on']): readonly (string | undefined)[] | undefined {
  const [before, after] = [stacksOf(base, on), stacksOf(head, on)];
  if (before === undefined || after === undefined) return undefined;
  if (before.length === 0 && after.length === 0) return [undefined];
  return after.filter((stack) => stacks.has(stack) && before.includes(stack));
}

function stacksOf({ components, pairs }: Indexed, on: Setting['on']): readonly string[] | undefined {
  if (typeof on === 'string') return components.get(on)?.stacks;
  const rows = pairs.get(pairKey(on));
  return rows && [...new Set(rows.flatMap(({ stacks }) => stacks))].sort(compareText);
}

interface Row {
  readonly on: Setting['on'];
  readonly name: string;
  readonly stack: string | undefined;
  readonly was: Setting | undefined;
  readonly is: Setting | undefined;
}

function compareRows(context: Context, row: Row): readonly Difference[] {
  const { was, is } = row;
  if (was?.origin === 'unknown' || is?.origin === 'unknown' || isSameLibrary(was, is)) return [];
  if (was && is) return was.value !== is.value ? [changed(context, row, was.value, is.value)] : was.origin === 'explicit' && is.origin === 'default' ? [defaulted(context, row, is.value)] : [];
  // A default that nobody states is the business of who has the default.
  const there = was ?? is;
  if (there === undefined || there.origin !== 'explicit' || there.value === unset(there.value) || directionOf(row.name).sizeOf !== undefined) return [];
  return [was ? changed(context, row, was.value, unset(was.value)) : changed(context, row, unset(is!.value), is!.value)];
}

/** The same version does the same: where the values differ, what is known of it has changed. */
const isSameLibrary = (was: Setting | undefined, is: Setting | undefined): boolean => was?.origin === 'default' && is?.origin === 'default' && was.version !== undefined && was.version === is.version;

/** Nobody edited a line of code, and what it does is different: an upgrade came with another default. */
const upgrade = ({ was, is }: Row): string =>
  was?.origin === 'default' && is?.origin === 'default' && was.version !== undefined && is.version !== undefined ? `, because nobody sets it and ${was.version} became ${is.version}` : '';

const KINDS = { '-1': ['setting-weakened', 'protection-lost', 'weaker'], '1': ['setting-strengthened', 'protection-gained', 'stronger'], '0': ['setting-changed', 'setting-changed', 'neutral'] } as const;

function changed(context: Context, row: Row, before: SettingValue, after: SettingValue): Difference {
  const safety = compareSafety(row.name, before, after);
  const [plain, switched, judgement] = KINDS[safety];
  const meant = context.across && directionOf(row.name).meant === true;
  // What is switched off by leaving it out was still switched off.
  const isDefaulted = row.was?.origin === 'explicit' && row.is?.origin === 'default' && typeof after !== 'boolean';
  const kind = meant ? 'setting-changed' : safety === 0 && isDefaulted ? 'setting-defaulted' : directionOf(row.name).safer === 'true' ? switched : plain;
  const stacks = row.stack === undefined ? [] : [row.stack];
  return {
    ...described(context, row, before, after), kind, judgement: meant ? 'meant' : judged(context, judgement, stacks),
    message: `${sentenceOf(context, row, kind, before, after)}${upgrade(row)}${safety < 0 && !meant ? consequence(context, row) : ''}`,
  };
}

function defaulted(context: Context, row: Row, value: SettingValue): Difference {
  const message = `${says(row.name)} of ${subjectName(row.on)} is no longer written; the default is the same (${valueOf(row.name, value)})`;
  return { ...described(context, row, value, value), kind: 'setting-defaulted', judgement: 'neutral', message };
}

function described({ base, head }: Context, { on, name, stack, was, is }: Row, before: SettingValue, after: SettingValue): Omit<Difference, 'kind' | 'judgement' | 'message'> {
  const owner = typeof on === 'string' ? on : on.from;
  const stacks = stack === undefined ? [] : [stack];
  const place = (side: Indexed, row: Setting | undefined): Place | undefined => (row ? placeOf(row.evidence) : componentPlace(side, owner, stacks));
  return { subject: subjectOf(on), stacks, name, before, after, ...places(place(base, was), place(head, is)) };
}

const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

const valueOf = (name: string, value: SettingValue): string => (typeof value === 'number' && directionOf(name).unit === 'ms' ? duration(value) : said(value));

const says = (name: string): string => directionOf(name).says ?? name;

const subjectName = (on: Setting['on']): string => (typeof on === 'string' ? on : `the call of ${on.from} to ${on.to}`);

function sentenceOf({ across, base, head }: Context, { on, name }: Row, kind: Difference['kind'], before: SettingValue, after: SettingValue): string {
  if (kind === 'protection-lost') return across ? `${subjectName(on)} has ${article(says(name))} in ${base.label} only` : `${subjectName(on)} loses its ${says(name)}`;
  if (kind === 'protection-gained') return across ? `${subjectName(on)} has ${article(says(name))} in ${head.label} only` : `${subjectName(on)} gains ${article(says(name))}`;
  return `${says(name)} of ${subjectName(on)}: ${valueOf(name, before)} -> ${valueOf(name, after)}${kind === 'setting-defaulted' ? ', the default, because none is written any more' : ''}`;
}

function consequence({ head }: Context, { on, name, stack }: Row): string {
  if (typeof on !== 'string') return name.toLowerCase().includes('timeout') ? `; when ${on.to} hangs, ${on.from} hangs with it` : '';
  const fall = fallSentence(head, on, stack);
  return fall === undefined ? '' : `; ${fall}`;
}
