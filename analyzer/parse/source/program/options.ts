import type { Template } from '../../../facts/template.js';
import type { ValueSource } from '../library.js';
import { textOf, walk, type SourceNode } from '../node.js';
import type { Argument, CallExpression } from './dialect.js';
import { lookUp, type Module } from './module.js';
import type { Program } from './program.js';

/** A call or construction and the file that it stands in. */
export interface Site {
  readonly node: SourceNode;
  readonly module: Module;
}

/** What an option was found to be: an expression, a text that the table gives, or a call without an argument. */
export type Found = { readonly value: SourceNode; readonly module: Module } | { readonly template: Template } | { readonly present: Site };

/**
 * Finds a value of a call. Names are looked for where options stand: named arguments and fields of objects, callbacks that are
 * passed (`c => c.Timeout = x`), calls further on in the chain and setters on the variable that holds the result. In a path,
 * `name()` steps into a call of that name in the chain or a callback.
 */
export function find(program: Program, site: Site, source: ValueSource): Found | undefined {
  if (typeof source === 'number') {
    const value = positional(callAt(program, site.node), source);
    return value && { value, module: site.module };
  }
  if (typeof source === 'string') return byPath(program, site, source.split('.'));
  if ('after' in source) {
    const call = callAt(program, site.node);
    const first = positional(call, 0);
    const value = positional(call, source.argument + (first && textOf(first).startsWith(source.after) ? 1 : 0));
    return value && { value, module: site.module };
  }
  if ('chained' in source) return byPath(program, site, [`${source.chained}(${source.argument ?? 0})`]);
  if ('environment' in source) return { template: [{ env: source.environment }] };
  if ('property' in source) return { template: [{ property: source.property, ...(source.fallback === undefined ? {} : { fallback: [{ text: source.fallback }] }) }] };
  if ('fixed' in source) return { template: [{ text: source.fixed }] };
  return undefined;
}

export const callAt = (program: Program, node: SourceNode): CallExpression | undefined => {
  const expression = program.dialect.read(node);
  return expression.kind === 'call' || expression.kind === 'new' ? expression : undefined;
};

const positional = (call: CallExpression | undefined, index: number): SourceNode | undefined => call?.arguments.filter((a) => a.name === undefined)[index]?.value;

function byPath(program: Program, site: Site, [step, ...rest]: readonly string[]): Found | undefined {
  const entered = /^(\w+)\((\d*)\)$/.exec(step!);
  if (!entered) return option(program, site, [step!, ...rest]);
  const inner = callNamed(program, site, entered[1]!);
  if (!inner) return undefined;
  if (rest.length > 0) return byPath(program, inner, rest);
  if (entered[2] === '') return { present: inner };
  const value = positional(callAt(program, inner.node), Number(entered[2]));
  return value ? { value, module: inner.module } : undefined;
}

function option(program: Program, site: Site, path: readonly string[]): Found | undefined {
  const call = callAt(program, site.node);
  if (!call) return undefined;
  const found = (value: SourceNode | undefined): Found | undefined => value && { value, module: site.module };
  const written = inFields(program, [...call.arguments, ...(call.kind === 'new' ? call.fields : [])], path, site.module) ?? inFields(program, call.arguments.flatMap(({ value }) => fieldsOf(program, value, site.module)), path, site.module);
  return found(written) ?? inRegions(program, site, path) ?? found(setter(program, site, path));
}

function inFields(program: Program, fields: readonly Argument[], [name, ...rest]: readonly string[], module: Module): SourceNode | undefined {
  const field = fields.find((f) => f.name === name);
  if (!field || rest.length === 0) return field?.value;
  return inFields(program, fieldsOf(program, field.value, module), rest, module);
}

function fieldsOf(program: Program, node: SourceNode, module: Module): readonly Argument[] {
  const from = program.values.origin(node, module);
  const expression = from && program.dialect.read(from.node);
  if (expression?.kind === 'new') return [...expression.fields, ...expression.arguments.flatMap(({ value }) => fieldsOf(program, value, from!.module))];
  return expression?.kind === 'map' ? expression.fields : [];
}

/** Assignments in callbacks: `o => { o.Retry.MaxRetryAttempts = 5 }`. */
function inRegions(program: Program, site: Site, path: readonly string[]): Found | undefined {
  const suffix = `.${path.join('.')}`;
  for (const region of regionsOf(program, site)) {
    const value = region.module.setters.find((s) => s.value !== undefined && isInside(s.node, region.node) && `${textOf(s.object!).replace(/\s|[?!]/g, '')}.${s.name}`.endsWith(suffix));
    if (value) return { value: value.value!, module: region.module };
  }
  return undefined;
}

/** `client.Timeout = x` after `client = new ...`. */
function setter(program: Program, site: Site, path: readonly string[]): SourceNode | undefined {
  const name = path.at(-1)!;
  const before = path.slice(0, -1).map((p) => `.${p}`).join('');
  return site.module.setters.find((s) => {
    if (s.name !== name || s.value === undefined) return false;
    const object = textOf(s.object!).replace(/^(?:this\.|\$this->|self\.)/, '').replaceAll('->', '.');
    if (!object.endsWith(before)) return false;
    return lookUp(site.module, program.dialect, object.slice(0, object.length - before.length), s.node).some((v) => v.value !== undefined && isInside(site.node, v.value));
  })?.value;
}

/** A call of that name further on in the chain, in a callback, or on the variable that holds the result. */
export function callNamed(program: Program, site: Site, name: string): Site | undefined {
  for (const node of [site.node, ...chainAfter(program, site.node)]) {
    const call = callAt(program, node);
    if (call?.kind === 'call' && call.name === name) return { node, module: site.module };
  }
  for (const region of regionsOf(program, site)) {
    const node = region.module.calls.find((c) => isInside(c, region.node) && c !== site.node && nameOf(program, c) === name);
    if (node) return { node, module: region.module };
  }
  const node = site.module.calls.find((c) => {
    const call = callAt(program, c);
    if (call?.kind !== 'call' || call.name !== name || !call.receiver) return false;
    const variable = program.dialect.read(isStatement(program, c) ? startOf(program, call.receiver) : call.receiver);
    return variable.kind === 'name' && lookUp(site.module, program.dialect, variable.name, c).some((v) => v.value !== undefined && isInside(site.node, v.value));
  });
  return node && { node, module: site.module };
}

/** `config` in `config.user("u").host("db");`: a chain whose result nobody takes changes what it starts from. */
function startOf(program: Program, receiver: SourceNode): SourceNode {
  const inner = program.dialect.read(receiver);
  return inner.kind === 'call' && inner.receiver ? startOf(program, inner.receiver) : receiver;
}

const isStatement = (program: Program, call: SourceNode): boolean => (chainAfter(program, call).at(-1) ?? call).parent?.type === 'expression_statement';

const nameOf = (program: Program, node: SourceNode): string | undefined => {
  const call = callAt(program, node);
  return call?.kind === 'call' ? call.name : call?.type;
};

/** `b` and `c` in `a().b().c()`, seen from `a()`. */
export function chainAfter(program: Program, node: SourceNode): readonly SourceNode[] {
  const chain: SourceNode[] = [];
  let current = node;
  for (let up = node.parent; up; up = up.parent) {
    const expression = program.dialect.read(up);
    if (expression.kind === 'same') current = up;
    else if (isCallee(program, up, current)) continue;
    else if (expression.kind === 'call' && expression.receiver === current) chain.push((current = up));
    else return chain;
  }
  return chain;
}

/** The part of a call between what it is called on and its arguments. */
function isCallee(program: Program, node: SourceNode, receiver: SourceNode): boolean {
  const expression = program.dialect.read(node);
  if (expression.kind === 'member' && expression.object === receiver) return true;
  const call = node.parent && callAt(program, node.parent);
  return expression.kind !== 'call' && call?.kind === 'call' && call.receiver === receiver;
}

/** Arguments of the call and of those that follow in its chain, and the functions and values that they name. */
function regionsOf(program: Program, site: Site): readonly Site[] {
  const direct = [site.node, ...chainAfter(program, site.node)].flatMap((node) => callAt(program, node)?.arguments ?? []).map(({ value }) => ({ node: value, module: site.module }));
  return [...direct, ...direct.flatMap((region) => named(program, region))];
}

function named(program: Program, { node, module }: Site): readonly Site[] {
  const expression = program.dialect.read(node);
  if (expression.kind === 'name') {
    const from = program.values.origin(node, module);
    if (from && from.node !== node) return [{ node: from.node, module: from.module }];
    return program.functions(expression.name, module).flatMap((f) => (f.body ? [{ node: f.body, module: f.module }] : []));
  }
  const calls = expression.kind === 'function' ? [...walk(expression.body)] : [node];
  return calls.flatMap((call) => {
    const inner = program.dialect.read(call);
    return inner.kind === 'call' && !inner.receiver ? program.functions(inner.name, module).flatMap((f) => (f.body ? [{ node: f.body, module: f.module }] : [])) : [];
  });
}

export const isInside = (inner: SourceNode, outer: SourceNode): boolean => inner.source === outer.source && outer.start <= inner.start && inner.end <= outer.end;
