import { compareText } from '../facts/place.js';
import type { Component } from '../graph/document.js';
import { serves } from '../propagation/effects.js';
import type { Analysis } from '../propagation/analysis.js';
import type { Finding, Result } from '../report/result.js';
import { version } from '../version.js';

/** How a system's weaknesses went over its history: plain JSON, schema `faultline/trend@1`. */
export interface Trend {
  readonly schema: 'faultline/trend@1';
  readonly tool: { readonly name: 'faultline'; readonly version: string };
  /** Oldest first. */
  readonly steps: readonly TrendStep[];
  /** Per component that had any of it, one number a step. */
  readonly components: readonly ComponentTrend[];
  /** Findings of the newest step. */
  readonly open: readonly OpenFinding[];
  /** Commits that could not be analysed, and why. */
  readonly left: readonly string[];
}

export interface Commit {
  readonly id: string;
  /** `2027-01-31`, of the committer. */
  readonly date: string;
  readonly subject: string;
}

export interface TrendStep {
  readonly commit: Commit;
  readonly components: number;
  readonly totals: Measures;
}

/** `amplification`: the most attempts that one request of a user becomes; 1 is none. */
export interface Measures {
  readonly singlePoints: number;
  readonly missingTimeouts: number;
  readonly amplification: number;
  readonly unowned: number;
}

export const measures = ['singlePoints', 'missingTimeouts', 'amplification', 'unowned'] as const satisfies readonly (keyof Measures)[];

export interface ComponentTrend {
  readonly component: string;
  readonly singlePoints: readonly number[];
  readonly missingTimeouts: readonly number[];
  readonly amplification: readonly number[];
  readonly unowned: readonly number[];
}

export interface OpenFinding extends Pick<Finding, 'fingerprint' | 'rule' | 'severity' | 'subject' | 'stack' | 'message' | 'place'> {
  /** Absent: it is older than the walk. */
  readonly introduced?: Commit;
}

/** What one commit shows. */
export interface Sample {
  readonly commit: Commit;
  readonly components: ReadonlyMap<string, Measures>;
  readonly findings: readonly Finding[];
}

export function sampleOf(commit: Commit, result: Result, analysis: Analysis): Sample {
  const stacks = result.graph.stacks.filter(({ environment }) => environment === 'production' || environment === 'unknown').map(({ id }) => id);
  const of = (rule: string): ReadonlyMap<string, number> => counted(result.findings.filter((finding) => finding.rule === rule).map(ownerOf));
  const [singles, timeouts] = [of('single-point-of-failure'), of('missing-timeout')];
  const measure = (component: Component): Measures => ({
    singlePoints: singles.get(component.id) ?? 0,
    missingTimeouts: timeouts.get(component.id) ?? 0,
    amplification: Math.max(1, ...stacks.map((stack) => analysis.amplification(component.id, stack)?.attempts ?? 1)),
    unowned: component.owner === undefined && serves(component) ? 1 : 0,
  });
  return { commit, components: new Map(result.graph.components.map((component) => [component.id, measure(component)])), findings: result.findings };
}

export function trendOf(samples: readonly Sample[], introduced: ReadonlyMap<string, Commit>, left: readonly string[]): Trend {
  const ids = [...new Set(samples.flatMap(({ components }) => [...components.keys()]))].sort(compareText);
  const quiet: Measures = { singlePoints: 0, missingTimeouts: 0, amplification: 1, unowned: 0 };
  const components = ids.map((component): ComponentTrend => {
    const rows = samples.map((sample) => sample.components.get(component) ?? quiet);
    const series = (name: keyof Measures): readonly number[] => rows.map((row) => row[name]);
    return { component, singlePoints: series('singlePoints'), missingTimeouts: series('missingTimeouts'), amplification: series('amplification'), unowned: series('unowned') };
  });
  return {
    schema: 'faultline/trend@1', tool: { name: 'faultline', version },
    steps: samples.map(({ commit, components: all }) => ({ commit, components: all.size, totals: totalsOf([...all.values()]) })),
    components: components.filter((one) => measures.some((name) => one[name].some((value) => value !== quiet[name]))),
    open: (samples.at(-1)?.findings ?? []).map(({ fingerprint, rule, severity, subject, stack, message, place }) => {
      const commit = introduced.get(fingerprint);
      return { fingerprint, rule, severity, subject, ...(stack === undefined ? {} : { stack }), message, place, ...(commit ? { introduced: commit } : {}) };
    }),
    left,
  };
}

function totalsOf(all: readonly Measures[]): Measures {
  const sum = (name: keyof Measures): number => all.reduce((total, one) => total + one[name], 0);
  return { singlePoints: sum('singlePoints'), missingTimeouts: sum('missingTimeouts'), amplification: all.reduce((most, one) => Math.max(most, one.amplification), 1), unowned: sum('unowned') };
}

const ownerOf = ({ subject }: Finding): string => ('component' in subject ? subject.component : subject.from);

function counted(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
