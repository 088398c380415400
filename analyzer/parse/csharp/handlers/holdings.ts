import type { LockFact, TransactionFact } from '../../../facts/types.js';
import { ancestorOfType, childOf, placeOf, textOf, walk, type SourceNode } from '../../source/index.js';
import { reachesFrom, type Steps } from '../../source/reach.js';
import { callAt, isInside, type CallExpression, type Module, type Program } from '../../source/program/index.js';
import type { Code } from './reach.js';

/** Texts of which a file has one that begins a transaction or takes a lock. */
export const HOLDING_MARKS = /\bBeginTransaction(?:Async)?\s*\(|\bTransactionScope\b|\block\s*\(|\bSemaphoreSlim\b/;

/** Code between two places of a function. */
interface Span {
  readonly holds: 'transaction' | 'lock';
  readonly at: SourceNode;
  readonly fn: SourceNode;
  readonly start: number;
  readonly end: number;
}

/** Transactions and locks of a project's code that reach a client. */
export function holdingsOf({ program, modules }: Code, steps: Steps<SourceNode, SourceNode>, root: string): (TransactionFact | LockFact)[] {
  const within: Steps<SourceNode | Span, SourceNode> = { ...steps, calls: (code) => ('holds' in code ? steps.calls(code.fn).filter((call) => call.start >= code.start && call.end <= code.end) : steps.calls(code)) };
  const held = modules.filter(({ text }) => HOLDING_MARKS.test(text)).flatMap((module) => spansIn(module, program));
  return held.map((span): TransactionFact | LockFact => ({ kind: span.holds, package: root, at: placeOf(span.at), reaches: reachesFrom<SourceNode | Span, SourceNode>(span, within) })).filter(({ reaches }) => reaches.length > 0);
}

function spansIn(module: Module, program: Program): Span[] {
  const blocks = [...walk(module.root)].filter(({ type }) => type === 'lock_statement').map((node): Span => ({ holds: 'lock', at: node, fn: node, start: node.start, end: node.end }));
  return [...blocks, ...module.calls.flatMap((node) => {
    const call = callAt(program, node);
    if (!call) return [];
    if (opens(call)) return until(module, program, node, 'transaction', (other) => other.kind === 'call' && /^(?:Commit(?:Async)?|Complete)$/.test(other.name));
    const semaphore = call.kind === 'call' && /^Wait(?:Async)?$/.test(call.name) && call.receiver ? textOf(call.receiver) : undefined;
    if (semaphore === undefined || !isMutex(semaphore, module)) return [];
    return until(module, program, node, 'lock', (other) => other.kind === 'call' && other.name === 'Release' && other.receiver !== undefined && textOf(other.receiver) === semaphore);
  })];
}

/** Entity Framework's and ADO.NET's transactions, and the ambient one, unless it is to be left. */
const opens = (call: CallExpression): boolean =>
  call.kind === 'call' ? /^BeginTransaction(?:Async)?$/.test(call.name) : /(?:^|\.)TransactionScope$/.test(call.type) && !call.arguments.some(({ value }) => /\.Suppress$/.test(textOf(value)));

/** A semaphore of one, of the object or the class: one that lets more pass is a limit, and one of a single call keeps nobody waiting. */
function isMutex(name: string, module: Module): boolean {
  const simple = name.replace(/^this\./, '');
  return /^\w+$/.test(simple) && new RegExp(`\\bSemaphoreSlim\\s+${simple}\\s*=\\s*new(?:\\s+SemaphoreSlim)?\\s*\\(\\s*1\\s*[,)]`).test(module.text);
}

/** From a call to the next that ends what it began, in the same function; without one to the end of its `using`. */
function until(module: Module, program: Program, from: SourceNode, holds: Span['holds'], ends: (call: CallExpression) => boolean): Span[] {
  const fn = ancestorOfType(from, 'method_declaration', 'local_function_statement', 'lambda_expression', 'anonymous_method_expression', 'constructor_declaration');
  if (!fn) return [];
  const last = module.calls.find((node) => node.start > from.end && isInside(node, fn) && ends(callAt(program, node)!));
  const using = ancestorOfType(from, 'using_statement');
  const block = using && isInside(using, fn) && !isInside(from, childOf(using, 'body') ?? from) ? using : undefined;
  const end = last?.start ?? block?.end;
  return end === undefined ? [] : [{ holds, at: from, fn, start: from.end, end }];
}
