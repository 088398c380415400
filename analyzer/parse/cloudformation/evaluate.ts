import { joinParts, listOf, mapOf, originsOf, partsOf, plainOf, scalar, textOf, unknown, type CloudValue, type Entry, type Origin, type Scalar, type UnknownValue } from '../cloud/index.js';
import { entries, entryOf, entryPlace, get, items, placeOf, stringOf, type YamlNode } from '../yaml/index.js';

const MAX_STEPS = 200_000;
const MAX_DEPTH = 80;

/** What a template is told by others: by the one that nests it, by those that it nests, by those whose exports it imports. */
export interface Links {
  /** What the nesting template gives for a parameter. */
  readonly input: (parameter: string) => CloudValue | undefined;
  readonly imported: (name: CloudValue) => CloudValue | undefined;
  /** An output of the template that a resource nests. */
  readonly nested: (resource: string, output: string) => CloudValue | undefined;
}

const ALONE: Links = { input: () => undefined, imported: () => undefined, nested: () => undefined };

/** Evaluates the intrinsic functions of one template: short tags (`!Ref x`) and long ones (`{"Ref": "x"}`) alike. */
export class Evaluator {
  private steps = 0;
  private readonly conditions = new Map<string, boolean | undefined>();

  /** `prefix` stands before the addresses of its resources, where another template reads it. */
  constructor(private readonly root: YamlNode, readonly prefix = '', private readonly links = ALONE) {}

  value(node: YamlNode, depth = 0): CloudValue {
    const at = placeOf(node);
    if (++this.steps > MAX_STEPS || depth > MAX_DEPTH) return unknown('…', at);
    const call = functionOf(node);
    if (call) return this.call(call.name, call.argument, node, depth + 1);
    if (node.type === 'sequence') return listOf(items(node).map((item) => this.value(item, depth + 1)), at);
    if (node.type === 'map') return mapOf(new Map(entries(node).map((entry): [string, Entry] => [entry.key.text, { key: entryPlace(entry), value: this.value(entry.value, depth + 1), at: placeOf(entry.value) }])), at);
    return scalar(node.value, at);
  }

  /** A resource's or `Fn::If`'s condition; undefined when it cannot be told. */
  condition(name: string): boolean | undefined {
    if (!this.conditions.has(name)) {
      this.conditions.set(name, undefined);
      const node = get(this.root, 'Conditions', name);
      this.conditions.set(name, node && this.truth(node, 0));
    }
    return this.conditions.get(name);
  }

  private truth(node: YamlNode, depth: number): boolean | undefined {
    const call = functionOf(node);
    if (!call || depth > 30) return undefined;
    const all = items(call.argument).map((item) => () => this.truth(item, depth + 1));
    switch (call.name) {
      case 'Condition': return this.condition(stringOf(call.argument) ?? '');
      case 'Equals': {
        const [a, b] = items(call.argument).map((item) => plainOf(this.value(item, depth + 1)));
        return a === undefined || b === undefined ? undefined : String(a) === String(b);
      }
      case 'Not': return invert(all[0]?.());
      case 'And': return all.reduce<boolean | undefined>((before, next) => (before === false ? false : both(before, next())), true);
      case 'Or': return invert(all.reduce<boolean | undefined>((before, next) => (before === false ? false : both(before, invert(next()))), true));
      default: return undefined;
    }
  }

  private call(name: string, argument: YamlNode, node: YamlNode, depth: number): CloudValue {
    const at = placeOf(node);
    const args = () => items(argument).map((item) => this.value(item, depth));
    switch (name) {
      case 'Ref': return this.reference(stringOf(argument) ?? '', at);
      case 'GetAtt': return this.attribute(argument, at);
      case 'Sub': return this.substitute(argument, at, depth);
      case 'Join': {
        const [by, list] = args();
        if (list?.is !== 'list' || textOf(by) === undefined) return unknown('Fn::Join', at, originsOf(list));
        return joinParts(list.items.flatMap((item, index) => [...(index > 0 ? [scalar(textOf(by)!, at)] : []), ...partsOf(item)]), at);
      }
      case 'Select': {
        const [index, list] = args();
        const item = list?.is === 'list' ? list.items[Number(textOf(index))] : undefined;
        return item ?? unknown(list?.is === 'unknown' ? `Fn::Select ${textOf(index) ?? '…'} of ${list.source}` : 'Fn::Select', at, originsOf(list));
      }
      case 'If': {
        const [condition, then, otherwise] = items(argument);
        const holds = this.condition(stringOf(condition) ?? '');
        if (then === undefined || otherwise === undefined) return unknown('Fn::If', at);
        if (holds !== undefined) return this.value(holds ? then : otherwise, depth);
        return unknown('Fn::If', at, [...originsOf(this.value(then, depth)), ...originsOf(this.value(otherwise, depth))]);
      }
      case 'FindInMap': {
        const path = items(argument).map((item) => textOf(this.value(item, depth)));
        const found = path.includes(undefined) ? undefined : get(this.root, 'Mappings', ...(path as string[]));
        return found ? this.value(found, depth) : unknown('Fn::FindInMap', at);
      }
      case 'ImportValue': {
        const name = this.value(argument, depth);
        return this.links.imported(name) ?? unknown('Fn::ImportValue', at, originsOf(name));
      }
      case 'Base64': return this.value(argument, depth);
      case 'ToJsonString': return { is: 'encoded', of: this.value(argument, depth), at };
      default: return unknown(`Fn::${name}`, at, originsOf(argument.type === 'scalar' ? undefined : listOf(args(), at)));
    }
  }

  /** A parameter's default, or the resource itself. */
  private reference(name: string, at: CloudValue['at']): CloudValue {
    if (name === 'AWS::NoValue') return scalar(null, at);
    const parameter = get(this.root, 'Parameters', name);
    if (parameter) {
      const given = this.links.input(name);
      if (given) return given;
      const value = get(parameter, 'Default');
      return value?.type === 'scalar' && !/^AWS::SSM::/.test(stringOf(get(parameter, 'Type')) ?? '') ? { ...scalar(value.value, placeOf(value)), input: true } : unknown(name, at);
    }
    return unknown(name, at, this.originOf(name, 'Ref'));
  }

  private attribute(argument: YamlNode, at: CloudValue['at']): CloudValue {
    const [resource, ...rest] = argument.type === 'sequence' ? items(argument).map((item) => stringOf(item) ?? '') : (stringOf(argument) ?? '').split('.');
    const attribute = rest.join('.');
    return this.attributeOf(resource!, attribute, at);
  }

  private attributeOf(resource: string, attribute: string, at: CloudValue['at']): CloudValue {
    const output = attribute.startsWith('Outputs.') ? this.links.nested(resource, attribute.slice('Outputs.'.length)) : undefined;
    return output ?? unknown(`${resource}.${attribute}`, at, this.originOf(resource, attribute));
  }

  private originOf(resource: string, attribute: string): readonly Origin[] {
    return get(this.root, 'Resources', resource) ? [{ resource: this.prefix + resource, attribute }] : [];
  }

  private substitute(argument: YamlNode, at: CloudValue['at'], depth: number): CloudValue {
    const [pattern, variables] = argument.type === 'sequence' ? items(argument) : [argument, undefined];
    const text = stringOf(pattern) ?? '';
    const parts = text.split(/(\$\{[^}]*\})/).filter((piece) => piece !== '').flatMap((piece): readonly (Scalar | UnknownValue)[] => {
      const name = /^\$\{([^!}][^}]*)\}$/.exec(piece)?.[1]?.trim();
      if (name === undefined) return [scalar(piece.replace(/^\$\{!/, '${'), at)];
      const given = entryOf(variables, name)?.value;
      if (given) return partsOf(this.value(given, depth));
      const dot = name.indexOf('.');
      if (dot < 0) return partsOf(this.reference(name, at));
      return partsOf(this.attributeOf(name.slice(0, dot), name.slice(dot + 1), at));
    });
    return parts.length === 0 ? scalar('', at) : joinParts(parts, at);
  }
}

const invert = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value);
const both = (a: boolean | undefined, b: boolean | undefined): boolean | undefined => (a === false || b === false ? false : a === undefined || b === undefined ? undefined : true);

/** `!Sub text`, `Fn::Sub: text`, `Ref: name`. */
export function functionOf(node: YamlNode): { readonly name: string; readonly argument: YamlNode } | undefined {
  if (node.tag !== undefined && /^![A-Z]/.test(node.tag)) return { name: node.tag.slice(1), argument: { ...node, tag: undefined } };
  const [only, ...more] = entries(node);
  if (!only || more.length > 0) return undefined;
  const name = only.key.text;
  if (name === 'Ref' || (name === 'Condition' && only.value.type === 'scalar')) return { name, argument: only.value };
  return name.startsWith('Fn::') ? { name: name.slice(4), argument: only.value } : undefined;
}

