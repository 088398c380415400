import { compareText, comparePlaces } from '../facts/place.js';
import type { Environment } from '../graph/document.js';
import { severityRank, type Finding } from '../report/result.js';
import type { System } from '../system/system.js';
import type { Evaluated } from './evaluate.js';
import { countAlike, fingerprint } from './fingerprint.js';
import { declaredObjects } from './objects.js';

/** Every report as a finding, each once, the worst first. */
export function findingsOf(evaluated: readonly Evaluated[], system: System): readonly Finding[] {
  const environment = environmentOf(system);
  const stacks = new Map(system.document.stacks.map((stack) => [stack.id, stack]));
  const declared = declaredObjects(system);
  const findings = evaluated.flatMap(({ rule, reports }) => reports.map((report): Finding => {
    const { discriminator: _, blast, path = [], related = [], object = declared(report), ...rest } = report;
    return {
      rule: rule.id, theme: rule.theme, ...rest, ...(object ? { object } : {}), environment: environment(report), path, related: related.filter(isFirst),
      ...(blast ? { blast: { lost: blast.lost, degraded: blast.degraded, of: blast.of } } : {}),
      fingerprint: fingerprint(rule.id, report, report.stack === undefined ? undefined : stacks.get(report.stack)),
    };
  }));
  return [...countAlike(joinTwins(findings.sort(compareFindings), ranTwice(evaluated)))].sort(compareFindings);
}

/** Clients of one construction say the same of the same place. */
const isFirst = (one: Related, index: number, all: readonly Related[]): boolean => all.findIndex(({ at, text }) => text === one.text && comparePlaces(at, one.at) === 0) === index;

type Related = Finding['related'][number];

/** Severity, then how much is lost, then rule and place. */
const compareFindings = (a: Finding, b: Finding): number =>
  severityRank[b.severity] - severityRank[a.severity] ||
  (b.blast?.lost.length ?? 0) - (a.blast?.lost.length ?? 0) ||
  compareText(a.rule, b.rule) ||
  comparePlaces(a.place, b.place) ||
  compareText(a.fingerprint, b.fingerprint) ||
  compareText(a.stack ?? '', b.stack ?? '') ||
  compareText(a.message, b.message);

/** Rules that ran more than once, with other options: what they say of one place may differ. */
function ranTwice(evaluated: readonly Evaluated[]): ReadonlySet<string> {
  const ids = evaluated.map(({ rule }) => rule.id);
  return new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
}

/** One identity, one finding: what the same cause shows at other places becomes related to the first. */
function joinTwins(sorted: readonly Finding[], twice: ReadonlySet<string>): readonly Finding[] {
  const byIdentity = new Map<string, Finding>();
  for (const finding of sorted) {
    const identity = `${finding.fingerprint} ${finding.stack ?? ''}`;
    const first = byIdentity.get(identity);
    byIdentity.set(identity, first === undefined ? finding : related(first, finding, twice.has(finding.rule)));
  }
  return [...byIdentity.values()];
}

const related = (first: Finding, twin: Finding, mayDiffer: boolean): Finding =>
  comparePlaces(first.place, twin.place) === 0 && (!mayDiffer || first.message === twin.message || first.related.some(({ text }) => text === twin.message)) ? first : { ...first, related: [...first.related, { at: twin.place, text: twin.message }] };

/** The stack's environment; without a stack, the one that all stacks of the subject share. */
function environmentOf(system: System): (finding: Pick<Finding, 'stack' | 'subject'>) => Environment {
  const environments = new Map(system.document.stacks.map((stack) => [stack.id, stack.environment]));
  const stacks = new Map(system.document.components.map((component) => [component.id, component.stacks]));
  return ({ stack, subject }) => {
    const ids = stack !== undefined ? [stack] : (stacks.get('component' in subject ? subject.component : subject.from) ?? []);
    const found = new Set(ids.map((id) => environments.get(id) ?? 'unknown'));
    return found.size === 1 ? [...found][0]! : 'unknown';
  };
}
