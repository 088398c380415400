import type { Template } from '../../../facts/template.js';
import { ancestorOfType, childOf, concat, format, placeholders, textIn, textOf, unknown, walk, type SourceNode } from '../../source/index.js';
import { callOf, isName, isThis, memberOf, type Call } from './expression.js';
import { variablesOf } from './java.js';
import { propertyOf } from './kotlin.js';
import { annotationOf, type CodeFile, type Method, type TypeDeclaration, type Variable } from './model.js';
import type { Program } from './program.js';

/** Evaluates expressions of one file to text with holes. */
export interface Scope {
  readonly program: Program;
  readonly file: CodeFile;
  /** What parameters hold, where a call is followed into a method. */
  readonly given?: ReadonlyMap<string, Template>;
  readonly depth?: number;
}

const MAX_DEPTH = 12;

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

/** `x == null ? fallback : x`; of another choice nobody knows which, so the one that is a plain text is taken. */
function choice(node: SourceNode, scope: Scope): Template {
  const [first, second] = [evaluate(childOf(node, 'consequence')!, scope), evaluate(childOf(node, 'alternative')!, scope)];
  const [value, fallback] = first.some((part) => 'env' in part || 'property' in part) ? [first, second] : [second, first];
  const [part] = value;
  if (value.length === 1 && part && ('env' in part || 'property' in part)) return [{ ...part, fallback }];
  return textIn(first) !== undefined ? first : second;
}

function sum(node: SourceNode, scope: Scope): Template {
  const operator = childOf(node, 'operator');
  if (node.type === 'binary_expression' && operator?.type !== '+') return unknown(node);
  const [left, right] = [childOf(node, 'left') ?? node.children[0], childOf(node, 'right') ?? node.children.at(-1)];
  return concat(evaluate(left!, scope), evaluate(right!, scope));
}

/** A name in its scope: parameter, local variable, field, field of a supertype. */
export function named(name: string, at: SourceNode, scope: Scope): Template {
  const given = scope.given?.get(name);
  if (given) return given;
  const local = localVariable(name, at);
  if (local) return local.value ? evaluate(local.value, scope) : assigned(name, at, scope) ?? unknown(at);
  const type = enclosingType(at, scope.file);
  const field = type && fieldOf(name, type, scope.program);
  return (field && fieldText(field.variable, field.type, scope)) ?? unknown(at);
}

export function fieldOf(name: string, type: TypeDeclaration, program: Program, depth = 0): { readonly variable: Variable; readonly type: TypeDeclaration } | undefined {
  const variable = type.fields.get(name);
  if (variable) return { variable, type };
  if (depth > 4) return undefined;
  for (const supertype of type.supertypes) {
    const above = program.type(supertype, type.file);
    const found = above && above !== type && fieldOf(name, above, program, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** A field's value: injected by `@Value`, bound by a properties class, initialised, or assigned in a constructor. */
function fieldText(field: Variable, type: TypeDeclaration, scope: Scope): Template | undefined {
  const inside = { ...scope, file: type.file };
  const injected = injectedText(field, inside);
  if (injected) return injected;
  const bound = boundProperty(field, type, inside);
  if (bound) return bound;
  if (field.value) return evaluate(field.value, withoutGiven(inside));
  for (const method of type.methods) {
    const value = method.isConstructor || annotationOf(method.annotations, 'PostConstruct', 'Autowired', 'Value') ? assignment(method, field.name) : undefined;
    if (!value) continue;
    const parameter = isName(value) ? method.parameters.find((p) => p.name === textOf(value)) : undefined;
    const text = parameter ? injectedText(parameter, inside) : evaluate(value, withoutGiven(inside));
    if (text) return text;
  }
  return undefined;
}

const withoutGiven = ({ given: _, ...scope }: Scope): Scope => scope;

/** `@Value("${x.url:default}")`, MicroProfile's `@ConfigProperty(name = "x.url")`. */
export function injectedText(variable: Variable, scope: Scope): Template | undefined {
  const value = annotationOf(variable.annotations, 'Value')?.values.get('value');
  if (value) return placeholders(rawText(value, scope));
  const property = annotationOf(variable.annotations, 'ConfigProperty', 'Property');
  const name = property && (property.values.get('name') ?? property.values.get('value'));
  if (!name) return undefined;
  const fallback = property.values.get('defaultValue');
  return [{ property: rawText(name, scope), ...(fallback ? { fallback: evaluate(fallback, scope) } : {}) }];
}

/** An annotation's text as written: in Kotlin `"\${x}"` is escaped, and `"${x}"` is too, as it must be constant. */
export function rawText(node: SourceNode, scope: Scope): string {
  if (node.type === 'string_literal') return textOf(node).slice(1, -1).replace(/\\(.)/g, '$1');
  return textIn(evaluate(node, scope)) ?? '';
}

/** A field of a `@ConfigurationProperties(prefix = "shop")` class. */
function boundProperty(field: Variable, type: TypeDeclaration, scope: Scope): Template | undefined {
  const bound = annotationOf(type.annotations, 'ConfigurationProperties', 'ConfigMapping');
  const prefix = bound && (bound.values.get('prefix') ?? bound.values.get('value'));
  if (!prefix) return undefined;
  return [{ property: `${rawText(prefix, scope)}.${field.name}`, ...(field.value ? { fallback: evaluate(field.value, withoutGiven(scope)) } : {}) }];
}

function assignment(method: Method, field: string): SourceNode | undefined {
  if (!method.body) return undefined;
  for (const node of walk(method.body)) {
    if (node.type !== 'assignment_expression') continue;
    const left = childOf(node, 'left');
    if (left && (textOf(left) === field || textOf(left) === `this.${field}`)) return childOf(node, 'right');
  }
  return undefined;
}

const METHODS = ['method_declaration', 'constructor_declaration', 'function_declaration', 'lambda_expression'];

export function localVariable(name: string, at: SourceNode): Variable | undefined {
  for (let method = ancestorOfType(at, ...METHODS); method; method = ancestorOfType(method, ...METHODS))
    for (const node of walk(method)) {
      if (node.start >= at.end) break;
      const declared = node.type === 'local_variable_declaration' ? variablesOf(node) : node.type === 'property_declaration' ? [propertyOf(node)] : [];
      const found = declared.find((variable) => variable?.name === name);
      if (found) return found;
    }
  return undefined;
}

/** `String url; url = "..."` in the same method. */
function assigned(name: string, at: SourceNode, scope: Scope): Template | undefined {
  const method = ancestorOfType(at, ...METHODS);
  for (const node of method ? walk(method) : []) if (node.type === 'assignment_expression' && textOf(childOf(node, 'left')!) === name && node.end < at.start) return evaluate(childOf(node, 'right')!, scope);
  return undefined;
}

export function enclosingType(at: SourceNode, file: CodeFile): TypeDeclaration | undefined {
  return file.types.filter(({ node }) => node.start <= at.start && node.end >= at.end).sort((a, b) => b.node.start - a.node.start || a.node.end - b.node.end)[0];
}

export const enclosingMethod = (at: SourceNode, type: TypeDeclaration | undefined): Method | undefined => type?.methods.find(({ node }) => node.start <= at.start && node.end >= at.end);

/** `Constants.URL`, `this.url`, `props.url`. */
function memberText(receiver: SourceNode, name: string, node: SourceNode, scope: Scope): Template {
  const own = enclosingType(node, scope.file);
  const type = isThis(receiver) ? own : typeOfReceiver(receiver, scope);
  const field = type && fieldOf(name, type, scope.program);
  return (field && fieldText(field.variable, field.type, scope)) ?? unknown(node);
}

function typeOfReceiver(receiver: SourceNode, scope: Scope): TypeDeclaration | undefined {
  const name = isName(receiver) ? variableType(textOf(receiver), receiver, scope) ?? textOf(receiver) : memberOf(receiver)?.name;
  return name === undefined ? undefined : scope.program.type(name, scope.file);
}

/** The declared type of a variable that is in scope. */
export function variableType(name: string, at: SourceNode, scope: Scope): string | undefined {
  const local = localVariable(name, at);
  if (local && local.type !== '' && local.type !== 'var') return local.type;
  if (local?.value) return madeBy(callOf(local.value), scope);
  const type = enclosingType(at, scope.file);
  const parameter = enclosingMethod(at, type)?.parameters.find((p) => p.name === name);
  if (parameter) return parameter.type;
  const field = type && fieldOf(name, type, scope.program);
  return field && (field.variable.type || (field.variable.value && madeBy(callOf(field.variable.value), scope)));
}

const madeBy = (call: Call | undefined, scope: Scope): string | undefined => (call?.isConstruction ? call.name : call && rootType(call.node, scope));

/** The type at the beginning of a chain: `WebClient.create(x).get()` and `client.get()` are both of `WebClient`. */
export function rootType(node: SourceNode, scope: Scope): string | undefined {
  let root = node;
  for (let next = callOf(root); next; next = callOf(root)) {
    // `new Request.Builder()` makes what `Request`'s entries are about.
    if (next.isConstruction) return next.name.split('.')[0];
    if (!next.receiver) {
      const own = enclosingType(root, scope.file)?.methods.find(({ name }) => name === next!.name);
      return own?.returns;
    }
    root = next.receiver;
  }
  const member = memberOf(root);
  if (member && isThis(member.receiver)) return variableType(member.name, root, scope);
  if (isName(root)) return variableType(textOf(root), root, scope) ?? (/^[A-Z]/.test(textOf(root)) ? textOf(root) : undefined);
  return member ? (/^[A-Z]/.test(member.name) && isName(member.receiver) ? textOf(member.receiver) : undefined) : undefined;
}

const PASSES_ON = new Set(['create', 'of', 'valueOf', 'toString', 'trim', 'get', 'url', 'uri', 'toUri', 'toURI', 'toURL', 'toUriString', 'toURL', 'encode', 'build', 'strip', 'intern', 'buildAndExpand', 'expand', 'normalize', 'parse']);
const WRAPS = new Set(['URI', 'URL', 'String', 'StringBuilder', 'HttpGet', 'HttpPost', 'HttpPut', 'HttpDelete', 'HttpPatch', 'HttpHost', 'GenericUrl']);
const FROM = new Set(['fromHttpUrl', 'fromUriString', 'fromUri', 'fromPath']);
const APPENDS = new Set(['append', 'concat', 'path', 'pathSegment', 'plus']);

function called(call: Call, scope: Scope): Template {
  const [first] = call.arguments;
  const root = call.receiver ? textOf(call.receiver) : '';
  if (call.isConstruction) return WRAPS.has(call.name) && first ? evaluate(first, scope) : unknown(call.node);
  if (root === 'System' && call.name === 'getenv' && first) return [{ env: textIn(evaluate(first, scope)) ?? '' }];
  if ((call.name === 'getProperty' || call.name === 'getRequiredProperty') && first) return [{ property: textIn(evaluate(first, scope)) ?? '', ...(call.arguments[1] ? { fallback: evaluate(call.arguments[1], scope) } : {}) }];
  if (root === 'String' && call.name === 'format' && first) return format(evaluate(first, scope), call.arguments.slice(1).map((a) => evaluate(a, scope)), 'percent');
  if (call.name === 'formatted' && call.receiver) return format(evaluate(call.receiver, scope), call.arguments.map((a) => evaluate(a, scope)), 'percent');
  if (FROM.has(call.name) && first) return evaluate(first, scope);
  if (APPENDS.has(call.name) && call.receiver && first) return concat(evaluate(call.receiver, scope), evaluate(first, scope));
  const own = ownMethod(call, scope);
  if (own) return own;
  if (PASSES_ON.has(call.name) && first && /^[A-Z]/.test(root)) return evaluate(first, scope);
  return call.receiver && (PASSES_ON.has(call.name) || /^(?:query|replace)/.test(call.name)) ? evaluate(call.receiver, scope) : unknown(call.node);
}

/** A method of the program that returns one expression, or a getter of a field. */
function ownMethod(call: Call, scope: Scope): Template | undefined {
  const type = call.receiver && !isThis(call.receiver) ? typeOfReceiver(call.receiver, scope) : enclosingType(call.node, scope.file);
  if (!type) return undefined;
  const method = type.methods.find((m) => m.name === call.name && m.parameters.length === call.arguments.length && m.body);
  if (!method) {
    const property = /^(?:get|is)([A-Z]\w*)$/.exec(call.name)?.[1];
    const name = property ? property[0]!.toLowerCase() + property.slice(1) : call.name;
    const field = call.arguments.length === 0 ? fieldOf(name, type, scope.program) : undefined;
    return field && fieldText(field.variable, field.type, scope);
  }
  const returned = [...walk(method.body!)].filter((node) => node.type === 'return_statement' || (node.type === 'jump_expression' && textOf(node).startsWith('return')));
  const value = returned.length === 1 ? returned[0]!.children[0] : method.body!.type === 'function_body' && method.body!.children.length === 1 && method.body!.children[0]!.type !== 'statements' ? method.body!.children[0] : undefined;
  if (!value) return undefined;
  const given = new Map(method.parameters.map((parameter, index) => [parameter.name, evaluate(call.arguments[index]!, scope)]));
  return evaluate(value, { ...scope, file: type.file, given });
}
