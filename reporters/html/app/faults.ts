import { duration } from '../../../analyzer/report/duration.js';
import type { CauseFault, FaultPart, LoopFault, PairFault } from '../../../analyzer/report/result.js';
import { h, plain, type Child } from './dom.js';
import type { Model } from './model.js';
import { componentLink, listed, mostListed, place } from './parts.js';
import type { Store } from './state.js';

/** How many requests arrive for one of a user, where retries make it more, and who repeats. */
export function requestsSentence(model: Model, store: Store, id: string): HTMLElement[] {
  const { attempts, repeats = [] } = model.data.impact.find(({ component }) => component === id) ?? {};
  if (attempts === undefined) return [];
  const who = repeats.flatMap(({ by, to, attempts: own }, index): Child[] => [index === 0 ? ': ' : ', ', repeater(model, store, by), ' asks ', componentLink(model, store, to), ` up to ${own} times`]);
  return [h('p', { class: 'quiet' }, `While it fails, one request of a user can become ${attempts} requests to it`, ...who, '.')];
}

const repeater = (model: Model, store: Store, by: string): Child => (model.component(by) === undefined ? `the ${by} before it` : componentLink(model, store, by));

/** What a component shares with others, what it takes down together with another, and the loops that load it. */
export function faultSections(model: Model, store: Store, id: string): HTMLElement[] {
  const { causes, pairs, loops } = model.data.faults;
  const own = <T extends { readonly stack: string }>(all: readonly T[], about: (one: T) => boolean, identity: (one: T) => string): T[] => once(inEnvironment(model, store, all).filter(about), identity);
  const shared = own(causes, ({ members }) => members.some(({ component }) => component === id), (one) => one.id);
  const inPairs = own(pairs, ({ entryPoint, events }) => entryPoint === id || events.some((event) => 'component' in event && event.component === id), (one) => JSON.stringify([one.entryPoint, one.events]));
  const fed = own(loops, ({ component, members }) => component === id || members.some((member) => member.component === id), (one) => JSON.stringify(one.members));
  return [
    ...listed('Common causes', shared, (cause) => causeRow(model, store, cause, id)),
    ...listed('Two at once', inPairs, (pair) => pairRow(model, store, pair)),
    ...listed('Loops', fed, (loop) => loopRow(model, loop)),
  ];
}

/** Of the stacks that the chosen environment shows. */
export function inEnvironment<T extends { readonly stack: string }>({ data }: Model, { state }: Store, all: readonly T[]): readonly T[] {
  if (state.environment === undefined) return all;
  const environments = new Map(data.graph.stacks.map(({ id, environment }) => [id, environment]));
  return all.filter(({ stack }) => environments.get(stack) === 'unknown' || environments.get(stack) === state.environment);
}

/** The same in several stacks is shown once. */
function once<T>(all: readonly T[], identity: (one: T) => string): T[] {
  const seen = new Set<string>();
  return all.filter((one) => !seen.has(identity(one)) && seen.add(identity(one)));
}

function causeRow(model: Model, store: Store, { id, when, members, entryPoints }: CauseFault, own: string): Child[] {
  const others = members.filter(({ component }) => component !== own);
  const at = members.find(({ component }) => component === own)!.at;
  return [
    h('b', {}, plain(id)), when === 'restart' ? ', at the next start' : '', others.length > 0 && ', with ', ...links(model, store, others.map(({ component }) => component)),
    entryPoints.length > 0 && '; takes down ', ...links(model, store, entryPoints), ' ', place(at),
  ];
}

const pairRow = (model: Model, store: Store, { entryPoint, events: [one, other] }: PairFault): Child[] => [part(model, store, one), ' and ', part(model, store, other), ' together take down ', componentLink(model, store, entryPoint)];

const part = (model: Model, store: Store, event: FaultPart): Child => ('component' in event ? componentLink(model, store, event.component) : h('b', {}, plain(event.cause)));

const links = (model: Model, store: Store, ids: readonly string[]): Child[] => ids.slice(0, mostListed).flatMap((id, index): Child[] => [index > 0 && ', ', componentLink(model, store, id)]);

function loopRow(model: Model, { members }: LoopFault): Child[] {
  const name = (id: string): string => plain(model.component(id)?.name ?? id);
  const say = ({ mechanism, component, to, value }: LoopFault['members'][number]): string => {
    switch (mechanism) {
      case 'timeout': return `${name(component)} waits ${value === null || value === undefined ? 'without a limit' : duration(value)} for ${name(to!)}`;
      case 'retries': return `${name(component)} asks ${name(to!)} up to ${value} times`;
      case 'autoscaling': return `${name(component)} is scaled up while it waits`;
      case 'restart': return `${name(component)} is restarted by its liveness probe`;
      case 'call': return `${name(component)} calls ${name(to!)}`;
      default: return mechanism satisfies never;
    }
  };
  return members.flatMap((member, index): Child[] => [index > 0 && '; ', say(member), ' ', place(member.at)]);
}
