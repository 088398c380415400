import { childOf, childOfType, textOf, walk, type SourceNode } from '../../source/index.js';
import { annotationOf, type CodeFile } from '../code/model.js';
import type { Program } from '../code/program.js';

/** Texts of which a file has one that takes a lock. */
export const LOCK_MARKS = /\bsynchronized\b|@Synchronized\b|\.lock\(\)|\bwithLock\b/;

/** Code that holds a lock, with where it is taken. */
export interface Held {
  readonly at: SourceNode;
  readonly code: SourceNode;
}

/** `synchronized` methods and blocks, and what is tried after `lock.lock()`; in Kotlin also `lock.withLock { .. }`. */
export function locksIn(file: CodeFile, program: Program): readonly Held[] {
  if (!LOCK_MARKS.test(file.text)) return [];
  const methods = file.types.flatMap(({ methods: all }) => all).flatMap(({ node, body, annotations }): Held[] => {
    const modifiers = childOfType(node, 'modifiers');
    const isLocked = (modifiers && /\bsynchronized\b/.test(textOf(modifiers))) || annotationOf(annotations, 'Synchronized') !== undefined;
    return isLocked && body ? [{ at: node, code: body }] : [];
  });
  const blocks = [...walk(file.root)].filter(({ type }) => type === 'synchronized_statement').map((node) => ({ at: node, code: childOf(node, 'body') ?? node }));
  return [...methods, ...blocks, ...program.calls(file).flatMap((call) => called(call, file))];
}

function called({ name, node, receiver, arguments: given }: ReturnType<Program['calls']>[number], { text }: CodeFile): Held[] {
  const isKotlin = node.source.file.endsWith('.kt');
  if (isKotlin && (name === 'withLock' || name === 'synchronized')) return [{ at: node, code: node }];
  if (name !== 'lock' || given.length > 0 || !receiver || !isOwn(textOf(receiver), text)) return [];
  const statement = node.parent?.type === 'expression_statement' ? node.parent : node;
  const siblings = statement.parent?.children ?? [];
  const tried = siblings.slice(siblings.indexOf(statement) + 1).find(({ type }) => !/comment/.test(type));
  const body = tried && (childOf(tried, 'body') ?? childOfType(tried, 'statements'));
  return tried && /^try_(?:statement|expression)$/.test(tried.type) && body ? [{ at: node, code: body }] : [];
}

/** Readers share a lock, and one that a store keeps is another matter. */
const isOwn = (receiver: string, text: string): boolean => !/[rR]eadLock/.test(receiver) && /\b(?:ReentrantLock|ReentrantReadWriteLock|StampedLock|java\.util\.concurrent\.locks)\b/.test(text);
