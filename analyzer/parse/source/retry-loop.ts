import type { Place } from '../../facts/place.js';
import type { ClientSetting } from '../../facts/types.js';
import { repeatedBy, type Repeated } from './failures.js';
import { childOf, childOfType, placeOf, textOf, type SourceNode } from './node.js';
import { FUNCTIONS, own, pausesOf } from './pause.js';

const LOOPS = /^(?:for|while|do|do_while)_statement$/;
const TRIES = /^try(?:_with_resources)?_(?:statement|expression)$/;
const HANDLERS = /^catch_(?:clause|block)$/;
type NumberOf = (node: SourceNode) => number | undefined;

/**
 * A loop that tries a call again, in languages with `try` and `catch`: the call is in a `try` inside the loop, success leaves the
 * loop, and a failure goes on. A loop over data, or one that polls for ever, is none.
 */
export function retryLoopAround(call: SourceNode, number: NumberOf): ClientSetting[] {
  const attempt = nearest(call, (node) => TRIES.test(node.type) || LOOPS.test(node.type));
  const loop = attempt && TRIES.test(attempt.type) ? nearest(attempt, (node) => LOOPS.test(node.type)) : undefined;
  if (!attempt || !loop || !isBody(attempt, call) || !leaves(bodyOf(attempt)) || !goesOn(attempt)) return [];
  const count = countOf(loop, attempt, number);
  if (typeof count === 'number' && count <= 0) return [];
  return [
    { name: 'retriesOnCall', value: count === Infinity ? { value: null, at: placeOf(loop) } : typeof count === 'number' ? { value: count, at: placeOf(loop) } : { unknown: count, at: placeOf(loop) } },
    ...pausesOf(loop),
    condition(attempt, placeOf(loop)),
  ];
}

/** What the only handler goes on after, unless it looks at what it caught, or fails for some. */
function condition(attempt: SourceNode, at: Place): ClientSetting {
  const [handler, ...others] = handlersOf(attempt);
  const value = handler && others.length === 0 ? repeatedIn(handler) : undefined;
  return { name: 'retryCondition', value: value === undefined ? { unknown: 'a handler', at } : { value, at } };
}

function repeatedIn(handler: SourceNode): Repeated | undefined {
  const body = bodyOf(handler);
  // `catch (RestClientException | TimeoutException e)`, `catch (Exception ex) when (n < 3)`, `catch (e: Exception)`, `catch`.
  const [head = '', filter = ''] = handler.source.text.slice(handler.start, body.start).replace(/^catch/, '').split(/\bwhen\b/);
  const words = head.replace(/[():]|\bfinal\b|\$/g, ' ').trim().split(/\s*\|\s*|\s+/).filter((word) => word !== '');
  const name = words.find((word) => /^[a-z_]\w*$/.test(word));
  const mentions = (text: string): boolean => name !== undefined && new RegExp(`\\b${name}\\b`).test(text);
  if (mentions(filter) || own(body).some((node) => DECISIONS.test(node.type) && mentions(textOf(childOf(node, 'condition') ?? childOf(node, 'value') ?? node)))) return undefined;
  // Whoever is told of it may fail, too.
  const told = [...textOf(body).matchAll(/(\w{1,60})\s?\(([^()]{0,200})\)/g)].filter((call) => mentions(call[2]!) && !LOGS.test(call[1]!));
  if (told.length > 0) return undefined;
  const types = words.filter((word) => word !== name);
  return types.length === 0 ? 'everything' : repeatedBy(types.join(', '));
}

const DECISIONS = /^(?:if|switch|when|conditional|ternary)_/;
const LOGS = /log|warn|error|info|debug|trace|print|write|^Exception$|Exception$|add|append/i;

function nearest(from: SourceNode, wanted: (node: SourceNode) => boolean): SourceNode | undefined {
  for (let up = from.parent; up && !FUNCTIONS.test(up.type); up = up.parent) if (wanted(up)) return up;
  return undefined;
}

const bodyOf = (node: SourceNode): SourceNode => childOf(node, 'body') ?? childOfType(node, 'block', 'statements', 'compound_statement') ?? node;
const isBody = (attempt: SourceNode, call: SourceNode): boolean => bodyOf(attempt).start <= call.start && call.end <= bodyOf(attempt).end;
const handlersOf = (attempt: SourceNode): readonly SourceNode[] => attempt.children.filter(({ type }) => HANDLERS.test(type));

const isLeaving = (node: SourceNode): boolean => node.type === 'return_statement' || node.type === 'break_statement' || (node.type === 'jump_expression' && /^(?:return|break)\b/.test(textOf(node)));
const leaves = (body: SourceNode): boolean => own(body).some(isLeaving);

/** Some handler may reach its end. */
const goesOn = (attempt: SourceNode): boolean => handlersOf(attempt).some((handler) => {
  const last = bodyOf(handler).children.filter(({ type }) => !type.endsWith('comment')).at(-1);
  return last === undefined || !/^(?:throw|return|break)\b/.test(textOf(last));
});

/** Repetitions after the first attempt; infinite where only success ends them, a text where nobody knows how many. */
function countOf(loop: SourceNode, attempt: SourceNode, number: NumberOf): number | string {
  const given = own(loop).flatMap((node) => givenUp(loop, node, number) ?? [])[0];
  if (given !== undefined) return given;
  const range = childOfType(loop, 'range_expression');
  if (range) return ranged(range, number) ?? textOf(range);
  const condition = childOf(loop, 'condition');
  if (isAlways(condition) && isEndless(loop, attempt)) return Infinity;
  const comparison = condition && comparisonIn(condition);
  const attempts = comparison && attemptsBy(comparison, number);
  return attempts === undefined ? (condition ? textOf(condition).slice(0, 80) : 'for (;;)') : attempts - 1;
}

const isAlways = (condition: SourceNode | undefined): boolean => condition === undefined || /^\(?\s*true\s*\)?$/i.test(textOf(condition));

/** Nothing but success leaves the loop; what watches a deadline or a cancellation may throw. */
function isEndless(loop: SourceNode, attempt: SourceNode): boolean {
  const success = bodyOf(attempt);
  const leaving = own(bodyOf(loop)).filter((node) => isLeaving(node) || /^throw_(?:statement|expression)$/.test(node.type) || (node.type === 'jump_expression' && textOf(node).startsWith('throw')));
  return leaving.every((node) => node.start >= success.start && node.end <= success.end) && !/deadline|cancell|interrupt|\bexit\b/i.test(textOf(loop));
}

/** `1..3` and `0 until 3` of Kotlin. */
function ranged(range: SourceNode, number: NumberOf): number | undefined {
  const [first, last] = [range.children[0], range.children.at(-1)].map((node) => node && number(node));
  return first === undefined || last === undefined ? undefined : last - first;
}

interface Comparison {
  readonly counter: SourceNode;
  readonly operator: string;
  readonly bound: SourceNode;
}

function comparisonIn(node: SourceNode): Comparison | undefined {
  if (node.type === 'parenthesized_expression' && node.children[0]) return comparisonIn(node.children[0]);
  const [counter, bound, operator] = [childOf(node, 'left'), childOf(node, 'right'), childOf(node, 'operator')?.type];
  return node.type === 'binary_expression' && counter && bound && operator !== undefined ? { counter, operator, bound } : undefined;
}

function attemptsBy({ counter, operator, bound }: Comparison, number: NumberOf): number | undefined {
  const [start, limit] = [number(plain(counter)), number(bound)];
  if (start === undefined || limit === undefined) return undefined;
  switch (operator) {
    case '<': return limit - start;
    case '<=': return limit - start + 1;
    case '>': return start - limit;
    case '>=': return start - limit + 1;
    default: return undefined;
  }
}

/** `++n` stands for `n` where it is asked what `n` begins with. */
const plain = (node: SourceNode): SourceNode => (isCounted(node) ? (node.children.find(({ type }) => /identifier|variable_name/.test(type)) ?? node) : node);
const isCounted = (node: SourceNode): boolean => /^(?:prefix_unary|update)_expression$/.test(node.type) && textOf(node).startsWith('++');

/** `if (n >= MAX) throw e;` in the loop, and C#'s `catch (E e) when (n < MAX)`: the last attempt fails. */
function givenUp(loop: SourceNode, node: SourceNode, number: NumberOf): number | undefined {
  const filter = node.type === 'catch_filter_clause' ? node.children[0] : undefined;
  const condition = filter ?? (node.type === 'if_statement' ? childOf(node, 'condition') : undefined);
  const comparison = condition && comparisonIn(condition);
  if (!comparison || (!filter && !/^\{?\s*(?:[^{}]*;\s*)?(?:throw|return|break)\b/.test(textOf(childOf(node, 'consequence') ?? childOf(node, 'body') ?? node)))) return undefined;
  const [start, limit] = [number(plain(comparison.counter)), number(comparison.bound)];
  if (start === undefined || limit === undefined) return undefined;
  const before = isCounted(comparison.counter) || isCountedBefore(loop, textOf(comparison.counter), node) ? 1 : 0;
  switch (`${filter ? 'while' : 'until'} ${comparison.operator}`) {
    case 'until ==': case 'until >=': case 'while <': case 'while !=': return limit - start - before;
    case 'until >': case 'while <=': return limit - start - before + 1;
    default: return undefined;
  }
}

/** Whether the loop's body counts the attempt before the check, instead of the loop's head after it. */
const isCountedBefore = (loop: SourceNode, counter: string, check: SourceNode): boolean => {
  const counted = new RegExp(`^(?:\\+\\+\\s*)?${counter.replace(/\W/g, '\\$&')}(?!\\w)[^\\n]*\\+|^\\+\\+\\s*${counter.replace(/\W/g, '\\$&')}(?!\\w)`);
  return own(bodyOf(loop)).some((node) => node.end <= check.start && /^(?:(?:pre|post)fix_unary|update|assignment|augmented_assignment)_expression$/.test(node.type) && counted.test(textOf(node).slice(0, 80)));
};
