import { ts } from 'ts-morph';
import type { Template } from '../../../facts/template.js';
import { format } from '../../source/index.js';
import type { Context } from './context.js';
import { concat, opaque, plainText, signature, templateOf, text, textOf, type Frame, type Reference, type Value } from './value.js';

type Callish = ts.CallExpression | ts.NewExpression;

/** Functions of the language that pass a value on. Undefined when `callee` is none of them. */
export function builtIn(context: Context, callee: Reference, node: Callish, frame: Frame): Value | undefined {
  if (callee.package === 'url' && signature(callee) === '.URL') return url(context, node, frame);
  if (callee.package === 'util' && signature(callee) === '.promisify') return argument(context, node, frame, 0);
  if (callee.package === 'util' && signature(callee) === '.format') return formatted(context, node, frame);
  if (callee.package !== '') return undefined;
  switch (signature(callee)) {
    case '.Number':
    case '.parseInt':
    case '.parseFloat':
    case '.Number.parseInt':
    case '.Number.parseFloat': return numeric(argument(context, node, frame, 0));
    case '.String':
    case '.Object.freeze':
    case '.Object.seal':
    case '.Promise.resolve':
    case '.JSON.stringify':
    case '.structuredClone': return argument(context, node, frame, 0);
    case '.Object.assign': return { kind: 'merged', parts: (node.arguments ?? []).map((e) => context.value(e, frame)) };
    case '.URL': return url(context, node, frame);
    case '.encodeURI':
    case '.encodeURIComponent': return { kind: 'text', template: [{ unknown: node.getText().slice(0, 80) }] };
    default: return undefined;
  }
}

const argument = (context: Context, node: Callish, frame: Frame, index: number): Value => {
  const given = node.arguments?.[index];
  return given ? context.value(given, frame) : opaque(node);
};

/** `util.format('http://%s:%d', host, port)`. */
function formatted(context: Context, node: Callish, frame: Frame): Value {
  const [pattern, ...values] = (node.arguments ?? []).map((e) => templateOf(context.value(e, frame), e));
  return pattern ? { kind: 'text', template: format(pattern, values, 'percent') } : opaque(node);
}

function numeric(value: Value): Value {
  const plain = plainText(value);
  return plain !== undefined && plain.trim() !== '' && !Number.isNaN(Number(plain)) ? { kind: 'number', value: Number(plain) } : value;
}

/** `new URL(path, base)`: the base's origin with the path. A base that is a hole keeps its whole value. */
function url(context: Context, node: Callish, frame: Frame): Value {
  const [path, base] = node.arguments ?? [];
  if (!path) return opaque(node);
  const tail = templateOf(context.value(path, frame), path);
  if (!base) return { kind: 'text', template: tail };
  const first = tail[0];
  if (first && 'text' in first && /^[a-z][\w+.-]*:\/\//i.test(first.text)) return { kind: 'text', template: tail };
  return { kind: 'text', template: joinUrl(templateOf(context.value(base, frame), base), tail) };
}

/** A base and a path with one slash between them. */
function joinUrl(base: Template, path: Template): Template {
  const [last, first] = [base.at(-1), path[0]];
  if (!last || !first) return concat(base, path);
  const head = 'text' in last ? [...base.slice(0, -1), { text: last.text.replace(/\/+$/, '') }] : base;
  const tail = 'text' in first ? [{ text: first.text.replace(/^\/*/, '/') }, ...path.slice(1)] : [{ text: '/' }, ...path];
  return concat(head, tail);
}

/** Methods that leave what a text says: `.trim()`, `.toString()`, `[a, b].join(',')`, `.split(',')`, `url.href`. */
export function textMethod(context: Context, node: Callish, frame: Frame): Value | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression) || !METHODS.has(node.expression.name.text)) return undefined;
  const owner = context.value(node.expression.expression, frame);
  const name = node.expression.name.text;
  if (owner.kind === 'list' && name === 'join') return joined(context, owner, node, frame);
  const template = textOf(owner);
  if (!template) return undefined;
  if (name === 'concat') return { kind: 'text', template: concat(template, ...node.arguments.map((e) => templateOf(context.value(e, frame), e))) };
  // A list in one variable stays one text: whoever reads addresses splits it.
  if (name === 'replace' || name === 'replaceAll') return replaced(context, owner, node, frame);
  return owner;
}

const METHODS = new Set(['trim', 'toString', 'toLowerCase', 'join', 'split', 'concat', 'replace', 'replaceAll', 'valueOf', 'normalize', 'map', 'filter', 'flatMap']);

function joined(context: Context, list: Extract<Value, { kind: 'list' }>, node: ts.CallExpression, frame: Frame): Value {
  const separator = node.arguments[0] ? plainText(context.value(node.arguments[0], frame)) : ',';
  if (separator === undefined) return opaque(node);
  const parts = list.elements.map((e) => templateOf(context.value(e, list.frame), e));
  return { kind: 'text', template: concat(...parts.flatMap((part, i) => (i === 0 ? [part] : [[{ text: separator }], part]))) };
}

/** Only replacements of plain text in plain text can be carried out; others (a trailing slash, a placeholder) keep the text. */
function replaced(context: Context, owner: Value, node: ts.CallExpression, frame: Frame): Value {
  const [from, to] = node.arguments.map((e) => plainText(context.value(e, frame)));
  const plain = plainText(owner);
  return plain !== undefined && from !== undefined && to !== undefined ? text(plain.split(from).join(to)) : owner;
}
