import { ts } from 'ts-morph';
import { baseOf, superArguments } from './members.js';
import type { Context } from './context.js';
import { GLOBAL_CALLS, called, signature, type Call, type Reference, type Value } from './value.js';

/** A reference whose last step is made here. */
export interface Made {
  readonly reference: Reference;
  readonly call: Call;
}

/** Methods of texts, lists, promises and loggers: no client has them, and most calls of a program are of this kind. */
const ORDINARY = new Set([
  'map', 'filter', 'reduce', 'forEach', 'join', 'slice', 'splice', 'indexOf', 'includes', 'toString', 'trim', 'split', 'replace', 'replaceAll', 'startsWith', 'endsWith', 'toLowerCase', 'toUpperCase',
  'padStart', 'padEnd', 'toFixed', 'charAt', 'charCodeAt', 'some', 'every', 'sort', 'reverse', 'entries', 'flat', 'flatMap', 'then', 'catch', 'finally', 'stringify', 'log', 'warn', 'info', 'debug', 'error',
  'substring', 'match', 'test', 'hasOwnProperty', 'bind', 'apply', 'call', 'json', 'toISOString', 'getTime', 'now', 'has', 'localeCompare',
]);

/**
 * The reference that a call, `new` or tagged template makes by calling a package; undefined for everything else. A function of
 * the tree may return what a package made, but that is seen where the package itself is called.
 */
export function madeAt(context: Context, node: ts.Node): Made | undefined {
  if (ts.isClassLike(node)) return extended(context, node);
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node) && !ts.isTaggedTemplateExpression(node)) return undefined;
  const callee = ts.isTaggedTemplateExpression(node) ? node.tag : node.expression;
  if (ts.isPropertyAccessExpression(callee) && ORDINARY.has(callee.name.text)) return undefined;
  const registered = registeredAt(context, node);
  if (registered) return registered;
  const value = ts.isNewExpression(node) || isPackages(context.value(callee, context.root)) ? context.value(node, context.root) : undefined;
  const last = value?.kind === 'reference' ? value.steps.at(-1) : undefined;
  return value?.kind === 'reference' && last && 'call' in last && last.call === node ? { reference: value, call: last } : undefined;
}

/** `app.register(plugin, options)` is the framework's way to call `plugin(options)`. */
function registeredAt(context: Context, node: ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression): Made | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression) || node.expression.name.text !== 'register') return undefined;
  const [plugin, ...given] = node.arguments;
  const value = plugin && !ts.isSpreadElement(plugin) ? context.value(plugin, context.root) : undefined;
  if (value?.kind !== 'reference' || value.package === '' || value.steps.some((s) => 'call' in s)) return undefined;
  const call: Call = { call: node, arguments: given, frame: context.root };
  return { reference: called(value, call), call };
}

/** Functions of the language evaluate their arguments, which nobody asks for here. */
const isPackages = (callee: Value): boolean => callee.kind === 'reference' && (callee.package !== '' || GLOBAL_CALLS.has(signature(callee)));

/** `class Database extends PrismaClient` is an instance that a container makes. */
function extended(context: Context, node: ts.ClassLikeDeclaration): Made | undefined {
  const base = baseOf(context, node);
  const call: Call = { call: node, arguments: superArguments(node), frame: context.root };
  return base?.kind === 'reference' && base.package !== '' ? { reference: called(base, call), call } : undefined;
}
