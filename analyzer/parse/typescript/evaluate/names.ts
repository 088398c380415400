import { ts } from 'ts-morph';
import { assignmentsOf } from '../source/assignments.js';
import { wholeExport } from '../source/exports.js';
import { lookup, type Declaration } from '../source/scope.js';
import { enclosing, isFunctionNode, nameText } from '../source/syntax.js';
import type { Context } from './context.js';
import { injectedValue } from './injection.js';
import { memberValue } from './members.js';
import { fallback } from './operators.js';
import { NOTHING, isKnown, member, opaque, textOf, type Frame, type Value } from './value.js';

export function identifierValue(context: Context, node: ts.Identifier, frame: Frame): Value {
  const declaration = lookup(node.text, node);
  if (declaration) return context.declared(declaration, frame, node);
  return globalValue(node);
}

/** Globals are references of package `''`: `fetch`, `process`, `URL`. */
const globalValue = (node: ts.Identifier): Value => (node.text === 'globalThis' || node.text === 'global' ? { kind: 'reference', package: '', steps: [] } : { kind: 'reference', package: '', steps: [{ member: node.text }] });

/** What a declaration stands for. */
export function declarationValue(context: Context, node: Declaration, frame: Frame, at: ts.Node): Value {
  if (ts.isVariableDeclaration(node)) return variable(context, node, frame);
  if (ts.isBindingElement(node)) return bound(context, node, frame);
  if (ts.isParameter(node)) return parameter(context, node, frame);
  if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node)) return { kind: 'function', node, frame };
  if (ts.isClassLike(node)) return { kind: 'class', node };
  if (ts.isEnumDeclaration(node)) return { kind: 'enum', node };
  if (ts.isImportClause(node) || ts.isNamespaceImport(node) || ts.isImportSpecifier(node) || ts.isImportEqualsDeclaration(node)) return imported(context, node, at);
  return opaque(at);
}

function variable(context: Context, node: ts.VariableDeclaration, frame: Frame): Value {
  const initial = node.initializer ? context.value(node.initializer, frame) : NOTHING;
  if (node.parent.flags & ts.NodeFlags.Const) return initial;
  const others = (assignmentsOf(node.getSourceFile()).variables.get(node) ?? []).map((e) => context.value(e, frame)).filter(isKnown);
  if (others.length === 0) return isKnown(initial) || !node.type ? initial : injectedValue(context, node.type, node, frame) ?? initial;
  return agreed([initial, ...others].filter(isKnown)) ?? otherwiseInitial(initial, others) ?? opaque(node.name);
}

/** What is written holds unless something happens that nobody can know here: an argument of the command line, an answer. */
const otherwiseInitial = (initial: Value, others: readonly Value[]): Value | undefined =>
  textOf(initial)?.every((part) => 'text' in part) && others.every((other) => textOf(other)?.some((part) => 'unknown' in part)) ? initial : undefined;

/** Several values that say the same, or a client that is made again in the same way. */
function agreed(values: readonly Value[]): Value | undefined {
  const [first] = values;
  const reference = values.find((v) => v.kind === 'reference');
  if (reference) return reference;
  if (values.length <= 1 || !first) return first;
  const texts = values.map((v) => JSON.stringify(textOf(v) ?? null));
  return texts[0] !== 'null' && texts.every((t) => t === texts[0]) ? first : undefined;
}

/** `const { a: { b = 1 } } = value`. */
function bound(context: Context, node: ts.BindingElement, frame: Frame): Value {
  const pattern = node.parent;
  const owner = pattern.parent;
  const whole = ts.isBindingElement(owner) ? bound(context, owner, frame) : ts.isParameter(owner) ? parameter(context, owner, frame) : owner.initializer ? context.value(owner.initializer, frame) : NOTHING;
  if (node.dotDotDotToken) return whole;
  const name = ts.isArrayBindingPattern(pattern) ? String(pattern.elements.indexOf(node)) : nameText(node.propertyName ?? node.name);
  const value = name === undefined ? opaque(node) : memberValue(context, whole, name, node);
  return node.initializer ? fallback(value, context.value(node.initializer, frame)) : value;
}

function parameter(context: Context, node: ts.ParameterDeclaration, frame: Frame): Value {
  const given = frame.parameters.get(node);
  if (given && given.kind !== 'nothing') return given;
  const initial = node.initializer && context.value(node.initializer, frame);
  if (given) return initial ?? given;
  const injected = injectedValue(context, node.type, node, frame);
  if (injected && injected.kind !== 'opaque') return injected;
  return fromCallers(context, node) ?? initial ?? opaque(node.name);
}

/** The value of a parameter that every call in the tree passes alike. */
function fromCallers(context: Context, node: ts.ParameterDeclaration): Value | undefined {
  const owner = enclosing(node, isFunctionNode);
  const index = owner?.parameters.indexOf(node) ?? -1;
  const calls = owner && index >= 0 ? context.callsOf(owner) : undefined;
  if (!calls || calls.length === 0) return undefined;
  const passed = calls.map((call) => call.arguments?.[index]);
  const values = passed.map((argument) => (argument ? context.value(argument, context.root) : NOTHING));
  if (values.length === 1) return values[0];
  const texts = values.map((v) => JSON.stringify(textOf(v) ?? null));
  if (texts[0] !== 'null' && texts.every((t) => t === texts[0])) return values[0];
  return values.every((v) => v.kind === 'reference') && values.every((v) => sameReference(v, values[0]!)) ? values[0] : undefined;
}

const sameReference = (a: Value, b: Value): boolean =>
  a.kind === 'reference' && b.kind === 'reference' && a.package === b.package && a.steps.length === b.steps.length && a.steps.every((step, i) => {
    const other = b.steps[i]!;
    return 'member' in step ? 'member' in other && other.member === step.member : 'call' in other && other.call === step.call;
  });

type Import = ts.ImportClause | ts.NamespaceImport | ts.ImportSpecifier | ts.ImportEqualsDeclaration;

function imported(context: Context, node: Import, at: ts.Node): Value {
  const [specifier, name] = importSource(node);
  if (specifier === undefined) return opaque(at);
  return moduleMember(context, node.getSourceFile().fileName, specifier, name);
}

/** Specifier and exported name (`*` for the whole module) of an import binding. */
function importSource(node: Import): [specifier: string | undefined, name: string] {
  if (ts.isImportEqualsDeclaration(node)) {
    const reference = node.moduleReference;
    return [ts.isExternalModuleReference(reference) && ts.isStringLiteral(reference.expression) ? reference.expression.text : undefined, '*'];
  }
  const declaration = enclosing(node, ts.isImportDeclaration);
  const specifier = declaration && ts.isStringLiteral(declaration.moduleSpecifier) ? declaration.moduleSpecifier.text : undefined;
  if (ts.isImportClause(node)) return [specifier, 'default'];
  return [specifier, ts.isNamespaceImport(node) ? '*' : (node.propertyName ?? node.name).text];
}

export function moduleMember(context: Context, from: string, specifier: string, name: string): Value {
  const target = context.resolve(from, specifier);
  if ('file' in target) return name === '*' ? wholeModule(context, target.file) : context.exported(target.file, name);
  // `node:http` and `http` are one module.
  const whole: Value = { kind: 'reference', package: target.package.replace(/^node:/, ''), steps: [] };
  return name === '*' ? whole : member(whole, name);
}

/** CommonJS modules are the value they export. */
function wholeModule(context: Context, path: string): Value {
  const source = context.module(path)?.source;
  const whole = source && wholeExport(source);
  return whole ? context.value(whole, context.root) : { kind: 'module', path };
}
