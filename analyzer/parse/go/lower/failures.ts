import { childOf, childrenOfType, descendantsOfType, textOf, walk, type SourceNode } from '../../source/index.js';
import type { Repeated } from '../../source/failures.js';
import type { Around, AroundHere, Position } from '../../source/flow/index.js';
import { lower } from './expressions.js';

const FAILS = /\b(?:panic|Fatal\w*|Exit|Error[fw]?|http\.Error|Panic\w*|WriteHeader|AbortWith\w*|render\w*Error\w*|\w*(?:[eE]rror|[fF]ail)\w*(?=\s*\(\s*(?:w|rw|res|c|ctx|writer)\b)|Errorf|Wrap\w*|New\w*Error)\s*\(|\b(?:Status(?:Internal|Bad|Service|Gateway|Not)\w*|50\d|40\d)\b/;
const LOGS = /\b(?:log|logger|slog|zap|logrus|klog|lg|l)\w*(?:\.\w+\([^()]*\))*\.(?:Error|Err)\w*\s*\(/gi;

/** What answers a failed call with something else: `if err != nil { .. }` after it that neither fails nor tells of a failure, or an error that is thrown away. */
export function aroundCall(call: SourceNode): Around[] {
  const statement = statementOf(call);
  if (statement && ignoresError(statement)) return [{ kind: 'fallback', at: statement }];
  const assigned = statement && /\b(err\w*|\w+Err)\s*:?=/.exec(textOf(statement).slice(0, 200))?.[1];
  const branch = assigned && (statement.parent?.type === 'if_statement' ? statement.parent : next(statement));
  if (!branch || branch.type !== 'if_statement' || !new RegExp(`\\b${assigned}\\s*!=\\s*nil`).test(textOf(childOf(branch, 'condition') ?? branch).slice(0, 120))) return [];
  const body = childOf(branch, 'consequence');
  if (!body || FAILS.test(textOf(body).replace(LOGS, 'log(')) || returnsError(body, assigned) || /\bos\.Exit|\bcontinue\b/.test(textOf(body))) return [];
  return [{ kind: 'fallback', at: branch }];
}

/** `return &Unavailable{ .. cause: err }`, on however many lines. */
function returnsError(body: SourceNode, error: string): boolean {
  const named = new RegExp(`\\b(?:${error}|err|Err\\w+)\\b|\\bstatus\\.`);
  return descendantsOfType(body, 'return_statement').some((statement) => named.test(textOf(statement)));
}

/** The assignment whose right side is the call, or ends in it. */
function statementOf(call: SourceNode): SourceNode | undefined {
  const list = call.parent;
  const statement = list?.type === 'expression_list' ? list.parent : undefined;
  return statement && ['short_var_declaration', 'assignment_statement'].includes(statement.type) && list!.field === 'right' ? statement : undefined;
}

/** `x, _ := load(id)`. A response whose error nobody looked at is no answer, though: its body is not there. */
function ignoresError(statement: SourceNode): boolean {
  const left = /^\s*(?:(\w+)\s*,\s*)?_\s*:?=/.exec(textOf(statement).slice(0, 200));
  if (!left) return false;
  return left[1] === undefined || !new RegExp(`\\b${left[1]}\\.(?:Body|StatusCode|Header)\\b`).test(textOf(statement.parent ?? statement));
}

function next(node: SourceNode): SourceNode | undefined {
  const siblings = node.parent?.children ?? [];
  return siblings.slice(siblings.indexOf(node) + 1).find((n) => n.type !== 'comment');
}

/** `for i := 0; i < n; i++ { .. if err == nil { return or break } .. }`: it tries again; so does `for { .. }`, until it succeeds. */
export function attemptsOf(at: Position, node: SourceNode): AroundHere | undefined {
  const clause = childrenOfType(node, 'for_clause')[0];
  const condition = childOf(clause, 'condition');
  const body = childOf(node, 'body');
  if (body && node.children.every((child) => child === body || child.type === 'comment')) return leavesOnSuccess(body) && isEndless(body) ? { kind: 'attempts', count: 'endless', repeats: repeatedIn(body), loop: node } : undefined;
  if (!condition || !body || condition.type !== 'binary_expression' || !leavesOnSuccess(body)) return undefined;
  const limit = childOf(condition, 'right');
  const operator = childOf(condition, 'operator')?.type;
  if (!limit || (operator !== '<' && operator !== '<=')) return undefined;
  const from = /:?=\s*(\d+)/.exec(textOf(childOf(clause, 'initializer') ?? node).slice(0, 40))?.[1];
  const first = Number(from ?? 0) - (operator === '<=' ? 1 : 0);
  const count = lower(at, limit);
  const variable = textOf(childOf(condition, 'left') ?? condition);
  return { kind: 'attempts', count: count.is === 'number' ? { ...count, value: count.value - first } : count, repeats: repeatedIn(body), variable, loop: node };
}

const repeatedIn = (body: SourceNode): Repeated | undefined => (DECIDES.test(textOf(body)) ? undefined : 'everything');

/** Code that tells one failure from another. */
const DECIDES = /\berrors\.(?:Is|As)\b|\bstatus\.(?:Code|FromError)\b|\bStatusCode\b|\b(?:Temporary|Timeout|Is\w*Retr\w*|ShouldRetry|IsTransient)\(|\.\(\*?[\w.]*Error\)/i;

/** Nothing but success leaves the loop: what returns stands in a branch on `err == nil`, or after all failures went on. */
function isEndless(body: SourceNode): boolean {
  const leaving = [...walk(body)].filter(({ type }) => type === 'return_statement' || type === 'break_statement');
  return leaving.every((node) => node.parent === body || node.parent?.parent === body || isAfterSuccess(node, body)) && !/\bDone\(\)|\bdeadline|\bpanic\(|\.Fatal|os\.Exit|\bselect\b/i.test(textOf(body));
}

function isAfterSuccess(node: SourceNode, body: SourceNode): boolean {
  for (let up = node.parent; up && up !== body; up = up.parent) if (up.type === 'if_statement' && /\berr\w*\s*==\s*nil/.test(textOf(childOf(up, 'condition') ?? up))) return true;
  return false;
}

/** A branch on `err == nil` leaves the loop, or the failing branch goes on with the next attempt and what follows leaves. */
function leavesOnSuccess(body: SourceNode): boolean {
  return [...walk(body)].some((n) => {
    if (n.type !== 'if_statement') return false;
    const condition = textOf(childOf(n, 'condition') ?? n);
    const then = textOf(childOf(n, 'consequence') ?? n);
    if (/\berr\w*\s*==\s*nil/.test(condition)) return /\b(?:return|break)\b/.test(then);
    return /\berr\w*\s*!=\s*nil/.test(condition) && /\bcontinue\b/.test(then) && /\b(?:return|break)\b/.test(body.source.text.slice(n.end, body.end));
  });
}
