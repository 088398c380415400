import type { ConfigTarget, DependencyKind } from '../../../facts/types.js';
import { readDirectives, type Directive } from '../braces.js';
import type { ConfigReader } from '../reader.js';
import { target } from '../target.js';

/** https://grafana.com/docs/alloy/latest/reference/components/ : also the flow mode of the agent before it (`.river`). */
export const alloyReader: ConfigReader = {
  format: 'alloy',
  technology: 'alloy',
  claims: (name) => /\.(?:alloy|river)$/i.test(name),
  read: (source) => readDirectives(source, 'line').flatMap(componentTargets),
};

/** Components that ask or tell others, and under which of their attributes the address stands; receivers only listen. */
const COMPONENTS: readonly { readonly name: RegExp; readonly address: RegExp; readonly dependency?: DependencyKind }[] = [
  { name: /^otelcol\.exporter\.otlp(?:http)?$/, address: /^endpoint$/, dependency: 'observes' },
  { name: /^otelcol\.exporter\./, address: /^(?:endpoint|brokers|hostname)$/ },
  { name: /^(?:loki|prometheus|pyroscope)\.(?:write|remote_write)$/, address: /^url$/, dependency: 'observes' },
  { name: /^(?:otelcol\.receiver|loki\.source)\.kafka$/, address: /^brokers$/, dependency: 'consumes' },
  { name: /^prometheus\.exporter\./, address: /^(?:address|redis_addr|data_source_names?|mongodb_uri|kafka_uris|server|scrape_uri)$/, dependency: 'observes' },
  { name: /^(?:prometheus|pyroscope)\.scrape$|^discovery\.relabel$/, address: /^__address__$/, dependency: 'observes' },
];

function componentTargets({ name, block }: Directive): ConfigTarget[] {
  const component = COMPONENTS.find((one) => one.name.test(name));
  if (component === undefined) return (block ?? []).flatMap(componentTargets);
  const { address, dependency } = component;
  return attributes(block ?? []).filter((one) => address.test(one.name)).flatMap(({ args, at }) => valuesOf(args.slice(1)).flatMap((text) => target(text, at, name, dependency ? { dependency } : {})));
}

/** Attributes of a block and of the blocks in it: `client { endpoint = ... }`, `targets = [{"__address__" = ...}]`. */
const attributes = (block: readonly Directive[]): Directive[] => block.flatMap((one) => [...(one.args[0] === '=' ? [one] : []), ...attributes(one.block ?? [])]);

/** What the words behind `=` are worth: texts, a list of them, variables of the environment with their defaults, and these joined. */
function valuesOf(words: readonly string[]): string[] {
  const text = words.join(' ').replaceAll(/(?:sys\.)?env\(\s*(\w+)\s*\)/g, '${$1}').replace(/^coalesce\(\s*\$\{(\w+)\}\s*,\s*([^\s,)]+)\s*\).*$/, '${$1:-$2}').replaceAll(/\s*\+\s*/g, '');
  const [value = ''] = text.startsWith('[') ? [text.slice(1).replace(/\].*$/, '')] : text.split(/\s/, 1);
  // What another component exports, or a function makes, is nothing that is written here.
  return value.split(/[\s,]+/).filter((one) => one !== '' && !/[()]/.test(one) && !/^[a-z_]+(?:\.\w+){2,}$/.test(one));
}
