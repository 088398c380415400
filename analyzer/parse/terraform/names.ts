import type { TemplateName } from '../../facts/types.js';
import { placeOf, type Body, type Expression, type TemplatePart } from './hcl/index.js';

/** Roots of names that the language binds by itself. */
const BUILT_IN: ReadonlySet<string> = new Set(['each', 'count', 'self', 'path', 'terraform', 'ephemeral', 'provider']);
/** Arguments that name providers or attributes of the resource itself. */
const OWN_WORDS: ReadonlySet<string> = new Set(['provider', 'providers', 'ignore_changes', 'replace_triggered_by']);

/** Blocks that OpenTofu's `encryption` declares and names within itself. https://opentofu.org/docs/language/state/encryption/ */
const ENCRYPTION = ['key_provider', 'method'];

type Found = Map<string, TemplateName>;
type Bound = ReadonlySet<string>;

/** Everything that the expressions of a block name, each once, where it is named first. */
export function namesIn(body: Body): TemplateName[] {
  const found: Found = new Map();
  readBody(body, new Set(), found);
  return [...found.values()];
}

export function namesInExpression(expression: Expression): TemplateName[] {
  const found: Found = new Map();
  read(expression, new Set(), found);
  return [...found.values()];
}

function readBody(body: Body, bound: Bound, found: Found, type = ''): void {
  for (const { name, value } of body.attributes)
    if (!(OWN_WORDS.has(name) && (name.startsWith('provider') || type === 'lifecycle'))) read(value, bound, found, name === 'depends_on' ? 'order' : undefined);
  for (const block of body.blocks) {
    const iterator = block.body.attributes.find((a) => a.name === 'iterator')?.value;
    const own = block.type !== 'dynamic' ? undefined : iterator?.is === 'name' ? iterator.name : block.labels[0]?.text;
    const inner = block.type === 'encryption' ? ENCRYPTION : own === undefined ? [] : [own];
    readBody(block.body, inner.length === 0 ? bound : new Set([...bound, ...inner]), found, block.type);
  }
}

function read(expression: Expression, bound: Bound, found: Found, by?: TemplateName['by']): void {
  const next = (e: Expression | undefined, inner = bound): void => void (e && read(e, inner, found, by));
  switch (expression.is) {
    case 'literal':
    case 'name': return;
    case 'template': return expression.parts.forEach((part) => readPart(part, bound, found));
    case 'attribute':
    case 'index':
    case 'splat': return readPath(expression, bound, found, by);
    case 'call': return expression.args.forEach((arg) => next(arg));
    case 'list': return expression.items.forEach((item) => next(item));
    case 'object': return expression.entries.forEach(({ key, value }) => (next(key), next(value)));
    case 'for': {
      next(expression.over);
      const inner = new Set(bound).add(expression.valueName).add(expression.keyName ?? expression.valueName);
      return [expression.key, expression.value, expression.condition].forEach((e) => next(e, inner));
    }
    case 'conditional': return [expression.condition, expression.then, expression.otherwise].forEach((e) => next(e));
    case 'binary': return [expression.left, expression.right].forEach((e) => next(e));
    case 'unary': return next(expression.of);
    default: return expression satisfies never;
  }
}

function readPart(part: TemplatePart, bound: Bound, found: Found): void {
  const all = (parts: readonly TemplatePart[], inner = bound): void => parts.forEach((p) => readPart(p, inner, found));
  switch (part.is) {
    case 'text': return;
    case 'value': return read(part.value, bound, found);
    case 'if': return read(part.condition, bound, found), all(part.then), all(part.otherwise);
    case 'for': return read(part.over, bound, found), all(part.body, new Set(bound).add(part.valueName).add(part.keyName ?? part.valueName));
    default: return part satisfies never;
  }
}

/** `aws_sqs_queue.orders[0].arn`: the steps from its root; keys in brackets are expressions of their own. */
function readPath(expression: Extract<Expression, { is: 'attribute' | 'index' | 'splat' }>, bound: Bound, found: Found, by?: TemplateName['by']): void {
  const steps: string[] = [];
  let of: Expression = expression;
  while (of.is === 'attribute' || of.is === 'index' || of.is === 'splat') {
    if (of.is === 'attribute') steps.unshift(of.name);
    if (of.is === 'index') read(of.key, bound, found, by);
    of = of.of;
  }
  if (of.is !== 'name') return read(of, bound, found, by);
  const address = addressOf(of.name, steps);
  if (address === undefined || bound.has(of.name) || BUILT_IN.has(of.name) || found.has(address)) return;
  found.set(address, { address, at: placeOf(expression), ...(by === undefined ? {} : { by }) });
}

const addressOf = (root: string, [first, second]: readonly string[]): string | undefined =>
  root === 'data' ? (second === undefined ? undefined : `data.${first}.${second}`) : first === undefined ? undefined : `${root}.${first}`;
