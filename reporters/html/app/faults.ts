import type { CauseFault, FaultPart, LoopFault, PairFault } from '../../../analyzer/report/result.js';
import { h, plain, type Child } from './dom.js';
import type { Model } from './model.js';
import { componentLink, list, place, section } from './parts.js';
import type { Store } from './state.js';
import { duration } from './values.js';

const mostListed = 12;

/** How many requests arrive for one of a user, where retries make it more. */
export function requestsSentence({ data }: Model, id: string): HTMLElement[] {
  const attempts = data.impact.find(({ component }) => component === id)?.attempts;
  return attempts === undefined ? [] : [h('p', { class: 'quiet' }, `While it fails, one request of a user can become ${attempts} requests to it.`)];
}

/** What a component shares with others, what it takes down together with another, and the loops that load it. */
export function faultSections(model: Model, store: Store, id: string): HTMLElement[] {
  const { causes, pairs, loops } = model.data.faults;
  const own = <T extends { readonly stack: string }>(all: readonly T[], about: (one: T) => boolean, identity: (one: T) => string): T[] => once(all.filter((one) => here(model, store, one) && about(one)), identity);
  const shared = own(causes, ({ members }) => members.some(({ component }) => component === id), (one) => one.id);
  const inPairs = own(pairs, ({ entryPoint, events }) => entryPoint === id || events.some((event) => 'component' in event && event.component === id), (one) => JSON.stringify([one.entryPoint, one.events]));
  const fed = own(loops, ({ component, members }) => component === id || members.some((member) => member.component === id), (one) => JSON.stringify(one.members));
  return [
    ...listed('Common causes', shared, (cause) => causeRow(model, store, cause, id)),
    ...listed('Two at once', inPairs, (pair) => pairRow(model, store, pair)),
    ...listed('Loops', fed, (loop) => loopRow(model, loop)),
  ];
}

const here = ({ data }: Model, { state }: Store, { stack }: { readonly stack: string }): boolean => {
  const environment = data.graph.stacks.find((one) => one.id === stack)?.environment;
  return state.environment === undefined || environment === 'unknown' || environment === state.environment;
};

/** The same in several stacks is shown once. */
function once<T>(all: readonly T[], identity: (one: T) => string): T[] {
  const seen = new Set<string>();
  return all.filter((one) => !seen.has(identity(one)) && seen.add(identity(one)));
}

function listed<T>(title: string, all: readonly T[], row: (one: T) => readonly Child[]): HTMLElement[] {
  if (all.length === 0) return [];
  const left = all.length - mostListed;
  return [section(title, list([...all.slice(0, mostListed).map(row), ...(left > 0 ? [[`and ${left} more`]] : [])]))];
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
