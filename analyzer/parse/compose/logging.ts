import { safeTemplate } from '../../facts/secrets.js';
import type { ComposeExtras } from '../../facts/types.js';
import { get, placeOf, type YamlNode } from '../yaml/index.js';
import { templateOf, textIn } from './read.js';

/** Drivers that send over the network, with the option that says where to. https://docs.docker.com/engine/logging/configure/ */
const ADDRESS: ReadonlyMap<string, string> = new Map([['fluentd', 'fluentd-address'], ['gelf', 'gelf-address'], ['syslog', 'syslog-address'], ['loki', 'loki-url']]);

/** Where Docker sends what the service prints: `logging`, and `log_driver` with `log_opt` of the first format. */
export function loggingOf(service: YamlNode): ComposeExtras['logging'] {
  const option = ADDRESS.get(textIn(get(service, 'logging', 'driver')) ?? textIn(get(service, 'log_driver')) ?? '');
  const node = option === undefined ? undefined : (get(service, 'logging', 'options', option) ?? get(service, 'log_opt', option));
  const written = templateOf(node);
  const address = written && safeTemplate('address', written);
  return node && address ? { address, at: placeOf(node) } : undefined;
}
