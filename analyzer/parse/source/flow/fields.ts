import { groupBy, push } from '../../../facts/groups.js';
import { textOf } from '../node.js';
import { entryOf, namedArgument, positional } from './arguments.js';
import { declared, referenceTo, unknownOf, type Flow } from './evaluate.js';
import { functionOf, type ClassType, type CodeModel, type Expression, type FieldAssignment, type Func } from './model.js';
import { plainText } from './text.js';
import { choose, isMember, optionsOf, type Frame, type Instance, type Made, type Thunk, type Value } from './value.js';

/** Assignments of fields and written values of classes, by the field's name. */
export interface Fields {
  readonly assigned: ReadonlyMap<string, readonly FieldAssignment[]>;
  readonly literals: ReadonlyMap<string, readonly Extract<Expression, { is: 'object' }>[]>;
  /** The same by the class that is written, filled as names are asked for. */
  readonly byType: Map<string, ReadonlyMap<ClassType, readonly Extract<Expression, { is: 'object' }>[]>>;
}

export function fieldIndex(model: CodeModel): Fields {
  const assigned = groupBy(model.assignments, (a) => a.name);
  const literals = new Map<string, Extract<Expression, { is: 'object' }>[]>();
  for (const o of model.objects) if (o.type) for (const { key } of o.entries) if (key !== undefined) push(literals, key, o);
  return { assigned, literals, byType: new Map() };
}

/** `x.name`. */
export function memberOf(flow: Flow, of: Value, name: string, e: Expression | undefined): Value {
  const shown = e ? textOf(e.node).slice(0, 80) : name;
  return choose(optionsOf(of).map((value) => memberOfOne(flow, value, name)), shown);
}

function memberOfOne(flow: Flow, value: Value, name: string): Value {
  switch (value.is) {
    case 'reference': {
      const kept = keptIn(flow, value.path, name);
      return kept.length > 0 ? choose(kept) : referenceTo(flow, `${value.path}.${name}`);
    }
    case 'module': return exported(flow, value.module.id, name);
    case 'made': return fieldOfMade(flow, value, name) ?? (value.fluent ? value : { is: 'made', type: `${value.type}.${name}`, origin: value.origin, frame: value.frame, base: value, fluent: false });
    case 'object': return thunkValue(flow, entryOf(flow, value.literal, name, value.frame), name);
    case 'instance': return fieldOfInstance(flow, value, name);
    case 'class': return fieldOfInstance(flow, { is: 'instance', type: value.type, origin: undefined, frame: undefined }, name);
    default: return { is: 'unknown', shown: name };
  }
}

/** What the code keeps in an object of a framework (`g.db = connect()`). */
function keptIn(flow: Flow, path: string, name: string): Value[] {
  const same = (of: Value): boolean => optionsOf(of).some((v) => v.is === 'reference' && v.path === path);
  const kept = (flow.fields.assigned.get(name) ?? []).filter((a) => same(flow.value(a.of, undefined))).map((a) => flow.value(a.value, undefined));
  return kept.filter((v) => v.is === 'made' || v.is === 'instance');
}

const thunkValue = (flow: Flow, thunk: Thunk | undefined, shown: string): Value => (thunk ? flow.value(thunk.expression, thunk.frame) : { is: 'unknown', shown });

function exported(flow: Flow, id: string, name: string): Value {
  const inner = flow.model.modules.get(`${id}.${name}`);
  if (inner) return { is: 'module', module: inner };
  const module = flow.model.modules.get(id)!;
  if (!module.scope.bindings.has(name)) return { is: 'unknown', shown: name };
  const node = module.scope.bindings.get(name)![0]!.node;
  return flow.value(exportName(module.scope, name, node), undefined);
}

const exports_ = new WeakMap<object, Map<string, Expression>>();

/** One expression an exported name, so that its value is found once. */
function exportName(scope: Extract<Expression, { is: 'name' }>['scope'], name: string, node: Expression['node']): Expression {
  const names = exports_.get(scope) ?? new Map<string, Expression>();
  exports_.set(scope, names);
  let root = node;
  while (root.parent) root = root.parent;
  const end = { ...root, start: root.end };
  const found = names.get(name) ?? { is: 'name', name, scope, node: end };
  names.set(name, found);
  return found;
}

/** A field or method, own or inherited. */
function fieldOfInstance(flow: Flow, instance: Instance, name: string, depth = 0): Value {
  const { type, origin, frame } = instance;
  const method = type.methods.get(name);
  if (method) return { is: 'function', fn: method, self: instance, lexical: undefined };
  const own = origin?.is === 'object' ? entryOf(flow, origin, name, frame) : undefined;
  return own ? choose(writtenAndAssigned(flow, instance, name, own)) : choose(held(flow, instance, name, depth), name);
}

function* writtenAndAssigned(flow: Flow, instance: Instance, name: string, { expression, frame }: Thunk): Generator<Value> {
  yield flow.value(expression, frame);
  yield* assignedValues(flow, instance, name);
}

/** What a field holds: what is assigned or written; else what its type says; else what it inherits. */
function* held(flow: Flow, instance: Instance, name: string, depth: number): Generator<Value> {
  const field = instance.type.fields.get(name);
  let found = false;
  for (const value of written(flow, instance, name)) {
    found = true;
    yield value;
  }
  if (found) return;
  if (field?.type) yield declared(flow, field.type);
  else if (depth < 6) yield* inherited(flow, instance, name, depth);
}

function* written(flow: Flow, instance: Instance, name: string): Generator<Value> {
  const field = instance.type.fields.get(name);
  yield* assignedValues(flow, instance, name);
  if (field?.value) yield flow.value(field.value, undefined);
  if (!instance.origin) yield* literalValues(flow, instance.type, name);
}

function* inherited(flow: Flow, instance: Instance, name: string, depth: number): Generator<Value> {
  const { type, origin, frame } = instance;
  for (const base of type.bases)
    for (const parent of optionsOf(flow.value(base, undefined))) {
      if (parent.is === 'class' && parent.type !== type) yield fieldOfInstance(flow, { ...instance, type: parent.type }, name, depth + 1);
      if (parent.is === 'reference') yield { is: 'made', type: `${parent.path}#${name}`, origin, frame, base: { is: 'made', type: parent.path, origin, frame, base: undefined, fluent: false }, fluent: false };
    }
}

/** What is assigned to the field: in the constructor as this instance's construction says, elsewhere by anybody. */
function* assignedValues(flow: Flow, instance: Instance, name: string): Generator<Value> {
  const constructor = flow.language.constructorOf(instance.type.methods);
  for (const { of, value } of flow.fields.assigned.get(name) ?? []) {
    const fn = of.is === 'name' ? functionOf(of.scope) : undefined;
    if (fn?.owner === instance.type && of.is === 'name' && of.name === fn.self) yield flow.value(value, frameWithin(flow, fn, constructor, instance));
    else if (optionsOf(flow.value(of, undefined)).some((v) => v.is === 'instance' && v.type === instance.type)) yield flow.value(value, undefined);
  }
}

function frameWithin(flow: Flow, fn: Func, constructor: Func | undefined, instance: Instance): Frame | undefined {
  if (fn !== constructor || instance.origin?.is !== 'call') return undefined;
  return flow.frames.enter(fn, instance.origin, instance.frame, instance, undefined);
}

function* literalValues(flow: Flow, type: ClassType, name: string): Generator<Value> {
  for (const literal of literalsByType(flow, name).get(type) ?? []) {
    const own = literal.entries.find((e) => e.key === name);
    if (own) yield flow.value(own.value, undefined);
  }
}

type Literals = readonly Extract<Expression, { is: 'object' }>[];

/** Many types have a field of that name: which literals are whose is found out once. */
function literalsByType(flow: Flow, name: string): ReadonlyMap<ClassType, Literals> {
  const known = flow.fields.byType.get(name);
  if (known) return known;
  const found = new Map<ClassType, Extract<Expression, { is: 'object' }>[]>();
  for (const literal of flow.fields.literals.get(name) ?? []) {
    const written = flow.value(literal.type!, undefined);
    if (written.is !== 'class') continue;
    const list = found.get(written.type);
    if (list) list.push(literal);
    else found.set(written.type, [literal]);
  }
  flow.fields.byType.set(name, found);
  return found;
}

/** An option of something made: its named argument or field, one assigned later, or one set by a function among the arguments. */
export function fieldOfMade(flow: Flow, made: Made, name: string): Value | undefined {
  const { origin, frame } = made;
  if (!origin) return undefined;
  const written = isMember(made) ? undefined : origin.is === 'object' ? entryOf(flow, origin, name, frame) : (namedArgument(flow, origin, name, frame) ?? (/^\d+$/.test(name) ? positional(flow, origin, Number(name), frame) : undefined));
  const later = (flow.fields.assigned.get(name) ?? []).flatMap((a): Value[] => (optionsOf(flow.value(a.of, undefined)).some((v) => v.is === 'made' && sameMaking(v, made)) ? [flow.value(a.value, undefined)] : []));
  if (later.length > 0) return choose(later);
  return written && flow.value(written.expression, written.frame);
}

const sameMaking = (a: Made, b: Made): boolean => a.origin === b.origin && a.type === b.type;

/** `x[key]`. */
export function indexOf(flow: Flow, e: Extract<Expression, { is: 'index' }>, frame: Frame | undefined): Value {
  const key = flow.value(e.key, frame);
  return choose(
    optionsOf(flow.value(e.of, frame)).map((value): Value => {
      if (value.is === 'list' && key.is === 'number') return thunkValue(flow, value.items.at(key.value), textOf(e.node));
      if (value.is === 'made' && value.fluent) return value;
      const name = plainText(flow, key);
      if (value.is === 'reference' && name !== undefined) return flow.language.constant(`${value.path}[${name}]`) ?? flow.language.option?.(flow, value.path, name, e.node) ?? unknownOf(e);
      if (value.is === 'object' && name !== undefined) return thunkValue(flow, entryOf(flow, value.literal, name, value.frame), textOf(e.node));
      if (value.is === 'made' && name !== undefined) return flow.language.option?.(flow, value.type, name, e.node) ?? fieldOfMade(flow, value, name) ?? unknownOf(e);
      return unknownOf(e);
    }),
    textOf(e.node).slice(0, 80),
  );
}
