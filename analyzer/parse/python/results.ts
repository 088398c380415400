import type { ClientFact } from '../../facts/types.js';
import { placeOf, textOf } from '../source/index.js';
import { functionOf, type Call, type Client, type Flow } from '../source/flow/index.js';

/** What hands a task over and gives something to ask for its result. */
const HANDS_OVER: ReadonlySet<string> = new Set(['delay', 'apply_async', 'send_task']);

/**
 * `task.delay(x).get()`: whoever asks for the result waits until a worker has done the task, without a limit where it gives none.
 * https://docs.celeryq.dev/en/stable/reference/celery.result.html
 */
export function awaitedResults(flow: Flow, clients: readonly Client[], packagesOf: (file: string) => readonly string[]): ClientFact[] {
  const brokers = clients.filter(({ fact }) => fact.library === 'celery' && fact.dependency === 'publishes');
  return (brokers.length === 0 ? [] : flow.model.calls).filter((call) => isWait(call)).flatMap((call): ClientFact[] => {
    const at = placeOf(call.node);
    const packages = packagesOf(at.file);
    const broker = brokers.find(({ fact }) => fact.packages.some((root) => packages.includes(root)))?.fact;
    const inside = functionOf(call.scope)?.name;
    return broker === undefined || inside === undefined ? [] : [{ ...broker, id: `${at.file}:${at.line}:${at.column}`, packages, at, channels: [], calls: [{ at, function: inside }], awaitsReply: true, settings: [{ name: 'timeoutOnCall', value: { value: null, at } }] }];
  });
}

function isWait({ callee, args, scope }: Call): boolean {
  if (callee.is !== 'member' || callee.name !== 'get' || args.some(({ name }) => name === undefined || name === 'timeout')) return false;
  if (callee.of.is === 'call') return callee.of.callee.is === 'member' && HANDS_OVER.has(callee.of.callee.name);
  const around = functionOf(scope);
  return callee.of.is === 'name' && around !== undefined && new RegExp(`\\b${callee.of.name}\\s*=\\s*[\\w.]+\\.(?:${[...HANDS_OVER].join('|')})\\(`).test(textOf(around.node));
}
