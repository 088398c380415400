import { compareText } from '../facts/place.js';
import type { Component, Dependency, Evidence, GraphDocument, Setting, Stack } from '../graph/document.js';
import { version } from '../version.js';
import { knowsAll, type KnownFinding, type RuleVersion, type Side } from './side.js';

/**
 * What a team has accepted, schema `faultline/baseline@1`: the graph without its evidence, and which findings are known. No places,
 * so that it changes when the system does and not when a file is edited; no secret, no absolute path.
 */
export interface Baseline {
  readonly schema: 'faultline/baseline@1';
  readonly tool: { readonly name: 'faultline'; readonly version: string };
  readonly rules: readonly RuleVersion[];
  readonly stacks: readonly Stack[];
  readonly components: readonly KnownComponent[];
  readonly dependencies: readonly KnownDependency[];
  readonly settings: readonly KnownSetting[];
  readonly findings: readonly AcceptedFinding[];
}

export type KnownComponent = Omit<Component, 'evidence' | 'entry'> & { readonly entry?: readonly string[]; readonly traits?: readonly string[] };
export type KnownDependency = Omit<Dependency, 'evidence'>;
export type KnownSetting = Omit<Setting, 'evidence' | 'source'>;
export type AcceptedFinding = Pick<KnownFinding, 'fingerprint' | 'rule' | 'severity' | 'subject' | 'stack'>;

export function baselineOf(side: Side): Baseline {
  const { graph, traits } = side;
  return {
    schema: 'faultline/baseline@1', tool: { name: 'faultline', version },
    rules: side.rules,
    stacks: graph.stacks,
    components: graph.components.map(({ evidence: _, entry, ...rest }) => ({ ...rest, ...(entry ? { entry: entry.stacks } : {}), ...(traits[rest.id] ? { traits: traits[rest.id]! } : {}) })),
    dependencies: sorted(graph.dependencies.map(({ evidence: _, ...rest }) => rest)),
    settings: sorted(graph.settings.map(({ evidence: _, source: __, ...rest }) => rest)),
    findings: sorted(side.findings.map(acceptedFinding)),
  };
}

const acceptedFinding = ({ fingerprint, rule, severity, subject, stack }: KnownFinding): AcceptedFinding => ({ fingerprint, rule, severity, subject, ...(stack === undefined ? {} : { stack }) });

/** Items of every list in the order of their identity, whoever was accepted first. */
export const sorted = <T>(items: readonly T[]): readonly T[] => [...items].sort((a, b) => compareText(itemKey(a), itemKey(b)));

/** What an item is about, whatever it says. */
export function itemKey(item: unknown): string {
  const { id, from, to, kind, phase, on, name, stack = '', rule, subject, fingerprint } = item as Record<string, unknown>;
  if (rule !== undefined) return [rule, JSON.stringify(subject), stack, fingerprint].join('\0');
  if (on !== undefined) return [...(typeof on === 'string' ? [on] : Object.values(on as object)), '', name, stack].join('\0');
  return id !== undefined ? String(id) : [from, to, kind, phase].join('\0');
}

const LISTS = ['rules', 'stacks', 'components', 'dependencies', 'settings', 'findings'] as const;

/** One item a line: two branches that accept different things merge, and a review sees what was accepted. */
export function printBaseline(baseline: Baseline): string {
  const lists = LISTS.map((name) => {
    const items = baseline[name].map((item) => JSON.stringify(item));
    return `  "${name}": [${items.length === 0 ? '' : `\n    ${items.join(',\n    ')}\n  `}]`;
  });
  return `{\n  "schema": "${baseline.schema}",\n  "tool": ${JSON.stringify(baseline.tool)},\n${lists.join(',\n')}\n}\n`;
}

/** Where each item stands in the file, by its text; the top for a file that somebody formatted differently. */
function linesOf(text: string): (item: unknown) => number {
  const lines = new Map(text.split('\n').map((line, index) => [line.trim().replace(/,$/, ''), index + 1]));
  return (item) => lines.get(JSON.stringify(item)) ?? 1;
}

/** The baseline as a side; its own lines are the places. */
export function sideOfBaseline(baseline: Baseline, file: string, text: string): Side {
  const line = linesOf(text);
  const evidence = (item: unknown): Evidence => ({ file, line: line(item), column: 1, length: 1, mechanism: 'config' });
  const graph: GraphDocument = {
    schema: 'faultline/graph@1', stacks: baseline.stacks,
    components: baseline.components.map((one): Component => {
      const { traits: _, entry, ...rest } = one;
      return { ...rest, ...(entry ? { entry: { stacks: entry, evidence: [evidence(one)] } } : {}), evidence: [evidence(one)] };
    }),
    dependencies: baseline.dependencies.map((one) => ({ ...one, evidence: [evidence(one)] })),
    settings: baseline.settings.map((one) => ({ ...one, evidence: evidence(one) })),
    coverage: { files: {}, units: {}, unresolved: [] }, problems: [],
  };
  const findings = baseline.findings.map((one): KnownFinding => {
    const { mechanism: _, ...place } = evidence(one);
    return { ...one, message: `${one.rule} at ${'component' in one.subject ? one.subject.component : `${one.subject.from} -> ${one.subject.to}`}`, place };
  });
  return {
    schema: 'faultline/snapshot@1', source: 'baseline', label: 'the baseline', knows: knowsAll, graph,
    traits: Object.fromEntries(baseline.components.flatMap(({ id, traits }) => (traits ? [[id, traits]] : []))), findings, rules: baseline.rules,
  };
}
