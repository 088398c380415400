import { groupBy } from '../../../analyzer/facts/groups.js';
import type { System } from '../../../analyzer/system/system.js';
import { madeAt } from './open.js';
import type { Waiting } from './waiting.js';

/** Fewer are told one by one. */
const MANY = 3;

/**
 * A folder of integrations has a client for each outside service (senders of mail, identity providers, payments), all written in
 * one way, and each request uses one of them: their missing limits are one cause.
 */
export function joinIntegrations(system: System, told: readonly (readonly Waiting[])[]): readonly (readonly Waiting[])[] {
  const outside = told.filter((waiting) => waiting.every(({ open }) => open.every(({ target }) => system.component(target).kind === 'external')));
  const [together, rest] = joinBy(outside, folderOf);
  const [beside, alone] = joinBy(rest, (waiting) => above(folderOf(waiting)));
  return [...told.filter((waiting) => !outside.includes(waiting)), ...together, ...beside, ...alone];
}

function joinBy(all: readonly (readonly Waiting[])[], folder: (waiting: readonly Waiting[]) => string): readonly [joined: (readonly Waiting[])[], rest: (readonly Waiting[])[]] {
  const groups = [...groupBy(all, (waiting) => [folder(waiting), ...waiting.map(({ from, most, grave, open }) => `${from} ${most} ${grave} ${open[0].clients[0]!.fact.library}`)].join('\u0000')).values()];
  const many = groups.filter((group) => group.length >= MANY);
  return [many.map(joined), groups.filter((group) => group.length < MANY).flat()];
}

/** The same services wait, each for all that the group calls. */
const joined = ([first, ...others]: readonly (readonly Waiting[])[]): readonly Waiting[] =>
  first!.map((waiting, index) => ({ ...waiting, open: [waiting.open[0], ...waiting.open.slice(1), ...others.flatMap((other) => other[index]!.open)] as const }));

const folderOf = ([first]: readonly Waiting[]): string => above(madeAt(first!.open[0].clients[0]!).file);

const above = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
