import type { Budget, ConnectionFault, ObjectiveFault } from '../../../analyzer/report/result.js';
import { duration } from '../../../analyzer/report/duration.js';
import { h, plain, type Child } from './dom.js';
import { inEnvironment } from './faults.js';
import type { Model } from './model.js';
import { componentLink, list, listed, place, section } from './parts.js';
import type { Store } from './state.js';

/** What runs out before anything fails: time, connections, and what may be promised. */
export function budgetSections(model: Model, store: Store, id: string): HTMLElement[] {
  const budget = model.data.budgets.find(({ component }) => component === id);
  const { connections, objectives } = model.data.faults;
  const stores = inEnvironment(model, store, connections).filter(({ store: name, clients }) => name === id || clients.some(({ component }) => component === id));
  const bounds = inEnvironment(model, store, objectives).filter(({ component, promises }) => component === id || promises.some((promise) => promise.component === id));
  return [
    ...(budget === undefined ? [] : [section('Time', list([...granted(model, store, budget), ...budget.waits.map((wait) => waitRow(model, store, wait))]))]),
    ...listed('Connections', stores, (demand) => demandRow(model, store, demand, id)),
    ...listed('Objectives', bounds, (bound) => boundRow(model, store, bound)),
  ];
}

function granted(model: Model, store: Store, { component, granted: limit }: Budget): Child[][] {
  if (limit === undefined) return [];
  const who = limit.by === undefined ? 'the platform' : componentLink(model, store, limit.by);
  const answer = limit.answerOf === component ? ['its answer'] : ['the answer of ', componentLink(model, store, limit.answerOf), ', which needs it'];
  return [[who, ' waits up to ', h('b', {}, duration(limit.ms)), ' for ', ...answer, ' ', limit.at !== undefined && place(limit.at)]];
}

const waitRow = (model: Model, store: Store, { to, ms, orMore, late, at }: Budget['waits'][number]): Child[] => [
  'it waits ', h('b', {}, ms === null ? 'for ever' : orMore === true ? `${duration(ms)} or more` : `up to ${duration(ms)}`), ' for ', componentLink(model, store, to),
  late && h('span', { class: 'late' }, ', when nobody waits for it any more'), ' ', place(at),
];

function demandRow(model: Model, store: Store, { stack, store: server, limit, most, clients }: ConnectionFault, id: string): Child[] {
  const shown = server === id ? clients : clients.filter(({ component }) => component === id);
  const share = shown.flatMap((client, index): Child[] => [index === 0 ? ': ' : ', ', componentLink(model, store, client.component), ` ${client.most ?? 'without a limit'} `, place(client.at)]);
  return [componentLink(model, store, server), limit === null ? ' is asked for ' : ` accepts ${limit} and is asked for `, h('b', { class: limit !== null && (most === null || most > limit) ? 'late' : '' }, most === null ? 'as many as there are calls' : `up to ${most}`), ' in ', h('code', {}, plain(stack)), ...share];
}

const boundRow = (model: Model, store: Store, { component, objective, product, promises, at }: ObjectiveFault): Child[] => [
  componentLink(model, store, component), ` promises ${objective} %, and what it cannot do without leaves `, h('b', { class: product < objective ? 'late' : '' }, `${product} %`), ' ', place(at),
  ...promises.flatMap((promise, index): Child[] => [index === 0 ? ': ' : ', ', componentLink(model, store, promise.component), ` ${promise.objective} % `, place(promise.at)]),
];
