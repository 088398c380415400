import type { ConfigReferenceFact, ObjectRef } from '../../facts/types.js';
import type { Place } from '../../facts/place.js';
import { alloyReader } from './formats/alloy.js';
import { caddyReader } from './formats/caddy.js';
import { collectorReader } from './formats/collector.js';
import { envoyReader } from './formats/envoy.js';
import { grafanaReader } from './formats/grafana.js';
import { haproxyReader } from './formats/haproxy.js';
import { httpdReader } from './formats/httpd.js';
import { nginxReader } from './formats/nginx.js';
import { prometheusReader } from './formats/prometheus.js';
import { kongReader, krakendReader, traefikReader } from './formats/proxies.js';
import { documentReader, settingsReader } from './formats/settings.js';
import { fluentBitReader, fluentdReader, logstashReader } from './formats/shippers.js';
import { ensembleReader, pgbouncerReader, rabbitReader, redisReader } from './formats/stores.js';
import { telemetryReaders } from './formats/telemetry.js';
import { toolReaders } from './formats/tools.js';
import { varnishReader } from './formats/varnish.js';
import type { ConfigReader, TextSource } from './reader.js';

/** Every format, those that know their files best before those that take what is left. */
const readers: readonly ConfigReader[] = [
  collectorReader, grafanaReader, envoyReader, kongReader, krakendReader, traefikReader, ...toolReaders, ...telemetryReaders, prometheusReader,
  alloyReader, caddyReader, varnishReader, haproxyReader, fluentBitReader, fluentdReader, httpdReader, logstashReader, pgbouncerReader, redisReader, rabbitReader, nginxReader, ensembleReader,
  settingsReader, documentReader,
];

/** Larger files are data. */
const MAX_TEXT = 1 << 19;
const HEAD = 4096;

/** `kind` may stand behind long data, so that of an API alone is enough; Grafana's files have a number there. */
const MANIFEST = /^["']?kind["']?:|^["']?apiVersion["']?:[ \t]*["']?[a-z]|"apiVersion"[ \t]*:[ \t]*"[a-z]/m;

/** An object of a platform is nobody's configuration file. */
export const isConfigFile = (name: string, head: string): boolean => !MANIFEST.test(head) && readers.some((reader) => reader.claims(name, head));

/** What a configuration file, or a ConfigMap's entry named like one, makes its reader depend on; undefined for other files. */
export function readConfig(name: string, source: TextSource, at: Place, configMap?: { readonly ref: ObjectRef; readonly key: string }): ConfigReferenceFact | undefined {
  const { text } = source;
  if (text.length > MAX_TEXT) return undefined;
  for (const reader of readers) {
    const targets = reader.claims(name, text.slice(0, HEAD)) ? reader.read(source, name) : undefined;
    if (targets === undefined) continue;
    const { format, technology, proxy } = reader;
    return { kind: 'config-reference', path: source.file, at, format, ...(technology ? { technology } : {}), ...(proxy ? { proxy } : {}), ...(configMap ? { configMap } : {}), targets };
  }
  return undefined;
}
