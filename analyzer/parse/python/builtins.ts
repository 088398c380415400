import type { Template } from '../../facts/template.js';
import { format, textIn } from '../source/index.js';
import { choose, namedArgument, optionsOf, positional, templatesOf, text, type Call, type Flow, type Frame, type Value } from '../source/flow/index.js';

type Reader = (call: Call, frame: Frame | undefined, flow: Flow) => Value | undefined;

const argument = (flow: Flow, call: Call, frame: Frame | undefined, index: number, name?: string): Value | undefined => {
  const found = (name === undefined ? undefined : namedArgument(flow, call, name, frame)) ?? positional(flow, call, index, frame);
  return found && flow.value(found.expression, found.frame);
};

/** Reads of a variable: its name is the first argument, what holds without it the second or `default`. */
const variable: Reader = (call, frame, flow) => {
  const name = argument(flow, call, frame, 0);
  const names = name ? templatesOf(flow, name).map(textIn).filter((n) => n !== undefined) : [];
  const fallback = argument(flow, call, frame, 1, 'default');
  const fallbacks = fallback ? templatesOf(flow, fallback).filter((t) => t.length > 0 && textIn(t) !== '') : [];
  return names.length === 0 ? undefined : choose(names.map((env) => text([{ env, ...(fallbacks[0] ? { fallback: fallbacks[0] } : {}) }])));
};

/** A variable with a name of its own when none is given (`env.db()`). */
const named = (name: string): Reader => (call, frame, flow) => variable(call, frame, flow) ?? text([{ env: name }]);

const first: Reader = (call, frame, flow) => argument(flow, call, frame, 0);

/** Pieces of a URL under another. */
const joined: Reader = (call, frame, flow) => {
  const [base] = templatesOf(flow, argument(flow, call, frame, 0) ?? { is: 'unknown', shown: '' });
  const [path] = templatesOf(flow, argument(flow, call, frame, 1) ?? { is: 'unknown', shown: '' });
  if (!base) return undefined;
  return text(path && textIn(path)?.includes('://') ? path : [...base, { text: '/' }, ...(path ?? [])]);
};

/** `getattr(settings, "CART_URL", default)`. */
const attribute: Reader = (call, frame, flow) => {
  const [of, key] = call.args;
  const name = key && templatesOf(flow, flow.value(key.value, frame)).map(textIn)[0];
  const found = of && name !== undefined ? flow.value({ is: 'member', node: call.node, of: of.value, name }, frame) : undefined;
  return found === undefined || found.is === 'unknown' ? argument(flow, call, frame, 2) : found;
};

const SECONDS: Readonly<Record<string, number>> = { weeks: 604_800, days: 86_400, hours: 3_600, minutes: 60, seconds: 1, milliseconds: 0.001 };

const span: Reader = (call, frame, flow) => {
  let total = 0;
  for (const { name, value } of call.args) {
    const number = flow.value(value, frame);
    if (number.is !== 'number' || name === undefined || SECONDS[name] === undefined) return undefined;
    total += number.value * SECONDS[name] * 1000;
  }
  return { is: 'duration', milliseconds: total };
};

const READERS: ReadonlyMap<string, Reader> = new Map([
  ...['os.getenv', 'os.environ.get', 'os.environ.setdefault', 'environ.get', 'getenv', 'decouple.config', 'decouple.AutoConfig()', 'environs.Env', 'starlette.config.Config()'].map((name) => [name, variable] as const),
  ...['str', 'int', 'float', 'bool', 'list', 'tuple', 'quote', 'urllib.parse.urlparse', 'urllib.parse.urlsplit', 'pydantic.AnyUrl', 'yarl.URL', 'sqlalchemy.engine.make_url', 'sqlalchemy.make_url', 'httpx.URL', 'typing.cast'].map((name) => [name, first] as const),
  ['getattr', attribute],
  ['urllib.parse.urljoin', joined],
  ['os.path.join', joined],
  ['datetime.timedelta', span],
  ['dj_database_url.config', (call, frame, flow) => text([{ env: 'DATABASE_URL', ...withFallback(flow, argument(flow, call, frame, 9, 'default')) }])],
  ['dj_database_url.parse', first],
]);

function withFallback(flow: Flow, value: Value | undefined): { readonly fallback?: Template } {
  const [fallback] = value ? templatesOf(flow, value) : [];
  return fallback ? { fallback } : {};
}

export const builtin = (path: string, call: Call, frame: Frame | undefined, flow: Flow): Value | undefined => READERS.get(path)?.(call, frame, flow);

/** `os.environ["X"]` as a value. */
export function constant(path: string): Value | undefined {
  const found = /^(?:os\.)?environ\[(\w+)\]$/.exec(path);
  return found ? text([{ env: found[1]! }]) : undefined;
}

const ENVIRONMENT_TYPES = /^(?:environ\.(?:Fileaware)?Env|environs\.Env|decouple\.(?:AutoConfig|Config)|starlette\.config\.Config)$/;
const DEFAULT_NAMES: Readonly<Record<string, string>> = { db: 'DATABASE_URL', db_url: 'DATABASE_URL', dj_db_url: 'DATABASE_URL', cache: 'CACHE_URL', cache_url: 'CACHE_URL', dj_cache_url: 'CACHE_URL' };
/** Methods of text after which it is still the same address. */
const SAME = new Set(['strip', 'rstrip', 'lstrip', 'lower', 'removesuffix', 'encode', 'decode', 'split', 'unicode_string', 'get_secret_value', '__str__', 'geturl']);

/** Methods of texts and of what reads the environment. */
export function method(receiver: Value, name: string, call: Call, frame: Frame | undefined, flow: Flow): Value | undefined {
  const kept = name === 'get' && (receiver.is === 'made' || receiver.is === 'reference') ? option(receiver, call, frame, flow) : undefined;
  if (kept) return kept;
  if (receiver.is === 'made') return ENVIRONMENT_TYPES.test(receiver.type) ? (DEFAULT_NAMES[name] ? named(DEFAULT_NAMES[name])(call, frame, flow) : variable(call, frame, flow)) : undefined;
  if (receiver.is === 'object' && name === 'get') return flow.value({ is: 'index', node: call.node, of: call.callee.is === 'member' ? call.callee.of : call.callee, key: call.args[0]?.value ?? call.callee }, frame);
  if (receiver.is !== 'text') return undefined;
  if (name === 'format') return formatted(receiver.template, call, frame, flow);
  if (name === 'join') return argument(flow, call, frame, 0);
  if (name === 'replace') return receiver;
  return SAME.has(name) ? receiver : undefined;
}

/** `current_app.config.get("CART_URL", "http://cart")`. */
function option(receiver: Extract<Value, { is: 'made' | 'reference' }>, call: Call, frame: Frame | undefined, flow: Flow): Value | undefined {
  const key = argument(flow, call, frame, 0);
  const name = key && templatesOf(flow, key).map(textIn)[0];
  return name === undefined ? undefined : flow.language.option?.(flow, receiver.is === 'made' ? receiver.type : receiver.path, name, call.node);
}

function formatted(pattern: Template, call: Call, frame: Frame | undefined, flow: Flow): Value {
  const ordered = call.args.filter((a) => a.name === undefined).map((a) => oneText(flow, flow.value(a.value, frame)));
  const names = new Map(call.args.filter((a) => a.name !== undefined).map((a) => [a.name!, oneText(flow, flow.value(a.value, frame))]));
  const filled = pattern.flatMap((part): Template => ('text' in part ? splitNames(part.text, names) : [part]));
  return text(format(filled, ordered, 'braces'));
}

const oneText = (flow: Flow, value: Value): Template => templatesOf(flow, value)[0] ?? [{ unknown: '…' }];

/** `{name}` as the argument of that name. */
function splitNames(pattern: string, names: ReadonlyMap<string, Template>): Template {
  return pattern.split(/(\{[a-z_]\w*(?:![rsa])?(?::[^{}]*)?\})/i).flatMap((piece): Template => {
    const name = /^\{([a-z_]\w*)/i.exec(piece)?.[1];
    return name === undefined ? [{ text: piece }] : (names.get(name) ?? [{ unknown: piece }]);
  });
}

/** `"%s:%d" % (host, port)`, numbers multiplied. */
export function operation(operator: string, left: Value, right: Value, flow: Flow): Value | undefined {
  if (operator === '%' && left.is === 'text') {
    const values = right.is === 'list' ? right.items.map((i) => oneText(flow, flow.value(i.expression, i.frame))) : [oneText(flow, right)];
    return text(format(left.template, values, 'percent'));
  }
  const [a, b] = [optionsOf(left)[0], optionsOf(right)[0]];
  if (a?.is !== 'number' || b?.is !== 'number') return undefined;
  const result = { '*': a.value * b.value, '/': a.value / b.value, '-': a.value - b.value, '**': a.value ** b.value }[operator];
  return result === undefined || !Number.isFinite(result) ? undefined : { is: 'number', value: result };
}
