import { yamlRoot } from '../leaves.js';
import { isYaml, type ConfigReader } from '../reader.js';
import type { ClientSetting, ConfigTarget } from '../../../facts/types.js';
import { entryOf, get, items, placeOf, stringOf, type YamlNode } from '../../yaml/index.js';
import { countSetting, durationSetting, target } from '../target.js';
import { byPath } from './by-path.js';

/** https://doc.traefik.io/traefik/reference/dynamic-configuration/file/ */
export const traefikReader: ConfigReader = byPath({
  format: 'traefik', technology: 'traefik', proxy: true, name: /\.(?:ya?ml|toml)$/i,
  head: /^(?:http|tcp|udp):\s*(?:#.*)?\r?\n\s+(?:#[^\n]*\n\s+)*(?:routers|services|middlewares|serversTransports):|^\s*\[{1,2}(?:http|tcp)\.(?:routers|services|middlewares)\b/m,
  addresses: [
    { path: /^(?:http|tcp|udp)\.services\.[^.]+\.loadBalancer\.servers\.(?:url|address)$/i, dependency: 'routes', note: 'server of a service' },
    { path: /^http\.middlewares\.[^.]+\.forwardAuth\.address$/i, dependency: 'calls', note: 'forwarded authentication' },
  ],
});

/** https://www.krakend.io/docs/backends/ */
export const krakendReader: ConfigReader = byPath({
  format: 'krakend', technology: 'krakend', proxy: true, name: /krakend[^/]*\.(?:json|ya?ml|toml|tmpl)$/i,
  addresses: [{ path: /^endpoints\.backend\.host$/, dependency: 'routes', note: 'backend of an endpoint' }],
});

/** https://developer.konghq.com/gateway/entities/service/ , as deck and the DB-less mode write it. */
export const kongReader: ConfigReader = {
  format: 'kong',
  technology: 'kong',
  proxy: true,
  claims: (name, head) => isYaml(name) && /^_format_version:/m.test(head),
  read(source) {
    const root = yamlRoot(source);
    if (root === undefined) return undefined;
    const upstreams = new Map(items(get(root, 'upstreams')).map((upstream) => [stringOf(get(upstream, 'name')), items(get(upstream, 'targets')).map((one) => get(one, 'target') ?? one)]));
    return items(get(root, 'services')).flatMap((service) => kongService(service, upstreams));
  },
};

function kongService(service: YamlNode, upstreams: ReadonlyMap<string | undefined, readonly YamlNode[]>): ConfigTarget[] {
  const [url, host, port] = [get(service, 'url'), get(service, 'host'), stringOf(get(service, 'port'))];
  const more = { dependency: 'routes' as const, settings: kongSettings(service) };
  const members = upstreams.get(stringOf(host) ?? /^[a-z]+:\/\/([^:/]+)/.exec(stringOf(url) ?? '')?.[1]);
  if (members) return members.flatMap((member) => target(stringOf(member) ?? '', placeOf(member), 'target of an upstream', more));
  if (url) return target(stringOf(url) ?? '', placeOf(url), 'service', more);
  return host ? target(`${stringOf(host) ?? ''}${port === undefined ? '' : `:${port}`}`, placeOf(host), 'service', more) : [];
}

function kongSettings(service: YamlNode): ClientSetting[] {
  const node = (key: string): YamlNode | undefined => entryOf(service, key)?.value;
  const duration = (name: string, key: string): ClientSetting[] => (node(key) ? [durationSetting(name, stringOf(node(key)) ?? '', placeOf(node(key)!), 'ms')] : []);
  return [...duration('connectTimeout', 'connect_timeout'), ...duration('timeoutOnCall', 'read_timeout'), ...(node('retries') ? [countSetting('retriesOnCall', stringOf(node('retries')) ?? '', placeOf(node('retries')!))] : [])];
}
