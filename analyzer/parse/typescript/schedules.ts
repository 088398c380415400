import { ts } from 'ts-morph';
import { comparePlaces, type Place } from '../../facts/place.js';
import type { HandlerFact, Pace } from '../../facts/types.js';
import { byClock, every, isSpread } from '../source/pace.js';
import type { Client } from './engine/facts.js';
import type { Context } from './evaluate/context.js';
import { asNumber } from './evaluate/operators.js';
import type { Program } from './program.js';
import { placeOf } from './source/module.js';
import { decoratorName, decoratorsOf, enclosingFunction, functionName, isFunctionNode, walk, type FunctionNode } from './source/syntax.js';

/** Clients all of whose calls a timer makes, and that no handler reaches, are marked: nobody waits for them. */
export function withSchedules({ context }: Pick<Program, 'context'>, clients: readonly Client[], handlers: readonly HandlerFact[]): readonly Client[] {
  const asked = new Set(handlers.flatMap(({ reaches }) => reaches.map(({ client }) => client)));
  return clients.map((client) => {
    const { fact, operations } = client;
    const calls = operations.filter((node) => fact.calls.some(({ at }) => comparePlaces(at, placeOf(node)) === 0));
    const timers = asked.has(fact.id) || fact.phase !== 'request' ? [] : calls.map(timerOf);
    const [first] = timers;
    if (!first || timers.some((timer) => timer === undefined)) return client;
    const pace = paceOf(context, first);
    return { ...client, fact: { ...fact, strength: 'soft', softAt: fact.softAt ?? placeOf(first), scheduled: placeOf(first), ...(pace ? { pace } : {}) } };
  });
}

/** `setInterval(fn, 1000)` and `@Interval(1000)` go by a period, `cron.schedule('0 * * * *', fn)` and `@Cron('0 * * * *')` by the clock. */
function paceOf(context: Context, timer: ts.Node): Pace | undefined {
  const call = ts.isDecorator(timer) ? timer.expression : timer;
  if (!(ts.isCallExpression(call) || ts.isNewExpression(call)) || isSpread(call.getSourceFile().text)) return undefined;
  const name = call.expression.getText();
  const [first, second] = call.arguments ?? [];
  if (/(?:^|\.)setInterval$/.test(name)) return every(second && asNumber(context.value(second, context.root)), placeOf(call));
  if (name === 'Interval') return every([second, first].map((value) => value && asNumber(context.value(value, context.root))).find((value) => value !== undefined), placeOf(call));
  if (!CRON.test(name) && name !== 'Cron') return undefined;
  const times = [first, second].flatMap((value) => (value && ts.isStringLiteralLike(value) ? [value.text] : []));
  return times.map((text) => byClock(text, placeOf(call))).find((pace) => pace !== undefined) ?? named(first, placeOf(call));
}

/** `CronExpression.EVERY_HOUR` of Nest begins with the clock's hour, as do its neighbours. */
const named = (value: ts.Expression | undefined, at: Place): Pace | undefined => {
  const name = /^CronExpression\.([A-Z\d_]{1,60})$/.exec(value?.getText() ?? '')?.[1];
  return name === undefined ? undefined : { at, clock: name.toLowerCase().replaceAll('_', ' ') };
};

const ONCE_OR_AGAIN = /(?:^|\.)(?:setInterval|setTimeout)$/;
const CRON = /(?:^|\.)(?:schedule|scheduleJob|CronJob)$/;
const SUBSCRIBES = /\.(?:on|once)$/;
const DECORATORS = new Set(['Cron', 'Interval', 'Timeout']);

/** The timer, schedule, start of a server or decorator by which the code around a call runs. */
function timerOf(call: ts.Node): ts.Node | undefined {
  for (let fn = enclosingFunction(call); fn; fn = enclosingFunction(fn)) {
    const timer = handedTo(fn) ?? decoratorsOf(fn).find((d) => DECORATORS.has(decoratorName(d) ?? '')) ?? startedAgain(fn);
    if (timer) return timer;
  }
  return undefined;
}

/** `setInterval(fn, 1000)`, `cron.schedule('0 * * * *', fn)`, `server.on('listening', fn)`. */
function handedTo(node: ts.Node): ts.Node | undefined {
  const { parent } = node;
  const isArgument = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== node;
  if (!isArgument) return undefined;
  const callee = parent.expression.getText();
  const [first] = parent.arguments ?? [];
  const event = first !== undefined && ts.isStringLiteralLike(first) ? first.text : undefined;
  return ONCE_OR_AGAIN.test(callee) || (CRON.test(callee) && event !== undefined) || (SUBSCRIBES.test(callee) && event === 'listening') ? parent : undefined;
}

/** A function that is handed to a timer by its name, or starts itself again from one, and that only the start of the program calls otherwise. */
function startedAgain(fn: FunctionNode): ts.Node | undefined {
  const name = functionName(fn);
  if (name === undefined || ts.isMethodDeclaration(fn)) return undefined;
  const uses: ts.Node[] = [];
  walk(fn.getSourceFile(), (node) => {
    if (ts.isIdentifier(node) && node.text === name && node !== fn.name && !ts.isVariableDeclaration(node.parent)) uses.push(node);
  });
  const timers = uses.map((use) => handedTo(use) ?? around(use, handedTo));
  const timer = timers.find((one) => one !== undefined);
  return timer && uses.every((use, index) => timers[index] !== undefined || around(use, (up) => (up !== fn && functionName(up) !== undefined ? up : undefined)) === undefined) ? timer : undefined;
}

function around(node: ts.Node, test: (fn: FunctionNode) => ts.Node | undefined): ts.Node | undefined {
  for (let up: ts.Node | undefined = node.parent; up; up = up.parent) {
    const found = isFunctionNode(up) ? test(up) : undefined;
    if (found) return found;
  }
  return undefined;
}
