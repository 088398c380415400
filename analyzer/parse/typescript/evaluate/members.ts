import { ts } from 'ts-morph';
import { assignmentsOf } from '../source/assignments.js';
import { enclosing, enclosingClass, hasModifier, nameText } from '../source/syntax.js';
import type { Context } from './context.js';
import { schemaMember } from './environment.js';
import { applyFunction } from './calls.js';
import { injectedValue } from './injection.js';
import { NOTHING, isKnown, member, newFrame, opaque, type Frame, type Instance, type Value } from './value.js';

/** `value.name` and `value['name']`. */
export function memberValue(context: Context, value: Value, name: string, at: ts.Node): Value {
  switch (value.kind) {
    case 'environment': return { kind: 'text', template: [{ env: name }] };
    case 'object': return objectMember(context, value.node, name, value.frame) ?? NOTHING;
    case 'merged': return mergedMember(context, value.parts, name, at);
    case 'list': return listMember(context, value.elements, name, value.frame, at);
    case 'module': return context.exported(value.path, name);
    case 'enum': return enumMember(context, value.node, name) ?? opaque(at);
    case 'class': return classMember(context, value.node, name, context.root, true) ?? opaque(at);
    case 'instance': return instanceMember(context, value, name) ?? opaque(at);
    case 'text': return URL_PARTS.has(name) ? value : opaque(at);
    case 'reference': return referenceMember(context, value, name, at);
    default: return opaque(at);
  }
}

/** A parsed URL was evaluated to its text; these parts of it still say where it leads. */
const URL_PARTS = new Set(['href', 'origin', 'host']);

function referenceMember(context: Context, value: Extract<Value, { kind: 'reference' }>, name: string, at: ts.Node): Value {
  if (name === 'env' && value.steps.length <= 1 && isProcess(value)) return { kind: 'environment' };
  return schemaMember(context, value, name, at) ?? member(value, name);
}

const isProcess = (value: Extract<Value, { kind: 'reference' }>): boolean => {
  const [first] = value.steps;
  return (value.package === '' && first !== undefined && 'member' in first && (first.member === 'process' || first.member === 'Bun')) || (value.steps.length === 0 && (value.package === 'process' || value.package === 'import.meta'));
};

/** Undefined when the object does not have it; a spread of something unknown may hide it. */
function objectMember(context: Context, node: ts.ObjectLiteralExpression, name: string, frame: Frame): Value | undefined {
  for (const property of [...node.properties].reverse()) {
    if (ts.isSpreadAssignment(property)) {
      const spread = context.value(property.expression, frame);
      const inner = spread.kind === 'opaque' ? spread : spreadMember(context, spread, name, property);
      if (inner.kind !== 'nothing') return spread.kind === 'opaque' ? undefinedUnless(node, name, spread) : inner;
    } else if (nameText(property.name) === name) return propertyValue(context, property, frame);
  }
  const assigned = assignmentsOf(node.getSourceFile()).members.get(node)?.get(name);
  return assigned && context.value(assigned, frame);
}

const spreading = new Set<ts.Node>();

/** `x = {...x, a: 1}` spreads itself: what it had before is not known. */
function spreadMember(context: Context, spread: Value, name: string, at: ts.SpreadAssignment): Value {
  if (spreading.has(at)) return NOTHING;
  spreading.add(at);
  try {
    return memberValue(context, spread, name, at);
  } finally {
    spreading.delete(at);
  }
}

/** A later spread may replace an own property, but people spread overrides of other things: the written value stands. */
function undefinedUnless(node: ts.ObjectLiteralExpression, name: string, unknown: Value): Value | undefined {
  return node.properties.some((p) => !ts.isSpreadAssignment(p) && nameText(p.name) === name) ? undefined : unknown;
}

function propertyValue(context: Context, property: Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment>, frame: Frame): Value {
  if (ts.isPropertyAssignment(property)) return context.value(property.initializer, frame);
  if (ts.isShorthandPropertyAssignment(property)) return context.value(property.name, frame);
  if (ts.isGetAccessor(property)) return applyFunction(context, { kind: 'function', node: property, frame }, [], frame, property);
  return ts.isMethodDeclaration(property) ? { kind: 'function', node: property, frame } : opaque(property);
}

function mergedMember(context: Context, parts: readonly Value[], name: string, at: ts.Node): Value {
  for (const part of [...parts].reverse()) {
    const value = memberValue(context, part, name, at);
    if (isKnown(value)) return value;
  }
  return parts.some((part) => part.kind === 'opaque') ? opaque(at) : NOTHING;
}

function listMember(context: Context, elements: readonly ts.Expression[], name: string, frame: Frame, at: ts.Node): Value {
  const element = /^\d+$/.test(name) ? elements[Number(name)] : undefined;
  return element && !elements.some(ts.isSpreadElement) ? context.value(element, frame) : opaque(at);
}

function enumMember(context: Context, node: ts.EnumDeclaration, name: string): Value | undefined {
  const index = node.members.findIndex((m) => nameText(m.name) === name);
  const found = node.members[index];
  if (!found) return undefined;
  return found.initializer ? context.value(found.initializer, context.root) : { kind: 'number', value: index };
}

// ---------------------------------------------------------------- classes

/** `this`: the instance that is being evaluated, else any instance of the class around it. */
export function thisValue(context: Context, node: ts.Node, frame: Frame): Value {
  const around = enclosingClass(node);
  if (!around) return opaque(node);
  if (frame.self && (frame.self.class === around || descends(context, frame.self.class, around))) return frame.self;
  const owner = enclosing(node, (n): n is ts.ClassElement => ts.isClassElement(n) && n.parent === around);
  return owner && hasModifier(owner, ts.SyntaxKind.StaticKeyword) ? { kind: 'class', node: around } : { kind: 'instance', class: around, frame };
}

function instanceMember(context: Context, instance: Instance, name: string): Value | undefined {
  return classMember(context, instance.class, name, instance.frame.parameters.size > 0 ? frameOf(instance) : context.root, false);
}

const frames = new WeakMap<Instance, Frame>();

/** The frame in which the members of an instance are evaluated: one, so that each is evaluated once. */
function frameOf(instance: Instance): Frame {
  const known = instance.frame.self === instance ? instance.frame : frames.get(instance);
  const frame = known ?? newFrame(instance.frame, new Map(), instance);
  frames.set(instance, frame);
  return frame;
}

function classMember(context: Context, node: ts.ClassLikeDeclaration, name: string, frame: Frame, isStatic: boolean, depth = 0): Value | undefined {
  for (const element of node.members) {
    if (nameText(element.name) !== name || hasModifier(element, ts.SyntaxKind.StaticKeyword) !== isStatic) continue;
    if (ts.isMethodDeclaration(element) && element.body) return { kind: 'function', node: element, frame };
    if (ts.isGetAccessor(element)) return applyFunction(context, { kind: 'function', node: element, frame }, [], frame, element);
    if (ts.isPropertyDeclaration(element)) return field(context, node, element, name, frame);
  }
  const promoted = constructorOf(node)?.parameters.find((p) => nameText(p.name) === name && (ts.getModifiers(p)?.length ?? 0) > 0);
  if (promoted && !isStatic) return context.declared(promoted, frame, promoted);
  return assignedField(context, node, name, frame) ?? inherited(context, node, name, frame, isStatic, depth);
}

export const constructorOf = (node: ts.ClassLikeDeclaration): ts.ConstructorDeclaration | undefined => node.members.find((m): m is ts.ConstructorDeclaration => ts.isConstructorDeclaration(m) && m.body !== undefined);

function field(context: Context, owner: ts.ClassLikeDeclaration, node: ts.PropertyDeclaration, name: string, frame: Frame): Value {
  const initial = node.initializer ? context.value(node.initializer, frame) : NOTHING;
  if (isKnown(initial)) return initial;
  return assignedField(context, owner, name, frame) ?? injectedValue(context, node.type, node, frame) ?? opaque(node.name);
}

function assignedField(context: Context, owner: ts.ClassLikeDeclaration, name: string, frame: Frame): Value | undefined {
  const assigned = (assignmentsOf(owner.getSourceFile()).fields.get(name) ?? []).filter((a) => enclosingClass(a) === owner);
  const values = assigned.map((a) => context.value(a.right, frame)).filter(isKnown);
  return values.find((v) => v.kind === 'reference') ?? (values.length === 1 ? values[0] : undefined);
}

function inherited(context: Context, node: ts.ClassLikeDeclaration, name: string, frame: Frame, isStatic: boolean, depth: number): Value | undefined {
  const base = depth < 8 ? baseOf(context, node) : undefined;
  if (base?.kind === 'class') return classMember(context, base.node, name, frame, isStatic, depth + 1);
  // A class that extends a package's class is one of the package's instances.
  if (base?.kind === 'reference') return member({ ...base, steps: [...base.steps, { call: node, arguments: superArguments(node), frame }] }, name);
  return undefined;
}

export function baseOf(context: Context, node: ts.ClassLikeDeclaration): Value | undefined {
  const clause = node.heritageClauses?.find((c) => c.token === ts.SyntaxKind.ExtendsKeyword);
  const expression = clause?.types[0]?.expression;
  return expression && context.value(expression, context.root);
}

/** What a class passes to the constructor of its base. */
export function superArguments(node: ts.ClassLikeDeclaration): readonly ts.Expression[] {
  const first = constructorOf(node)?.body?.statements.find((s): s is ts.ExpressionStatement => ts.isExpressionStatement(s) && ts.isCallExpression(s.expression) && s.expression.expression.kind === ts.SyntaxKind.SuperKeyword);
  return first && ts.isCallExpression(first.expression) ? first.expression.arguments : [];
}

function descends(context: Context, node: ts.ClassLikeDeclaration, ancestor: ts.ClassLikeDeclaration): boolean {
  let current: ts.ClassLikeDeclaration | undefined = node;
  for (let depth = 0; current && depth < 8; depth++) {
    const base = baseOf(context, current);
    current = base?.kind === 'class' ? base.node : undefined;
    if (current === ancestor) return true;
  }
  return false;
}

