import { budgetOf } from '../analyzer/check/budgets.js';
import { connectionsOf, objectivesOf } from '../analyzer/check/faults.js';
import { formatPlace } from '../analyzer/facts/place.js';
import type { Analysis } from '../analyzer/propagation/analysis.js';
import { duration } from '../analyzer/report/duration.js';
import type { System } from '../analyzer/system/system.js';
import type { ImpactAnswer } from './impact.js';

/** What a component does to others without failing: who waits how long, what feeds load back, what connections it takes, what it may promise. */
export function slownessOf(system: System, analysis: Analysis, component: string, stack: string | undefined): ImpactAnswer {
  const stacks = stack === undefined ? system.stacks.map((view) => view.stack.id) : [stack];
  const parts = [waited(system, analysis, component, stack), loops(analysis, component, stack), connections(analysis, component, stacks), objectives(analysis, component, stacks)];
  return { lines: parts.flatMap(({ lines }) => lines), json: Object.assign({}, ...parts.map(({ json }) => json)) as object };
}

const said = (ms: number | null, orMore = false): string => (ms === null ? 'for ever' : orMore ? `${duration(ms)} or more` : `up to ${duration(ms)}`);

function waited(system: System, analysis: Analysis, component: string, stack: string | undefined): ImpactAnswer {
  const { granted, waits } = budgetOf(system, analysis, component, stack);
  return {
    lines: [
      ...(granted ? [`${granted.by ?? 'The platform'} waits ${said(granted.ms)} for ${granted.answerOf === component ? 'its answer' : `the answer of ${granted.answerOf}, which needs it`}${granted.at ? `  ${formatPlace(granted.at)}` : ''}`] : []),
      ...(waits.length > 0 ? ['It waits itself:', ...waits.map(({ to, ms, orMore, late, at }) => `  for ${to} ${said(ms, orMore)}${late ? ', when nobody waits for it any more' : ''}  ${formatPlace(at)}`)] : []),
    ],
    json: { ...(granted ? { waitedForMs: granted.ms } : {}), waits: waits.map(({ at, ...wait }) => wait) },
  };
}

function loops(analysis: Analysis, component: string, stack: string | undefined): ImpactAnswer {
  const found = analysis.feedbackLoops(stack).filter(({ slow, members }) => slow === component || members.some((member) => member.component === component));
  return {
    lines: found.map(({ slow, members }) => `When ${slow} is slow, load feeds itself: ${members.map((member) => `${member.mechanism} of ${member.component}`).join(', then ')}  ${formatPlace(members[0]!.at)}`),
    json: { loops: found.map(({ slow, members }) => ({ slow, members: members.map(({ mechanism, component: of }) => ({ mechanism, component: of })) })) },
  };
}

/** Where there is more than one to tell apart. */
const where = (stack: string, stacks: readonly string[]): string => (stacks.length > 1 ? ` in ${stack}` : '');

function connections(analysis: Analysis, component: string, stacks: readonly string[]): ImpactAnswer {
  const demands = stacks.flatMap((stack) => connectionsOf(analysis, stack)).filter(({ store, clients }) => store === component || clients.some((client) => client.component === component));
  return {
    lines: demands.map(({ stack, store, limit, most }) => `${store} ${limit === null ? 'is asked' : `accepts ${limit} connections and is asked`} for ${most === null ? 'as many as there are calls' : `up to ${most}`} by all replicas of its clients${where(stack, stacks)}`),
    json: { connections: demands.map(({ stack, store, limit, most }) => ({ stack, store, limit, most })) },
  };
}

function objectives(analysis: Analysis, component: string, stacks: readonly string[]): ImpactAnswer {
  const bounds = stacks.flatMap((stack) => objectivesOf(analysis, stack)).filter((bound) => bound.component === component || bound.promises.some((promise) => promise.component === component));
  return {
    lines: bounds.map(({ stack, component: entry, objective, product, promises, at }) => `${entry} promises ${objective} %; what it cannot do without leaves ${product} %: ${promises.map((promise) => `${promise.component} ${promise.objective} %`).join(', ')}${where(stack, stacks)}  ${formatPlace(at)}`),
    json: { objectives: bounds.map(({ stack, component: entry, objective, product, promises }) => ({ stack, component: entry, objective, product, promises: promises.map((promise) => ({ component: promise.component, objective: promise.objective })) })) },
  };
}
