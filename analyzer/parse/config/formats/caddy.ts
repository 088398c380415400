import type { ClientSetting, ConfigTarget } from '../../../facts/types.js';
import { readDirectives, type Directive } from '../braces.js';
import type { ConfigReader } from '../reader.js';
import { countSetting, durationSetting, target } from '../target.js';

/** https://caddyserver.com/docs/caddyfile/directives/reverse_proxy */
export const caddyReader: ConfigReader = {
  format: 'caddyfile',
  technology: 'caddy',
  proxy: true,
  claims: (name, head) => /^caddyfile(?:\.[\w.-]+)?$|\.caddy(?:file)?$/i.test(name) && !/^\s*\{\s*"/.test(head),
  read: (source) => proxies(readDirectives(source, 'line')),
};

const PROXY = /^(?:reverse_proxy|php_fastcgi|forward_auth)$/;

function proxies(directives: readonly Directive[]): ConfigTarget[] {
  return directives.flatMap((directive) => {
    const { name, args, block, at } = directive;
    if (!PROXY.test(name)) return block ? proxies(block) : [];
    const settings = settingsOf(block ?? []);
    const inner = (block ?? []).filter((one) => one.name === 'to').flatMap((to) => to.args.map((address) => ({ address, at: to.at })));
    // A matcher stands before the upstreams: `/api/*`, `@name`, `*`.
    const upstreams = [...args.filter((arg, i) => i > 0 || !/^[/@*]/.test(arg)).map((address) => ({ address, at })), ...inner];
    return upstreams.flatMap((one) => target(one.address, one.at, name, { dependency: name === 'forward_auth' ? 'calls' : 'routes', settings }));
  });
}

const NAMES: Readonly<Record<string, string>> = { dial_timeout: 'connectTimeout', response_header_timeout: 'timeoutOnCall' };

/** `lb_retries`, and what `transport http { ... }` says. */
function settingsOf(block: readonly Directive[]): ClientSetting[] {
  return block.flatMap(({ name, args, at, block: inner }): ClientSetting[] => {
    if (name === 'transport') return settingsOf(inner ?? []);
    if (name === 'lb_retries' && args[0] !== undefined) return [countSetting('retriesOnCall', args[0], at)];
    const setting = NAMES[name];
    return setting === undefined || args[0] === undefined ? [] : [durationSetting(setting, args[0], at)];
  });
}
