import { entries, get, items, stringOf, type YamlNode } from '../yaml/index.js';
import { splitPath, type FieldSpec } from './field-spec.js';
import type { NameReference, Specs } from './specs.js';

/** Field specs as people write them. */
export const fieldSpecsOf = (nodes: readonly YamlNode[]): FieldSpec[] =>
  nodes.flatMap((node) => {
    const path = stringOf(get(node, 'path'));
    return path === undefined || path === '' ? [] : [{ path: splitPath(path), ...selects(node), ...(stringOf(get(node, 'create')) === 'true' ? { create: true } : {}) }];
  });

function selects(node: YamlNode): { group?: string; version?: string; kind?: string } {
  const [group, version, kind] = ['group', 'version', 'kind'].map((field) => stringOf(get(node, field)));
  return { ...(group ? { group } : {}), ...(version ? { version } : {}), ...(kind ? { kind } : {}) };
}

/** Adds what a `configurations` file says to the fields that are changed. */
export function withConfiguration(specs: Specs, configuration: YamlNode): Specs {
  const added: Partial<Record<keyof Specs, unknown>> = {};
  for (const { key, value } of entries(configuration)) {
    const name = key.text as keyof Specs;
    if (name === 'nameReference') added.nameReference = withReferences(specs.nameReference, items(value));
    else if (Object.hasOwn(specs, name)) added[name] = [...specs[name], ...fieldSpecsOf(items(value))];
  }
  return { ...specs, ...(added as Partial<Specs>) };
}

function withReferences(references: readonly NameReference[], nodes: readonly YamlNode[]): NameReference[] {
  return [...references, ...nodes.map((node) => ({ ...selects(node), fields: fieldSpecsOf(items(get(node, 'fieldSpecs'))) }))];
}

/** The specs of two bases together, each once. */
export function mergeSpecs(a: Specs, b: Specs): Specs {
  if (a === b) return a;
  const merged = Object.entries(a).map(([name, list]) => {
    const known = new Set(list.map((item: unknown) => JSON.stringify(item)));
    return [name, [...list, ...b[name as keyof Specs].filter((item) => !known.has(JSON.stringify(item)))]];
  });
  return Object.fromEntries(merged) as Specs;
}
