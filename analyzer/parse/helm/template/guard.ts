import type { YamlSource } from '../../yaml/index.js';
import { TemplateError } from './errors.js';
import { evaluatePipe, type Environment, type Result } from './evaluate.js';
import type { Pipe } from './nodes.js';
import type { Output } from './output.js';
import type { Complaint } from './complaint.js';

/** A template that is being run. */
export interface Run {
  readonly source: YamlSource;
  readonly output: Output;
  readonly env: Environment;
  readonly complaints: Complaint[];
}

/** The value of a pipeline that decides something; undefined where it cannot be evaluated. */
export function attempt(run: Run, pipe: Pipe, dot: Result): Result | undefined;
export function attempt<T>(run: Run, pipe: Pipe, dot: Result, use: (result: Result) => T): T | undefined;
export function attempt<T>(run: Run, pipe: Pipe, dot: Result, use?: (result: Result) => T): T | Result | undefined {
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

/** Runs an action; what it cannot evaluate is complained about and leaves a mark that says so. */
export function guard(run: Run, node: { start: number; end: number }, body: () => void, pipe?: Pipe): void {
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
  run.complaints.push({ at: run.source.place(start, end), message: error.message });
}

/** Nothing else on its line: it would have written whole lines, or nothing. */
function standsAlone(text: string, start: number, end: number): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  return text.slice(lineStart, start).trim() === '' && text.slice(end, newline < 0 ? text.length : newline).trim() === '';
}
