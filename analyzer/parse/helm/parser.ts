import { comparePlaces } from '../../facts/place.js';
import type { Problem, Unit } from '../../facts/types.js';
import { readDocuments } from '../kubernetes/index.js';
import type { FileSet, Parser, ParseResult } from '../parser.js';
import { parseYaml, parseYamlSource } from '../yaml/index.js';
import { mergeFiles } from './chart/coalesce.js';
import { isLeftOut, isTest } from './chart/hooks.js';
import { loadChart, readValues } from './chart/load.js';
import { renderChart } from './chart/render.js';
import { LimitError, TemplateError } from './template/errors.js';
import { readGiven } from './releases/values.js';
import { renderedSource } from './source.js';
import type { GoMap } from './template/values.js';
import { chartUnits, valuesOf, type ChartUnit } from './units.js';

/** Helm charts, rendered here. A unit is a chart with one set of values. */
export const helmParser: Parser = {
  id: 'helm',
  claims: (path, head) => CHART_FILE.test(path) || (TEMPLATE.test(path) && HELM_ACTION.test(head())),
  units: (_, files) => chartUnits(files),
  parse(unit, files) {
    try {
      return parseChart(unit, files);
    } catch (error) {
      if (!(error instanceof LimitError) && !(error instanceof TemplateError) && !(error instanceof RangeError)) throw error;
      const message = `This chart's values nest too deeply or are too large to be read. It is skipped.`;
      return { facts: [], problems: [{ code: 'helm-limit', file: unit.files[0] ?? unit.root, line: 1, column: 1, severity: 'error', message }] };
    }
  },
};

const CHART_FILE = /(?:^|\/)(?:Chart\.yaml|Chart\.lock|requirements\.yaml|\.helmignore|values[^/]*\.ya?ml|templates\/(?:.*\/)?[^/]+\.tpl|charts\/[^/]+\.tgz)$/;
const TEMPLATE = /(?:^|\/)templates\/.*\.(?:ya?ml|json|txt)$/;
const HELM_ACTION = /\{\{-?\s*(?:\/\*|(?:include|template|define|if|with|range|tpl)\b|\(|\$|\.(?:Values|Release|Chart|Capabilities|Files)\b)/;

function parseChart(unit: ChartUnit, files: FileSet): ParseResult {
  const problems: Problem[] = [];
  const chart = loadChart(unit.root, files, problems);
  if (chart === undefined) return { facts: [], problems: [...problems, unreadable(unit)] };
  const values = givenValues(unit, files, problems);
  const crds = chart.crds.map((path) => parseYaml(path, files.read(path) ?? ''));
  const rendered = renderChart(chart, mergeFiles(values), { name: unit.release?.name ?? chart.name, namespace: 'default' });
  problems.push(...rendered.problems);
  const manifests = rendered.manifests.map(({ file, output }) => parseYamlSource(renderedSource(file, output)));
  const results = [...manifests, ...crds].map((yaml) => {
    const read = readDocuments({ documents: yaml.documents.filter(({ root }) => !isTest(root) && !isLeftOut(root)) });
    problems.push(...yaml.problems, ...read.problems);
    return read.facts;
  });
  return { facts: results.flat(), problems: unique(withoutEchoes(problems)) };
}

/** A template that nobody defines may be one of a dependency that was not read: that is said once, and at its place. */
const withoutEchoes = (problems: readonly Problem[]): readonly Problem[] =>
  problems.some(({ code }) => code === 'helm-dependency-not-read') ? problems.map((problem) => (problem.code === 'helm-expression' && problem.message.includes('no template "') ? { ...problem, severity: 'info' } : problem)) : problems;

function givenValues(unit: ChartUnit, files: FileSet, problems: Problem[]): GoMap[] {
  if (unit.release !== undefined) return readGiven(unit.release.values, files, problems);
  const given = valuesOf(unit);
  return given === undefined ? [] : [readValues(files, given, problems) ?? new Map()];
}

const unreadable = ({ files, root }: Unit): Problem => ({ code: 'helm-chart', file: files[0] ?? root, line: 1, column: 1, severity: 'error', message: 'Chart.yaml is no mapping, so this chart cannot be read.' });

/** A helper that is included often complains at one place only once. */
function unique(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems
    .filter(({ code, file, line, column, message }) => {
      const key = [code, file, line, column, message].join('\0');
      return !seen.has(key) && seen.add(key) !== undefined;
    })
    .sort((a, b) => comparePlaces({ ...a, length: 0 }, { ...b, length: 0 }));
}
