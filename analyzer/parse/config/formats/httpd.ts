import type { Place } from '../../../facts/place.js';
import type { ClientSetting, ConfigTarget } from '../../../facts/types.js';
import { linesOf, wordsOf, type Line } from '../lines.js';
import { isConf, type ConfigReader, type TextSource } from '../reader.js';
import { durationSetting, target } from '../target.js';

const DIRECTIVE = /^[ \t]*(?:<(?:VirtualHost|IfModule|Location|Proxy|Directory)\b|(?:ProxyPass|ProxyPassMatch|BalancerMember|LoadModule|DocumentRoot|ServerName|RewriteRule|SSLEngine)[ \t])/im;

/** https://httpd.apache.org/docs/2.4/mod/mod_proxy.html */
export const httpdReader: ConfigReader = {
  format: 'httpd',
  technology: 'httpd',
  proxy: true,
  claims: (name, head) => isConf(name) && DIRECTIVE.test(head) && !/^\s*<(?:source|match|filter)\b/m.test(head),
  read(source) {
    const reading: Reading = { source, defines: new Map(), members: new Map(), section: undefined, timeout: [] };
    const instructions = [...logicalLines(source)].map((line) => instruction(line, reading));
    for (const { name, args, at } of instructions) if (name === 'proxytimeout' && args[0]) reading.timeout.splice(0, 1, durationSetting('timeoutOnCall', args[0], at));
    const passed = instructions.flatMap((one) => targetsOf(one, reading));
    return passed.flatMap(({ url, at, note, settings }) => {
      const members = /^balancer:\/\/[^/]+/i.exec(url)?.[0];
      if (members !== undefined) return (reading.members.get(members.toLowerCase()) ?? []).flatMap((member) => route(member));
      return route({ url, at, note, settings });
    });
  },
};

interface Pass {
  readonly url: string;
  readonly at: Place;
  readonly note: string;
  readonly settings: readonly ClientSetting[];
}

interface Reading {
  readonly source: TextSource;
  readonly defines: Map<string, string>;
  readonly members: Map<string, Pass[]>;
  /** Argument of the `<Proxy>` that is open. */
  section: string | undefined;
  /** `ProxyTimeout`, for all that say nothing of their own. */
  readonly timeout: ClientSetting[];
}

const route = ({ url, at, note, settings }: Pass): ConfigTarget[] => target(url.replace(/^ajp:/i, 'tcp:').replace(/^fcgi:/i, 'tcp:'), at, note, { dependency: 'routes', settings });

/** A backslash at the end of a line continues it. */
function* logicalLines(source: TextSource): Generator<Line> {
  let open: Line | undefined;
  for (const { text, start } of linesOf(source)) {
    // The blanks keep the offsets of what follows.
    const joined: Line = open ? { text: `${open.text}${' '.repeat(Math.max(0, start - open.start - open.text.length))}${text}`, start: open.start } : { text, start };
    open = undefined;
    if (joined.text.endsWith('\\') && joined.text.length < 8192) open = { text: `${joined.text.slice(0, -1)} `, start: joined.start };
    else yield joined;
  }
  if (open) yield open;
}

interface Instruction {
  readonly name: string;
  readonly args: readonly string[];
  readonly at: Place;
}

function instruction(line: Line, { source, defines }: Reading): Instruction {
  const words = line.text.length > 8192 ? [] : wordsOf(line);
  const [first, ...rest] = words;
  const args = rest.map((word) => word.text.replace(/\$\{(\w+)\}/g, (written, name: string) => defines.get(name) ?? written));
  const name = (first?.text ?? '').toLowerCase();
  if (name === 'define' && args[0] !== undefined) defines.set(args[0], args[1] ?? '');
  return { name, args, at: source.place(first?.start ?? line.start, words.at(-1)?.end ?? line.start) };
}

function targetsOf({ name, args, at }: Instruction, reading: Reading): Pass[] {
  const pass = (url: string | undefined, options: readonly string[]): Pass[] => (url === undefined || url === '!' ? [] : [{ url, at, note: name, settings: settingsOf(options, at, reading) }]);
  const isUrl = (text: string | undefined): boolean => text !== undefined && /^[a-z]+:\/\//i.test(text);
  switch (name) {
    case '<proxy':
      reading.section = args[0]?.replace(/>$/, '').toLowerCase();
      return [];
    case '</proxy>':
      reading.section = undefined;
      return [];
    case 'balancermember': {
      const inside = reading.section === undefined;
      const group = inside ? args[0]?.toLowerCase() : reading.section;
      const [url, ...options] = inside ? args.slice(1) : args;
      if (group !== undefined) reading.members.set(group, [...(reading.members.get(group) ?? []), ...pass(url, options)]);
      return [];
    }
    case 'proxypass':
    case 'proxypassmatch':
      return isUrl(args[0]) ? pass(args[0], args.slice(1)) : pass(args[1], args.slice(2));
    case 'rewriterule':
      return /[[,](?:P|proxy)[\],]/.test(args.at(-1) ?? '') && isUrl(args[1]) ? pass(args[1]!.replace(/[$%]\d.*$/, ''), []) : [];
    case 'sethandler':
      return /^proxy:/i.test(args[0] ?? '') && !/^proxy:unix:/i.test(args[0]!) ? pass(args[0]!.slice('proxy:'.length), []) : [];
    default:
      return [];
  }
}

/** `timeout` and `connectiontimeout` are seconds unless they say `ms`; `retry` is how long a failed worker rests, not a number of tries. */
function settingsOf(options: readonly string[], at: Place, { timeout }: Reading): ClientSetting[] {
  const value = (key: string): string | undefined => options.find((option) => option.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
  const [total, connect] = [value('timeout'), value('connectiontimeout')];
  return [...(total === undefined ? timeout : [durationSetting('timeoutOnCall', total, at)]), ...(connect === undefined ? [] : [durationSetting('connectTimeout', connect, at)])];
}
