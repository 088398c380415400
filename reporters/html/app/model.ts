import type { Component, Dependency, Environment, GraphDocument, Setting } from '../../../analyzer/graph/document.js';
import { severityRank, type Finding } from '../../../analyzer/report/result.js';
import { marksOf, type Marks } from '../../layout/marks.js';
import type { Group, View } from '../../layout/view.js';
import type { PageData } from '../data.js';
import { wavesOf, type Wave } from './wave.js';

/** The page's data indexed, and what follows from it, computed once and when asked. Knows nothing of the DOM. */
export interface Model {
  readonly data: PageData;
  readonly views: ReadonlyMap<string, View>;
  readonly findings: ReadonlyMap<string, Finding>;
  readonly groups: ReadonlyMap<string, Group>;
  component(id: string): Component | undefined;
  groupOf(component: string): Group | undefined;
  out(component: string): readonly Dependency[];
  in(component: string): readonly Dependency[];
  findingsOf(component: string): readonly Finding[];
  settingsOf(component: string): readonly Setting[];
  settingsBetween(from: string, to: string): readonly Setting[];
  /** The system as one environment has it; the whole when none is given. */
  graph(environment?: Environment): GraphDocument;
  marks(environment?: Environment): Marks;
  /** What stops when the component fails, by the analyzer's own code. */
  wave(component: string, environment?: Environment): Wave;
}

export function createModel(data: PageData): Model {
  const components = new Map(data.graph.components.map((component) => [component.id, component]));
  const groupOf = new Map(data.pictures.groups.flatMap((group) => group.components.map((id) => [id, group] as const)));
  const out = indexBy(data.graph.dependencies, (dependency) => [dependency.from]);
  const into = indexBy(data.graph.dependencies, (dependency) => [dependency.to]);
  const findings = indexBy(data.findings, (finding) => subjectsOf(finding));
  const settings = indexBy(data.graph.settings, (setting) => [settingKey(setting.on)]);
  const graph = remember((environment: Environment | undefined) => restrict(data.graph, environment));
  const marks = remember((environment: Environment | undefined) => marksOf(data.graph, environment));
  const waves = remember((environment: Environment | undefined) => wavesOf(graph(environment)));
  return {
    data,
    views: new Map(data.pictures.views.map((view) => [view.id, view])),
    findings: new Map(data.findings.map((finding) => [finding.fingerprint, finding])),
    groups: new Map(data.pictures.groups.map((group) => [group.id, group])),
    component: (id) => components.get(id),
    groupOf: (id) => groupOf.get(id),
    out: (id) => out.get(id) ?? [],
    in: (id) => into.get(id) ?? [],
    findingsOf: (id) => findings.get(id) ?? [],
    settingsOf: (id) => settings.get(id) ?? [],
    settingsBetween: (from, to) => settings.get(settingKey({ from, to })) ?? [],
    graph,
    marks,
    wave: (id, environment) => waves(environment)(id),
  };
}

export const subjectsOf = ({ subject }: Finding): readonly string[] => ('component' in subject ? [subject.component] : [subject.from, subject.to]);

/** What fails in a finding: the component, or the far end of the dependency. */
export const failing = ({ subject }: Finding): string => ('component' in subject ? subject.component : subject.to);

export function worst(findings: readonly Finding[]): Finding['severity'] | undefined {
  return findings.reduce<Finding['severity'] | undefined>((most, { severity }) => (most === undefined || severityRank[severity] > severityRank[most] ? severity : most), undefined);
}

/** Findings that the filters leave. */
export function visibleFindings(model: Model, state: { readonly severities: readonly string[]; readonly environment?: Environment }): readonly Finding[] {
  const kept = model.data.findings.filter(
    (finding) =>
      (state.severities.length === 0 || state.severities.includes(finding.severity)) &&
      (state.environment === undefined || finding.environment === state.environment || finding.environment === 'unknown'),
  );
  return kept;
}

function restrict(document: GraphDocument, environment: Environment | undefined): GraphDocument {
  if (environment === undefined) return document;
  const stacks = document.stacks.filter((stack) => stack.environment === environment || stack.environment === 'unknown');
  const ids = new Set(stacks.map((stack) => stack.id));
  const here = (item: { readonly stacks: readonly string[] }) => item.stacks.length === 0 || item.stacks.some((stack) => ids.has(stack));
  return {
    ...document,
    stacks,
    components: document.components.filter(here),
    dependencies: document.dependencies.filter(here),
    settings: document.settings.filter(({ stack }) => stack === undefined || ids.has(stack)),
  };
}

const settingKey = (on: Setting['on']): string => (typeof on === 'string' ? on : `${on.from}\n${on.to}`);

function indexBy<T>(items: readonly T[], keys: (item: T) => readonly string[]): Map<string, T[]> {
  const index = new Map<string, T[]>();
  for (const item of items)
    for (const key of new Set(keys(item))) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [item]);
      else list.push(item);
    }
  return index;
}

function remember<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key)!;
  };
}
