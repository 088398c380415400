import { duration } from '../../analyzer/report/duration.js';
import type { LoopFault, Result } from '../../analyzer/report/result.js';
import { fileLine } from '../subject.js';
import { code, escape } from './escape.js';

/** A page shows so many of each; the HTML report and JSON have all. */
const MOST = 5;

/** How a small failure becomes a larger one: what repeats, what waits too long, what feeds itself, what is shared, what runs out. */
export function spread({ impact, budgets, faults }: Pick<Result, 'impact' | 'budgets' | 'faults'>): string {
  const blocks = [
    listed('Requests that arrive for one of a user, in the worst case', [...impact].filter(({ attempts = 1 }) => attempts > 1).sort((a, b) => b.attempts! - a.attempts!).map(({ component, attempts, repeats = [] }) =>
      `${code(component)} gets ${attempts}: ${repeats.map(({ by, to, attempts: own }) => `${code(by)} asks ${code(to)} up to ${own} times`).join(', ')}`)),
    listed('Answers that come too late', budgets.flatMap(({ component, granted, waits }) => waits.filter(({ late }) => late).map(({ to, ms, at }) =>
      `${code(component)} waits ${ms === null ? 'for ever' : duration(ms)} for ${code(to)}, but ${granted?.by === undefined ? 'the platform' : code(granted.by)} gives up after ${duration(granted!.ms)}${place(at)}`))),
    listed('Load that feeds itself', faults.loops.map(({ component, members }) => `when ${code(component)} is slow: ${members.map(member).join(', then ')}${place(members[0]!.at)}`)),
    listed('What an entry point loses at once', faults.causes.filter(({ entryPoints, members }) => entryPoints.length > 0 && members.length > 1).map(({ id, when, members, entryPoints }) =>
      `${code(id)}${when === 'restart' ? ', at the next start,' : ''} takes ${some(members.map(({ component }) => component))} and with them ${some(entryPoints)}`)),
    listed('Connections', faults.connections.filter(({ limit }) => limit !== null).map(({ stack, store, limit, most }) => `${code(store)} accepts ${limit} and is asked for ${most === null ? 'as many as there are calls' : `up to ${most}`} in ${code(stack)}`)),
    listed('Objectives', faults.objectives.map(({ component, objective, product, at }) => `${code(component)} promises ${objective} %, and what it cannot do without leaves ${product} %${place(at)}`)),
  ].filter((block) => block !== '');
  return blocks.length === 0 ? '' : ['## How a failure spreads', ...blocks].join('\n\n');
}

function listed(title: string, rows: readonly string[]): string {
  const once = [...new Set(rows)];
  if (once.length === 0) return '';
  const left = once.length - MOST;
  return [`**${escape(title)}**`, '', ...once.slice(0, MOST).map((row) => `- ${row}`), ...(left > 0 ? [`- and ${left} more`] : [])].join('\n');
}

const member = ({ mechanism, component }: LoopFault['members'][number]): string => `${mechanism} of ${code(component)}`;

const place = (at: Parameters<typeof fileLine>[0]): string => ` ${code(fileLine(at))}`;

const some = (ids: readonly string[]): string => `${ids.slice(0, MOST).map(code).join(', ')}${ids.length > MOST ? ` and ${ids.length - MOST} more` : ''}`;
