import type { Fact } from '../../facts/types.js';
import { daprSubscriptions } from '../dapr-subscriptions.js';
import type { ParseResult } from '../parser.js';
import { unboundedBuffers } from './buffers.js';
import { cacheFillsOf } from './cache-fills.js';
import { declaredChannels } from './engine/declared.js';
import { clientsOf } from './engine/facts.js';
import { createRunners } from './engine/usage.js';
import { withConstructions } from './constructions.js';
import { fallbacksOf } from './fallbacks.js';
import { handlersOf } from './handlers.js';
import { holdingsOf } from './holdings.js';
import { keepAliveOf } from './keep-alive.js';
import { listenersOf } from './listeners.js';
import { localStateOf } from './local-state.js';
import { messageHandlersOf } from './messages.js';
import { packageFacts } from './package-facts.js';
import { createProgram } from './program.js';
import { requiredVariables } from './required-variables.js';
import { rewritesOf } from './rewrites.js';
import { withSchedules } from './schedules.js';
import { isServerSide } from './server-side.js';
import type { SourceTree } from './tree.js';

/** Everything that the source of a tree says. */
export function analyze(tree: SourceTree): ParseResult {
  const program = createProgram(tree);
  const listeners = listenersOf(program);
  const packages = packageFacts(tree, listeners, keepAliveOf(program));
  const startable = new Set(packages.filter((p) => p.startable).map((p) => p.root));
  const runners = createRunners(program, startable);
  const clients = withConstructions(program, clientsOf(program, runners).filter(isServerSide(tree, listeners)));
  const handlers = handlersOf(program, clients);
  const facts: Fact[] = [
    ...packages,
    ...withSchedules(program, clients, handlers).map((c) => c.fact),
    ...rewritesOf(program, runners),
    ...program.modules.flatMap(({ path, source }) => daprSubscriptions(path, source.text, () => runners(source))),
    ...handlers,
    ...messageHandlersOf(program, clients),
    ...holdingsOf(program, clients),
    ...fallbacksOf(program, clients),
    ...declaredChannels(program, runners),
    ...cacheFillsOf(program, clients),
    ...unboundedBuffers(program, runners),
    ...localStateOf(program, runners),
    ...requiredVariables(program, runners, new Set(listeners.map(({ at }) => at.file))),
  ];
  return { facts, problems: [...tree.problems, ...program.problems] };
}
