import type { Template, TemplatePart } from '../../../facts/template.js';
import { concat, textIn, unknown } from '../evaluate.js';
import { textOf, walk, type SourceNode } from '../node.js';
import type { Argument, Dialect, Expression } from './dialect.js';
import { lookUp, type DeclaredFunction, type Module, type Variable } from './module.js';

/** Evaluates expressions of a language to text with holes. Where callers differ there are several answers. */
export interface Values {
  texts(node: SourceNode, module: Module): readonly Template[];
  number(node: SourceNode, module: Module): number | undefined;
  milliseconds(node: SourceNode, module: Module): number | undefined;
  /** What a node stands for after names and parentheses are followed: a call, a literal, a function. */
  origin(node: SourceNode, module: Module): { readonly node: SourceNode; readonly module: Module } | undefined;
}

/** The program around a module: what other files declare and who calls what. */
export interface Surroundings {
  functions(name: string, from: Module): readonly DeclaredFunction[];
  /** Arguments that callers pass for a parameter. */
  passed(parameter: NonNullable<Variable['parameter']>): readonly { readonly value: SourceNode; readonly module: Module }[];
  /** What a container gives to parameters of that name. */
  byName(name: string): readonly { readonly value: SourceNode; readonly module: Module }[];
  /** A member of an object that the configuration fills, `settings.Url`. */
  option(object: SourceNode, name: string, module: Module): Template | undefined;
  /** A constant or field of a type, `Settings.Url`. */
  member(type: string, name: string, from: Module): { readonly value: SourceNode; readonly module: Module } | undefined;
}

const MAX_ANSWERS = 8;
const MAX_STEPS = 40;
const MAX_FRAMES = 6;

/** A call that is being evaluated: its function's parameters stand for these arguments, whatever others pass. */
interface Frame {
  readonly of: DeclaredFunction;
  readonly given: readonly Argument[];
  /** What the function is called on. */
  readonly receiver: SourceNode | undefined;
  readonly module: Module;
}

export function createValues(dialect: Dialect, around: Surroundings): Values {
  const known = new WeakMap<SourceNode, readonly Template[]>();
  let depth = 0;
  let frames: readonly Frame[] = [];

  const texts = (node: SourceNode, module: Module): readonly Template[] => {
    // Within a call the answer is this call's own.
    if (frames.length > 0) return depth > MAX_STEPS ? [unknown(node)] : deeper(() => distinct(evaluate(node, module)).slice(0, MAX_ANSWERS));
    const seen = known.get(node);
    if (seen) return seen;
    if (depth > MAX_STEPS) return [unknown(node)];
    known.set(node, [unknown(node)]); // Whoever comes back here while it is evaluated went in a circle.
    const found = deeper(() => distinct(evaluate(node, module)).slice(0, MAX_ANSWERS));
    const answer = found.length > 0 ? found : [unknown(node)];
    known.set(node, answer);
    return answer;
  };

  const deeper = <T>(step: () => T): T => {
    depth++;
    const found = step();
    depth--;
    return found;
  };

  const within = <T>(some: readonly Frame[], step: () => T): T => {
    const before = frames;
    frames = some;
    const found = step();
    frames = before;
    return found;
  };

  const called = (f: DeclaredFunction, { receiver, arguments: given }: Extract<Expression, { kind: 'call' }>, module: Module): readonly Template[] => {
    if (frames.length >= MAX_FRAMES || frames.some(({ of }) => of === f)) return [];
    return within([...frames, { of: f, given, receiver, module }], () => results(f).flatMap((result) => texts(result, f.module)));
  };

  /** What this call passes for the parameter; undefined when the function is not being called here. */
  const inFrame = ({ of, index }: NonNullable<Variable['parameter']>): readonly Template[] | undefined => {
    const at = frames.findLastIndex((frame) => frame.of === of);
    if (at < 0) return undefined;
    const { given, receiver, module } = frames[at]!;
    const extension = of.parameters[0]?.type?.startsWith('this ') ?? false;
    const value = extension && index === 0 ? receiver : given.find((a) => a.name === of.parameters[index]!.name)?.value ?? given.filter((a) => a.name === undefined)[index - (extension ? 1 : 0)]?.value;
    return value ? within(frames.slice(0, at), () => texts(value, module)) : [];
  };

  const evaluate = (node: SourceNode, module: Module): readonly Template[] => {
    const expression = dialect.read(node);
    const own = dialect.builtIn(node, expression, (part) => texts(part, module));
    if (own) return [own];
    switch (expression.kind) {
      case 'text': return expression.parts.reduce<readonly Template[]>((heads, part) => product(heads, typeof part === 'string' ? [[{ text: part }]] : texts(part, module)), [[]]);
      case 'number': return [[{ text: String(expression.value) }]];
      case 'same': return texts(expression.of, module);
      case 'choice': return expression.options.map((option) => texts(option, module)).reduce(firstSet);
      case 'either': return expression.options.flatMap((option) => texts(option, module)).filter((t) => t.length > 0);
      case 'list': return expression.items.flatMap((item) => texts(item, module));
      case 'name': return named(expression.name, node, module);
      case 'member': return member(node, expression.object, expression.name, module);
      case 'call':
        if (expression.receiver && dialect.passesObject.has(expression.name)) return texts(expression.receiver, module);
        if (dialect.passesArgument.has(expression.name) && expression.arguments[0]) return texts(expression.arguments[0].value, module);
        return around.functions(expression.name, module).flatMap((f) => called(f, expression, module));
      case 'new': return dialect.passesArgument.has(expression.type) ? passed(expression.arguments, module) : [];
      default: return [];
    }
  };

  const passed = (given: readonly Argument[], module: Module): readonly Template[] => (given.length === 0 ? [] : given.length === 1 ? texts(given[0]!.value, module) : product(texts(given[0]!.value, module), texts(given[1]!.value, module)));

  const named = (name: string, node: SourceNode, module: Module): readonly Template[] =>
    lookUp(module, dialect, name, node).flatMap((variable) => {
      const own = variable.parameter && inFrame(variable.parameter);
      if (own && own.length > 0) return own;
      const passed = variable.parameter ? around.passed(variable.parameter) : [];
      const given = (variable.parameter && passed.length === 0 ? around.byName(name) : passed).flatMap((argument) => texts(argument.value, argument.module));
      return given.length > 0 ? given : variable.value ? texts(variable.value, module) : [];
    });

  const member = (node: SourceNode, object: SourceNode, name: string, module: Module): readonly Template[] => {
    const owner = textOf(object);
    if (dialect.self.has(owner)) return named(name, node, module);
    if (dialect.passesObject.has(name)) return texts(object, module);
    const constant = around.member(owner, name, module);
    if (constant) return texts(constant.value, constant.module);
    const option = around.option(object, name, module);
    return option ? [option] : [];
  };

  const results = (f: DeclaredFunction): readonly SourceNode[] => {
    if (!f.body) return [];
    const returned = [...walk(f.body)].filter((n) => dialect.returns.includes(n.type)).flatMap((n) => n.children.slice(0, 1));
    return returned.length > 0 ? returned : f.body.children.slice(-1);
  };

  const origin: Values['origin'] = (node, module) => {
    let at = { node, module };
    for (let i = 0; i < MAX_STEPS; i++) {
      const expression = dialect.read(at.node);
      if (expression.kind === 'same') at = { node: expression.of, module: at.module };
      else if (expression.kind === 'name' || (expression.kind === 'member' && dialect.self.has(textOf(expression.object)))) {
        const meant = lookUp(at.module, dialect, expression.name, at.node);
        const variable = meant.find((v) => v.value !== undefined) ?? meant.find((v) => v.parameter);
        const next = variable?.parameter ? around.passed(variable.parameter)[0] : variable?.value && { node: variable.value, module: at.module };
        if (!next) return undefined;
        at = 'node' in next ? next : { node: next.value, module: next.module };
      } else return at;
    }
    return undefined;
  };

  const number = (node: SourceNode, module: Module): number | undefined => {
    const expression = dialect.read(node);
    if (expression.kind === 'number') return expression.value;
    const text = onlyText(texts(node, module));
    return text !== undefined && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
  };

  const milliseconds = (node: SourceNode, module: Module): number | undefined => {
    const from = origin(node, module) ?? { node, module };
    return dialect.duration(from.node, (part) => number(part, from.module));
  };

  return { texts, number, milliseconds, origin };
}

export const onlyText = (all: readonly Template[]): string | undefined => (all.length === 1 ? textIn(all[0]!) : undefined);

const product = (heads: readonly Template[], tails: readonly Template[]): Template[] => heads.flatMap((head) => tails.map((tail) => concat(head, tail))).slice(0, MAX_ANSWERS);

function distinct(all: readonly Template[]): readonly Template[] {
  const seen = new Map(all.map((template) => [JSON.stringify(template), template]));
  return [...seen.values()];
}

/** `a ?? b`: b is what holds when a's variable is not set. */
function firstSet(first: readonly Template[], second: readonly Template[]): readonly Template[] {
  const [only] = first;
  const fallback = second[0];
  if (first.length === 1 && only?.length === 1 && fallback) {
    const part = withFallback(only[0]!, fallback);
    if (part) return [[part]];
  }
  return first.every((t) => t.every((part) => 'unknown' in part)) ? second : first;
}

function withFallback(part: TemplatePart, fallback: Template): TemplatePart | undefined {
  if ('text' in part || 'unknown' in part) return undefined;
  if (part.fallback === undefined) return { ...part, fallback };
  const inner = part.fallback.length === 1 ? withFallback(part.fallback[0]!, fallback) : undefined;
  return inner ? { ...part, fallback: [inner] } : part;
}
