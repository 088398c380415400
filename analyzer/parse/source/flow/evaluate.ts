import { createMatcher, type Matcher } from '../match.js';
import { textOf } from '../node.js';
import { concat } from '../evaluate.js';
import { callValue } from './calls.js';
import { keyOf } from './configured.js';
import { memberOf, indexOf, type Fields, fieldIndex } from './fields.js';
import { frames, type Frames } from './frames.js';
import type { FlowLanguage } from './language.js';
import type { Binding, CodeModel, Expression, Func, Import, ClassType, Parameter, Scope } from './model.js';
import { visibleBindings } from './names.js';
import { templatesOf } from './text.js';
import { argumentValue } from './arguments.js';
import { choose, optionsOf, text, type Frame, type Value } from './value.js';

/** Evaluates expressions of lowered code backwards, on demand: what a name holds is what is assigned to it. Nothing is run. */
export interface Flow {
  readonly model: CodeModel;
  readonly language: FlowLanguage;
  readonly find: Matcher;
  readonly frames: Frames;
  readonly fields: Fields;
  value(expression: Expression, frame: Frame | undefined): Value;
  /** Says that something could not be found out yet, because finding it out is under way. */
  cut(): void;
}

const MAX_DEPTH = 60;
/** Evaluations of one run, and of one question: far above what hand-written systems need, and an end for what is built to have none. */
const MAX_STEPS = 3_000_000;
const MAX_STEPS_OF_QUESTION = 10_000;

/** What is known of expressions in one frame, and what is being found out. */
interface Answers {
  readonly known: Map<Expression, Value>;
  // What was cut short inside a cycle holds for the question that is being answered; another may find out more.
  readonly meanwhile: Map<Expression, Value>;
  readonly running: Set<Expression>;
}

export function createFlow(model: CodeModel, language: FlowLanguage): Flow {
  const answers = new Map<number, Answers>();
  const provisional = new Set<Answers>();
  let depth = 0;
  let steps = 0;
  let stepsBefore = 0;
  let cuts = 0;
  const answersIn = (frame: Frame | undefined): Answers => {
    const id = frame?.id ?? -1;
    const seen = answers.get(id);
    if (seen) return seen;
    const fresh: Answers = { known: new Map(), meanwhile: new Map(), running: new Set() };
    answers.set(id, fresh);
    return fresh;
  };

  const value = (expression: Expression, frame: Frame | undefined): Value => {
    const here = answersIn(frame);
    const seen = here.known.get(expression);
    if (seen) return seen;
    const partly = here.meanwhile.get(expression);
    if (partly) {
      cuts++;
      return partly;
    }
    if (depth === 0) stepsBefore = steps;
    if (depth > MAX_DEPTH || ++steps > MAX_STEPS || steps - stepsBefore > MAX_STEPS_OF_QUESTION || here.running.has(expression)) {
      cuts++;
      return unknownOf(expression);
    }
    depth++;
    here.running.add(expression);
    const before = cuts;
    const result = evaluate(flow, expression, frame);
    here.running.delete(expression);
    depth--;
    if (depth === 0) {
      for (const one of provisional) one.meanwhile.clear();
      provisional.clear();
    } else if (cuts !== before) {
      here.meanwhile.set(expression, result);
      provisional.add(here);
    }
    if (cuts === before || depth === 0) here.known.set(expression, result);
    return result;
  };
  const flow: Flow = { model, language, find: createMatcher(language.libraries), frames: frames(), fields: fieldIndex(model), value, cut: () => void cuts++ };
  return flow;
}

export const unknownOf = (expression: Expression): Value => ({ is: 'unknown', shown: textOf(expression.node).replace(/\s+/g, ' ').slice(0, 80) });

function evaluate(flow: Flow, e: Expression, frame: Frame | undefined): Value {
  switch (e.is) {
    case 'text': return text([{ text: e.text }]);
    case 'number': return { is: 'number', value: e.value };
    case 'constant': return { is: 'constant', value: e.value };
    case 'name': return nameValue(flow, e.scope, e.name, e, frame);
    case 'member': return memberOf(flow, flow.value(e.of, frame), e.name, e);
    case 'index': return indexOf(flow, e, frame);
    case 'call': return callValue(flow, e, frame);
    case 'object': return objectValue(flow, e, frame);
    case 'list': return { is: 'list', items: e.items.map((expression) => ({ expression, frame })) };
    case 'join': return joined(flow, e.parts, frame);
    case 'operation': return flow.language.operation(e.operator, flow.value(e.left, frame), flow.value(e.right, frame), flow) ?? unknownOf(e);
    case 'choice': return choose(e.options.map((option) => flow.value(option, frame)));
    case 'function': return { is: 'function', fn: e.fn, self: undefined, lexical: frame };
    case 'property': return text([{ property: keyOf(flow, e.of, e.key), ...fallbackOf(flow, e.fallback) }]);
    case 'environment': return text([{ env: e.name, ...fallbackOf(flow, e.fallback) }]);
    case 'element': return choose(optionsOf(flow.value(e.of, frame)).flatMap((list) => (list.is === 'list' ? list.items.map((i) => flow.value(i.expression, i.frame)) : [])), textOf(e.node));
    case 'part': return partOf(flow, flow.value(e.of, frame), e);
    case 'declared': return declared(flow, e.type);
    case 'address': return flow.value(e.of, frame);
    case 'out': return assignedThrough(flow, e, frame);
    case 'unknown': return unknownOf(e);
  }
}

function fallbackOf(flow: Flow, fallback: Expression | undefined): { readonly fallback?: ReturnType<typeof templatesOf>[number] } {
  const [template] = fallback ? templatesOf(flow, flow.value(fallback, undefined)) : [];
  return template ? { fallback: template } : {};
}

const MAX_COMBINED = 6;

function joined(flow: Flow, parts: readonly Expression[], frame: Frame | undefined): Value {
  let all: ReturnType<typeof templatesOf> = [[]];
  for (const part of parts) {
    const value = flow.value(part, frame);
    const found = templatesOf(flow, value);
    const next = found.length > 0 ? found : [[{ unknown: textOf(part.node).slice(0, 80) }]];
    all = all.flatMap((left) => next.map((right) => concat(left, right))).slice(0, MAX_COMBINED);
  }
  return choose(all.map(text));
}

/** One result of several: of a list its element; a single value is the first. */
function partOf(flow: Flow, value: Value, e: Extract<Expression, { is: 'part' }>): Value {
  const found = optionsOf(value).flatMap((option): Value[] => {
    if (option.is !== 'list') return e.index === 0 ? [option] : [];
    const item = option.items[e.index];
    return item ? [flow.value(item.expression, item.frame)] : [];
  });
  return choose(found, textOf(e.node).slice(0, 80));
}

function nameValue(flow: Flow, scope: Scope, name: string, use: Expression, frame: Frame | undefined): Value {
  const found = visibleBindings(scope, name, use.node);
  if (!found) return flow.language.constant(name) ?? { is: 'reference', path: name };
  const own = found.scope.fn ? frameOf(frame, found.scope.fn) : undefined;
  return choose(found.bindings.map((binding) => bindingValue(flow, binding, found.scope, own)), name);
}

/** The frame of a function among the frame and those of the functions around it. */
function frameOf(frame: Frame | undefined, fn: Func): Frame | undefined {
  for (let f = frame; f; f = f.lexical) if (f.fn === fn) return f;
  return undefined;
}

function bindingValue(flow: Flow, binding: Binding, scope: Scope, frame: Frame | undefined): Value {
  switch (binding.kind) {
    case 'assigned': return flow.value(binding.value as Expression, frame);
    case 'parameter': return argumentValue(flow, scope.fn!, binding.value as Parameter, frame);
    case 'import': return importValue(flow, binding.value as Import);
    case 'function': return { is: 'function', fn: binding.value as Func, self: undefined, lexical: frame };
    case 'class': return { is: 'class', type: binding.value as ClassType };
  }
}

function importValue(flow: Flow, { path, name }: Import): Value {
  const whole = name === undefined ? undefined : flow.model.modules.get(`${path}.${name}`);
  if (whole) return { is: 'module', module: whole };
  const module = flow.model.modules.get(path);
  if (!module) return referenceTo(flow, name === undefined ? path : `${path}.${name}`);
  return name === undefined ? { is: 'module', module } : memberOf(flow, { is: 'module', module }, name, undefined);
}

export const referenceTo = (flow: Flow, path: string): Value => flow.language.constant(path) ?? { is: 'reference', path };

function objectValue(flow: Flow, literal: Extract<Expression, { is: 'object' }>, frame: Frame | undefined): Value {
  const type = literal.type && flow.value(literal.type, undefined);
  if (type?.is === 'class') return { is: 'instance', type: type.type, origin: literal, frame };
  if (type?.is === 'reference') return { is: 'made', type: type.path, origin: literal, frame, base: undefined, fluent: false };
  return { is: 'object', literal, frame };
}

export function declared(flow: Flow, expression: Expression): Value {
  const type = flow.value(expression, undefined);
  if (type.is === 'class') return { is: 'instance', type: type.type, origin: undefined, frame: undefined };
  if (type.is === 'reference' && type.path.includes('.')) return { is: 'made', type: type.path, origin: undefined, frame: undefined, base: undefined, fluent: false };
  return unknownOf(expression);
}

/** What the called function assigns through a pointer that it is given. */
function assignedThrough(flow: Flow, e: Extract<Expression, { is: 'out' }>, frame: Frame | undefined): Value {
  const found = optionsOf(flow.value(e.call.callee, frame)).flatMap((callee): Value[] => {
    if (callee.is === 'reference' || callee.is === 'made') return [flow.language.assigns(callee.is === 'made' ? callee.type : callee.path, e.call, e.index, frame, flow) ?? unknownOf(e)];
    if (callee.is !== 'function') return [];
    const inner = flow.frames.enter(callee.fn, e.call, frame, callee.self, callee.lexical);
    return (callee.fn.params[e.index]?.outs ?? []).map((out) => flow.value(out, inner));
  });
  return choose(found, textOf(e.node).slice(0, 80));
}
