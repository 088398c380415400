import { deepCopy } from '../functions/dicts.js';
import { copyEntry } from '../template/origin.js';
import { deeper, isMap, type GoMap } from '../template/values.js';
import type { Chart } from './chart.js';

/**
 * Values for a chart and its subcharts: what is given wins over the chart's own, null takes a key away, and `global` reaches
 * every subchart. https://helm.sh/docs/chart_template_guide/subcharts_and_globals/
 */
export function coalesceValues(chart: Chart, given: GoMap): GoMap {
  return coalesceChart(chart, deepCopy(given) as GoMap, false);
}

/** The chart's values with those of its subcharts, nulls kept for a later turn. */
export const mergeValues = (chart: Chart): GoMap => coalesceChart(chart, new Map(), true);

function coalesceChart(chart: Chart, values: GoMap, keepNull: boolean): GoMap {
  addDefaults(values, deepCopy(chart.values) as GoMap, keepNull);
  for (const subchart of chart.subcharts) {
    if (!values.has(subchart.name)) values.set(subchart.name, new Map());
    const own = values.get(subchart.name) ?? null;
    // Helm refuses a chart whose values hold something else under a subchart's name.
    if (!isMap(own)) continue;
    passGlobals(own, values);
    coalesceChart(subchart, own, keepNull);
  }
  return values;
}

function addDefaults(values: GoMap, defaults: GoMap, keepNull: boolean): void {
  for (const [key, fallback] of defaults) {
    if (!values.has(key)) {
      copyEntry(defaults, values, key);
      continue;
    }
    const value = values.get(key) ?? null;
    if (value === null && !keepNull) values.delete(key);
    else if (isMap(value) && isMap(fallback)) coalesceTables(value, fallback, keepNull);
  }
}

/** Adds to `target` what it lacks; a null in it takes the key away, or with `keepNull` stays. */
export function coalesceTables(target: GoMap, source: GoMap, keepNull = false, depth = 0): GoMap {
  const next = deeper(depth);
  for (const [key, value] of source) {
    const present = target.get(key);
    if (target.has(key) && !keepNull && present === null) target.delete(key);
    else if (!target.has(key)) copyEntry(source, target, key);
    else if (isMap(value) && isMap(present)) coalesceTables(present, value, keepNull, next);
  }
  return target;
}

function passGlobals(own: GoMap, parent: GoMap): void {
  const target = own.has('global') ? own.get('global') : new Map();
  const source = parent.has('global') ? parent.get('global') : new Map();
  if (!isMap(target) || !isMap(source)) return;
  for (const [key, value] of source) {
    const present = target.get(key);
    if (isMap(value)) {
      if (target.has(key) && !isMap(present)) continue;
      const copied: GoMap = new Map();
      for (const name of value.keys()) copyEntry(value, copied, name);
      // The parent's globals win, so the merge runs the other way round here.
      if (isMap(present)) coalesceTables(copied, present, true);
      copyEntry(source, target, key, copied);
    } else if (!isMap(present)) copyEntry(source, target, key);
  }
  own.set('global', target);
}

/** Several values files: the later wins, null stays to take defaults away. */
export function mergeFiles(files: readonly GoMap[]): GoMap {
  const merged: GoMap = new Map();
  for (const file of files) mergeFile(merged, file, 0);
  return merged;
}

function mergeFile(target: GoMap, source: GoMap, depth: number): void {
  const next = deeper(depth);
  for (const [key, value] of source) {
    const present = target.get(key);
    if (isMap(value) && isMap(present)) {
      const copied = deepCopy(present) as GoMap;
      mergeFile(copied, value, next);
      copyEntry(source, target, key, copied);
    } else copyEntry(source, target, key);
  }
}
