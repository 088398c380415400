import type { Place } from '../../facts/place.js';
import { encode, fromPlain, listOf, type CloudResource, type CloudValue, type Entry, type MapValue, mapOf, scalar, textOf, unknown } from '../cloud/index.js';
import { entries, get, items, parseYaml, placeOf, stringOf, type YamlNode } from '../yaml/index.js';
import { calledBy, MAX_MODULES, prefixOf, referencesIn, type ConfiguredModule } from './plan-references.js';
import type { Read } from './read.js';

/** A plan as JSON: `terraform show -json`. https://developer.hashicorp.com/terraform/internals/json-format */
export const isPlan = (head: string): boolean => /^\s*\{\s*"format_version"/.test(head) && head.includes('"terraform_version"');

/**
 * The resources as planned, each with the expressions that its configuration refers to. What a module declares and names is not
 * judged here: a plan leaves out locals, and with them who uses what.
 */
export function readPlan(path: string, text: string): Read {
  const { documents, problems } = parseYaml(path, text);
  const root = documents[0]?.root;
  const module: ConfiguredModule = { node: get(root, 'configuration', 'root_module'), labels: [] };
  const instances = new Map<string, Instance[]>();
  collect(get(root, 'planned_values', 'root_module'), module, instances, 0);
  return { declared: [...instances.values()].map(resourceOf), others: () => [], called: calledModules(module, 0), templates: [], problems };
}

/** Neither a plan nor a state says how a resource is replaced; its configuration does. */
export const lifecycleOf = (at: Place): Entry => ({ key: at, value: unknown('lifecycle', at), at });

export const withoutIndexes = (address: string): string => address.replace(/\[[^\]]*\]/g, '');

/** One of the instances that `count` or `for_each` makes of a resource. */
interface Instance {
  readonly node: YamlNode;
  readonly address: string;
  readonly type: string;
  readonly label: string;
  readonly module: ConfiguredModule;
}

function collect(planned: YamlNode | undefined, module: ConfiguredModule, into: Map<string, Instance[]>, depth: number): void {
  if (depth > MAX_MODULES) return;
  for (const node of items(get(planned, 'resources'))) {
    const [written, type, label] = ['address', 'type', 'name'].map((name) => stringOf(get(node, name)));
    if (written === undefined || type === undefined || label === undefined || stringOf(get(node, 'mode')) === 'data') continue;
    const address = withoutIndexes(written);
    into.set(address, [...(into.get(address) ?? []), { node, address, type, label, module }]);
  }
  for (const child of items(get(planned, 'child_modules'))) {
    const label = withoutIndexes(stringOf(get(child, 'address')) ?? '').split('.').at(-1) ?? '';
    collect(child, calledBy(module, label), into, depth + 1);
  }
}

function resourceOf(instances: readonly Instance[]): CloudResource {
  const { node, address, type, label, module } = instances[0]!;
  const at = placeOf(get(node, 'address')!);
  const configured = items(get(module.node, 'resources')).find((c) => stringOf(get(c, 'type')) === type && stringOf(get(c, 'name')) === label);
  const expressions = get(configured, 'expressions');
  const values = instances.map((instance) => valuesOf(get(instance.node, 'values')));
  const argument = (name: string): Entry | undefined => {
    if (name === 'lifecycle') return lifecycleOf(at);
    const written = values[0]!.entries.get(name);
    const origins = referencesIn(get(expressions, name), module);
    const isKnown = written && !isNull(written.value);
    // What the plan cannot know yet is what its configuration refers to; what its instances differ in is none of these.
    if (isKnown && !sameInAll(values, name)) return { ...written, value: unknown(`${address}.${name}`, written.at, origins) };
    if (isKnown) return { ...written, value: completed(written.value, get(expressions, name), module) };
    return origins.length > 0 ? { key: at, value: unknown(`${address}.${name}`, at, origins), at } : written;
  };
  const isMany = get(configured, 'count_expression') !== undefined || get(configured, 'for_each_expression') !== undefined || instances.length > 1;
  return {
    address, type, label, modules: module.labels, at, argument, names: [...new Set([...values[0]!.entries.keys(), ...entries(expressions).map((e) => e.key.text), 'lifecycle'])],
    ...(isMany ? { multiplicity: scalar(instances.length, at) } : {}),
  };
}

/** What is planned leaves out what is not known yet: nested blocks and maps get it from their expressions. */
function completed(value: CloudValue, expression: YamlNode | undefined, module: ConfiguredModule, depth = 0): CloudValue {
  if (!expression || depth > MAX_BLOCKS) return value;
  if (value.is === 'list') return listOf(value.items.map((item, index) => completed(item, items(expression)[index] ?? items(expression)[0], module, depth + 1)), value.at);
  const origins = get(expression, 'references') ? referencesIn(expression, module) : [];
  if (value.is === 'scalar') return { ...value, origins };
  if (value.is !== 'map') return value;
  const all = new Map(value.entries);
  if (origins.length > 0) all.set('…', { key: value.at, value: unknown('…', value.at, origins), at: value.at });
  for (const { key, value: inner } of get(expression, 'references') ? [] : entries(expression)) {
    const known = all.get(key.text);
    const hidden = referencesIn(inner, module);
    if (known && !isNull(known.value)) all.set(key.text, { ...known, value: completed(known.value, inner, module, depth + 1) });
    else if (hidden.length > 0) all.set(key.text, { key: value.at, value: unknown(key.text, value.at, hidden), at: value.at });
  }
  return mapOf(all, value.at);
}

const MAX_BLOCKS = 30;

const isNull = (value: CloudValue): boolean => value.is === 'scalar' && value.value === null;

const sameInAll = ([first, ...more]: readonly MapValue[], name: string): boolean => {
  const text = (values: MapValue): string | undefined => textOf(encode(values.entries.get(name)?.value ?? scalar(null, values.at)));
  return more.every((other) => text(first!) === text(other));
};

/** Modules that come from elsewhere, as their calls are written. */
function calledModules(module: ConfiguredModule, depth: number): CloudResource[] {
  if (depth > MAX_MODULES) return [];
  return entries(get(module.node, 'module_calls')).flatMap(({ key, value }) => {
    const [source, version] = [get(value, 'source'), get(value, 'version_constraint')];
    const child = calledBy(module, key.text);
    const below = calledModules(child, depth + 1);
    if (!source || /^\.{0,2}\//.test(stringOf(source) ?? './')) return below;
    const given = new Map([['source', source], ...(version ? [['version', version] as const] : [])].map(([name, node]): [string, Entry] => [name as string, entryOf(node as YamlNode)]));
    const address = `${prefixOf(module)}module.${key.text}`;
    return [{ address, type: 'module', source: stringOf(source)!, label: key.text, modules: module.labels, at: placeOf(key), argument: (name) => given.get(name), names: [...given.keys()] } satisfies CloudResource, ...below];
  });
}

const entryOf = (node: YamlNode): Entry => ({ key: placeOf(node), value: fromPlain(plain(node, 0), placeOf(node)), at: placeOf(node) });

export function valuesOf(node: YamlNode | undefined): MapValue {
  const at = node ? placeOf(node) : { file: '', line: 1, column: 1, length: 1 };
  return mapOf(new Map(entries(node).map((e): [string, Entry] => [e.key.text, { ...entryOf(e.value), key: placeOf(e.key) }])), at);
}

function plain(node: YamlNode, depth: number): unknown {
  if (depth > 60) return null;
  if (node.type === 'sequence') return items(node).map((item) => plain(item, depth + 1));
  if (node.type === 'map') return new Map(entries(node).map((e) => [e.key.text, plain(e.value, depth + 1)]));
  return node.value;
}
