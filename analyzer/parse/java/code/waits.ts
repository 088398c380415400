import { placeOf, textOf, type SourceNode } from '../../source/index.js';
import { abandonedAfter } from '../../source/abandoned.js';
import type { ClientSetting } from '../../../facts/types.js';
import { callOf } from './expression.js';
import type { Method } from './model.js';
import { durationOf } from './resilience.js';
import type { Scope } from './scope.js';

const STARTS = /^(?:supplyAsync|runAsync|submit|callAsync)$/;
const WAITS: Readonly<Record<string, number>> = { get: 0, orTimeout: 0, completeOnTimeout: 1 };

/**
 * `CompletableFuture.supplyAsync(() -> rest.getForObject(..)).get(2, SECONDS)`: the wait ends, the thread does not.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/concurrent/CompletableFuture.html
 */
export function abandonedAround(node: SourceNode, method: Method | undefined, scope: Scope): ClientSetting[] {
  if (!method || !isStarted(node) || /\.cancel\s*\(/.test(textOf(method.node))) return [];
  for (const call of scope.program.calls(scope.file)) {
    const first = Object.hasOwn(WAITS, call.name) ? WAITS[call.name] : undefined;
    const given = first === undefined ? [] : call.arguments.slice(first);
    if (given.length !== 2 || call.node.start < method.node.start || call.node.end > method.node.end) continue;
    const limit = durationOf(given, scope, 'milliseconds');
    if (limit !== undefined) return abandonedAfter(limit, placeOf(call.node));
  }
  return [];
}

function isStarted(node: SourceNode): boolean {
  for (let up = node.parent; up; up = up.parent) {
    const call = callOf(up);
    if (call && STARTS.test(call.name) && call.arguments.some((argument) => argument.start <= node.start && argument.end >= node.end)) return true;
  }
  return false;
}
