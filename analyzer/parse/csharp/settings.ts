import { safeTemplate } from '../../facts/secrets.js';
import type { ConfigReferenceFact, ConfigTarget, Fact, Problem, SettingsFileFact } from '../../facts/types.js';
import { entries, entryOf, get, items, placeOf, stringOf, type YamlNode } from '../yaml/index.js';
import { jsonValues, readJson, type JsonValue } from './json.js';

const NAME = /(?:^|\/)(appsettings|ocelot|yarp|reverse-?proxy)(?:\.([\w-]+))?\.json$/i;

export const isSettings = (path: string): boolean => NAME.test(path);
export const isLaunchSettings = (path: string): boolean => /(?:^|\/)Properties\/launchSettings\.json$/.test(path);

/** What a configuration file says: its values, and where a reverse proxy passes requests on to. */
export function settingsFacts(path: string, text: string, owner: string | undefined): { readonly facts: readonly Fact[]; readonly problems: readonly Problem[] } {
  const root = readJson(path, text);
  if (!root) return { facts: [], problems: text.trim() === '' ? [] : [{ code: 'csharp-settings', file: path, line: 1, column: 1, severity: 'warning', message: 'This configuration file is no valid JSON, so its values are not known. Fix its syntax.' }] };
  const values = jsonValues(root);
  // Environments are compared without regard to case.
  const profile = NAME.exec(path)?.[2]?.toLowerCase();
  const file: SettingsFileFact = {
    kind: 'settings-file', path, at: placeOf(root), packages: owner === undefined ? [] : [owner], ...(profile === undefined ? {} : { profile }),
    entries: values.flatMap(({ key, text: value, at }) => {
      const safe = safeTemplate(key.replaceAll(':', '.'), [{ text: value }]);
      return safe ? [{ key, value: safe, at }] : [];
    }),
  };
  return { facts: [file, ...proxy(file, 'yarp', yarpTargets(values)), ...proxy(file, 'ocelot', ocelotTargets(root))], problems: [] };
}

function proxy({ path, at, packages }: SettingsFileFact, format: string, targets: readonly ConfigTarget[]): ConfigReferenceFact[] {
  return targets.length === 0 ? [] : [{ kind: 'config-reference', path, at, format, proxy: true, ...(packages.length > 0 ? { packages } : {}), targets }];
}

const YARP = /^(?:.*:)?Clusters:[^:]+:Destinations:[^:]+:Address$/i;

/** Each destination may be set by the environment instead. */
function yarpTargets(values: readonly JsonValue[]): ConfigTarget[] {
  return values.filter(({ key }) => YARP.test(key)).flatMap(({ key, text, at }) => {
    const timeout = values.find((v) => v.key === key.replace(/:Destinations:.*$/i, ':HttpRequest:ActivityTimeout'));
    const limit = timeout && clock(timeout.text);
    const address = safeTemplate('address', [{ env: key.replaceAll(':', '__'), fallback: [{ text }] }]);
    return address ? [{ address, at, dependency: 'routes' as const, settings: timeout && limit !== undefined ? [{ name: 'timeoutOnCall', value: { value: limit, at: timeout.at } }] : [], note: 'cluster destination' }] : [];
  });
}

/** `00:01:30`. */
function clock(text: string): number | undefined {
  const parts = /^(?:(\d+)\.)?(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?$/.exec(text);
  return parts ? (((Number(parts[1] ?? 0) * 24 + Number(parts[2])) * 60 + Number(parts[3])) * 60 + Number(parts[4])) * 1000 : undefined;
}

function ocelotTargets(root: YamlNode): ConfigTarget[] {
  const routes = root.type === 'map' ? entries(root).filter(({ key }) => /^(?:Re)?Routes$/.test(key.text)).flatMap(({ value }) => itemsOf(value)) : [];
  return routes.flatMap((route) => {
    const timeout = get(get(route, 'QoSOptions'), 'TimeoutValue');
    const limit = timeout && Number(stringOf(timeout));
    const settings = timeout && Number.isFinite(limit) ? [{ name: 'timeoutOnCall', value: { value: limit!, at: placeOf(timeout) } }] : [];
    const hosts = itemsOf(get(route, 'DownstreamHostAndPorts')).flatMap((one) => {
      const host = get(one, 'Host');
      const port = get(one, 'Port');
      return host ? [{ text: `${stringOf(host) ?? ''}${port ? `:${stringOf(port) ?? ''}` : ''}`, at: placeOf(host) }] : [];
    });
    const name = get(route, 'ServiceName');
    const named = name && hosts.length === 0 ? [{ text: stringOf(name) ?? '', at: placeOf(name) }] : [];
    return [...hosts, ...named].filter(({ text }) => text !== '').map(({ text, at }) => ({ address: [{ text }], at, dependency: 'routes' as const, settings, note: 'downstream host' }));
  });
}

const itemsOf = (node: YamlNode | undefined): readonly YamlNode[] => (node?.type === 'sequence' ? items(node) : []);

/** Ports that the project listens on when a developer starts it. */
export function launchPorts(path: string, text: string): { readonly port: number; readonly at: JsonValue['at'] }[] {
  const root = readJson(path, text);
  const profiles = root && entryOf(root, 'profiles');
  return jsonValues(profiles?.value).filter(({ key }) => /:applicationUrl$/i.test(key)).flatMap(({ text: urls, at }) => urls.split(';').flatMap((url) => {
    const port = /:(\d{2,5})\/?$/.exec(url.trim())?.[1];
    return port === undefined ? [] : [{ port: Number(port), at }];
  }));
}
