import type { Place } from '../../../facts/place.js';
import type { ClientSetting } from '../../../facts/types.js';
import { repeatedBy } from '../../source/failures.js';
import { settingFrom } from './properties.js';
import { settingOf, type Service } from './service.js';

/** Retries that an annotation only names: `@Retry(name = "cart")` of Resilience4j. */
export function namedRetries(service: Service, name: string): ClientSetting[] {
  const entry = settingOf(service, [`resilience4j.retry.instances.${name}.max-attempts`, `resilience4j.retry.configs.default.max-attempts`]);
  return entry ? [settingFrom('retriesOnCall', entry, 'attempts')] : [];
}

/**
 * What Resilience4j repeats where an annotation only names the retry: every exception, unless a list or a predicate says otherwise.
 * https://resilience4j.readme.io/docs/retry
 */
export function namedCondition(service: Service, name: string): ClientSetting[] {
  const groups = [`resilience4j.retry.instances.${name}`, 'resilience4j.retry.configs.default'];
  const written = settingOf(service, groups.flatMap((group) => ['max-attempts', 'wait-duration', 'base-config'].map((key) => `${group}.${key}`)));
  if (!written || settingOf(service, groups.flatMap((group) => FILTERS.map((key) => `${group}.${key}`))) || settingOf(service, [`${groups[0]}.base-config`])) return [];
  const [first] = groups.flatMap((group) => settingOf(service, [`${group}.retry-exceptions[0]`, `${group}.retry-exceptions`]) ?? []);
  const listed = first && groups.flatMap((group) => Array.from({ length: 20 }, (_, index) => settingOf(service, [`${group}.retry-exceptions[${index}]`])?.raw ?? ''));
  const value = first ? repeatedBy([first.raw, ...listed!].join(', ')) : 'everything';
  return [{ name: 'retryCondition', value: value === undefined ? { unknown: 'retry-exceptions', at: first!.at } : { value, at: (first ?? written).at } }];
}

const FILTERS = ['ignore-exceptions', 'ignore-exceptions[0]', 'retry-exception-predicate', 'ignore-exception-predicate', 'result-predicate'];

/** A limit that an annotation only names: `@TimeLimiter(name = "cart")`. */
export function namedTimeout(service: Service, name: string): ClientSetting[] {
  const entry = settingOf(service, [`resilience4j.timelimiter.instances.${name}.timeout-duration`, 'resilience4j.timelimiter.configs.default.timeout-duration']);
  const isKept = settingOf(service, [`resilience4j.timelimiter.instances.${name}.cancel-running-future`, 'resilience4j.timelimiter.configs.default.cancel-running-future'])?.raw.trim() === 'false';
  return entry ? ['timeoutOnCall', ...(isKept ? ['abandonedAfter'] : [])].map((setting) => settingFrom(setting, entry, 'milliseconds')) : [];
}

/**
 * When a breaker opens that an annotation only names: by default once it has seen 100 calls, whenever they came. A window that counts calls
 * cannot hold more than its size, so that is enough. https://resilience4j.readme.io/docs/circuitbreaker#create-and-configure-a-circuitbreaker
 */
export function namedBreaker(service: Service, name: string, at: Place): ClientSetting[] {
  const groups = [`resilience4j.circuitbreaker.instances.${name}`, `resilience4j.circuitbreaker.backends.${name}`, 'resilience4j.circuitbreaker.configs.default'];
  const read = (key: string) => settingOf(service, groups.map((group) => `${group}.${key}`));
  if (settingOf(service, groups.slice(0, 2).map((group) => `${group}.base-config`))) return [];
  const [minimum, size, type] = [read('minimum-number-of-calls'), read('sliding-window-size') ?? read('ring-buffer-size-in-closed-state'), read('sliding-window-type')];
  const number = (entry: typeof minimum): number | undefined => (entry === undefined ? 100 : /^\d{1,9}$/.test(entry.raw.trim()) ? Number(entry.raw) : undefined);
  const [calls, window] = [number(minimum), number(size)];
  if (calls === undefined || window === undefined) return [];
  const byTime = type?.raw.trim().toUpperCase() === 'TIME_BASED';
  const place = (minimum ?? size ?? type)?.at ?? at;
  return [{ name: 'breakerMinimumCalls', value: { value: byTime ? calls : Math.min(calls, window), at: place } }, ...(byTime ? [{ name: 'breakerWindow', value: { value: window * 1000, at: size?.at ?? place } }] : [])];
}

/**
 * When a breaker of Spring Cloud's factory stops waiting: after the limit of its name, else after Resilience4j's default of one second. Spring
 * Boot reads the limits; `disable-time-limiter` switches them off. https://docs.spring.io/spring-cloud-circuitbreaker/reference/
 */
export function factoryTimeout(service: Service, name: string, at: Place): ClientSetting[] {
  if (settingOf(service, ['spring.cloud.circuitbreaker.resilience4j.disable-time-limiter', 'spring.cloud.circuitbreaker.resilience4j.enabled', `resilience4j.timelimiter.instances.${name}.base-config`])) return [];
  if (![...service.module.artifacts.keys()].some((artifact) => /circuitbreaker-resilience4j|circuitbreaker-reactor-resilience4j/.test(artifact))) return [];
  const entry = settingOf(service, [`resilience4j.timelimiter.instances.${name}.timeout-duration`, 'resilience4j.timelimiter.configs.default.timeout-duration']);
  return [entry ? settingFrom('breakerTimeout', entry, 'milliseconds') : { name: 'breakerTimeout', value: { value: 1000, at } }];
}
