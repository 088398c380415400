import type { TemplateFact, TemplateItem, TemplateName } from '../../facts/types.js';
import { entries, entryPlace, get, items, placeOf, stringOf, type YamlEntry, type YamlNode } from '../yaml/index.js';
import { implications } from './conditions.js';
import { functionOf } from './evaluate.js';

/** What a template declares and names. Parameters and resources share their names, conditions have their own. */
export function templateOf(path: string, root: YamlNode): TemplateFact {
  const implied = implications(root);
  const section = (name: string): readonly YamlEntry[] => entries(get(root, name));
  return {
    kind: 'template', language: 'cloudformation', path,
    // Macros, SAM among them, make resources that are not written.
    extended: get(root, 'Transform') !== undefined || section('Resources').some(({ key }) => key.text.startsWith('Fn::')),
    items: [
      ...section('Parameters').map((entry) => itemOf(entry, 'parameter', entry.key.text)),
      ...section('Conditions').map((entry) => ({ ...itemOf(entry, 'condition', `condition.${entry.key.text}`), ...(implied.has(entry.key.text) ? { implies: implied.get(entry.key.text)! } : {}) })),
      ...section('Resources').map((entry) => itemOf(entry, stringOf(get(entry.value, 'Type')) ?? 'resource', entry.key.text)),
      ...section('Outputs').map((entry) => itemOf(entry, 'output', `output.${entry.key.text}`)),
    ],
  };
}

function itemOf(entry: YamlEntry, kind: string, address: string): TemplateItem {
  const found: TemplateName[] = [];
  if (kind !== 'parameter') read(entry.value, found, undefined, 0);
  for (const node of dependsOn(entry.value)) found.push({ address: stringOf(node) ?? '', at: placeOf(node), by: 'order' });
  const condition = stringOf(get(entry.value, 'Condition'));
  return { address, ref: { kind, name: entry.key.text }, at: entryPlace(entry), names: found.filter((name) => name.address !== '' && !name.address.startsWith('AWS::')), ...(condition === undefined || kind === 'condition' ? {} : { condition }) };
}

function dependsOn(node: YamlNode): readonly YamlNode[] {
  const value = node.type === 'map' ? get(node, 'DependsOn') : undefined;
  return value === undefined ? [] : value.type === 'sequence' ? items(value) : [value];
}

const MAX_DEPTH = 60;

function read(node: YamlNode, found: TemplateName[], by: TemplateName['by'], depth: number): void {
  if (depth > MAX_DEPTH) return;
  const call = functionOf(node);
  if (call) return readCall(call.name, call.argument, found, by, depth + 1);
  if (node.type === 'sequence') for (const item of items(node)) read(item, found, by, depth + 1);
  if (node.type === 'map') for (const entry of entries(node)) if (!(depth === 0 && entry.key.text === 'DependsOn')) read(entry.value, found, by, depth + 1);
}

function readCall(name: string, argument: YamlNode, found: TemplateName[], by: TemplateName['by'], depth: number): void {
  const add = (address: string | undefined, how?: TemplateName['how']): void => void (address !== undefined && found.push({ address, at: placeOf(argument), ...(by === undefined ? {} : { by }), ...(how === undefined ? {} : { how }) }));
  const inside = (inner: TemplateName['by']): void => items(argument).forEach((item) => read(item, found, inner, depth));
  switch (name) {
    case 'Ref': return add(stringOf(argument), 'Ref');
    case 'GetAtt': return add((argument.type === 'sequence' ? stringOf(items(argument)[0]) : stringOf(argument))?.split('.')[0], 'GetAtt');
    case 'Condition': return add(conditionOf(argument));
    case 'If': return add(conditionOf(items(argument)[0])), inside('if');
    case 'Sub': return readSub(argument, add, found, by, depth);
    default: return readArgument(argument, found, by, depth);
  }
}

function readArgument(argument: YamlNode, found: TemplateName[], by: TemplateName['by'], depth: number): void {
  if (argument.type === 'sequence') for (const item of items(argument)) read(item, found, by, depth);
  if (argument.type === 'map') for (const entry of entries(argument)) read(entry.value, found, by, depth);
}

const conditionOf = (node: YamlNode | undefined): string | undefined => {
  const name = node && stringOf(node);
  return name === undefined ? undefined : `condition.${name}`;
};

function readSub(argument: YamlNode, add: (address: string | undefined) => void, found: TemplateName[], by: TemplateName['by'], depth: number): void {
  const [pattern, variables] = argument.type === 'sequence' ? items(argument) : [argument, undefined];
  const own = new Set(entries(variables).map((entry) => entry.key.text));
  for (const [, name] of (pattern && stringOf(pattern) ? stringOf(pattern)! : '').matchAll(/\$\{([^!}][^}]*)\}/g)) {
    const address = name!.trim().split('.')[0]!;
    if (!own.has(name!.trim())) add(address);
  }
  if (variables) read(variables, found, by, depth);
}
