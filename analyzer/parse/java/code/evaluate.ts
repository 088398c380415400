import type { Template } from '../../../facts/template.js';
import { ancestorOfType, childOf, concat, format, textIn, textOf, unknown, walk, type SourceNode } from '../../source/index.js';
import { callOf, isName, isThis, memberOf, type Call } from './expression.js';
import { constantFields } from './constructions.js';
import { boundPath, importedConstant } from './constants.js';
import { fieldOf, fieldText, injectedText } from './fields.js';
import type { TypeDeclaration } from './model.js';
import { enclosingMethod, enclosingType, localVariable, METHODS, variableType, type Scope } from './scope.js';

const MAX_DEPTH = 12;

/** An expression as text with holes. */
export function evaluate(node: SourceNode, scope: Scope): Template {
  const depth = (scope.depth ?? 0) + 1;
  if (depth > MAX_DEPTH) return unknown(node);
  return evaluateNode(node, { ...scope, depth });
}

function evaluateNode(node: SourceNode, scope: Scope): Template {
  switch (node.type) {
    case 'string_literal': case 'multiline_string_literal': return literalText(node, scope);
    case 'decimal_integer_literal': case 'integer_literal': return [{ text: textOf(node).replace(/[_lL]/g, '') }];
    case 'parenthesized_expression': case 'cast_expression': case 'as_expression': return evaluateLast(node, scope);
    case 'binary_expression': case 'additive_expression': return sum(node, scope);
    case 'ternary_expression': return choice(node, scope);
    case 'elvis_expression': return evaluate(node.children[0]!, scope);
    default:
  }
  if (isName(node)) return named(textOf(node), node, scope);
  const call = callOf(node);
  if (call) return called(call, scope);
  const member = memberOf(node);
  return member ? memberText(member.receiver, member.name, node, scope) : unknown(node);
}

const evaluateLast = (node: SourceNode, scope: Scope): Template => {
  const inner = node.type === 'as_expression' ? node.children[0] : node.children.at(-1);
  return inner ? evaluate(inner, scope) : unknown(node);
};

/** Java has no holes in literals; in Kotlin `"$base/x"` has. */
function literalText(node: SourceNode, scope: Scope): Template {
  if (node.source.file.endsWith('.kt'))
    return concat(...node.children.map((child): Template => {
      if (child.type === 'string_content') return [{ text: textOf(child) }];
      if (child.type === 'interpolated_identifier') return named(textOf(child), child, scope);
      if (child.type === 'interpolated_expression' && child.children[0]) return evaluate(child.children[0], scope);
      return [{ text: unescape(textOf(child)) }];
    }));
  const text = textOf(node);
  return [{ text: text.startsWith('"""') ? text.slice(3, -3).trim() : unescape(text.slice(1, -1)) }];
}

const unescape = (text: string): string => text.replace(/\\(.)/g, (_, c: string) => ({ n: '\n', t: '\t' })[c] ?? c);

/** `x == null ? fallback : x`; of another choice nobody knows which, so the one that is a plain text is taken, of numbers the greater. */
function choice(node: SourceNode, scope: Scope): Template {
  const [first, second] = [evaluate(childOf(node, 'consequence')!, scope), evaluate(childOf(node, 'alternative')!, scope)];
  const [value, fallback] = first.some((part) => 'env' in part || 'property' in part) ? [first, second] : [second, first];
  const [part] = value;
  if (value.length === 1 && part && ('env' in part || 'property' in part)) return [{ ...part, fallback }];
  if (isNumber(first) && isNumber(second)) return Number(textIn(first)) >= Number(textIn(second)) ? first : second;
  return textIn(first) !== undefined ? first : second;
}

const isNumber = (value: Template): boolean => /^-?\d+(?:\.\d+)?$/.test(textIn(value) ?? '');

function sum(node: SourceNode, scope: Scope): Template {
  const operator = childOf(node, 'operator');
  if (node.type === 'binary_expression' && operator?.type !== '+') return unknown(node);
  const [left, right] = [childOf(node, 'left') ?? node.children[0], childOf(node, 'right') ?? node.children.at(-1)];
  return concat(evaluate(left!, scope), evaluate(right!, scope));
}

/** A name in its scope: parameter, local variable, field, field of a supertype. */
function named(name: string, at: SourceNode, scope: Scope): Template {
  const given = scope.given?.get(name);
  if (given) return given;
  const local = localVariable(name, at);
  if (local) return local.value ? evaluate(local.value, scope) : assigned(name, at, scope) ?? unknown(at);
  const type = enclosingType(at, scope.file);
  const parameter = enclosingMethod(at, type)?.parameters.find((one) => one.name === name);
  if (parameter) return injectedText(parameter, scope) ?? unknown(at);
  const field = (type && fieldOf(name, type, scope.program)) ?? importedConstant(name, scope);
  return scope.fields?.get(name) ?? (field && fieldText(field.variable, field.type, scope)) ?? unknown(at);
}

/** `String url; url = "..."` in the same method. */
function assigned(name: string, at: SourceNode, scope: Scope): Template | undefined {
  const method = ancestorOfType(at, ...METHODS);
  for (const node of method ? walk(method) : []) if (node.type === 'assignment_expression' && textOf(childOf(node, 'left')!) === name && node.end < at.start) return evaluate(childOf(node, 'right')!, scope);
  return undefined;
}

/** `Constants.URL`, `this.url`, `props.url`. */
function memberText(receiver: SourceNode, name: string, node: SourceNode, scope: Scope): Template {
  const own = enclosingType(node, scope.file);
  const given = isThis(receiver) ? scope.fields?.get(name) : undefined;
  if (given) return given;
  const ofConstant = constantOf(receiver, scope)?.fields.get(name);
  if (ofConstant) return ofConstant;
  const type = isThis(receiver) ? own : typeOfReceiver(receiver, scope);
  const field = type && fieldOf(name, type, scope.program);
  return (field && fieldText(field.variable, field.type, scope)) ?? boundPath(node, scope, (part) => evaluate(part, scope)) ?? unknown(node);
}

/** `Endpoint.CART`: a constant of an enum, with what its fields hold. */
function constantOf(receiver: SourceNode, scope: Scope): { readonly type: TypeDeclaration; readonly fields: ReadonlyMap<string, Template> } | undefined {
  const member = memberOf(receiver);
  const type = member && typeOfReceiver(member.receiver, scope);
  const fields = type && constantFields(type, member.name, scope.program);
  return fields && { type, fields };
}

function typeOfReceiver(receiver: SourceNode, scope: Scope): TypeDeclaration | undefined {
  const member = memberOf(receiver);
  if (member && /^[A-Z]/.test(member.name)) {
    // `Constants.Urls.CART`: a type inside another's file.
    const outer = typeOfReceiver(member.receiver, scope);
    const inner = outer?.file.types.find((type) => type.name === member.name);
    if (inner) return inner;
  }
  const name = isName(receiver) ? variableType(textOf(receiver), receiver, scope) ?? textOf(receiver) : member?.name;
  return name === undefined ? undefined : scope.program.type(name, scope.file);
}

const PASSES_ON = new Set(['create', 'of', 'valueOf', 'toString', 'trim', 'get', 'url', 'uri', 'toUri', 'toURI', 'toURL', 'toUriString', 'toURL', 'encode', 'build', 'strip', 'intern', 'buildAndExpand', 'expand', 'normalize', 'parse']);
const WRAPS = new Set(['URI', 'URL', 'String', 'StringBuilder', 'HttpGet', 'HttpPost', 'HttpPut', 'HttpDelete', 'HttpPatch', 'HttpHost', 'GenericUrl']);
const FROM = new Set(['fromHttpUrl', 'fromUriString', 'fromUri', 'fromPath']);
const APPENDS = new Set(['append', 'concat', 'path', 'pathSegment', 'plus']);

function called(call: Call, scope: Scope): Template {
  const [first] = call.arguments;
  const root = call.receiver ? textOf(call.receiver) : '';
  if (first && call.arguments[1] && (call.isConstruction ? call.name === 'InetSocketAddress' : root === 'InetSocketAddress')) return concat(evaluate(first, scope), [{ text: ':' }], evaluate(call.arguments[1], scope));
  if (call.isConstruction) return WRAPS.has(call.name) && first ? evaluate(first, scope) : unknown(call.node);
  if (root === 'System' && call.name === 'getenv' && first) return [{ env: textIn(evaluate(first, scope)) ?? '' }];
  if ((call.name === 'getProperty' || call.name === 'getRequiredProperty') && first) return [{ property: textIn(evaluate(first, scope)) ?? '', ...(call.arguments[1] ? { fallback: evaluate(call.arguments[1], scope) } : {}) }];
  if (root === 'String' && call.name === 'format' && first) return format(evaluate(first, scope), call.arguments.slice(1).map((a) => evaluate(a, scope)), 'percent');
  if (call.name === 'formatted' && call.receiver) return format(evaluate(call.receiver, scope), call.arguments.map((a) => evaluate(a, scope)), 'percent');
  if (FROM.has(call.name) && first) return evaluate(first, scope);
  if (APPENDS.has(call.name) && call.receiver && first) return concat(evaluate(call.receiver, scope), evaluate(first, scope));
  const own = ownMethod(call, scope) ?? boundPath(call.node, scope, (part) => evaluate(part, scope));
  if (own) return own;
  if (PASSES_ON.has(call.name) && first && /^[A-Z]/.test(root)) return evaluate(first, scope);
  return call.receiver && (PASSES_ON.has(call.name) || /^(?:query|replace)/.test(call.name)) ? evaluate(call.receiver, scope) : unknown(call.node);
}

/** A method of the program that returns one expression, or a getter of a field. */
function ownMethod(call: Call, scope: Scope): Template | undefined {
  const constant = call.receiver && constantOf(call.receiver, scope);
  const type = constant ? constant.type : call.receiver && !isThis(call.receiver) ? typeOfReceiver(call.receiver, scope) : enclosingType(call.node, scope.file);
  if (!type) return undefined;
  const method = type.methods.find((m) => m.name === call.name && m.parameters.length === call.arguments.length && m.body);
  if (!method) {
    const property = /^(?:get|is)([A-Z]\w*)$/.exec(call.name)?.[1];
    const name = property ? property[0]!.toLowerCase() + property.slice(1) : call.name;
    const field = call.arguments.length === 0 ? fieldOf(name, type, scope.program) : undefined;
    return constant?.fields.get(name) ?? (field && fieldText(field.variable, field.type, scope));
  }
  const returned = [...walk(method.body!)].filter((node) => node.type === 'return_statement' || (node.type === 'jump_expression' && textOf(node).startsWith('return')));
  const value = returned.length === 1 ? returned[0]!.children[0] : method.body!.type === 'function_body' && method.body!.children.length === 1 && method.body!.children[0]!.type !== 'statements' ? method.body!.children[0] : undefined;
  if (!value) return undefined;
  const given = new Map(method.parameters.map((parameter, index) => [parameter.name, evaluate(call.arguments[index]!, scope)]));
  return evaluate(value, { ...scope, file: type.file, given, ...(constant ? { fields: constant.fields } : {}) });
}
