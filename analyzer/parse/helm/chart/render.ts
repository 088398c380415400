import type { Problem } from '../../../facts/types.js';
import { functions } from '../functions/index.js';
import { Budget } from '../template/budget.js';
import { LimitError, TemplateSyntaxError } from '../template/errors.js';
import type { Complaint } from '../template/complaint.js';
import { execute, type Engine } from '../template/execute.js';
import type { Template } from '../template/nodes.js';
import type { Output } from '../template/output.js';
import { parseTemplate } from '../template/parser.js';
import { compareCodePoints, isMap, nameType, type GoMap, type GoValue } from '../template/values.js';
import { capabilities } from './capabilities.js';
import type { Chart } from './chart.js';
import { coalesceValues } from './coalesce.js';
import { settleDependencies } from './dependencies.js';
import { chartObject, filesObject } from './objects.js';

export interface Rendered {
  /** What would be applied, by template, in Helm's order. */
  readonly manifests: readonly { readonly name: string; readonly file: string; readonly output: Output }[];
  readonly problems: readonly Problem[];
}

export interface Release {
  readonly name: string;
  readonly namespace: string;
}

/** Renders a chart with the values given on top of its own, as `helm template` does. Changes `chart`. */
export function renderChart(chart: Chart, given: GoMap, release: Release = { name: 'release-name', namespace: 'default' }): Rendered {
  settleDependencies(chart, given);
  const values = nameType(coalesceValues(chart, given), 'chartutil.Values');
  const files: File[] = [];
  collect(chart, values, chart.name, baseContext(release), true, files);
  return renderFiles(files.sort(inOrder));
}

interface File {
  readonly name: string;
  readonly source: Template['source'];
  readonly context: GoMap;
  readonly basePath: string;
}

function baseContext({ name, namespace }: Release): GoMap {
  const release = new Map<string, GoValue>(Object.entries({ Name: name, Namespace: namespace, Service: 'Helm', IsInstall: true, IsUpgrade: false }));
  return new Map<string, GoValue>([['Release', release.set('Revision', 1)], ['Capabilities', capabilities()]]);
}

function collect(chart: Chart, values: GoMap, path: string, base: GoMap, isRoot: boolean, files: File[]): GoMap {
  const subcharts: GoMap = new Map();
  const context: GoMap = new Map<string, GoValue>([...base, ['Chart', chartObject(chart, isRoot)], ['Files', filesObject(chart.files)], ['Values', values], ['Subcharts', subcharts]]);
  for (const subchart of chart.subcharts) {
    const own = values.get(subchart.name) ?? null;
    subcharts.set(subchart.name, collect(subchart, isMap(own) ? own : new Map(), `${path}/charts/${subchart.name}`, base, false, files));
  }
  for (const { name, source } of chart.templates) {
    if (chart.isLibrary && !isPartial(name)) continue;
    files.push({ name: `${path}/${name}`, source, context, basePath: `${path}/templates` });
  }
  return nameType(context, 'chartutil.Values');
}

const isPartial = (name: string): boolean => name.slice(name.lastIndexOf('/') + 1).startsWith('_');

/** Helm's order: the deepest first, then from the last name to the first. Later definitions win, and changed values stay changed. */
const inOrder = (a: File, b: File): number => depth(b.name) - depth(a.name) || compareCodePoints(b.name, a.name);
const depth = (name: string): number => name.split('/').length;

function renderFiles(files: readonly File[]): Rendered {
  const problems: Problem[] = [];
  const templates = new Map<string, Template>();
  for (const { name, source } of files) for (const template of parseFile(name, source, problems)) define(templates, template);
  const complaints: Complaint[] = [];
  const engine: Engine = { templates, functions, budget: new Budget(), complaints };
  const manifests: { name: string; file: string; output: Output }[] = [];
  try {
    for (const { name, source, context, basePath } of files) {
      if (isPartial(name) || !templates.has(name) || name.endsWith('NOTES.txt')) continue;
      context.set('Template', new Map([['Name', name], ['BasePath', basePath]]));
      manifests.push({ name, file: source.file, output: execute(engine, name, context).withoutNoValue() });
    }
  } catch (error) {
    problems.push(limitProblem(error, files[manifests.length]?.source.file ?? ''));
  }
  return { manifests, problems: [...problems, ...complaints.map(toProblem)] };
}

/** A definition that says nothing does not replace one that does. */
function define(templates: Map<string, Template>, template: Template): void {
  const isEmpty = template.body.every((node) => node.type === 'text' && node.text.trim() === '');
  if (!isEmpty || !templates.has(template.name)) templates.set(template.name, template);
}

function parseFile(name: string, source: Template['source'], problems: Problem[]): readonly Template[] {
  try {
    return parseTemplate(name, source);
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    const { file, line, column } = source.place(error.at, error.at);
    problems.push({ code: 'helm-syntax', file, line, column, severity: 'error', message: `Helm cannot read this template: ${error.message}. The rest of the chart is read without it.` });
    return [];
  }
}

/** What a chart asks of who installs it is no mistake of the chart. */
const ASKS = /^(?:a required value is missing|the chart refuses these values)/;

const toProblem = ({ at, message }: Complaint): Problem => ({
  code: 'helm-expression',
  file: at.file,
  line: at.line,
  column: at.column,
  severity: ASKS.test(message) ? 'info' : 'warning',
  message: `This expression cannot be evaluated: ${message}. What it decides is unknown.`,
});

/** Deep recursion that no counter foresaw ends on the stack: the same as a limit. */
function limitProblem(error: unknown, file: string): Problem {
  if (!(error instanceof LimitError) && !(error instanceof RangeError)) throw error;
  const reason = error instanceof LimitError ? error.message : 'its templates or values nest too deeply';
  return { code: 'helm-limit', file, line: 1, column: 1, severity: 'error', message: `Rendering of this chart stopped: ${reason}. What it had rendered so far is read.` };
}
