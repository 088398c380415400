import { groupBy } from '../facts/groups.js';
import { placeOf, type Place } from '../facts/place.js';
import type { Component, Dependency, Evidence, Setting, Stack } from '../graph/document.js';
import { analyze } from '../propagation/index.js';
import type { Analysis } from '../propagation/analysis.js';
import { align, type Aligned } from './align.js';
import { fill } from './fill.js';
import { documentSystem } from './document-system.js';
import type { Difference } from './drift.js';
import type { Side } from './side.js';

/** Two aligned sides, indexed, with the questions that every kind of difference asks. */
export interface Context extends Omit<Aligned, 'base' | 'head'> {
  readonly base: Indexed;
  readonly head: Indexed;
  /** Environments are compared, so what they are meant to differ in is told apart. */
  readonly across: boolean;
  /** Users are served there: elsewhere a difference is told and makes nothing weaker. */
  serves(stacks: readonly string[]): boolean;
}

export interface Indexed extends Side {
  readonly components: ReadonlyMap<string, Component>;
  /** Dependencies by their two ends. */
  readonly pairs: ReadonlyMap<string, readonly Dependency[]>;
  readonly analysis: Analysis;
}

export function contextOf(base: Side, head: Side): Context {
  const aligned = align(base, head);
  const across = base.source === 'environment' && head.source === 'environment';
  const served = new Set(head.graph.stacks.filter(({ environment }) => environment === 'production' || environment === 'unknown').map(({ id }) => id));
  const serves = (stacks: readonly string[]): boolean => across || served.size === 0 || stacks.length === 0 || stacks.some((stack) => served.has(stack));
  return { ...aligned, base: indexed(fill(aligned.base, aligned.head)), head: indexed(fill(aligned.head, aligned.base)), across, serves };
}

function indexed(side: Side): Indexed {
  const { graph } = side;
  return { ...side, components: new Map(graph.components.map((one) => [one.id, one])), pairs: groupBy(graph.dependencies, pairKey), analysis: analyze(documentSystem(graph)) };
}

export const pairKey = ({ from, to }: { readonly from: string; readonly to: string }): string => JSON.stringify([from, to]);

/** The evidence that speaks for one of these stacks, else the first. */
export function bestPlace({ graph }: Side, evidence: readonly Evidence[], stacks: readonly string[]): Place | undefined {
  const wanted = graph.stacks.filter(({ id }) => stacks.includes(id));
  const best = evidence.find(({ stack }) => stack !== undefined && stacks.includes(stack)) ?? evidence.find((one) => wanted.some((stack) => liesIn(one, stack))) ?? evidence[0];
  return best === undefined ? undefined : placeOf(best);
}

/** As far as the folder and the kind of file tell. */
const liesIn = ({ file, mechanism, stack: own }: Evidence, { root, kind }: Stack): boolean =>
  own === undefined && (kind === 'compose') === (mechanism === 'compose') && (root === '.' || file === root || file.startsWith(`${root}/`));

/** Places of both sides, each where there is one. */
export const places = (base: Place | undefined, head: Place | undefined): Pick<Difference, 'base' | 'head'> => ({ ...(base ? { base } : {}), ...(head ? { head } : {}) });

/** Where a thing of this component would stand. */
export const componentPlace = (side: Indexed, id: string, stacks: readonly string[] = []): Place | undefined => bestPlace(side, side.components.get(id)?.evidence ?? [], stacks);

export const subjectOf = (on: Setting['on']): Difference['subject'] => (typeof on === 'string' ? { component: on } : on);

/** What is weaker where nobody is served is told, no more. */
export const judged = (context: Context, judgement: Difference['judgement'], stacks: readonly string[]): Difference['judgement'] => (judgement === 'weaker' && !context.serves(stacks) ? 'neutral' : judgement);
