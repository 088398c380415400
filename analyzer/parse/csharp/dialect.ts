import type { Template } from '../../facts/template.js';
import { concat, format, textIn, textOf, type SourceNode } from '../source/index.js';
import type { BuiltIn, Dialect, Expression } from '../source/program/index.js';
import { settingsAround } from './around.js';
import { repeatedByPolicy } from './conditions.js';
import { connectionNames } from './clients/index.js';
import { detachedAt } from './detached.js';
import { configurationClasses } from './options.js';
import { assignments, classAt, functionAt, read } from './syntax.js';

const CONFIGURATION = /(?:^|[._])(?:config(?:uration)?|cfg|settings|appSettings)\d*$/i;

/** A property of the configuration: files, and the environment with two underscores for each colon. */
const configured = (key: string, fallback?: Template): Template => [{ property: key, ...(fallback ? { fallback } : {}) }];

/** Reads of the environment and of the configuration. */
const builtIn: BuiltIn = (node, expression, text) => {
  if (expression.kind === 'text') return connectionNamed(node, expression);
  if (expression.kind === 'index') return fromKey(sectionOf(expression.object, text), expression.key, text);
  if (expression.kind === 'member' && expression.name === 'Value') return optionsSection(expression.object, text);
  if (expression.kind !== 'call' || !expression.arguments[0]) return undefined;
  const [first, second] = expression.arguments;
  const receiver = expression.receiver ? textOf(expression.receiver) : '';
  switch (expression.name) {
    case 'GetEnvironmentVariable': return variable(text(first!.value));
    case 'GetSection': case 'GetRequiredSection': return wholeSection(sectionOf(node, text));
    case 'GetConnectionString': return fromKey('ConnectionStrings:', first!.value, text);
    case 'GetValue': case 'GetRequiredValue': return fromKey(sectionOf(expression.receiver, text), first!.value, text, second && text(second.value)[0]);
    case 'Format': return receiver.toLowerCase() === 'string' ? format(text(first!.value)[0] ?? [], expression.arguments.slice(1).map((a) => text(a.value)[0] ?? []), 'braces') : undefined;
    case 'Concat': return receiver.toLowerCase() === 'string' ? concat(...expression.arguments.map((a) => text(a.value)[0] ?? [])) : undefined;
    default: return undefined;
  }
};

/** `AddRedisClient("cache")`: the name of a connection string, and of what the host of the application starts. */
function connectionNamed(node: SourceNode, { parts }: Extract<Expression, { kind: 'text' }>): Template | undefined {
  const [name, ...more] = parts;
  const call = node.parent?.type === 'argument' ? node.parent.parent?.parent : undefined;
  const expression = call && read(call);
  if (typeof name !== 'string' || more.length > 0 || expression?.kind !== 'call' || !connectionNames.has(expression.name) || expression.arguments[0]?.value !== node) return undefined;
  return configured(`ConnectionStrings:${name}`, [{ text: name }]);
}

type Text = (part: SourceNode) => readonly Template[];

const only = (all: readonly Template[]): string | undefined => (all.length === 1 ? textIn(all[0]!) : undefined);

function variable(names: readonly Template[]): Template | undefined {
  const name = only(names);
  return name === undefined ? undefined : [{ env: name }];
}

function fromKey(section: string | undefined, key: SourceNode, text: Text, fallback?: Template): Template | undefined {
  const name = only(text(key));
  if (section === undefined || name === undefined || !/^[\w:.\-/]+$/.test(name)) return undefined;
  // Names without a section, in the manner of the environment, are variables that somebody sets.
  return section === '' && /^[A-Z][A-Z0-9_]*$/.test(name) && !name.includes('__') ? [{ env: name, fallback: [{ property: name, ...(fallback ? { fallback } : {}) }] }] : configured(`${section}${name}`.replaceAll('__', ':'), fallback);
}

/** `Configuration` is '', `Configuration.GetSection("A")` is `A:`; undefined for what is no configuration. */
function sectionOf(node: SourceNode | undefined, text: Text): string | undefined {
  if (!node) return undefined;
  const expression = read(node);
  if (expression.kind === 'same') return sectionOf(expression.of, text);
  if (expression.kind === 'call' && /^Get(?:Required)?Section$/.test(expression.name) && expression.receiver && expression.arguments[0]) {
    const outer = sectionOf(expression.receiver, text);
    const name = only(text(expression.arguments[0].value));
    return outer === undefined || name === undefined ? undefined : `${outer}${name}:`;
  }
  if (expression.kind !== 'name' && expression.kind !== 'member') return undefined;
  return heldSection(text(node)) ?? (CONFIGURATION.test(expression.name) ? '' : undefined);
}

/** `var urls = configuration.GetSection("A")`: the variable stands for `A:`. */
function heldSection([held, ...others]: readonly Template[]): string | undefined {
  const part = held?.length === 1 && others.length === 0 ? held[0] : undefined;
  return part && 'property' in part && part.fallback === undefined ? `${part.property}:` : undefined;
}

const wholeSection = (section: string | undefined): Template | undefined => (section === undefined || section === '' ? undefined : configured(section.slice(0, -1)));

/** `GetSection("A:B").Value`. */
const optionsSection = (object: SourceNode, text: Text): Template | undefined => wholeSection(sectionOf(object, text));

const MILLISECONDS: Readonly<Record<string, number>> = { FromMilliseconds: 1, FromSeconds: 1000, FromMinutes: 60_000, FromHours: 3_600_000 };

const ENDLESS = /(?:^|\.)(?:Timeout\.Infinite(?:TimeSpan)?|TimeSpan\.MaxValue)$/;

/** Milliseconds; infinite for `Timeout.InfiniteTimeSpan`. */
function duration(node: SourceNode, number: (part: SourceNode) => number | undefined): number | undefined {
  const expression = read(node);
  if (expression.kind === 'member' && ENDLESS.test(textOf(node))) return Infinity;
  if (expression.kind === 'new' && expression.type === 'TimeSpan') return clock(expression, number);
  if (expression.kind !== 'call' || !expression.receiver || !/(?:^|\.)TimeSpan$/.test(textOf(expression.receiver))) return undefined;
  const factor = MILLISECONDS[expression.name];
  const amount = expression.arguments[0] && number(expression.arguments[0].value);
  return factor === undefined || amount === undefined ? undefined : amount * factor;
}

/** `new TimeSpan(h, m, s)` or `new TimeSpan(d, h, m, s)`. */
function clock(expression: Extract<Expression, { kind: 'new' }>, number: (part: SourceNode) => number | undefined): number | undefined {
  const parts = expression.arguments.map((a) => number(a.value));
  if (parts.length < 3 || parts.length > 4 || parts.some((p) => p === undefined)) return undefined;
  const [days, hours, minutes, seconds] = parts.length === 4 ? parts : [0, ...parts];
  return (((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!) * 1000;
}

export const csharp: Dialect = {
  // `#:package X` and `#!` are for who starts a single file.
  prepare: (text) => text.replace(/^#[:!].*$/gm, (line) => ' '.repeat(line.length)),
  read,
  assignments,
  functionAt,
  classAt,
  returns: ['return_statement'],
  tries: { block: ['block'], handlers: ['catch_clause'], fails: /\bthrow\b|Environment\.Exit|\bExit\s*\(|StatusCode\s*\(\s*5|Problem\s*\(|InternalServerError|ServiceUnavailable|BadGateway/ },
  builtIn,
  passesObject: new Set(['Result', 'Value', 'ToString', 'Trim', 'TrimEnd', 'TrimStart', 'AbsoluteUri', 'OriginalString', 'First', 'FirstOrDefault', 'AddressList', 'GetAwaiter', 'GetResult', 'ConfigureAwait', 'Split', 'ToLower', 'ToLowerInvariant', 'AsString', 'Replace', 'ConnectionString', 'ToArray', 'ToList', 'Build', 'AbsolutePath']),
  // A `new(x)` whose type nobody wrote beside it is an address that is wrapped.
  passesArgument: new Set(['', 'Uri', 'GetHostEntryAsync', 'GetHostEntry', 'GetHostAddresses', 'GetHostAddressesAsync', 'Parse', 'NpgsqlConnectionStringBuilder', 'SqlConnectionStringBuilder', 'MongoUrl', 'FromConnectionString', 'FromUrl', 'ThrowIfNull', 'NotNull', 'StringContent', 'HttpRequestMessage']),
  duration,
  around: settingsAround,
  detachedAt,
  repeatedBy: repeatedByPolicy,
  options: configurationClasses,
  self: new Set(['this', 'base']),
};
