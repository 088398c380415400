import type { Origin } from '../cloud/index.js';
import { entries, get, items, stringOf, type YamlNode } from '../yaml/index.js';

/** Modules nested deeper than any real configuration has them. */
export const MAX_MODULES = 20;

/** A module of a plan's configuration. https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation */
export interface ConfiguredModule {
  readonly node: YamlNode | undefined;
  readonly labels: readonly string[];
  /** Who calls it, and the call. */
  readonly caller?: { readonly module: ConfiguredModule; readonly call: YamlNode | undefined };
}

export function calledBy(module: ConfiguredModule, label: string): ConfiguredModule {
  const call = get(module.node, 'module_calls', label);
  return { node: get(call, 'module'), labels: [...module.labels, label], caller: { module, call } };
}

export const prefixOf = ({ labels }: ConfiguredModule): string => labels.map((label) => `module.${label}.`).join('');

const MAX_STEPS = 40;

/** The resources that an expression of a module leads to, through the inputs and outputs of modules. */
export function referencesIn(node: YamlNode | undefined, module: ConfiguredModule, depth = 0): Origin[] {
  if (!node || depth > MAX_STEPS) return [];
  if (node.type === 'sequence') return items(node).flatMap((item) => referencesIn(item, module, depth + 1));
  return entries(node).flatMap((e) => (e.key.text === 'references' ? asked(items(e.value)).flatMap((text) => originsOf(text, module, depth + 1)) : referencesIn(e.value, module, depth + 1)));
}

/** A reference is listed with its attribute and again without: the shorter one counts where it is the only one. */
function asked(nodes: readonly YamlNode[]): string[] {
  const texts = nodes.map((node) => stringOf(node) ?? '');
  return texts.filter((text) => !texts.some((other) => other.startsWith(`${text}.`) || other.startsWith(`${text}[`)));
}

const NO_RESOURCE: ReadonlySet<string> = new Set(['local', 'each', 'count', 'data', 'path', 'self', 'terraform']);

function originsOf(reference: string, module: ConfiguredModule, depth: number): Origin[] {
  const [type = '', label, ...rest] = reference.replace(/\[[^\]]*\]/g, '').split('.');
  if (label === undefined || NO_RESOURCE.has(type)) return [];
  if (type === 'var') return module.caller ? referencesIn(get(module.caller.call, 'expressions', label), module.caller.module, depth) : [];
  if (type !== 'module') return [{ resource: `${prefixOf(module)}${type}.${label}`, attribute: rest.join('.') }];
  const called = calledBy(module, label);
  return referencesIn(rest[0] === undefined ? get(called.node, 'outputs') : get(called.node, 'outputs', rest[0], 'expression'), called, depth);
}
