import { ts } from 'ts-morph';
import type { Template } from '../../../facts/template.js';
import type { Source } from '../clients/library.js';
import type { Context } from '../evaluate/context.js';
import { factoryResult } from '../evaluate/calls.js';
import { memberValue } from '../evaluate/members.js';
import { concat, defaultText, isKnown, templateOf, textOf, type Call, type Value } from '../evaluate/value.js';
import { matchReference } from './match.js';
import { nameText } from '../source/syntax.js';

/** A value with the node that says it. */
export interface Found {
  readonly value: Value;
  readonly at: ts.Node;
}

/** Reads one value among a call's arguments; undefined when the code does not give it. */
export function readValue(context: Context, call: Call, source: Source): Found | undefined {
  if (source.from === 'argument') {
    const node = call.arguments[source.index];
    return node && !ts.isSpreadElement(node) ? { value: context.value(node, call.frame), at: node } : undefined;
  }
  if (source.from === 'environment') return { value: { kind: 'text', template: implicit(source.variables, source.otherwise) }, at: call.call };
  if (source.from === 'host-port') return undefined;
  if (source.from === 'known') return knownAddress(context, call, source);
  return optionIn(context, call, source.path, source.index);
}

/** Undefined for a name that the library does not know. */
function knownAddress(context: Context, call: Call, { path, addresses }: Extract<Source, { from: 'known' }>): Found | undefined {
  const found = optionIn(context, call, path, undefined);
  const name = found && defaultText(found.value)?.toLowerCase();
  const address = name !== undefined && Object.hasOwn(addresses, name) ? addresses[name] : undefined;
  return found && address !== undefined ? { value: { kind: 'text', template: [{ text: address }] }, at: found.at } : undefined;
}

function implicit([first, ...others]: readonly string[], otherwise: string | undefined): Template {
  if (first === undefined) return otherwise === undefined ? [] : [{ text: otherwise }];
  const fallback = implicit(others, otherwise);
  return [fallback.length > 0 ? { env: first, fallback } : { env: first }];
}

/** Addresses that a source gives: one, or one for each member of a list. */
export function readAddresses(context: Context, call: Call, sources: readonly Source[]): { readonly targets: readonly Template[]; readonly at: ts.Node } | undefined {
  for (const source of sources) {
    const found = source.from === 'host-port' ? hostAndPort(context, call, source) : addressesOf(context, readValue(context, call, source));
    if (found && found.targets.length > 0) return found;
  }
  return undefined;
}

function addressesOf(context: Context, found: Found | undefined): { targets: readonly Template[]; at: ts.Node } | undefined {
  if (!found) return undefined;
  const { value, at } = found;
  if (value.kind === 'list') {
    const targets = value.elements.map((e) => elementAddress(context, context.value(e, value.frame), e)).filter((t): t is Template => t !== undefined);
    return { targets, at };
  }
  if (value.kind === 'text') return { targets: [value.template], at };
  if (value.kind === 'reference') return ofClient(context, value);
  return value.kind === 'opaque' ? { targets: [templateOf(value, at)], at } : undefined;
}

/** Addresses in a list or table, each by itself: `[{name: 'cart', url: ..}]`, `{'/cart': 'http://cart'}`. */
export function readMembers(context: Context, call: Call, source: Source): readonly { readonly target: Template; readonly at: ts.Node }[] {
  const value = readValue(context, call, source)?.value;
  if (value?.kind !== 'list' && value?.kind !== 'object') return [];
  const nodes = value.kind === 'list' ? value.elements : value.node.properties.filter(ts.isPropertyAssignment).map((p) => p.initializer);
  return nodes.flatMap((node) => {
    const member = context.value(node, value.frame);
    const text = member.kind === 'object' ? ADDRESS_NAMES.map((name) => textOf(memberValue(context, member, name, node))).find((t) => t !== undefined) : textOf(member);
    return text && text.length > 0 ? [{ target: text, at: node }] : [];
  });
}

const ADDRESS_NAMES = ['url', 'target', 'uri', 'upstream', 'destination'];

/** A client that is made for another one: a queue's Redis connection. */
function ofClient(context: Context, value: Extract<Value, { kind: 'reference' }>): { targets: readonly Template[]; at: ts.Node } | undefined {
  const match = matchReference(context, value);
  if (!match?.made || match.operation || !match.library.target || asked.has(match.made.call)) return undefined;
  asked.add(match.made.call);
  try {
    return readAddresses(context, match.made, match.library.target);
  } finally {
    asked.delete(match.made.call);
  }
}

/** Clients whose address is being read: one that is made for itself has none. */
const asked = new Set<ts.Node>();

/** `'kafka:9092'` or `{host: 'redis', port: 6379}`. */
function elementAddress(context: Context, value: Value, node: ts.Node): Template | undefined {
  if (value.kind !== 'object') return textOf(value) ?? (value.kind === 'opaque' ? templateOf(value, node) : undefined);
  const host = textOf(memberValue(context, value, 'host', node));
  const port = textOf(memberValue(context, value, 'port', node));
  return host && (port ? concat(host, [{ text: ':' }], port) : host);
}

function hostAndPort(context: Context, call: Call, source: Extract<Source, { from: 'host-port' }>): { targets: readonly Template[]; at: ts.Node } | undefined {
  const host = readValue(context, call, source.host);
  if (!host || host.value.kind === 'nothing' || host.value.kind === 'object' || host.value.kind === 'list') return undefined;
  const port = source.port && readValue(context, call, source.port);
  const portText = (port && textOf(port.value)) ?? (source.defaultPort > 0 ? [{ text: String(source.defaultPort) }] : undefined);
  const hostText = templateOf(host.value, host.at);
  return { targets: [portText ? concat(hostText, [{ text: ':' }], portText) : hostText], at: host.at };
}

// ---------------------------------------------------------------- options

function optionIn(context: Context, call: Call, path: string, index: number | undefined): Found | undefined {
  // Only instances that the code makes itself have options; the fields of an injecting class have none.
  const given = index === undefined ? call.arguments : call.arguments.slice(index, index + 1);
  for (const node of given) {
    if (ts.isSpreadElement(node)) continue;
    const value = optionsOf(context, context.value(node, call.frame), node);
    const found = value && descend(context, { value, at: node }, path.split(/(?<!\\)\./).map((name) => name.replaceAll('\\', '')));
    if (found && found.value.kind !== 'nothing') return found;
    if (found && isExplicitNothing(found.at)) return found;
  }
  return ts.isClassLike(call.call) ? fieldOf(context, call, path) : undefined;
}

/** A class that extends a package's class sets its options as fields. */
function fieldOf(context: Context, call: Call, path: string): Found | undefined {
  if (!ts.isClassLike(call.call)) return undefined;
  const field = call.call.members.find((m) => nameText(m.name) === path && ts.isPropertyDeclaration(m) && m.initializer !== undefined);
  return field && ts.isPropertyDeclaration(field) && field.initializer ? { value: context.value(field.initializer, context.root), at: field.initializer } : undefined;
}

/** A list may hold itself. */
const MAX_LISTS = 4;

/** Options may be written in place, come from a factory (`useFactory`), or be a list of one. */
function optionsOf(context: Context, value: Value, node: ts.Node, depth = 0): Value | undefined {
  if (value.kind === 'list' && value.elements.length === 1 && depth < MAX_LISTS) return optionsOf(context, context.value(value.elements[0]!, value.frame), node, depth + 1);
  if (value.kind === 'function') return applied(context, value, node);
  if (value.kind === 'reference') return lastOptions(context, { value, at: node })?.value;
  if (value.kind !== 'object' && value.kind !== 'merged' && value.kind !== 'instance') return undefined;
  const factory = memberValue(context, value, 'useFactory', node);
  return factory.kind === 'function' ? applied(context, factory, node) : value;
}

const applied = (context: Context, fn: Extract<Value, { kind: 'function' }>, node: ts.Node): Value | undefined => {
  const result = factoryResult(context, fn, node);
  return result.kind === 'object' || result.kind === 'merged' ? result : undefined;
};

function descend(context: Context, from: Found, path: readonly string[]): Found | undefined {
  let current = from;
  for (const name of path) {
    if (current.value.kind === 'reference') current = lastOptions(context, current) ?? current;
    if (!HAS_MEMBERS.has(current.value.kind)) return undefined;
    const value = memberValue(context, current.value, name, current.at);
    current = { value, at: writtenAt(context, current.value, name) ?? current.at };
  }
  return isKnown(current.value) || current.value.kind === 'opaque' || isExplicitNothing(current.at) ? current : undefined;
}

const HAS_MEMBERS: ReadonlySet<Value['kind']> = new Set(['object', 'merged', 'instance', 'list', 'module']);

/** An option that is itself made from options: `httpAgent: new Agent({maxSockets: 10})`. */
function lastOptions(context: Context, found: Found): Found | undefined {
  const step = found.value.kind === 'reference' ? found.value.steps.at(-1) : undefined;
  const node = step && 'call' in step ? step.arguments.find((a) => context.value(a, step.frame).kind === 'object') : undefined;
  return node && step && 'call' in step ? { value: context.value(node, step.frame), at: node } : undefined;
}

const MAX_SPREADS = 8;

/** Where an option is written: its value in the object that has it, in whichever file that is. */
function writtenAt(context: Context, value: Value, name: string, depth = 0): ts.Node | undefined {
  if (depth > MAX_SPREADS) return undefined;
  if (value.kind === 'merged') return [...value.parts].reverse().map((part) => writtenAt(context, part, name, depth + 1)).find((n) => n !== undefined);
  if (value.kind !== 'object') return undefined;
  for (const property of [...value.node.properties].reverse()) {
    if (ts.isSpreadAssignment(property)) {
      const inner = writtenAt(context, context.value(property.expression, value.frame), name, depth + 1);
      if (inner) return inner;
    } else if (nameText(property.name) === name) return ts.isPropertyAssignment(property) ? property.initializer : property;
  }
  return undefined;
}

/** `timeout: null` and `timeout: undefined` are written; a missing option is not. */
const isExplicitNothing = (node: ts.Node): boolean => node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === 'undefined');
