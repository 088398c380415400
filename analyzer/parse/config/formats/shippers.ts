import type { Place } from '../../../facts/place.js';
import type { ConfigTarget } from '../../../facts/types.js';
import { get, items, placeOf, stringOf, entries } from '../../yaml/index.js';
import { yamlRoot } from '../leaves.js';
import { linesOf } from '../lines.js';
import { isConf, isYaml, type ConfigReader, type TextSource } from '../reader.js';
import { target } from '../target.js';

/** A section that sends somewhere: its keys in lower case. */
type Section = ReadonlyMap<string, { readonly text: string; readonly at: Place }>;

/** Outputs that go nowhere but to the process itself. */
const LOCAL = /^(?:stdout|null|file|exit|counter|flowcounter|plot|http_server|prometheus_exporter|copy|relabel|forest|rewrite_tag_filter)$/;

/** Keys whose value is an address by itself. */
const WHOLE = ['brokers', 'default_brokers', 'hosts', 'endpoint', 'endpoint_url', 'url', 'uri', 'bootstrap_servers'];

function outputTargets(section: Section, note: string): ConfigTarget[] {
  const type = (section.get('name') ?? section.get('@type') ?? section.get('type'))?.text ?? '';
  if (LOCAL.test(type)) return [];
  const host = section.get('host');
  const port = section.get('port')?.text;
  const kind = /kafka|rabbitmq|amqp|nats|redis/.test(type) ? {} : { dependency: 'observes' as const };
  const whole = WHOLE.flatMap((key) => section.get(key) ?? []).filter(({ text }) => !text.startsWith('/'));
  const single = host ? target(port === undefined ? host.text : `${host.text}:${port}`, host.at, note, kind) : [];
  return [...single, ...whole.flatMap(({ text, at }) => text.split(',').flatMap((one) => target(one, at, note, kind)))];
}

/** https://docs.fluentbit.io/manual/administration/configuring-fluent-bit : classic and YAML. */
export const fluentBitReader: ConfigReader = {
  format: 'fluent-bit',
  technology: 'fluent-bit',
  claims: (name, head) => (isConf(name) && /^[ \t]*\[(?:SERVICE|INPUT|OUTPUT|FILTER)\]/m.test(head)) || (isYaml(name) && /^pipeline:\s*(?:#.*)?\r?$/m.test(head) && /^[ \t]+(?:inputs|outputs|filters):/m.test(head)),
  read(source, name) {
    if (!isYaml(name) || /^[ \t]*\[(?:SERVICE|INPUT|OUTPUT|FILTER)\]/m.test(source.text)) return classicOutputs(source).flatMap((section) => outputTargets(section, 'output'));
    const outputs = items(get(yamlRoot(source), 'pipeline', 'outputs'));
    return outputs.map((output): Section => new Map(entries(output).map(({ key, value }) => [key.text.toLowerCase(), { text: stringOf(value) ?? '', at: placeOf(value) }]))).flatMap((section) => outputTargets(section, 'output'));
  },
};

function classicOutputs(source: TextSource): Section[] {
  const sections: Map<string, { text: string; at: Place }>[] = [];
  let open: Map<string, { text: string; at: Place }> | undefined;
  for (const { text, start } of linesOf(source)) {
    if (text.length > 4096) continue;
    const heading = /^[ \t]*\[(\w+)\]/.exec(text)?.[1];
    if (heading !== undefined) {
      open = heading.toUpperCase() === 'OUTPUT' ? new Map() : undefined;
      if (open) sections.push(open);
    }
    const pair = /^([ \t]*([\w.@]+)[ \t]+)([^\s#].*)$/.exec(text);
    if (open && pair) open.set(pair[2]!.toLowerCase(), { text: pair[3]!.trim(), at: source.place(start + pair[1]!.length, start + text.length) });
  }
  return sections;
}

/** `"#{ENV['ES_HOST'] || 'search'}"`, `"#{ENV.fetch('ES_HOST', 'search')}"`. */
const RUBY = /^"#\{ENV(?:\.fetch\(|\[)['"](\w+)['"]\]?(?:\s*(?:\|\||,)\s*['"]([^'"}]*)['"])?[^"]*\}"$/;

/** https://docs.fluentd.org/configuration/config-file : what `<match>` and the stores and servers inside of it name. */
export const fluentdReader: ConfigReader = {
  format: 'fluentd',
  technology: 'fluentd',
  claims: (name, head) => isConf(name) && /^[ \t]*<(?:source|match|filter|label)\b/m.test(head) && /^[ \t]*@?type[ \t]/m.test(head),
  read(source) {
    const targets: ConfigTarget[] = [];
    const open: { readonly tag: string; readonly section: Map<string, { text: string; at: Place }> }[] = [];
    for (const { text, start } of linesOf(source)) {
      if (text.length > 4096) continue;
      const tag = /^[ \t]*<(\w+)/.exec(text)?.[1];
      if (tag !== undefined) open.push({ tag, section: new Map() });
      else if (/^[ \t]*<\//.test(text)) {
        const closed = open.pop();
        if (closed && ['match', 'store', 'server'].includes(closed.tag) && [closed, ...open].some((one) => one.tag === 'match')) targets.push(...outputTargets(closed.section, 'output'));
      }
      const pair = /^([ \t]*(@?\w+)[ \t]+)([^\s#].*)$/.exec(text);
      if (pair && tag === undefined) open.at(-1)?.section.set(pair[2]!, { text: pair[3]!.trim().replace(RUBY, (_, name: string, fallback?: string) => (fallback === undefined ? `\${${name}}` : `\${${name}:-${fallback}}`)), at: source.place(start + pair[1]!.length, start + text.length) });
    }
    return targets;
  },
};

const LOGSTASH_KEY = /([ \t]*(hosts?|bootstrap_servers|url|jdbc_connection_string|brokers)[ \t]*=>[ \t]*)(\[[^\]]*\]|"[^"]*"|'[^']*')/;

/** https://www.elastic.co/docs/reference/logstash/configuration-file-structure */
export const logstashReader: ConfigReader = {
  format: 'logstash',
  technology: 'logstash',
  claims: (name, head) => isConf(name) && /^[ \t]*(?:input|output)[ \t]*\{/m.test(head) && !/^[ \t]*(?:server|location|upstream)\b/m.test(head),
  read(source) {
    let section = '';
    return [...linesOf(source)].flatMap(({ text, start }): ConfigTarget[] => {
      if (text.length > 4096 || /^\s*#/.test(text)) return [];
      section = /^[ \t]*(input|filter|output)[ \t]*\{/.exec(text)?.[1] ?? section;
      const found = LOGSTASH_KEY.exec(text);
      // The host of an input is the address it listens on, unless it is a broker's.
      if (!found || (section === 'input' && /^hosts?$/.test(found[2]!))) return [];
      const at = source.place(start + found.index + found[1]!.length, start + found.index + found[0].length);
      const more = section === 'input' ? (found[2] === 'bootstrap_servers' ? { dependency: 'consumes' as const } : {}) : {};
      return [...found[3]!.matchAll(/"([^"]*)"|'([^']*)'/g)].flatMap((value) => (value[1] ?? value[2]!).split(',')).flatMap((one) => target(one, at, section, more));
    });
  },
};
