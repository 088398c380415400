import type { CacheFillFact } from '../../../facts/types.js';
import { isGuarded, isPersonal } from '../../cache-guards.js';
import { ancestorOfType, placeOf, textOf, walk, type SourceNode } from '../../source/index.js';
import { reachesFrom, type Steps } from '../../source/reach.js';
import { callAt, isInside, type Module } from '../../source/program/index.js';
import type { Code } from './reach.js';

export const CACHE_MARKS = /\b(?:IDistributedCache|IMemoryCache|IDatabase)\b/;

/** By the type of the cache: how it is read and written. `GetOrCreate` of a memory cache lets everybody load who comes meanwhile. */
const CACHES: Readonly<Record<string, { readonly reads: RegExp; readonly writes: RegExp }>> = {
  IDistributedCache: { reads: /^Get(?:String)?(?:Async)?$/, writes: /^Set(?:String)?(?:Async)?$/ },
  IDatabase: { reads: /^(?:String|Hash)Get(?:All)?(?:Async)?$/, writes: /^StringSet(?:Async)?$/ },
  IMemoryCache: { reads: /^(?:TryGetValue|Get|GetOrCreate(?:Async)?)$/, writes: /^(?:Set|GetOrCreate(?:Async)?)$/ },
};

/** Methods that read from a cache, ask somebody else, and write to the cache for a time. */
export function cacheFillsOf(code: Code, steps: Steps<SourceNode, SourceNode>, root: string): CacheFillFact[] {
  return code.modules.filter(({ text }) => CACHE_MARKS.test(text)).flatMap((module) => fillsIn(code, module, steps, root));
}

function fillsIn({ program, recognizer, clients }: Code, module: Module, steps: Steps<SourceNode, SourceNode>, root: string): CacheFillFact[] {
  const calls = module.calls.flatMap((node) => {
    const call = callAt(program, node);
    const type = call?.kind === 'call' && call.receiver ? recognizer.typeOf(call.receiver, module) : undefined;
    const fn = ancestorOfType(node, 'method_declaration', 'local_function_statement');
    return call?.kind === 'call' && type !== undefined && fn && Object.hasOwn(CACHES, type) ? [{ node, type, fn, name: call.name, key: call.arguments[0]?.value }] : [];
  });
  const redis = clients.find(({ fact }) => fact.library === 'stackexchange-redis')?.fact.id;
  return calls.filter(({ type, name }) => CACHES[type]!.writes.test(name)).flatMap(({ node, type, fn, key }): CacheFillFact[] => {
    const of = type === 'IMemoryCache' ? undefined : redis;
    const ttl = ttlIn(fn, node, module, program.values.milliseconds);
    if (!ttl || (type !== 'IMemoryCache' && of === undefined) || !calls.some((other) => other.fn === fn && other.type === type && CACHES[type]!.reads.test(other.name))) return [];
    return [{ kind: 'cache-fill', package: root, ...(of === undefined ? {} : { of }), at: placeOf(node), ttl, ...(isGuarded(textOf(fn)) ? { guarded: true } : {}), ...(isPersonal(textOf(key ?? node)) ? { personal: true } : {}), reaches: reachesFrom(fn, steps).filter(({ client }) => client !== of) }];
  });
}

/** A duration among the arguments, else the only one of the method: options are often made before. */
function ttlIn(fn: SourceNode, write: SourceNode, module: Module, milliseconds: (node: SourceNode, module: Module) => number | undefined): CacheFillFact['ttl'] | undefined {
  const all = [...walk(fn)].filter((node) => /^(?:invocation_expression|object_creation_expression)$/.test(node.type) && /^(?:new )?(?:System\.)?TimeSpan\b/.test(textOf(node)));
  const found = all.find((node) => isInside(node, write)) ?? (all.length === 1 ? all[0] : undefined);
  const value = found && milliseconds(found, module);
  return found && (value === undefined ? { unknown: textOf(found).slice(0, 80), at: placeOf(found) } : { value, at: placeOf(found) });
}
