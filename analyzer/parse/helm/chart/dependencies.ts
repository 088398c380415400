import { deepCopy } from '../functions/dicts.js';
import { isMap, type GoMap, type GoValue } from '../template/values.js';
import type { Chart, Requirement } from './chart.js';
import { coalesceTables, coalesceValues, mergeValues } from './coalesce.js';
import { fits } from './load.js';

/** Drops disabled subcharts, gives aliases their charts and imports values. https://helm.sh/docs/topics/charts/#chart-dependencies */
export function settleDependencies(chart: Chart, values: GoMap): void {
  enable(chart, values, '');
  importAll(chart);
}

function enable(chart: Chart, values: GoMap, path: string): void {
  if (chart.requirements.length === 0) return;
  chart.subcharts = [...chart.subcharts.filter((sub) => !chart.requirements.some((requirement) => sub.name === requirement.chart && fits(sub, requirement))), ...chart.requirements.flatMap((requirement) => instance(chart.subcharts, requirement))];
  for (const requirement of chart.requirements) if (requirement.alias !== '') requirement.name = requirement.alias;
  const coalesced = coalesceValues(chart, values);
  for (const requirement of chart.requirements) requirement.enabled = isEnabled(requirement, coalesced, path);
  const disabled = new Set(chart.requirements.filter((requirement) => !requirement.enabled).map(({ name }) => name));
  chart.subcharts = chart.subcharts.filter(({ name }) => !disabled.has(name));
  for (const subchart of chart.subcharts) enable(subchart, coalesced, `${path}${subchart.name}.`);
  chart.requirements = chart.requirements.filter(({ name }) => !disabled.has(name));
}

/** One chart may be there several times, under an alias each. */
function instance(charts: readonly Chart[], requirement: Requirement): Chart[] {
  const found = charts.find((chart) => chart.name === requirement.chart && fits(chart, requirement));
  return found === undefined ? [] : [copyChart(found, requirement.alias || found.name)];
}

const copyChart = (chart: Chart, name: string): Chart => ({
  ...chart,
  name,
  metadata: new Map(chart.metadata).set('name', name),
  requirements: chart.requirements.map((requirement) => ({ ...requirement })),
  subcharts: chart.subcharts.map((subchart) => copyChart(subchart, subchart.name)),
});

/** The first condition that is a boolean decides; without one the tags do. */
function isEnabled({ condition, tags }: Requirement, values: GoMap, path: string): boolean {
  for (const name of condition.trim().split(',')) {
    const value = name === '' ? null : valueAt(values, (path + name).split('.'));
    if (typeof value === 'boolean') return value;
  }
  const table = values.get('tags') ?? null;
  const flags = isMap(table) ? tags.map((tag) => table.get(tag)) : [];
  return flags.includes(true) || !flags.includes(false);
}

function valueAt(values: GoMap, path: readonly string[]): GoValue {
  let value: GoValue = values;
  for (const name of path) value = isMap(value) ? (value.get(name) ?? null) : null;
  return value;
}

function importAll(chart: Chart): void {
  chart.subcharts.forEach(importAll);
  if (chart.requirements.length === 0) return;
  const values = mergeValues(chart);
  const imported: GoMap = new Map();
  for (const { name, importValues } of chart.requirements)
    for (const entry of importValues) {
      const [child, parent] = typeof entry === 'string' ? [`exports.${entry}`, '.'] : isMap(entry) ? [entry.get('child') ?? null, entry.get('parent') ?? null] : [null, null];
      if (typeof child !== 'string' || typeof parent !== 'string') continue;
      const table = valueAt(values, [name, ...child.split('.')]);
      if (isMap(table)) coalesceTables(imported, nest(parent, deepCopy(table) as GoMap), true);
    }
  chart.values = coalesceTables(values, imported, true);
}

const nest = (path: string, table: GoMap): GoMap => (path === '.' ? table : path.split('.').reduceRight<GoMap>((inner, name) => new Map([[name, inner]]), table));
