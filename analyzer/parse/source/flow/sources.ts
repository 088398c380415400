import type { Template } from '../../../facts/template.js';
import type { ValueSource } from '../library.js';
import type { SourceNode } from '../node.js';
import { entryOf, namedArgument, positional } from './arguments.js';
import { callsNamed } from './call-sites.js';
import { matchOf, namesOf } from './calls.js';
import type { Flow } from './evaluate.js';
import { fieldOfMade, memberOf } from './fields.js';
import type { Call, ObjectLiteral } from './model.js';
import { plainText, templatesOf } from './text.js';
import { choose, isMember, optionsOf, text, type Frame, type Made, type Value } from './value.js';

/** A call or written value in a frame, whose arguments the table describes. */
export interface Site {
  readonly expression: Call | ObjectLiteral;
  readonly frame: Frame | undefined;
}

export interface Found {
  readonly value: Value;
  readonly at: SourceNode;
}

/** The value at a source; undefined when nothing is written there. */
export function readSource(flow: Flow, site: Site, source: ValueSource): Found | undefined {
  const at = site.expression.node;
  if (typeof source === 'number') return argumentAt(flow, site, String(source));
  if (typeof source === 'string') return readPath(flow, site, source.replaceAll('\\.', '\u0000').split('.').map((name) => name.replaceAll('\u0000', '.')));
  if ('after' in source) return argumentAt(flow, site, String(source.argument));
  if ('chained' in source) return chained(flow, site, source.chained, source.argument ?? 0);
  if ('host' in source) return hostAndPort(flow, site, source);
  if ('environment' in source) return { value: text([{ env: source.environment }]), at };
  if ('property' in source) return { value: text([{ property: source.property, ...(source.fallback === undefined ? {} : { fallback: [{ text: source.fallback }] }) }]), at };
  return { value: text([{ text: source.fixed }]), at };
}

function hostAndPort(flow: Flow, site: Site, source: Extract<ValueSource, { host: ValueSource }>): Found | undefined {
  const host = readSource(flow, site, source.host);
  if (!host) return undefined;
  const port = source.port === undefined ? undefined : readSource(flow, site, source.port);
  const ports = port ? templatesOf(flow, port.value) : [];
  const suffix: Template = [{ text: ':' }, ...(ports[0] ?? [{ text: String(source.defaultPort) }])];
  return { value: choose(templatesOf(flow, host.value).map((t) => text(hasPort(t) ? t : [...t, ...suffix]))), at: host.at };
}

const hasPort = (template: Template): boolean => template.some((part) => 'text' in part && /:\d|:\/\//.test(part.text));

/** A named argument or an option of any argument, then what lies below it. */
function readPath(flow: Flow, site: Site, path: readonly string[]): Found | undefined {
  const start = argumentAt(flow, site, path[0]!);
  if (start) return descend(flow, start, path.slice(1)) ?? (path.length > 1 && optionsOf(start.value).every((value) => isUnread(flow, value)) ? { value: { is: 'unknown', shown: '…' }, at: start.at } : undefined);
  const { expression, frame } = site;
  for (const argument of expression.is === 'call' ? expression.args.filter((a) => a.name === undefined) : []) {
    for (const option of optionsOf(flow.value(argument.value, frame))) {
      const values = option.is === 'list' ? option.items.flatMap((i) => optionsOf(flow.value(i.expression, i.frame))) : [option];
      for (const value of values) {
        const found = value.is === 'list' ? undefined : descend(flow, { value, at: argument.value.node }, path);
        if (found) return found;
      }
    }
  }
  // What is assigned to it afterwards: `client.RetryMax = 5`.
  return expression.is === 'call' ? descend(flow, { value: flow.value(expression, frame), at: expression.node }, path) : undefined;
}

/** `http.DefaultTransport`: as the library is without anybody's options. */
const LIBRARY_DEFAULT = /\.Default[A-Z]\w*$/;

/** What a helper gives, or spreads into the options, may hold any of them; what a class makes is known by its own options. */
export function isUnread(flow: Flow, value: Value, spreads = 0): boolean {
  if (value.is === 'made') return value.origin?.is === 'call' && /(?:^|[.#])[a-z_]\w*$/.test(value.type);
  if (value.is === 'reference') return !LIBRARY_DEFAULT.test(value.path);
  if (value.is !== 'object') return value.is === 'unknown';
  return spreads < 5 && value.literal.entries.some((entry) => entry.key === undefined && optionsOf(flow.value(entry.value, value.frame)).every((spread) => isUnread(flow, spread, spreads + 1)));
}

function descend(flow: Flow, start: Found, path: readonly string[]): Found | undefined {
  let found: Found | undefined = start;
  for (const [i, segment] of path.entries()) {
    const below: Value | undefined = found && (belowOf(flow, found.value, segment) ?? (i < path.length - 1 ? partOfMade(flow, found.value, segment) : undefined));
    found = below && found && { value: below, at: nodeOf(below) ?? found.at };
  }
  return found;
}

/** A part of options that are assigned one by one: `config.Producer.Retry.Max = 5`. */
const partOfMade = (flow: Flow, value: Value, name: string): Value | undefined => (value.is === 'made' && value.origin ? memberOf(flow, value, name, undefined) : undefined);

function belowOf(flow: Flow, value: Value, segment: string): Value | undefined {
  const found = optionsOf(value).flatMap((option): Value[] => {
    if (option.is === 'list') {
      const item = /^\d+$/.test(segment) ? option.items[Number(segment)] : undefined;
      return item ? [flow.value(item.expression, item.frame)] : [];
    }
    const given = optionOf(flow, option, segment);
    return given ? [given] : [];
  });
  return found.length > 0 ? choose(found) : undefined;
}

/** A named option of one value. */
function optionOf(flow: Flow, value: Value, name: string): Value | undefined {
  if (value.is === 'made') return fieldOfMade(flow, value, name) ?? setInChain(flow, value, name);
  if (value.is === 'object') {
    const entry = entryOf(flow, value.literal, name, value.frame);
    return entry && flow.value(entry.expression, entry.frame);
  }
  if (value.is !== 'instance') return undefined;
  const member = memberOf(flow, value, name, undefined);
  return member.is === 'unknown' ? undefined : member;
}

function argumentAt(flow: Flow, { expression, frame }: Site, name: string): Found | undefined {
  const thunk = expression.is === 'object' ? entryOf(flow, expression, name, frame) : (namedArgument(flow, expression, name, frame) ?? (/^\d+$/.test(name) ? positional(flow, expression, Number(name), frame) : undefined));
  if (thunk) return { value: flow.value(thunk.expression, thunk.frame), at: thunk.expression.node };
  if (expression.is !== 'object') return undefined;
  const later = optionOf(flow, flow.value(expression, frame), name);
  return later && { value: later, at: nodeOf(later) ?? expression.node };
}

/** The argument of a call of that name in the chain that made a value. */
function setInChain(flow: Flow, made: Made, name: string, argument = 0): Value | undefined {
  for (let link: Made | undefined = made; link; link = link.base) {
    if (link.origin?.is !== 'call' || isMember(link) || !new RegExp(`[.#]${name}$`).test(link.type)) continue;
    const { args } = link.origin;
    if (args.length > 1 && argument === 0 && args.every((a) => a.name === undefined)) return { is: 'list', items: args.map((a) => ({ expression: a.value, frame: link!.frame })) };
    const given = positional(flow, link.origin, argument, link.frame);
    if (given) return flow.value(given.expression, given.frame);
  }
  return undefined;
}

/** A setter in the same chain, or called on the instance anywhere. */
function chained(flow: Flow, site: Site, name: string, argument: number): Found | undefined {
  const value = flow.value(site.expression, site.frame);
  for (const made of optionsOf(value)) {
    if (made.is !== 'made') continue;
    const own = setInChain(flow, made, name, argument);
    if (own) return { value: own, at: nodeOf(own) ?? site.expression.node };
    for (const call of callsNamed(flow.model, name)) {
      if (call.callee.is !== 'member' || call.args.length <= argument) continue;
      const on = optionsOf(flow.value(call.callee.of, undefined));
      if (on.some((v) => v.is === 'made' && chainHas(v, made))) return { value: flow.value(call.args[argument]!.value, undefined), at: call.args[argument]!.value.node };
    }
  }
  return undefined;
}

function chainHas(value: Made, made: Made): boolean {
  for (let link: Made | undefined = value; link; link = link.base) if (link.origin === made.origin) return true;
  return false;
}

const nodeOf = (value: Value): SourceNode | undefined => (value.is === 'made' ? value.origin?.node : undefined);

/** Sites among the arguments of a call that carry more of it: the request that it sends, the options that it is made with. */
export function carriersOf(flow: Flow, site: Site, depth = 0): readonly Site[] {
  if (site.expression.is === 'object' || depth > 3) return [];
  return site.expression.args.flatMap((argument): Site[] =>
    optionsOf(flow.value(argument.value, site.frame)).flatMap((value): Site[] => {
      if (value.is !== 'made' || !value.origin) return [];
      const own: Site = { expression: value.origin, frame: value.frame };
      return entryAt(flow, own)?.call.carries ? [own, ...carriersOf(flow, own, depth + 1)] : [];
    }),
  );
}

export function entryAt(flow: Flow, site: Site): ReturnType<typeof matchOf> {
  for (const named of namesOf(flow, site.expression, site.frame)) {
    const match = matchOf(flow, site.expression, site.frame, named);
    if (match) return match;
  }
  return undefined;
}

export interface Target {
  readonly template: Template;
  readonly at: SourceNode;
}

/** The first of the sources that is written, as texts. */
export function readTexts(flow: Flow, site: Site, sources: readonly ValueSource[]): Target[] {
  for (const source of sources) {
    const found = readSource(flow, site, source);
    if (!found) continue;
    const texts = templatesOf(flow, found.value).filter((t) => t.some((part) => !('text' in part) || part.text.trim() !== ''));
    if (texts.length > 0) return texts.map((template) => ({ template, at: found.at }));
  }
  return [];
}

export const readPlain = (flow: Flow, site: Site, source: ValueSource): string | undefined => {
  const found = readSource(flow, site, source);
  return found && plainText(flow, found.value);
};

