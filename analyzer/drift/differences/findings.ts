import { sharedPart } from '../../check/fingerprint.js';
import { severityRank } from '../../report/result.js';
import { componentPlace, judged, places, type Context } from '../context.js';
import { settingIn } from '../document-system.js';
import type { Difference, DifferenceKind } from '../drift.js';
import { unreadFiles } from '../fill.js';
import type { KnownFinding } from '../side.js';

/** The graph itself tells these, with both sides at hand. */
const TOLD_BY_GRAPH: ReadonlySet<string> = new Set(['cyclic-dependency', 'retry-amplification']);

/** Rules whose finding is a consequence with a name of its own; every other finding is `finding-new`. */
const KINDS: Readonly<Record<string, DifferenceKind>> = {
  'single-point-of-failure': 'single-point-of-failure', 'timeout-inversion': 'deadline-inverted', 'objective-above-dependencies': 'availability', 'missing-owner': 'owner-lost',
};

/** Findings that only one side has, of rules that both sides ran. */
export function findingDifferences(context: Context): readonly Difference[] {
  const compared = comparedRules(context);
  const of = (side: 'base' | 'head') => context[side].findings.filter(({ rule }) => compared.has(rule) && !TOLD_BY_GRAPH.has(rule));
  const { pairs, gone, added } = pairFindings(of('base'), of('head'), isLoose(context));
  // Rules keep quiet about a system of which a part could not be read.
  const [wholeBase, wholeHead] = [unreadFiles(context.base.graph).size === 0, unreadFiles(context.head.graph).size === 0];
  return [
    ...(wholeBase ? added.map((one) => appeared(context, one)) : []),
    ...(wholeHead ? gone.flatMap((one) => vanished(context, one)) : []),
    ...(wholeBase && wholeHead ? pairs.flatMap(([before, after]) => changed(context, before, after)) : []),
  ];
}

/** Rules that both ran, in the same version: what another version finds, it might have found before. */
export function comparedRules({ base, head }: Pick<Context, 'base' | 'head'>): ReadonlySet<string> {
  const before = new Map(base.rules.map(({ id, version }) => [id, version]));
  return new Set(head.rules.flatMap(({ id, version }) => (before.get(id) === version ? [id] : [])));
}

/** Where a name or an environment changed, fingerprints changed with it, so rule, subject and stack decide. */
function isLoose({ across, renamed, base }: Context): (finding: KnownFinding) => boolean {
  const environments = new Map(base.graph.stacks.map(({ id, environment }) => [id, environment]));
  return ({ subject, stack }) => across || ('component' in subject ? renamed.has(subject.component) : renamed.has(subject.from) || renamed.has(subject.to)) || (stack !== undefined && environments.get(stack) === 'unknown');
}

export interface Paired {
  readonly pairs: readonly (readonly [KnownFinding, KnownFinding])[];
  readonly gone: readonly KnownFinding[];
  readonly added: readonly KnownFinding[];
}

/** By fingerprint in the same stack, then by fingerprint, then by what stacks share of it, then, where `loose` allows it, by subject. */
export function pairFindings(before: readonly KnownFinding[], after: readonly KnownFinding[], loose: (finding: KnownFinding) => boolean = () => false): Paired {
  const pairs: (readonly [KnownFinding, KnownFinding])[] = [];
  let [gone, added] = [before, after];
  const round = (keyOf: (finding: KnownFinding) => string | undefined): void => {
    const waiting = new Map<string, KnownFinding[]>();
    for (const one of gone) push(waiting, keyOf(one), one);
    const found = new Set<KnownFinding>();
    for (const one of added) {
      const match = waiting.get(keyOf(one) ?? '')?.shift();
      if (match === undefined) continue;
      pairs.push([match, one]);
      found.add(one).add(match);
    }
    gone = gone.filter((one) => !found.has(one));
    added = added.filter((one) => !found.has(one));
  };
  round(({ fingerprint, stack }) => JSON.stringify([sharedPart(fingerprint), stack ?? '']));
  round(({ fingerprint }) => sharedPart(fingerprint));
  round((one) => (ONE_INSTANCE.has(one.rule) ? JSON.stringify([one.subject, one.stack ?? '']) : undefined));
  round((one) => (loose(one) ? JSON.stringify([one.rule, one.subject, one.stack ?? '']) : undefined));
  return { pairs, gone, added };
}

/** The same instance, with more or less behind it. */
const ONE_INSTANCE: ReadonlySet<string> = new Set(['single-replica', 'single-point-of-failure']);

function push(map: Map<string, KnownFinding[]>, key: string | undefined, one: KnownFinding): void {
  if (key !== undefined) (map.get(key) ?? map.set(key, []).get(key)!).push(one);
}

const ownerOf = ({ subject }: KnownFinding): string => ('component' in subject ? subject.component : subject.from);
const stacksOf = ({ stack }: KnownFinding): readonly string[] => (stack === undefined ? [] : [stack]);

const described = (finding: KnownFinding): Pick<Difference, 'subject' | 'stacks' | 'name' | 'severity' | 'fingerprint' | 'lost'> => ({
  subject: finding.subject, stacks: stacksOf(finding), name: finding.rule, severity: finding.severity, fingerprint: finding.fingerprint,
  ...(finding.blast && finding.blast.lost.length > 0 ? { lost: { services: finding.blast.lost, of: finding.blast.of } } : {}),
});

function appeared(context: Context, finding: KnownFinding): Difference {
  const kind = (Object.hasOwn(KINDS, finding.rule) ? KINDS[finding.rule] : undefined) ?? 'finding-new';
  const judgement = finding.severity === 'info' ? 'neutral' : isMeant(context, finding) ? 'meant' : judged(context, 'weaker', stacksOf(finding));
  return { ...described(finding), kind, judgement, message: finding.message, ...places(componentPlace(context.base, ownerOf(finding), stacksOf(finding)), finding.place) };
}

/** What is small where nobody is served is small on purpose. */
const SIZES: ReadonlySet<string> = new Set(['single-point-of-failure', 'single-replica']);
const isMeant = ({ across, head }: Context, { rule }: KnownFinding): boolean => across && SIZES.has(rule) && head.label !== 'production' && head.label !== 'unknown';

/** Of a component or a stack that is gone, its findings went with it. */
function vanished(context: Context, finding: KnownFinding): readonly Difference[] {
  const { head } = context;
  const owner = head.components.get(ownerOf(finding));
  if (owner === undefined || (finding.stack !== undefined && !owner.stacks.includes(finding.stack)) || (finding.stack !== undefined && !context.stacks.has(finding.stack))) return [];
  const smaller = isSmaller(context, finding);
  const judgement = finding.severity === 'info' || smaller ? 'neutral' : 'stronger';
  return [{ ...described(finding), kind: 'finding-gone', judgement, message: context.across ? `in ${context.base.label} only: ${finding.message}` : `no longer so${smaller ? `, with fewer replicas of ${ownerOf(finding)}` : ''}: ${finding.message}`, ...places(finding.place, componentPlace(head, ownerOf(finding), stacksOf(finding))) }];
}

/** What was said of several replicas is not mended by having fewer. */
function isSmaller({ base, head }: Context, finding: KnownFinding): boolean {
  const on = ownerOf(finding);
  const [was, is] = [base, head].map(({ graph }) => settingIn(graph.settings.filter((row) => row.on === on && row.name === 'replicas'), finding.stack)?.value);
  return typeof was === 'number' && typeof is === 'number' && is < was;
}

function changed(context: Context, before: KnownFinding, after: KnownFinding): readonly Difference[] {
  if (before.rule !== after.rule && after.rule === 'single-point-of-failure') return [appeared(context, after)];
  if (before.severity === after.severity && before.rule === after.rule) return [];
  const worse = severityRank[after.severity] > severityRank[before.severity];
  // The same said more quietly is no mending: the system around it is another one.
  return [{
    ...described(after), kind: worse ? 'finding-worse' : 'finding-better', judgement: worse ? judged(context, 'weaker', stacksOf(after)) : isSmaller(context, after) || before.message === after.message ? 'neutral' : 'stronger', before: before.severity, after: after.severity,
    message: `${before.severity} -> ${after.severity}: ${after.message}`, ...places(before.place, after.place),
  }];
}
