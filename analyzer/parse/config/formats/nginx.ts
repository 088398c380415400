import type { ClientSetting, ConfigTarget } from '../../../facts/types.js';
import { readDirectives, type Directive } from '../braces.js';
import { isConf, type ConfigReader } from '../reader.js';
import { countSetting, durationSetting, target } from '../target.js';

/** https://nginx.org/en/docs/http/ngx_http_proxy_module.html and its siblings. */
export const nginxReader: ConfigReader = {
  format: 'nginx',
  technology: 'nginx',
  proxy: true,
  claims: (name, head) => /^nginx[^/]*\.(?:conf|cfg)/i.test(name) || (isConf(name) && /\b(?:server|upstream|location|stream|http)\b[^;{}\n]*\{|\b(?:proxy|fastcgi|grpc|uwsgi)_pass\s/.test(head) && !/^\s*(?:output|input|filter)\s*\{/m.test(head)),
  read(source) {
    const directives = readDirectives(source, 'semicolon');
    const known: Known = { upstreams: new Map(), variables: new Map() };
    collect(directives, known);
    const found = passes(directives, new Map(), known);
    // A file of upstreams alone is included by one that passes to them.
    return found.length > 0 ? found : [...known.upstreams.values()].flat().flatMap((server) => target(server.args[0] ?? '', server.at, 'server of an upstream', { dependency: 'routes' }));
  },
};

interface Known {
  readonly upstreams: Map<string, readonly Directive[]>;
  /** `set $name value;`. */
  readonly variables: Map<string, string>;
}

function collect(directives: readonly Directive[], known: Known): void {
  for (const { name, args, block } of directives) {
    if (name === 'upstream' && block && args[0] !== undefined) known.upstreams.set(args[0], block.filter((inner) => inner.name === 'server' && !inner.args.includes('down')));
    if (name === 'set' && args[0] !== undefined && args[1] !== undefined) known.variables.set(args[0], args[1]);
    if (block) collect(block, known);
  }
}

/** Settings of an enclosing block hold unless an inner one says otherwise. */
type Inherited = ReadonlyMap<string, Directive>;

const PASS = /^(proxy|grpc|fastcgi|uwsgi|scgi|memcached)_pass$/;

function passes(directives: readonly Directive[], outer: Inherited, known: Known): ConfigTarget[] {
  const inherited = new Map(outer);
  for (const directive of directives) if (/_(?:read_timeout|connect_timeout|timeout|next_upstream|next_upstream_tries)$/.test(directive.name)) inherited.set(directive.name, directive);
  return directives.flatMap((directive) => {
    const family = PASS.exec(directive.name)?.[1];
    if (family !== undefined) return passTargets(directive, family, inherited, known);
    if (!directive.block || directive.name === 'upstream') return [];
    // Streams have timeouts of their own.
    const found = passes(directive.block, inherited, known);
    return directive.name === 'stream' ? found.map(({ library: _, ...stream }) => stream) : found;
  });
}

function passTargets(pass: Directive, family: string, inherited: Inherited, { upstreams, variables }: Known): ConfigTarget[] {
  const address = replaceVariables(pass.args[0] ?? '', variables);
  const host = /^(?:[a-z]+:\/\/)?([^/:$]+)/.exec(address)?.[1];
  const servers = host === undefined ? undefined : upstreams.get(host);
  const more = { dependency: family === 'memcached' ? ('caches' as const) : ('routes' as const), settings: settingsOf(family, inherited), library: 'nginx-proxy' };
  if (servers) return servers.flatMap((server) => target(server.args[0] ?? '', server.at, `server of upstream ${host}`, more));
  return target(address, pass.at, pass.name, more);
}

/** `$backend` where the file sets it; nginx's own variables stay unknown. */
function replaceVariables(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{?([A-Za-z_]\w*)\}?/g, (written, name: string) => variables.get(`$${name}`) ?? written);
}

function settingsOf(family: string, inherited: Inherited): ClientSetting[] {
  const one = (name: string, read: (text: string, directive: Directive) => ClientSetting): ClientSetting[] => {
    const directive = inherited.get(`${family}_${name}`) ?? inherited.get(`proxy_${name}`);
    return directive?.args[0] === undefined ? [] : [read(directive.args[0], directive)];
  };
  const off = inherited.get(`${family}_next_upstream`) ?? inherited.get('proxy_next_upstream');
  return [
    ...one('connect_timeout', (text, { at }) => durationSetting('connectTimeout', text, at)),
    ...one(inherited.has('proxy_timeout') ? 'timeout' : 'read_timeout', (text, { at }) => durationSetting('timeoutOnCall', text, at)),
    ...(off?.args[0] === 'off'
      ? [{ name: 'retriesOnCall', value: { value: 0, at: off.at } }]
      : // Tries count the first one; 0 lets nginx ask every server of the upstream.
        one('next_upstream_tries', (text, { at }) => (text === '0' ? { name: 'retriesOnCall', value: { unknown: 'as many as there are servers', at } } : countSetting('retriesOnCall', text, at, -1)))),
  ];
}
