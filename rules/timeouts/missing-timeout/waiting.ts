import { servesUsers, type RuleContext } from '../../define.js';
import { callPlaces, explicit, timeoutOf } from '../../support/clients.js';
import { libraryName } from '../../support/libraries.js';
import { stepsOf } from '../../support/places.js';
import { duration, names, oneOf } from '../../support/text.js';
import { userPath, type UserPath } from '../../support/user-path.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { endedAfter, isBounded } from './bounded.js';
import { isSoft, madeAt, type Open } from './open.js';
import { limitEach } from './suggestions.js';

/** A component that waits without a limit for what one of its clients calls. */
export interface Waiting {
  readonly from: string;
  readonly open: readonly [Open, ...Open[]];
  readonly users: UserPath | undefined;
  /** Milliseconds: the library's default, or what the platform lets a function run; undefined for ever. */
  readonly most: number | undefined;
  /** A user's request waits for ever, and nobody above gives up. */
  readonly grave: boolean;
  /** The library's default ends the wait, late. */
  readonly long?: true;
}

/** Who waits for as long as a library's default, for users and with nobody above who gives up earlier, as far as that is known. */
export function longWaitOf(context: RuleContext, from: string, found: readonly Open[]): Waiting | undefined {
  const waiting = waitingOf(context, from, found);
  return waiting.users === undefined || isBounded(context.system, waiting.users) ? undefined : { ...waiting, long: true };
}

export function waitingOf(context: RuleContext, from: string, found: readonly Open[]): Waiting {
  const open = found as readonly [Open, ...Open[]];
  const limit = timeoutOf(open[0].clients[0]!.fact);
  const limits = [limit.from === 'default' && typeof limit.value === 'number' ? limit.value : Infinity, endedAfter(context.system, from) ?? Infinity];
  const most = Math.min(...limits);
  const users = userPath(context, from);
  const grave = users !== undefined && servesUsers(users.view) && most === Infinity && !isBounded(context.system, users);
  return { from, open, users, most: most === Infinity ? undefined : most, grave };
}

/** A package that several services share makes its client for all of them, so they are told together, the gravest first. */
export function reportWaiting(context: RuleContext, waiting: readonly Waiting[]): void {
  const { system } = context;
  const [{ from, open, users, most, grave, long }, ...others] = [...waiting].sort((a, b) => Number(b.grave) - Number(a.grave)) as [Waiting, ...Waiting[]];
  const [{ target: to, clients: [first, ...rest] }] = open;
  const { fact } = first!;
  const limit = timeoutOf(fact);
  const isLeast = limit.from === 'default' && limit.least === true;
  const alike = others.filter((other) => targetsOf(other) === targetsOf({ open }));
  const elsewhere = others.filter((other) => !alike.includes(other)).map((other) => `${system.component(other.from).name} and ${oneOf(other.open.map(({ target }) => system.component(target).name), 2)}`);
  const callers = names([from, ...alike.map((other) => other.from)].map((id) => system.component(id).name), 3);
  const called = open.map(({ target }) => system.component(target).name);
  const suggestion = limitEach(open.flatMap((one) => one.clients) as [ClientLink, ...ClientLink[]]);
  const soft = open.every((one) => one.clients.every(isSoft));
  const wait = `${alike.length > 0 ? 'wait' : 'waits'} ${most === undefined ? 'for ever' : most === endedAfter(system, from) ? `until it is ended after ${duration(most)}` : `${isLeast ? 'at least' : 'up to'} ${duration(most)}`}`;
  const fails = fact.awaitsReply ? `no answer comes over ${oneOf(called, 6)}` : `${oneOf(called, 6)} hangs`;
  context.report({
    subject: { from, to },
    ...(long ? { discriminator: fact.library } : {}),
    severity: grave ? (soft ? 'warning' : 'error') : soft || long ? 'info' : 'warning',
    message: `if ${fails}, ${callers} ${wait}${whoElse(context, [{ from, open, users, most, grave }, ...alike])}${soft ? ', although it could go on without the answer' : ''}: ${alike.length > 0 ? 'their' : 'its'} ${libraryName(fact.library)} client sets no timeout${limit.from === 'default' ? byDefault(limit.value === null, isLeast) : ''}${partly(fact)}${elsewhere.length > 0 ? `. So it is with ${names(elsewhere, 3)}, which share it` : ''}`,
    place: madeAt(first!),
    path: users ? [...stepsOf(system, users.hops, users.view), { component: from, text: `${system.component(from).name} calls ${system.component(to).name} without a timeout`, at: fact.calls[0]?.at ?? fact.at }] : [],
    related: [...open.flatMap((one) => callPlaces(one.clients[0]!.fact)), ...rest.map((other) => ({ at: other.fact.at, text: `another client of ${system.component(to).name} without a timeout` }))],
    fix: { text: elsewhere.length > 0 ? 'Limit the calls where the shared client is made.' : `Limit each call of ${callers} to ${names(called, 6)}.`, ...(suggestion ? { suggestion } : {}) },
  });
}

const targetsOf = ({ open }: Pick<Waiting, 'open'>): string => open.map(({ target }) => target).join(' ');

const byDefault = (none: boolean, isLeast: boolean): string => (none ? ' and has none by default' : isLeast ? ' and by default has that or none: its releases differ, and none is locked' : ' and has only that by default');

function whoElse({ system }: Pick<RuleContext, 'system'>, [first, ...others]: readonly Waiting[]): string {
  if (first!.users === undefined) return '';
  if (others.length > 0) return ', and their users with them';
  return first!.users.entry === first!.from ? ', and its users with it' : `, and the users of ${system.component(first!.users.entry).name} with it`;
}

/** A limit on connecting looks like one on the call, and is none once the connection stands. */
function partly(fact: ClientLink['fact']): string {
  const connecting = explicit(fact, 'connectTimeout');
  return connecting?.from === 'explicit' && typeof connecting.value === 'number' ? `; its ${duration(connecting.value)} limit only connecting` : '';
}
