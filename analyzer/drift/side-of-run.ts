import { compareText } from '../facts/place.js';
import { isKnown } from '../facts/value.js';
import { SWITCHED_OFF, type Finding, type Result, type RuleInfo } from '../report/result.js';
import type { System, Workload } from '../system/system.js';
import { knowsAll, type KnownFinding, type RuleVersion, type Side, type SideSource } from './side.js';

/** What an analysis of files found out, as one side of a comparison. */
export function sideOfRun({ system, result }: { readonly system: System; readonly result: Result }, source: SideSource, label: string): Side {
  return { ...sideOfResult(result, source, label), traits: traitsOf(system) };
}

/** The same from a result that was saved: what components are made from is no longer known. */
export const sideOfResult = (result: Result, source: SideSource, label: string): Side => ({
  schema: 'faultline/snapshot@1', source, label, knows: knowsAll, graph: result.graph, traits: {},
  findings: result.findings.map(knownFinding),
  rules: result.rules.filter(({ notEvaluated }) => notEvaluated !== SWITCHED_OFF).map(ruleVersion),
});

export const knownFinding = ({ fingerprint, rule, severity, subject, stack, message, place, blast }: Finding): KnownFinding => ({
  fingerprint, rule, severity, subject, ...(stack === undefined ? {} : { stack }), message, place, ...(blast ? { blast } : {}),
});

const ruleVersion = ({ id, version = 1 }: Pick<RuleInfo, 'id' | 'version'>): RuleVersion => ({ id, version });

function traitsOf(system: System): Side['traits'] {
  const traits = new Map<string, Set<string>>();
  const add = (component: string, trait: string): void => void traits.set(component, (traits.get(component) ?? new Set()).add(trait));
  for (const view of system.stacks) for (const workload of view.workloads) for (const trait of workloadTraits(workload)) add(workload.component, trait);
  for (const { id, evidence } of system.document.components)
    for (const { mechanism, note } of evidence) if ((mechanism === 'build' || mechanism === 'package') && note !== undefined) add(id, `package:${note}`);
  return Object.fromEntries([...traits].sort(([a], [b]) => compareText(a, b)).map(([id, found]) => [id, [...found].sort(compareText)]));
}

const workloadTraits = ({ fact }: Workload): readonly string[] =>
  fact.containers.filter(({ role }) => role === 'main').flatMap(({ image, ports }) => [
    ...(isKnown(image) ? [`image:${withoutTag(image.value)}`] : []), ...ports.map(({ port }) => `port:${port}`),
  ]);

/** A new version is the same image. */
const withoutTag = (image: string): string => image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
