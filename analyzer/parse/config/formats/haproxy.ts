import type { ClientSetting, ConfigTarget } from '../../../facts/types.js';
import { linesOf, wordsOf } from '../lines.js';
import type { ConfigReader, TextSource } from '../reader.js';
import { countSetting, durationSetting, target } from '../target.js';

/** https://docs.haproxy.org/ , section 4 of the configuration manual. */
export const haproxyReader: ConfigReader = {
  format: 'haproxy',
  technology: 'haproxy',
  proxy: true,
  claims: (name, head) => /\.(?:cfg|conf)(?:\.\w+)?$/i.test(name) && /^(?:defaults|backend[ \t]+\S+|frontend[ \t]+\S+|listen[ \t]+\S+)[ \t]*(?:#.*)?\r?$/m.test(head) && /^[ \t]+(?:server|timeout|mode|bind|balance)[ \t]/m.test(head),
  read: (source) => sections(source).flatMap((section) => section.servers.map(({ address, at }) => target(address, at, 'backend server', { dependency: 'routes', settings: [...section.settings.values()], library: 'haproxy' })).flat()) satisfies ConfigTarget[],
};

interface Section {
  readonly settings: Map<string, ClientSetting>;
  readonly servers: { readonly address: string; readonly at: ClientSetting['value']['at'] }[];
}

const HEADING = /^(global|defaults|frontend|backend|listen|resolvers|peers|userlist|cache|program|mailers|ring)\b/;

function sections(source: TextSource): Section[] {
  const found: Section[] = [];
  let defaults = new Map<string, ClientSetting>();
  let open: Section | undefined;
  for (const line of linesOf(source)) {
    const heading = HEADING.exec(line.text)?.[1];
    if (heading !== undefined) {
      open = { settings: heading === 'defaults' ? new Map() : new Map(defaults), servers: [] };
      if (heading === 'defaults') defaults = open.settings;
      if (heading === 'backend' || heading === 'listen') found.push(open);
    } else if (open && line.text.length < 8192) readLine(line, source, open);
  }
  return found;
}

/** Times are milliseconds unless they say otherwise. */
function readLine(line: { readonly text: string; readonly start: number }, source: TextSource, { settings, servers }: Section): void {
  const words = wordsOf(line);
  const [keyword, first, second] = words.map((word) => word.text);
  if (keyword === undefined || first === undefined) return;
  const at = source.place(words[0]!.start, words.at(-1)!.end);
  if (/^server(?:-template)?$/.test(keyword)) {
    const address = keyword === 'server' ? second : words[3]?.text;
    if (address !== undefined && !words.some((word) => word.text === 'disabled')) servers.push({ address: address.replace(/^(?:ipv4|ipv6)@/, ''), at });
  } else if (keyword === 'timeout' && second !== undefined) {
    const name = first === 'connect' ? 'connectTimeout' : first === 'server' ? 'timeoutOnCall' : undefined;
    if (name !== undefined) settings.set(name, durationSetting(name, second, at, 'ms'));
  } else if (keyword === 'retries') settings.set('retriesOnCall', countSetting('retriesOnCall', first, at));
}
