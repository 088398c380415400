import { comparePlaces, compareText } from '../../../facts/place.js';
import type { HandlerFact, LockFact, MessageHandlerFact, TransactionFact } from '../../../facts/types.js';
import { placeOf } from '../../source/index.js';
import { reachesFrom } from '../../source/reach.js';
import { createRecognizer, type Client, type Program, type SourcePackage } from '../../source/program/index.js';
import { libraries } from '../clients/index.js';
import { HEALTH_MARKS, healthHandlers } from './health.js';
import { HOLDING_MARKS, holdingsOf } from './holdings.js';
import { MESSAGE_MARKS, messageHandlersOf } from './messages.js';
import { stepsOf, type Code } from './reach.js';
import { ROUTE_MARKS, routesIn } from './routes.js';

const MARKS = new RegExp(`${ROUTE_MARKS.source}|${HEALTH_MARKS.source}|${HOLDING_MARKS.source}|${MESSAGE_MARKS.source}|\\bI\\w*Handler<`);

type Fact = HandlerFact | MessageHandlerFact | TransactionFact | LockFact;

/** Every handler of requests and of messages in what starts, and what holds a transaction or a lock, with the clients that it reaches. */
export function handlersOf(program: Program, clients: readonly Client[]): Fact[] {
  const recognizer = createRecognizer(program, libraries);
  const facts = program.packages.filter(({ startable }) => startable).flatMap((project) => ofProject(program, recognizer, project, clients));
  const handlers = facts.filter((fact) => fact.kind === 'handler').sort((a, b) => comparePlaces(a.at, b.at) || compareText(a.path, b.path) || compareText(a.method, b.method) || compareText(a.package, b.package));
  return [...handlers, ...facts.filter((fact) => fact.kind !== 'handler').sort((a, b) => comparePlaces(a.at, b.at) || compareText(a.package, b.package))];
}

function ofProject(program: Program, recognizer: Code['recognizer'], { root, uses }: SourcePackage, clients: readonly Client[]): Fact[] {
  const own = clients.filter(({ fact }) => fact.packages.includes(root));
  const roots = [root, ...uses];
  const marked = roots.flatMap((one) => program.texts(one)).filter(({ text }) => MARKS.test(text)).flatMap(({ path }) => program.open(path) ?? []);
  const modules = [...new Set([...marked, ...program.modules.filter((module) => module.package !== undefined && roots.includes(module.package))])];
  const code = { program, recognizer, modules, clients: own };
  const steps = stepsOf(code);
  const routes = modules.flatMap((module) => routesIn(module, program));
  const written = routes.map(({ method, path, at, body }): HandlerFact => ({ kind: 'handler', package: root, method, path, at: placeOf(at), reaches: reachesFrom(body, steps) }));
  return [...written, ...healthHandlers(code, steps, root), ...holdingsOf(code, steps, root), ...messageHandlersOf(code, steps, root)];
}
