import { ancestorOfType, childOf, textOf, type SourceNode } from '../source/index.js';
import { callsBetween, functionOf, namesOf, type Call, type Flow, type Stretch } from '../source/flow/index.js';

const MAKES: ReadonlySet<string> = new Set(['threading.Lock', 'threading.RLock', 'asyncio.Lock', 'anyio.Lock', 'trio.Lock', 'gevent.lock.RLock', 'eventlet.semaphore.Semaphore']);

/** A lock that outlives the function in which it is made. */
interface Lock {
  readonly file: string;
  /** The last part of what it is assigned to: `_lock` of `self._lock`. */
  readonly name: string;
}

/** `with lock:` blocks, and what stands between `lock.acquire()` and `lock.release()`. */
export function locks(flow: Flow): readonly Stretch[] {
  const known = flow.model.calls.flatMap((call) => madeAt(flow, call));
  if (known.length === 0) return [];
  const isLock = (node: SourceNode): boolean => known.some(({ file, name }) => file === node.source.file && name === lastName(node));
  return [...blocks(flow, known, isLock), ...acquired(flow, isLock)];
}

function madeAt(flow: Flow, call: Call): Lock[] {
  const name = call.callee.is === 'member' || call.callee.is === 'name' ? call.callee.name : '';
  if (!/^(?:R?Lock|Semaphore)$/.test(name) || !namesOf(flow, call, undefined).some((one) => MAKES.has(one.name))) return [];
  const left = childOf(ancestorOfType(call.node, 'assignment'), 'left');
  if (!left || (left.type === 'identifier' && functionOf(call.scope) !== undefined && !isGlobal(left, functionOf(call.scope)!.node))) return [];
  return [{ file: call.node.source.file, name: lastName(left) }];
}

const isGlobal = (name: SourceNode, fn: SourceNode): boolean => new RegExp(`\\b(?:global|nonlocal)\\b[^\\n]*\\b${textOf(name)}\\b`).test(textOf(fn));

const lastName = (node: SourceNode): string => /(\w+)$/.exec(textOf(node))?.[1] ?? '';

function blocks(flow: Flow, known: readonly Lock[], isLock: (node: SourceNode) => boolean): Stretch[] {
  const files = new Set(known.map(({ file }) => file));
  const found = new Map<SourceNode, Stretch>();
  for (const { node } of flow.model.calls) {
    if (!files.has(node.source.file)) continue;
    for (let block = ancestorOfType(node, 'with_statement'); block; block = ancestorOfType(block, 'with_statement')) {
      const item = itemsOf(block).find(isLock);
      if (item && !found.has(block)) found.set(block, { at: item, calls: callsBetween(flow, block, item.end, block.end) });
    }
  }
  return [...found.values()];
}

const itemsOf = (block: SourceNode): SourceNode[] =>
  block.children.filter(({ type }) => type === 'with_clause').flatMap((clause) => clause.children.filter(({ type }) => type === 'with_item')).flatMap((item) => childOf(item, 'value') ?? item.children.slice(0, 1));

function acquired(flow: Flow, isLock: (node: SourceNode) => boolean): Stretch[] {
  return flow.model.calls.flatMap((call): Stretch[] => {
    const fn = functionOf(call.scope);
    if (!fn || call.callee.is !== 'member' || call.callee.name !== 'acquire' || !isLock(call.callee.of.node)) return [];
    const lock = textOf(call.callee.of.node);
    const after = callsBetween(flow, fn.node, call.node.end, fn.node.end);
    const release = after.find(({ callee }) => callee.is === 'member' && callee.name === 'release' && textOf(callee.of.node) === lock);
    return release ? [{ at: call.node, calls: after.filter(({ node }) => node.end <= release.node.start) }] : [];
  });
}
