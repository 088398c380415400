import { readDirectives } from '../braces.js';
import type { ConfigReader } from '../reader.js';
import { durationSetting, target } from '../target.js';

/** https://varnish-cache.org/docs/trunk/reference/vcl-backend.html */
export const varnishReader: ConfigReader = {
  format: 'varnish',
  technology: 'varnish',
  proxy: true,
  claims: (name, head) => /\.vcl(?:\.\w+)?$/i.test(name) && /\bbackend\b/.test(head),
  read(source) {
    const backends = readDirectives(source, 'semicolon').filter(({ name, block }) => name === 'backend' && block !== undefined);
    return backends.flatMap(({ block }) => {
      // `.host = "cart"` is a name, an equals sign and a value.
      const field = (key: string) => block!.find(({ name, args }) => (name === key && args[0] === '=') || name.startsWith(`${key}=`));
      const [host, port] = [field('.host'), field('.port')?.args[1]];
      const settings = ([['.connect_timeout', 'connectTimeout'], ['.first_byte_timeout', 'timeoutOnCall']] as const).flatMap(([key, name]) => (field(key)?.args[1] === undefined ? [] : [durationSetting(name, field(key)!.args[1]!, field(key)!.at)]));
      return host?.args[1] === undefined ? [] : target(port === undefined ? host.args[1] : `${host.args[1]}:${port}`, host.at, 'backend', { dependency: 'routes', settings });
    });
  },
};
