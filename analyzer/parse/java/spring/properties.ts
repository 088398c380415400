import type { ClientSetting } from '../../../facts/types.js';
import type { Entry } from '../settings/entry.js';
import { jdbcUrlSettings } from './jdbc-url.js';
import { settingOf, type Service } from './service.js';

type Unit = 'milliseconds' | 'count' | 'attempts' | 'text' | 'present';

/** Configuration properties that set how a library's clients behave. `NAME` is the client's or the service's name. */
interface PropertySetting {
  readonly libraries: readonly string[];
  readonly setting: string;
  /** The first that is written counts. */
  readonly keys: readonly string[];
  readonly unit: Unit;
}

const FEIGN = ['spring.cloud.openfeign.client.config.NAME', 'feign.client.config.NAME', 'spring.cloud.openfeign.client.config.default', 'feign.client.config.default'];
const each = (prefixes: readonly string[], name: string): readonly string[] => prefixes.map((prefix) => `${prefix}.${name}`);
const row = (libraries: string, setting: string, unit: Unit, ...keys: readonly string[]): PropertySetting => ({ libraries: libraries.split(' '), setting, keys, unit });

const ROWS: readonly PropertySetting[] = [
  row('spring-cloud-openfeign', 'timeoutOnCall', 'milliseconds', ...each(FEIGN, 'read-timeout'), 'NAME.ribbon.ReadTimeout', 'ribbon.ReadTimeout'),
  row('spring-cloud-openfeign', 'connectTimeout', 'milliseconds', ...each(FEIGN, 'connect-timeout'), 'NAME.ribbon.ConnectTimeout', 'ribbon.ConnectTimeout'),
  row('spring-cloud-openfeign', 'retriesOnCall', 'count', 'NAME.ribbon.MaxAutoRetries', 'ribbon.MaxAutoRetries'),
  row('spring-cloud-openfeign', 'circuitBreaker', 'present', 'spring.cloud.openfeign.circuitbreaker.enabled', 'feign.circuitbreaker.enabled', 'feign.hystrix.enabled'),
  row('spring-cloud-openfeign spring-cloud-gateway', 'breakerTimeout', 'milliseconds', 'hystrix.command.NAME.execution.isolation.thread.timeoutInMilliseconds', 'hystrix.command.default.execution.isolation.thread.timeoutInMilliseconds', 'hystrix.command.default.execution.isolation.thread.timeout-in-milliseconds'),
  row('spring-resttemplate spring-restclient spring-http-interface', 'timeoutOnCall', 'milliseconds', 'spring.http.clients.read-timeout', 'spring.http.client.read-timeout', 'spring.http.client.settings.read-timeout'),
  row('spring-resttemplate spring-restclient spring-http-interface', 'connectTimeout', 'milliseconds', 'spring.http.clients.connect-timeout', 'spring.http.client.connect-timeout', 'spring.http.client.settings.connect-timeout'),
  row('microprofile-rest-client', 'timeoutOnCall', 'milliseconds', 'quarkus.rest-client.NAME.read-timeout', 'NAME/mp-rest/readTimeout', 'quarkus.rest-client.read-timeout'),
  row('microprofile-rest-client', 'connectTimeout', 'milliseconds', 'quarkus.rest-client.NAME.connect-timeout', 'NAME/mp-rest/connectTimeout', 'quarkus.rest-client.connect-timeout'),
  row('spring-cloud-gateway', 'timeoutOnCall', 'milliseconds', 'spring.cloud.gateway.httpclient.response-timeout', 'spring.cloud.gateway.server.webflux.httpclient.response-timeout', 'zuul.host.socket-timeout-millis', 'ribbon.ReadTimeout'),
  row('spring-cloud-gateway', 'connectTimeout', 'milliseconds', 'spring.cloud.gateway.httpclient.connect-timeout', 'spring.cloud.gateway.server.webflux.httpclient.connect-timeout', 'zuul.host.connect-timeout-millis', 'ribbon.ConnectTimeout'),
  row('hikaricp jdbc', 'connectionPoolMaxConnections', 'count', 'spring.datasource.hikari.maximum-pool-size', 'quarkus.datasource.jdbc.max-size', 'spring.datasource.tomcat.max-active'),
  row('hikaricp jdbc', 'acquireTimeout', 'milliseconds', 'spring.datasource.hikari.connection-timeout', 'quarkus.datasource.jdbc.acquisition-timeout'),
  row('lettuce', 'timeoutOnCall', 'milliseconds', 'spring.data.redis.timeout', 'spring.redis.timeout', 'quarkus.redis.timeout'),
  row('lettuce', 'connectTimeout', 'milliseconds', 'spring.data.redis.connect-timeout', 'spring.redis.connect-timeout'),
  row('hikaricp jdbc', 'timeoutOnCall', 'milliseconds', 'spring.jpa.properties.jakarta.persistence.query.timeout', 'spring.jpa.properties.javax.persistence.query.timeout'),
  row('javamail', 'timeoutOnCall', 'milliseconds', 'spring.mail.properties.mail.smtp.timeout', 'spring.mail.properties.mail.smtps.timeout'),
  row('javamail', 'connectTimeout', 'milliseconds', 'spring.mail.properties.mail.smtp.connectiontimeout', 'spring.mail.properties.mail.smtps.connectiontimeout'),
  row('spring-amqp', 'timeoutOnCall', 'milliseconds', 'spring.rabbitmq.template.reply-timeout'),
  row('spring-amqp', 'connectTimeout', 'milliseconds', 'spring.rabbitmq.connection-timeout'),
  row('spring-amqp', 'retriesOnCall', 'attempts', 'spring.rabbitmq.template.retry.max-attempts'),
  row('spring-kafka', 'producerAcks', 'text', 'spring.kafka.producer.acks'),
  row('spring-kafka', 'retriesOnCall', 'count', 'spring.kafka.producer.retries'),
  row('spring-kafka', 'consumerGroup', 'text', 'spring.kafka.consumer.group-id'),
  row('spring-kafka', 'ackMode', 'text', 'spring.kafka.listener.ack-mode'),
  row('spring-kafka', 'maxPollRecords', 'count', 'spring.kafka.consumer.max-poll-records', 'spring.kafka.consumer.properties.max.poll.records', 'spring.kafka.properties.max.poll.records'),
  row('spring-kafka', 'maxPollInterval', 'milliseconds', 'spring.kafka.consumer.max-poll-interval', 'spring.kafka.consumer.properties.max.poll.interval.ms', 'spring.kafka.properties.max.poll.interval.ms'),
  row('spring-amqp', 'prefetch', 'count', 'spring.rabbitmq.listener.simple.prefetch', 'spring.rabbitmq.listener.direct.prefetch'),
  row('spring-kafka', 'consumerConcurrency', 'count', 'spring.kafka.listener.concurrency'),
  row('spring-cloud-config-client', 'retriesOnCall', 'attempts', 'spring.cloud.config.retry.max-attempts'),
  row('spring-cloud-config-client', 'timeoutOnCall', 'milliseconds', 'spring.cloud.config.request-read-timeout'),
  row('spring-cloud-config-client', 'connectTimeout', 'milliseconds', 'spring.cloud.config.request-connect-timeout'),
];

/** What a service's configuration says about clients of a library; `name` is the client's own, for settings that name it. */
export function propertySettings(service: Service, library: string, name: string | undefined): ClientSetting[] {
  const stated = ROWS.filter(({ libraries }) => libraries.includes(library)).flatMap(({ setting, keys, unit }) => {
    const entry = settingOf(service, keys.flatMap((key) => (!key.includes('NAME') ? key : name === undefined ? [] : key.replace('NAME', name))));
    return entry ? [settingFrom(setting, entry, unit)] : [];
  });
  if (library === 'spring-cloud-openfeign') return [...stated, ...ruledByRibbon(service, stated)];
  const address = library === 'hikaricp' ? settingOf(service, DATABASE_URLS) : undefined;
  return [...stated, ...(address ? jdbcUrlSettings(address.raw.trim(), address.at).filter(({ name: limit }) => !stated.some((one) => one.name === limit)) : [])];
}

const RIBBON = /^spring-cloud-(?:starter-)?(?:netflix-)?(?:ribbon|feign|hystrix|zuul|turbine|archaius)(?:-|$)/;

/** Beside the Netflix libraries, until 2020, Feign's calls go through Ribbon and Hystrix, whose limits are not Feign's own. */
function ruledByRibbon({ module }: Service, stated: readonly ClientSetting[]): ClientSetting[] {
  const [artifact, at] = [...module.artifacts].find(([name]) => RIBBON.test(name)) ?? [];
  if (artifact === undefined || at === undefined) return [];
  return ['timeoutOnCall', 'connectTimeout', 'retriesOnCall'].filter((name) => !stated.some((setting) => setting.name === name)).map((name) => ({ name, value: { unknown: artifact, at } }));
}

const DATABASE_URLS = ['spring.datasource.url', 'spring.datasource.jdbc-url', 'spring.datasource.hikari.jdbc-url', 'quarkus.datasource.jdbc.url'];

export function settingFrom(name: string, { raw, at }: Entry, unit: Unit): ClientSetting {
  const value = convert(raw.trim(), unit);
  return { name, value: value === undefined ? { unknown: name, at } : { value, at } };
}

function convert(raw: string, unit: Unit): number | string | boolean | undefined {
  if (unit === 'text') return /\$\{/.test(raw) ? undefined : raw;
  if (unit === 'present') return raw === 'true' ? true : raw === 'false' ? false : undefined;
  if (unit === 'milliseconds') return duration(raw);
  const number = /^\d+$/.test(raw) ? Number(raw) : undefined;
  return number === undefined ? undefined : unit === 'attempts' ? number - 1 : number;
}

const UNITS: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `5000`, `5s` and ISO 8601's `PT5S`, as Spring reads durations. */
export function duration(raw: string): number | undefined {
  const plain = /^(-?\d+)(ns|us|ms|s|m|h|d)?$/i.exec(raw);
  if (plain) return Number(plain[1]) * (plain[2] === undefined ? 1 : UNITS[plain[2].toLowerCase()]!);
  const iso = /^P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/i.exec(raw);
  if (!iso) return undefined;
  const [days, hours, minutes, seconds] = iso.slice(1).map((part) => Number(part ?? 0));
  return (((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!) * 1000;
}
