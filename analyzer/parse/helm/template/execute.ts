import type { YamlSource } from '../../yaml/index.js';
import { Budget } from './budget.js';
import { TemplateError, TemplateSyntaxError } from './errors.js';
import { assign, evaluatePipe, rangeItems, type Environment, type GoFunction, type Result } from './evaluate.js';
import type { Complaint } from './complaint.js';
import { attempt, guard, type Run } from './guard.js';
import type { BranchNode, Node, RangeNode, Template } from './nodes.js';
import type { Origin } from './origin.js';
import { Output } from './output.js';
import { parseTemplate } from './parser.js';
import { printValue } from './print.js';
import { Scope } from './scope.js';
import { isTrue, sortedKeys, type GoValue } from './values.js';

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
  walkAll({ source: template.source, output, env, complaints: engine.complaints }, template.body, dot);
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
  const { output, source, env } = run;
  env.budget.step();
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

function write({ env, output, source }: Run, { start, end }: { start: number; end: number }, text: string, origin: Origin): void {
  env.budget.text(text.length);
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
  const { env } = run;
  const { variables, assigns } = node.pipe;
  const subject = attempt(run, { ...node.pipe, variables: [] }, dot, (result) => rangeItems(result.value, sortedKeys, env.budget));
  if (subject === undefined) return 'next';
  if (subject.length === 0) return walkAll(run, node.otherwise, dot);
  for (const { key, item } of subject) {
    env.budget.step();
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
