import { cloudFacts, cloudObjects, fromPlain, type CloudResource, type Entry, type MapValue, type Origin, mapOf, unknown } from '../cloud/index.js';
import type { ParseResult } from '../parser.js';
import { entries, get, items, parseYaml, placeOf, stringOf, type YamlNode } from '../yaml/index.js';

/** A plan as JSON: `terraform show -json`. https://developer.hashicorp.com/terraform/internals/json-format */
export const isPlan = (head: string): boolean => /^\s*\{\s*"format_version"/.test(head) && head.includes('"terraform_version"');

/** The resources as planned, each with the expressions that its configuration refers to. */
export function readPlan(path: string, text: string): ParseResult {
  const { documents, problems } = parseYaml(path, text);
  const root = documents[0]?.root;
  const resources = new Map<string, CloudResource>();
  collect(get(root, 'planned_values', 'root_module'), get(root, 'configuration', 'root_module'), [], resources, 0);
  const all = [...resources.values()];
  return { facts: [...cloudFacts(all), ...cloudObjects(all, 'terraform')], problems };
}

export const withoutIndexes = (address: string): string => address.replace(/\[[^\]]*\]/g, '');

function collect(planned: YamlNode | undefined, configured: YamlNode | undefined, modules: readonly string[], into: Map<string, CloudResource>, depth: number): void {
  if (depth > 20) return;
  for (const node of items(get(planned, 'resources'))) {
    const address = stringOf(get(node, 'address'));
    const type = stringOf(get(node, 'type'));
    const name = stringOf(get(node, 'name'));
    if (address === undefined || type === undefined || name === undefined || stringOf(get(node, 'mode')) === 'data' || into.has(withoutIndexes(address))) continue;
    const expressions = get(items(get(configured, 'resources')).find((c) => stringOf(get(c, 'type')) === type && stringOf(get(c, 'name')) === name), 'expressions');
    into.set(withoutIndexes(address), resourceOf(node, withoutIndexes(address), type, name, modules, expressions));
  }
  for (const child of items(get(planned, 'child_modules'))) {
    const label = withoutIndexes(stringOf(get(child, 'address')) ?? '').split('.').at(-1) ?? '';
    collect(child, get(configured, 'module_calls', label, 'module'), [...modules, label], into, depth + 1);
  }
}

function resourceOf(node: YamlNode, address: string, type: string, label: string, modules: readonly string[], expressions: YamlNode | undefined): CloudResource {
  const at = placeOf(get(node, 'address')!);
  const prefix = modules.map((m) => `module.${m}.`).join('');
  const values = valuesOf(get(node, 'values'));
  const argument = (name: string): Entry | undefined => {
    const written = values.entries.get(name);
    const origins = referencesIn(get(expressions, name), prefix);
    // What the plan cannot know yet is what its configuration refers to.
    if (written && !(written.value.is === 'scalar' && written.value.value === null)) return written.value.is === 'scalar' ? { ...written, value: { ...written.value, origins } } : written;
    return origins.length > 0 ? { key: at, value: unknown(`${address}.${name}`, at, origins), at } : written;
  };
  return { address, type, label, modules, at, argument, names: [...new Set([...values.entries.keys(), ...entries(expressions).map((e) => e.key.text)])] };
}

export function valuesOf(node: YamlNode | undefined): MapValue {
  const at = node ? placeOf(node) : { file: '', line: 1, column: 1, length: 1 };
  return mapOf(new Map(entries(node).map((e): [string, Entry] => [e.key.text, { key: placeOf(e.key), value: fromPlain(plain(e.value, 0), placeOf(e.value)), at: placeOf(e.value) }])), at);
}

function plain(node: YamlNode, depth: number): unknown {
  if (depth > 60) return null;
  if (node.type === 'sequence') return items(node).map((item) => plain(item, depth + 1));
  if (node.type === 'map') return new Map(entries(node).map((e) => [e.key.text, plain(e.value, depth + 1)]));
  return node.value;
}

function referencesIn(node: YamlNode | undefined, prefix: string, depth = 0): Origin[] {
  if (!node || depth > 20) return [];
  if (node.type === 'sequence') return items(node).flatMap((item) => referencesIn(item, prefix, depth + 1));
  return entries(node).flatMap((e) => (e.key.text === 'references' ? items(e.value).flatMap((item) => originOf(stringOf(item) ?? '', prefix)) : referencesIn(e.value, prefix, depth + 1)));
}

function originOf(reference: string, prefix: string): Origin[] {
  const [type, label, ...rest] = withoutIndexes(reference).split('.');
  return label === undefined || rest.length === 0 || ['var', 'local', 'each', 'count', 'data', 'module', 'path'].includes(type!) ? [] : [{ resource: `${prefix}${type}.${label}`, attribute: rest.join('.') }];
}
