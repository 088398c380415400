import type { Template } from '../../facts/template.js';
import { concat, format, textIn, textOf } from '../source/index.js';
import { choose, optionsOf, visibleBindings, plainText, positional, templatesOf, text, type Call, type Flow, type Frame, type Site, type Value } from '../source/flow/index.js';
import type { SourceNode } from '../source/index.js';

type Reader = (call: Call, frame: Frame | undefined, flow: Flow) => Value | undefined;

const argument = (flow: Flow, call: Call, frame: Frame | undefined, index: number): Value | undefined => {
  const found = positional(flow, call, index, frame);
  return found && flow.value(found.expression, found.frame);
};
const textAt = (flow: Flow, call: Call, frame: Frame | undefined, index: number): Template => templatesOf(flow, argument(flow, call, frame, index) ?? { is: 'unknown', shown: '…' })[0] ?? [{ unknown: '…' }];
const at = (index: number): Reader => (call, frame, flow) => argument(flow, call, frame, index);

const variable: Reader = (call, frame, flow) => {
  const name = argument(flow, call, frame, 0);
  const names = name ? templatesOf(flow, name).map(textIn).filter((n) => n !== undefined) : [];
  return names.length === 0 ? undefined : choose(names.map((env) => text([{ env }])));
};

const formatted: Reader = (call, frame, flow) => {
  const patterns = templatesOf(flow, argument(flow, call, frame, 0) ?? { is: 'unknown', shown: '' });
  const values = call.args.slice(1).map((_, i) => textAt(flow, call, frame, i + 1));
  return choose(patterns.map((pattern) => text(format(pattern, values, 'percent'))));
};

const hostPort: Reader = (call, frame, flow) => text(concat(textAt(flow, call, frame, 0), [{ text: ':' }], textAt(flow, call, frame, 1)));

/** Keys of a configuration library: its file, else the variable of that name, else what the code sets as default. */
const property: Reader = (call, frame, flow) => {
  const key = plainText(flow, argument(flow, call, frame, 0) ?? { is: 'unknown', shown: '' });
  if (key === undefined) return undefined;
  const set = flow.model.calls.find((c) => c.callee.is === 'member' && c.callee.name === 'SetDefault' && plainText(flow, argument(flow, c, undefined, 0) ?? { is: 'unknown', shown: '' }) === key);
  const fallback = set && textAt(flow, set, undefined, 1);
  return text([{ property: key, fallback: [{ env: key.toUpperCase().replace(/[^A-Z0-9]+/g, '_'), ...(fallback ? { fallback } : {}) }] }]);
};

const list: Reader = (call, frame) => ({ is: 'list', items: call.args.map((a) => ({ expression: a.value, frame })) });

/** A function that only gives one of a library's constants. */
const constantNamed = (path: string): Reader => () => ({ is: 'reference', path });

const READERS: ReadonlyMap<string, Reader> = new Map([
  ...['os.Getenv', 'os.LookupEnv', 'syscall.Getenv', 'os.ExpandEnv'].map((name) => [name, variable] as const),
  ...['string', 'int', 'int64', 'int32', 'time.Duration', 'strings.TrimSpace', 'strings.TrimSuffix', 'strings.TrimPrefix', 'strings.TrimRight', 'strings.TrimLeft', 'strings.Trim', 'strings.ToLower', 'strings.Split', 'strings.Fields', 'strings.ReplaceAll', 'net/url.Parse', 'net/url.MustParse', 'strconv.Itoa', 'strconv.Atoi', 'strconv.ParseInt', 'strconv.FormatInt', 'fmt.Sprint', 'time.ParseDuration', 'strings.Join', 'context.Background', 'net/url.QueryEscape', 'net/url.PathEscape', 'path.Clean', 'github.com/aws/aws-sdk-go/aws.String', 'github.com/aws/aws-sdk-go-v2/aws.String'].map((name) => [name, at(0)] as const),
  ['fmt.Sprintf', formatted],
  ['net.JoinHostPort', hostPort],
  ...['String', 'Int', 'Duration'].flatMap((kind) => ['flag', 'github.com/spf13/pflag', 'github.com/namsral/flag'].map((name) => [`${name}.${kind}`, at(1)] as const)),
  ...['GetString', 'GetStringSlice', 'GetInt', 'Get', 'GetDuration'].map((name) => [`github.com/spf13/viper.${name}`, property] as const),
  ['github.com/segmentio/kafka-go.TCP', list],
  ...['NoAck', 'LeaderAck', 'AllISRAcks'].map((name) => [`github.com/twmb/franz-go/pkg/kgo.${name}`, constantNamed(`github.com/twmb/franz-go/pkg/kgo.${name}`)] as const),
  ['append', (call, frame, flow) => argument(flow, call, frame, 1) ?? argument(flow, call, frame, 0)],
  ['net/url.JoinPath', (call, frame, flow) => text(concat(textAt(flow, call, frame, 0), [{ text: '/' }], textAt(flow, call, frame, 1)))],
]);

export const builtin = (path: string, call: Call, frame: Frame | undefined, flow: Flow): Value | undefined => READERS.get(path)?.(call, frame, flow);

/** `flag.StringVar(&x, "name", "default", "usage")`. */
export const assigns = (path: string, call: Call, index: number, frame: Frame | undefined, flow: Flow): Value | undefined =>
  intoMap(path, call, index) ?? (index === 0 && /(?:^|[.#/])(?:pflag|flag|flags|FlagSet|PersistentFlags|Flags)?[.#]?(?:String|Int|Duration|StringSlice)VarP?$/.test(path) ? argument(flow, call, frame, path.endsWith('P') ? 3 : 2) : undefined);

const READS = /^(?:encoding\/json|gopkg\.in\/yaml|github\.com\/[\w-]+\/(?:yaml|toml)|sigs\.k8s\.io\/yaml)\.(?:Unmarshal$|NewDecoder#Decode$)/;

/** A file that is read into a map: what is looked up in it are its keys. */
function intoMap(path: string, call: Call, index: number): Value | undefined {
  const given = READS.test(path) ? call.args[index]?.value : undefined;
  const name = given?.is === 'address' && given.of.is === 'name' ? given.of : undefined;
  const bindings = name && visibleBindings(name.scope, name.name, name.node)?.bindings;
  return bindings?.some(({ node }) => /\bmap\[string\](?:string|interface\{\}|any)/.test(textOf(node))) ? { is: 'reference', path: DOCUMENT } : undefined;
}

const DOCUMENT = 'configuration document';

const UNITS: Readonly<Record<string, number>> = { Nanosecond: 1e-6, Microsecond: 1e-3, Millisecond: 1, Second: 1000, Minute: 60_000, Hour: 3_600_000 };

export function constant(path: string): Value | undefined {
  const key = path.startsWith(`${DOCUMENT}[`) ? path.slice(DOCUMENT.length + 1, -1) : undefined;
  if (key !== undefined) return text([{ property: key }]);
  const unit = path.startsWith('time.') ? UNITS[path.slice('time.'.length)] : undefined;
  return unit === undefined ? undefined : { is: 'duration', milliseconds: unit };
}

/** `String()` of a URL, and getters of what reads configuration. */
export function method(receiver: Value, name: string, call: Call, frame: Frame | undefined, flow: Flow): Value | undefined {
  if (receiver.is === 'text') return ['String', 'Host', 'Hostname'].includes(name) ? receiver : undefined;
  if (receiver.is !== 'made') return undefined;
  if (receiver.type === 'net/url.URL' && name === 'String' && receiver.origin?.is === 'object') {
    const part = (key: string): Template => {
      const value = receiver.origin?.is === 'object' ? receiver.origin.entries.find((e) => e.key === key)?.value : undefined;
      return value ? (templatesOf(flow, flow.value(value, receiver.frame))[0] ?? []) : [];
    };
    return text(concat(part('Scheme'), [{ text: '://' }], part('Host'), part('Path')));
  }
  if (receiver.type.startsWith('github.com/spf13/viper') && /^Get/.test(name)) return property(call, frame, flow);
  return undefined;
}

/** `5 * time.Second`, products of numbers. */
export function operation(operator: string, left: Value, right: Value): Value | undefined {
  const [a, b] = [optionsOf(left)[0], optionsOf(right)[0]];
  if (a?.is === 'number' && b?.is === 'number') {
    const value = { '*': a.value * b.value, '-': a.value - b.value, '/': a.value / b.value }[operator];
    return value === undefined || !Number.isFinite(value) ? undefined : { is: 'number', value };
  }
  const [number, duration] = a?.is === 'number' ? [a, b] : [b, a];
  return operator === '*' && number?.is === 'number' && duration?.is === 'duration' ? { is: 'duration', milliseconds: number.value * duration.milliseconds } : undefined;
}

const MAX_CONTEXTS = 6;

/** The deadline of the context among the arguments; every way that it may come has to have one. */
export function deadlineOf(flow: Flow, site: Site, depth = 0): { readonly milliseconds: number; readonly at: SourceNode } | undefined {
  if (site.expression.is !== 'call' || depth > MAX_CONTEXTS) return undefined;
  for (const { value } of site.expression.args.slice(0, 2)) {
    const options = optionsOf(flow.value(value, site.frame)).map((option) => deadlineIn(flow, option, depth));
    const known = options.filter((o) => o !== undefined);
    if (known.length > 0 && known.length === options.length) return known.reduce((a, b) => (b.milliseconds > a.milliseconds ? b : a));
  }
  return undefined;
}

function deadlineIn(flow: Flow, value: Value, depth: number): { readonly milliseconds: number; readonly at: SourceNode } | undefined {
  if (value.is !== 'made' || value.origin?.is !== 'call') return undefined;
  const site: Site = { expression: value.origin, frame: value.frame };
  const limit = /^context\.With(?:Timeout|Deadline)(?:Cause)?$/.test(value.type) ? argument(flow, value.origin, value.frame, 1) : undefined;
  const span = limit && (limit.is === 'made' && limit.type.endsWith('#Add') && limit.origin?.is === 'call' ? argument(flow, limit.origin, limit.frame, 0) : limit);
  if (span?.is === 'duration') return { milliseconds: span.milliseconds, at: value.origin.node };
  return limit ? undefined : deadlineOf(flow, site, depth + 1);
}
