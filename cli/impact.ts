import { repeatsOf } from '../analyzer/check/impact.js';
import { formatPlace } from '../analyzer/facts/place.js';
import type { Amplification, Analysis, Blast } from '../analyzer/propagation/analysis.js';
import type { CommonCause } from '../analyzer/propagation/causes.js';
import type { FaultEvent } from '../analyzer/propagation/faults.js';
import type { System } from '../analyzer/system/system.js';
import { count } from '../reporters/summary.js';
import { slownessOf } from './impact-waits.js';
import { stepsOf } from '../rules/support/places.js';

/** The same answer for people and for programs. */
export interface ImpactAnswer {
  readonly lines: readonly string[];
  readonly json: object;
}

/** Lists are cut here, with a word that they are; JSON has all. */
const most = 10;

export function componentImpact(system: System, analysis: Analysis, component: string, stack: string | undefined): ImpactAnswer {
  const blast = analysis.blast(component, stack);
  const amplification = analysis.amplification(component, stack);
  const alone = analysis.cutSets(stack).flatMap(({ entry, singles }) => (singles.some((event) => 'component' in event && event.component === component) ? [entry] : []));
  const pairs = analysis.cutSets(stack).flatMap(({ entry, pairs }) => pairs.flatMap((pair) => withOther(pair, component).map((other) => ({ entry, other }))));
  const causes = analysis.commonCauses(stack).flatMap((cause) => cause.members.filter((member) => member.component === component).map(({ at }) => ({ cause, at })));
  const { lost, degraded, entryPointsLost, of } = blast;
  const slow = slownessOf(system, analysis, component, stack);
  return {
    lines: [
      ...lossLines(system, blast, stack),
      ...(amplification === undefined ? [] : requestLines(amplification)),
      ...slow.lines,
      ...listed('Together with another it takes down what survives it alone:', pairs.map(({ entry, other }) => `${entry}, with ${nameOf(other)}`)),
      ...listed('It stops with these, too:', causes.map(({ cause, at }) => `${cause.id}${whenOf(cause)}${sharedWith(cause, component)}  ${formatPlace(at)}`)),
    ],
    json: {
      component, ...(stack === undefined ? {} : { stack }), lost, degraded, entryPoints: entryPointsLost, of,
      witnesses: Object.fromEntries(lost.map((one) => [one, blast.witness(one)])),
      attempts: amplification?.attempts ?? 1,
      repeats: amplification === undefined ? [] : repeatsOf(amplification),
      ...slow.json,
      cutSets: { alone, pairs: pairs.map(({ entry, other }) => ({ entryPoint: entry, with: other })) },
      causes: causes.map(({ cause: { id, when, members } }) => ({ id, when, members: members.map((member) => member.component) })),
    },
  };
}

export function causeImpact(analysis: Analysis, cause: CommonCause, stack: string | undefined): ImpactAnswer {
  const { lost, degraded, entries } = analysis.loss([{ cause: cause.id }], stack);
  const where = stack === undefined ? '' : ` in ${stack}`;
  return {
    lines: [
      `If ${cause.id} fails${where}, ${lost.length === 0 ? 'no component stops serving.' : `${count(lost.length, 'service')} ${lost.length === 1 ? 'stops' : 'stop'} serving${whenOf(cause)}:`}`,
      ...lost.map((id) => `  ${id}${entries.includes(id) ? ' (entry point)' : ''}`),
      ...(degraded.length > 0 ? [`Degraded: ${degraded.join(', ')}`] : []),
      'It is needed by',
      ...cause.members.map(({ component, at }) => `  ${component}  ${formatPlace(at)}`),
    ],
    json: { cause: cause.id, when: cause.when, ...(stack === undefined ? {} : { stack }), lost, degraded, entryPoints: entries, members: cause.members },
  };
}

function lossLines(system: System, blast: Blast, stack: string | undefined): string[] {
  const view = system.stacks.find((one) => one.stack.id === stack);
  const where = stack === undefined ? '' : ` in ${stack}`;
  const { component, lost, degraded, of } = blast;
  return [
    `If ${component} fails${where}, ${lost.length === 0 ? 'no other component stops serving.' : `${lost.length} of ${count(of, 'service')} ${lost.length === 1 ? 'stops' : 'stop'} serving:`}`,
    ...lost.flatMap((one) => [
      `  ${one}${blast.entryPointsLost.includes(one) ? ' (entry point)' : ''}`,
      ...stepsOf(system, blast.witness(one), view).map(({ text, at }) => `    ${text}  ${formatPlace(at)}`),
    ]),
    ...(blast.entryPointsLost.includes(component) ? ['Users are turned away: their requests enter there.'] : []),
    ...(degraded.length > 0 ? ['Degraded, because they go on with less:', ...degraded.flatMap((one) => [`  ${one}`, ...stepsOf(system, blast.witness(one), view).map(({ text, at }) => `    ${text}  ${formatPlace(at)}`)])] : []),
  ];
}

function requestLines({ attempts, path, start }: Amplification): string[] {
  if (attempts <= 1) return [];
  const repeated = path.filter((hop) => hop.attempts > 1).map(({ dependency, attempts: own }) => `  ${dependency.from} asks ${dependency.to} up to ${own} times`);
  const first = start === undefined ? [] : [`  the ${start.by} before ${path[0]?.dependency.from ?? 'it'} repeats up to ${start.attempts} times  ${formatPlace(start.setting.evidence)}`];
  return [`One request of a user can become ${attempts} requests to it:`, ...first, ...repeated];
}

const listed = (title: string, rows: readonly string[]): string[] =>
  rows.length === 0 ? [] : [title, ...rows.slice(0, most).map((row) => `  ${row}`), ...(rows.length > most ? [`  and ${rows.length - most} more; --format json has all`] : [])];

const withOther = ([one, other]: readonly [FaultEvent, FaultEvent], component: string): FaultEvent[] => {
  const is = (event: FaultEvent): boolean => 'component' in event && event.component === component;
  return is(one) ? [other] : is(other) ? [one] : [];
};

const nameOf = (event: FaultEvent): string => ('component' in event ? event.component : event.cause);

const whenOf = ({ when }: CommonCause): string => (when === 'restart' ? ' at the next start' : '');

function sharedWith({ members }: CommonCause, component: string): string {
  const others = members.map((member) => member.component).filter((one) => one !== component);
  return others.length === 0 ? '' : `, as ${others.slice(0, 3).join(', ')}${others.length > 3 ? ` and ${others.length - 3} more` : ''}`;
}
