import { ancestorOfType, textOf, type SourceNode } from '../source/index.js';
import { callsBetween, functionOf, type Call, type Flow, type Stretch } from '../source/flow/index.js';

/** From `mu.Lock()` to the next `mu.Unlock()` of the same function; to its end where that is deferred. */
export function locks(flow: Flow): readonly Stretch[] {
  const folders = foldersWithMutex(flow);
  return flow.model.calls.filter((call) => isMethod(call, 'Lock') && call.node.parent?.type === 'expression_statement' && folders.has(folderOf(call.node))).flatMap((call) => untilUnlock(flow, call));
}

function untilUnlock(flow: Flow, lock: Call): Stretch[] {
  const fn = functionOf(lock.scope);
  const mutex = receiverOf(lock);
  if (!fn || isLocal(mutex, outermost(fn.node))) return [];
  const after = callsBetween(flow, fn.node, lock.node.end, fn.node.end);
  const unlocks = after.filter((call) => isMethod(call, 'Unlock') && receiverOf(call) === mutex);
  const unlock = unlocks.find(({ node }) => !ancestorOfType(node, 'defer_statement'));
  if (unlocks.length === 0) return [];
  const end = unlock?.node.start ?? fn.node.end;
  return [{ at: lock.node, calls: after.filter(({ node }) => node.end <= end && !goesOn(node, fn.node)) }];
}

const isMethod = ({ callee, args }: Call, name: string): boolean => callee.is === 'member' && callee.name === name && args.length === 0;

const receiverOf = ({ callee }: Call): string => (callee.is === 'member' ? textOf(callee.of.node) : '');

/** A goroutine does not hold the lock of who started it. */
const goesOn = (node: SourceNode, fn: SourceNode): boolean => (ancestorOfType(node, 'go_statement')?.start ?? -1) >= fn.start;

/** A mutex that a request makes for its own goroutines keeps no other request waiting. */
const isLocal = (mutex: string, fn: SourceNode): boolean => /^\w+$/.test(mutex) && new RegExp(`\\bvar\\s+${mutex}\\b|\\b${mutex}\\s*:=`).test(textOf(fn));

function outermost(fn: SourceNode): SourceNode {
  const around = ancestorOfType(fn, 'function_declaration', 'method_declaration', 'func_literal');
  return around ? outermost(around) : fn;
}

const folderOf = (node: SourceNode): string => node.source.file.slice(0, node.source.file.lastIndexOf('/') + 1);

/** Packages of which some file declares a mutex: `Lock` is a method of much else. */
const foldersWithMutex = ({ model }: Flow): ReadonlySet<string> =>
  new Set([...new Map([...model.calls, ...model.classes].map(({ node }) => [node.source.file, node])).values()].filter((node) => /\bsync\.(?:RW)?Mutex\b/.test(node.source.text)).map(folderOf));
