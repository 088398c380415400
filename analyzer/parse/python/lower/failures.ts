import { childOf, childOfType, childrenOfType, textOf, walk, type SourceNode } from '../../source/index.js';
import { repeatedBy, type Repeated } from '../../source/failures.js';
import type { AroundHere, Expression, Position } from '../../source/flow/index.js';
import { lower } from './expressions.js';

const FAILS = /\b(?:sys\.exit|os\._exit|exit|quit|abort|HTTPException|HttpResponseServerError|HttpResponseBadRequest|context\.abort|set_code|pytest\.fail)\s*\(/;

/** The clause that answers a failure of the try block with something else instead of failing; every clause has to. */
export function fallbackOf(node: SourceNode): SourceNode | undefined {
  const clauses = childrenOfType(node, 'except_clause', 'except_group_clause');
  return clauses.length > 0 && clauses.every(answers) ? clauses[0] : undefined;
}

function answers(clause: SourceNode): boolean {
  const body = childOfType(clause, 'block');
  if (!body || FAILS.test(textOf(body)) || /(?:\bstatus(?:_code)?\s*=\s*|,\s*)[45]\d\d\b/.test(textOf(body))) return false;
  return ![...own(body)].some((n) => n.type === 'raise_statement');
}

/**
 * A loop over `range(n)` or until a count is reached that catches failures and leaves on success: it tries again. A loop over
 * data, or one that never leaves, is none.
 */
export function attemptsOf(at: Position, node: SourceNode, over: Expression | undefined): AroundHere | undefined {
  const body = childOf(node, 'body');
  if (!body) return undefined;
  const inside = [...own(body)];
  const clauses = inside.filter((n) => n.type === 'try_statement').flatMap((n) => childrenOfType(n, 'except_clause'));
  const leaves = inside.some((n) => (n.type === 'return_statement' || n.type === 'break_statement') && !isInHandler(n, body));
  if (clauses.length === 0 || !leaves) return undefined;
  const repeats = repeatedIn(clauses);
  if (node.type === 'for_statement') {
    if (over?.is !== 'call' || over.callee.is !== 'name' || over.callee.name !== 'range') return undefined;
    const variable = textOf(childOf(node, 'left') ?? node);
    return { kind: 'attempts', count: countOf(over.args.map((a) => a.value)), repeats, ...(variable === '_' ? {} : { variable }), loop: node };
  }
  const condition = childOf(node, 'condition');
  if (condition && /^(?:True|1)$/.test(textOf(condition)) && isEndless(inside, body)) return { kind: 'attempts', count: 'endless', repeats, loop: node };
  const limit = condition?.type === 'comparison_operator' && /<=?/.test(textOf(condition)) ? condition.children.filter((c) => c.type !== '<' && c.type !== '<=').at(-1) : undefined;
  return limit ? { kind: 'attempts', count: lower(at, limit), repeats, loop: node } : undefined;
}

/** What goes on with the loop: undefined where a clause looks at what it caught, or one of several ends the attempts. */
function repeatedIn(clauses: readonly SourceNode[]): Repeated | undefined {
  const [clause, ...others] = clauses;
  const body = clause && childOfType(clause, 'block');
  if (!clause || !body || others.length > 0) return undefined;
  const head = clause.source.text.slice(clause.start, body.start).replace(/^except\b|:\s*(?:#.*)?$/g, '').trim();
  const [types, name] = head.split(/\s+as\s+/);
  const decides = [...own(body)].some((n) => (n.type === 'if_statement' || n.type === 'conditional_expression') && name !== undefined && new RegExp(`\\b${name}\\b`).test(textOf(n).split(':', 1)[0]!));
  const ends = body.children.some((n) => n.type === 'raise_statement' || n.type === 'return_statement' || n.type === 'break_statement');
  if (decides || ends) return undefined;
  return types === '' || types === undefined ? 'everything' : repeatedBy(types);
}

/** Nothing but success leaves the loop; what watches a deadline may raise. */
const isEndless = (inside: readonly SourceNode[], body: SourceNode): boolean =>
  inside.every((n) => !/^(?:return|break|raise)_statement$/.test(n.type) || isIn(n, body, 'try_statement') && !isInHandler(n, body)) && !/deadline|cancel|\bexit\b/i.test(textOf(body));

function countOf(args: readonly Expression[]): Expression | undefined {
  const [first, second] = args;
  if (first?.is === 'number' && second?.is === 'number') return { is: 'number', node: second.node, value: second.value - first.value };
  return second ?? first;
}

const isInHandler = (node: SourceNode, body: SourceNode): boolean => isIn(node, body, 'except_clause');

function isIn(node: SourceNode, body: SourceNode, type: string): boolean {
  for (let n = node.parent; n && n !== body; n = n.parent) if (n.type === type) return true;
  return false;
}

/** What belongs to the block itself, without functions in it. */
function* own(block: SourceNode): Generator<SourceNode> {
  for (const node of walk(block)) {
    let inside = node.parent;
    while (inside && inside !== block && inside.type !== 'function_definition' && inside.type !== 'lambda') inside = inside.parent;
    if (inside === block || node === block) yield node;
  }
}
