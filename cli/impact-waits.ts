import { formatPlace } from '../analyzer/facts/place.js';
import type { Analysis } from '../analyzer/propagation/analysis.js';
import type { Range } from '../analyzer/propagation/range.js';
import { duration } from '../analyzer/report/duration.js';
import type { System } from '../analyzer/system/system.js';
import type { ImpactAnswer } from './impact.js';

/** What slowness of and around a component does, beside its failure: who waits how long, what feeds load back, and what connections it takes. */
export function slownessOf(system: System, analysis: Analysis, component: string, stack: string | undefined): ImpactAnswer {
  const parts = [waited(system, analysis, component, stack), loops(analysis, component, stack), connections(system, analysis, component, stack)];
  return { lines: parts.flatMap(({ lines }) => lines), json: Object.assign({}, ...parts.map(({ json }) => json)) as object };
}

/** `undefined` where something is written that nobody could evaluate. */
const longest = ({ low, high }: Range): number | null | undefined => (high !== Infinity ? high : low === Infinity ? null : undefined);

const said = (most: number | null): string => (most === null ? 'for ever' : `up to ${duration(most)}`);

const WAITS: ReadonlySet<string> = new Set(['calls', 'stores', 'caches', 'routes']);

function waited(system: System, analysis: Analysis, component: string, stack: string | undefined): ImpactAnswer {
  const deadlines = analysis.deadlines(stack);
  const deadline = deadlines.deadline(component);
  const granted = deadline && longest(deadline.ms);
  const calls = system.out(component).filter((one) => one.phase === 'request' && WAITS.has(one.kind) && (stack === undefined || one.stacks.includes(stack))).flatMap((dependency) => {
    const { worst, settings } = deadlines.call(dependency);
    const most = longest(worst);
    return most === undefined ? [] : [{ to: dependency.to, most, late: typeof granted === 'number' && (most === null || most > granted), at: settings[0]?.evidence ?? dependency.evidence[0]! }];
  });
  const by = deadline?.call?.dependency;
  const setting = deadline?.call?.settings[0] ?? deadline?.setting;
  return {
    lines: [
      ...(typeof granted === 'number' ? [`${by === undefined ? 'The platform' : by.from} waits ${said(granted)} for ${by === undefined || by.to === component ? 'its answer' : `the answer of ${by.to}, which needs it`}${setting ? `  ${formatPlace(setting.evidence)}` : ''}`] : []),
      ...(calls.length > 0 ? ['It waits itself:', ...calls.map(({ to, most, late, at }) => `  for ${to} ${said(most)}${late ? ', when nobody waits for it any more' : ''}  ${formatPlace(at)}`)] : []),
    ],
    json: { ...(typeof granted === 'number' ? { waitedForMs: granted } : {}), waits: calls.map(({ to, most, late }) => ({ to, ms: most, late })) },
  };
}

function loops(analysis: Analysis, component: string, stack: string | undefined): ImpactAnswer {
  const found = analysis.feedbackLoops(stack).filter(({ slow, members }) => slow === component || members.some((member) => member.component === component));
  return {
    lines: found.map(({ slow, members }) => `When ${slow} is slow, load feeds itself: ${members.map((member) => `${member.mechanism} of ${member.component}`).join(', then ')}  ${formatPlace(members[0]!.at)}`),
    json: { loops: found.map(({ slow, members }) => ({ slow, members: members.map(({ mechanism, component: of }) => ({ mechanism, component: of })) })) },
  };
}

function connections(system: System, analysis: Analysis, component: string, stack: string | undefined): ImpactAnswer {
  const stacks = stack === undefined ? system.stacks.map((view) => view.stack.id) : [stack];
  const demands = stacks.flatMap((id) => analysis.connections(id).filter(({ store, clients }) => store === component || clients.some(({ dependency }) => dependency.from === component)).map((demand) => ({ id, ...demand })));
  return {
    lines: demands.flatMap(({ id, store, limit, total }) => {
      const most = longest(total);
      if (most === undefined) return [];
      return [`${store} ${limit === undefined ? 'is asked' : `accepts ${limit.connections} connections and is asked`} for ${most === null ? 'as many as there are calls' : `up to ${most}`} by all replicas of its clients${stack === undefined && stacks.length > 1 ? ` in ${id}` : ''}`];
    }),
    json: { connections: demands.map(({ id, store, limit, total }) => ({ stack: id, store, limit: limit?.connections ?? null, most: longest(total) ?? null })) },
  };
}
