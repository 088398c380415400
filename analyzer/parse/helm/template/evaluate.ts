import type { Budget } from './budget.js';
import { TemplateError } from './errors.js';
import type { Command, Expression, Pipe } from './nodes.js';
import { originOf, type Origin } from './origin.js';
import type { Scope } from './scope.js';
import { GoInt, GoObject, int, isList, isMap, isTrue, typeOf, type GoValue } from './values.js';

/** A value with what is known of where it comes from. */
export interface Result {
  readonly value: GoValue;
  readonly origin?: Origin | undefined;
}

/** What a template function is given besides its arguments. */
export interface Call {
  readonly budget: Budget;
  /** Of the arguments, in their order. */
  readonly origins: readonly (Origin | undefined)[];
  /** Runs a named template (`include`) or a text (`tpl`). */
  include(name: string, data: GoValue): Result;
  tpl(text: string, data: GoValue, origin: Origin | undefined): Result;
}

/** Functions that know their result's origin return a Result; for others it is found among the arguments. */
export type GoFunction = (args: readonly GoValue[], call: Call) => GoValue | { readonly result: Result };

export interface Environment {
  readonly functions: ReadonlyMap<string, GoFunction>;
  readonly budget: Budget;
  readonly scope: Scope;
  readonly include: Call['include'];
  readonly tpl: Call['tpl'];
}

/** Evaluates a pipeline and declares or assigns its variables. */
export function evaluatePipe(pipe: Pipe, dot: Result, env: Environment): Result {
  let result: Result | undefined;
  for (const command of pipe.commands) result = evaluateCommand(command, dot, env, result);
  const last = result ?? { value: null };
  for (const name of pipe.variables) {
    if (pipe.assigns) assign(name, last, env.scope);
    else env.scope.declare(name, last.value, last.origin);
  }
  return last;
}

export function assign(name: string, { value, origin }: Result, scope: Scope): void {
  const variable = scope.find(name);
  if (variable === undefined) throw new TemplateError(`undefined variable ${name}`);
  variable.value = value;
  variable.origin = origin;
}

function evaluateCommand(command: Command, dot: Result, env: Environment, piped: Result | undefined): Result {
  env.budget.step();
  const [head, ...rest] = command.args as [Expression, ...Expression[]];
  if (head.type === 'function') return callFunction(head.name, rest, dot, env, piped);
  if (head.type === 'nil') throw new TemplateError('nil is not a command');
  if (rest.length === 0 && piped === undefined) return evaluate(head, dot, env);
  const args = (): GoValue[] => [...rest.map((arg) => evaluate(arg, dot, env).value), ...(piped ? [piped.value] : [])];
  const path = head.type === 'field' || head.type === 'variable' || head.type === 'chain' ? head.path : [];
  if (path.length === 0) throw new TemplateError("can't give an argument to something that is not a function");
  const base = evaluate({ ...head, path: path.slice(0, -1) } as Expression, dot, env);
  const name = path.at(-1) as string;
  const method = methodOf(base.value, name);
  if (method === undefined) throw new TemplateError(`${name} is not a method but has arguments`);
  return { value: method(args()) };
}

function evaluate(expression: Expression, dot: Result, env: Environment): Result {
  switch (expression.type) {
    case 'dot':
      return dot;
    case 'nil':
      return { value: null };
    case 'bool':
    case 'string':
      return { value: expression.value };
    case 'number':
      return { value: expression.isFloat ? expression.value : int(expression.value) };
    case 'field':
      return follow(dot, expression.path);
    case 'variable': {
      const variable = env.scope.find(expression.name);
      if (variable === undefined) throw new TemplateError(`undefined variable ${expression.name}`);
      return follow(variable, expression.path);
    }
    case 'function':
      return callFunction(expression.name, [], dot, env, undefined);
    case 'chain':
      return follow(evaluate(expression.base, dot, env), expression.path);
    case 'pipe':
      return evaluatePipe(expression, dot, env);
  }
}

/** Fields of nothing are nothing; only a nil that is met on the way (`.a.b` without an `a`) is an error in Go. */
function follow(base: Result, path: readonly string[]): Result {
  if (base.value === null) return base;
  let result = base;
  for (const name of path) result = field(result, name);
  return result;
}

function field({ value }: Result, name: string): Result {
  if (value === null) throw new TemplateError(`nil pointer evaluating interface {}.${name}`);
  if (isMap(value)) return { value: value.get(name) ?? null, origin: originOf(value, name) };
  if (value instanceof GoObject) {
    const method = methodOf(value, name);
    if (method !== undefined) return { value: method([]) };
    if (value.fields.has(name)) return { value: value.fields.get(name) ?? null, origin: originOf(value.fields, name) };
    if (value.kind === 'map') return { value: null };
  }
  throw new TemplateError(`can't evaluate field ${name} in type ${typeOf(value)}`);
}

const methodOf = (value: GoValue, name: string) => (value instanceof GoObject && Object.hasOwn(value.methods, name) ? value.methods[name] : undefined);

function callFunction(name: string, args: readonly Expression[], dot: Result, env: Environment, piped: Result | undefined): Result {
  if (name === 'and' || name === 'or') return shortCircuit(name === 'or', args, dot, env, piped);
  const call = env.functions.get(name);
  if (call === undefined) throw new TemplateError(`function ${JSON.stringify(name)} is not known`);
  const results = args.map((arg) => evaluate(arg, dot, env));
  if (piped !== undefined) results.push(piped);
  const values = results.map(({ value }) => value);
  const origins = results.map(({ origin }) => origin);
  const returned = call(values, { budget: env.budget, origins, include: env.include, tpl: env.tpl });
  if (returned !== null && typeof returned === 'object' && 'result' in returned) return returned.result;
  return { value: returned, origin: inherit(returned, values, origins) };
}

/** The argument that was passed through; else the last one that has a place, which is the one that was piped in. */
function inherit(value: GoValue, values: readonly GoValue[], origins: readonly (Origin | undefined)[]): Origin | undefined {
  if (value !== null && value !== '') for (let at = values.length - 1; at >= 0; at--) if (values[at] === value) return origins[at];
  let last: Origin | undefined;
  let unknown: string | undefined;
  for (const origin of origins) {
    last = origin ?? last;
    unknown ??= origin?.unknown;
  }
  return unknown === undefined || last?.unknown !== undefined ? last : { ...(last?.from && { from: last.from }), ...(last?.traced && { traced: last.traced }), unknown };
}

/** `and` and `or` do not evaluate what cannot matter any more. */
function shortCircuit(until: boolean, args: readonly Expression[], dot: Result, env: Environment, piped: Result | undefined): Result {
  let result: Result | undefined;
  for (const arg of args) {
    result = evaluate(arg, dot, env);
    if (isTrue(result.value) === until) return result;
  }
  if (piped !== undefined) return piped;
  if (result === undefined) throw new TemplateError('wrong number of args for and/or: want at least 1 got 0');
  return result;
}

/** Items of a value in the order in which `range` visits them. */
export function rangeItems(value: GoValue, sorted: (map: Map<string, GoValue>) => string[], budget: Budget): readonly { readonly key: GoValue; readonly item: Result }[] {
  const content = value instanceof GoObject ? value.content : value;
  if (content === null) return [];
  if (isList(content)) return content.map((item, index) => ({ key: int(index), item: { value: item, origin: originOf(content, index) } }));
  if (isMap(content)) return sorted(content).map((key) => ({ key, item: { value: content.get(key) ?? null, origin: originOf(content, key) } }));
  if (content instanceof GoInt) {
    budget.step(Math.max(0, content.value));
    return Array.from({ length: Math.max(0, content.value) }, (_, index) => ({ key: int(index), item: { value: int(index) } }));
  }
  throw new TemplateError(`range can't iterate over ${typeOf(content)}`);
}
