import type { SourceNode } from '../source/index.js';
import type { Steps } from '../source/reach.js';
import { createRecognizer, type Client, type Program } from '../source/program/index.js';
import { libraries } from './clients/index.js';
import { HEALTH_MARKS } from './handlers/health.js';
import { HOLDING_MARKS } from './handlers/holdings.js';
import { BUFFER_MARKS } from './state/buffers.js';
import { CACHE_MARKS } from './handlers/cache-fills.js';
import { MESSAGE_MARKS } from './handlers/messages.js';
import { stepsOf, type Code } from './handlers/reach.js';
import { REQUIRED_MARKS } from './required-variables.js';
import { ROUTE_MARKS, routesIn, type Route } from './handlers/routes.js';

const MARKS = new RegExp(`${ROUTE_MARKS.source}|${HEALTH_MARKS.source}|${HOLDING_MARKS.source}|${MESSAGE_MARKS.source}|${CACHE_MARKS.source}|${BUFFER_MARKS.source}|${REQUIRED_MARKS.source}|\\bI\\w*Handler<`);

/** A project that starts, with what answers its requests and how its code leads from there to its clients. */
export interface Started {
  readonly root: string;
  readonly code: Code;
  readonly steps: Steps<SourceNode, SourceNode>;
  readonly routes: readonly Route[];
}

export function startedOf(program: Program, clients: readonly Client[]): Started[] {
  const recognizer = createRecognizer(program, libraries);
  return program.packages.filter(({ startable }) => startable).map(({ root, uses }) => {
    const own = clients.filter(({ fact }) => fact.packages.includes(root));
    const roots = [root, ...uses];
    const marked = roots.flatMap((one) => program.texts(one)).filter(({ text }) => MARKS.test(text)).flatMap(({ path }) => program.open(path) ?? []);
    const modules = [...new Set([...marked, ...program.modules.filter((module) => module.package !== undefined && roots.includes(module.package))])];
    const code = { program, recognizer, modules, clients: own };
    return { root, code, steps: stepsOf(code), routes: modules.flatMap((module) => routesIn(module, program)) };
  });
}
