import type { Place } from '../../../facts/place.js';
import type { YamlSource } from '../../yaml/index.js';
import { Budget } from './budget.js';
import { TemplateError, TemplateSyntaxError } from './errors.js';
import { assign, evaluatePipe, rangeItems, type Environment, type GoFunction, type Result } from './evaluate.js';
import type { BranchNode, Node, Pipe, RangeNode, Template } from './nodes.js';
import type { Origin } from './origin.js';
import { Output } from './output.js';
import { parseTemplate } from './parser.js';
import { printValue } from './print.js';
import { Scope } from './scope.js';
import { isTrue, sortedKeys, type GoValue } from './values.js';

/** What could not be evaluated, at the action that holds it. */
export interface Complaint {
  readonly at: Place;
  readonly message: string;
}

/** What all templates of one chart share. */
export interface Engine {
  readonly templates: ReadonlyMap<string, Template>;
  readonly functions: ReadonlyMap<string, GoFunction>;
  readonly budget: Budget;
  readonly complaints: Complaint[];
}

/** Renders a named template. What cannot be evaluated is left unknown and complained about; only limits throw. */
export function execute(engine: Engine, name: string, data: GoValue): Output {
  const template = engine.templates.get(name);
  if (template === undefined) throw new TemplateError(`no template ${JSON.stringify(name)} is defined`);
  return engine.budget.nest(name, () => run(engine, template, { value: data }));
}

interface Run {
  readonly engine: Engine;
  readonly source: YamlSource;
  readonly output: Output;
  readonly env: Environment;
}

type Flow = 'next' | 'break' | 'continue';

function run(engine: Engine, template: Template, dot: Result): Output {
  const scope = new Scope();
  scope.declare('$', dot.value, dot.origin);
  const env: Environment = {
    functions: engine.functions,
    budget: engine.budget,
    scope,
    include: (name, data) => textResult(engine, execute(engine, name, data)),
    tpl: (text, data, origin) => runText(engine, template, text, data, origin),
  };
  const output = new Output();
  walkAll({ engine, source: template.source, output, env }, template.body, dot);
  return output;
}

function textResult(engine: Engine, output: Output): Result {
  engine.budget.text(output.text.length);
  return { value: output.text, origin: { traced: output } };
}

/** `tpl`: what the text defines is visible inside it only. */
function runText(engine: Engine, caller: Template, text: string, data: GoValue, origin: Origin | undefined): Result {
  if (!text.includes('{{')) return { value: text.replaceAll('<no value>', ''), origin };
  return engine.budget.nest('tpl', () => {
    const source = valueSource(text, caller.source, origin);
    const [main, ...defined] = parseText(caller.name, source);
    const templates = new Map(engine.templates);
    for (const template of defined) templates.set(template.name, template);
    const output = run({ ...engine, templates }, main as Template, { value: data }).withoutNoValue();
    engine.budget.text(output.text.length);
    return { value: output.text, origin: { ...(origin?.from && { from: origin.from }), traced: output } };
  });
}

function parseText(name: string, source: YamlSource): Template[] {
  try {
    return parseTemplate(name, source);
  } catch (error) {
    if (error instanceof TemplateSyntaxError) throw new TemplateError(`cannot parse the text given to tpl: ${error.message}`);
    throw error;
  }
}

/** A template that is itself a value has the value's place. */
function valueSource(text: string, caller: YamlSource, origin: Origin | undefined): YamlSource {
  const from = origin?.from;
  return { file: caller.file, text, place: () => (from ? { file: from.file, line: from.line, column: from.column, length: from.length } : caller.place(0, 0)) };
}

function walkAll(run: Run, nodes: readonly Node[], dot: Result): Flow {
  for (const node of nodes) {
    const flow = walk(run, node, dot);
    if (flow !== 'next') return flow;
  }
  return 'next';
}

function walk(run: Run, node: Node, dot: Result): Flow {
  const { engine, output, source, env } = run;
  engine.budget.step();
  switch (node.type) {
    case 'text':
      output.literal(source, node.start, node.text);
      return 'next';
    case 'action':
      guard(run, node, () => {
        const { value, origin } = evaluatePipe(node.pipe, dot, env);
        if (node.pipe.variables.length === 0) write(run, node, printValue(value), origin ?? {});
      }, node.pipe);
      return 'next';
    case 'template':
      guard(run, node, () => {
        const data = node.pipe ? evaluatePipe(node.pipe, dot, env).value : null;
        const { value, origin } = env.include(node.name, data);
        write(run, node, printValue(value), origin ?? {});
      });
      return 'next';
    case 'if':
    case 'with':
      return scoped(run, () => branch(run, node, dot));
    case 'range':
      return scoped(run, () => loop(run, node, dot));
    default:
      return node.type;
  }
}

function write({ engine, output, source }: Run, { start, end }: { start: number; end: number }, text: string, origin: Origin): void {
  engine.budget.text(text.length);
  output.value(source, start, end, text, origin);
}

function scoped(run: Run, body: () => Flow): Flow {
  const mark = run.env.scope.mark();
  const flow = body();
  run.env.scope.release(mark);
  return flow;
}

/** A condition that cannot be evaluated chooses neither branch. */
function branch(run: Run, node: BranchNode, dot: Result): Flow {
  const condition = attempt(run, node.pipe, dot);
  if (condition === undefined) return 'next';
  if (isTrue(condition.value)) return walkAll(run, node.body, node.type === 'with' ? condition : dot);
  return walkAll(run, node.otherwise, dot);
}

function loop(run: Run, node: RangeNode, dot: Result): Flow {
  const { env, engine } = run;
  const { variables, assigns } = node.pipe;
  const subject = attempt(run, { ...node.pipe, variables: [] }, dot, (result) => rangeItems(result.value, sortedKeys, engine.budget));
  if (subject === undefined) return 'next';
  if (subject.length === 0) return walkAll(run, node.otherwise, dot);
  for (const { key, item } of subject) {
    engine.budget.step();
    const mark = env.scope.mark();
    const bind = (name: string | undefined, value: Result): void => {
      if (name === undefined) return;
      if (assigns) guard(run, node.pipe, () => assign(name, value, env.scope));
      else env.scope.declare(name, value.value, value.origin);
    };
    bind(variables[0], variables.length === 2 ? { value: key } : item);
    bind(variables[1], item);
    const flow = walkAll(run, node.body, item);
    env.scope.release(mark);
    if (flow === 'break') break;
  }
  return 'next';
}

function attempt(run: Run, pipe: Pipe, dot: Result): Result | undefined;
function attempt<T>(run: Run, pipe: Pipe, dot: Result, use: (result: Result) => T): T | undefined;
function attempt<T>(run: Run, pipe: Pipe, dot: Result, use?: (result: Result) => T): T | Result | undefined {
  try {
    const result = evaluatePipe(pipe, dot, run.env);
    return use ? use(result) : result;
  } catch (error) {
    complain(run, pipe, error);
    return undefined;
  }
}

/** Stands for a value that nobody knows, where a manifest needs some text to stay well-formed. */
const PLACEHOLDER = 'unknown';

function guard(run: Run, node: { start: number; end: number }, body: () => void, pipe?: Pipe): void {
  try {
    body();
  } catch (error) {
    complain(run, node, error);
    const expression = run.source.text.slice(node.start, node.end);
    if (pipe !== undefined && pipe.variables.length > 0) return bindUnknown(run, pipe, expression);
    if (!standsAlone(run.source.text, node.start, node.end)) run.output.value(run.source, node.start, node.end, PLACEHOLDER, { unknown: expression });
  }
}

/** A variable whose value could not be computed is there all the same, and unknown. */
function bindUnknown({ env }: Run, { variables, assigns }: Pipe, unknown: string): void {
  for (const name of variables) {
    const variable = assigns ? env.scope.find(name) : undefined;
    if (variable === undefined) env.scope.declare(name, null, { unknown });
    else variable.origin = { unknown };
  }
}

function complain(run: Run, { start, end }: { start: number; end: number }, error: unknown): void {
  if (!(error instanceof TemplateError)) throw error;
  run.engine.complaints.push({ at: run.source.place(start, end), message: error.message });
}

/** Nothing else on its line: it would have written whole lines, or nothing. */
function standsAlone(text: string, start: number, end: number): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  return text.slice(lineStart, start).trim() === '' && text.slice(end, newline < 0 ? text.length : newline).trim() === '';
}
