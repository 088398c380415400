import { describe, expect, it } from 'vitest';
import type { ClientFact } from '../../../facts/types.js';
import { APPLICATION, parseTree, POM } from '../testing.js';
import { duration } from './properties.js';

const settingsOf = (client: ClientFact | undefined) => Object.fromEntries((client?.settings ?? []).map(({ name, value }) => [name, 'value' in value ? value.value : 'unknown']));
const parse = (yaml: string, source: string, ...artifacts: readonly string[]) =>
  parseTree({ 'pom.xml': POM('shop', ...artifacts), 'src/main/java/app/App.java': APPLICATION, 'src/main/java/app/A.java': source, 'src/main/resources/application.yml': yaml });

describe('settings in configuration', () => {
  it('of one Feign client over those of all', async () => {
    const { clients } = await parse('feign:\n  client:\n    config:\n      default: {readTimeout: 9000, connectTimeout: 1s}\n      cart: {read-timeout: 2000}\n  hystrix.enabled: true\n', '@FeignClient(name = "cart") interface Cart {}');
    expect(settingsOf(clients[0])).toEqual({ timeoutOnCall: 2000, connectTimeout: 1000, circuitBreaker: true });
    expect(clients[0]!.settings[0]!.value).toMatchObject({ at: { file: 'src/main/resources/application.yml', line: 5, column: 28 } });
  });

  it('what Feign itself does not decide is unknown beside Ribbon', async () => {
    const feign = '@FeignClient(name = "cart") interface Cart {}';
    expect(settingsOf((await parse('', feign, 'spring-cloud-starter-openfeign')).clients[0])).toEqual({});
    expect(settingsOf((await parse('ribbon.ReadTimeout: 4000\n', feign, 'spring-cloud-starter-openfeign', 'spring-cloud-starter-netflix-ribbon')).clients[0])).toEqual({ timeoutOnCall: 4000, connectTimeout: 'unknown', retriesOnCall: 'unknown' });
  });

  it('of a command that gives up by itself', async () => {
    const { clients } = await parse('hystrix.command.default.execution.isolation.thread.timeoutInMilliseconds: 1000\nribbon.ReadTimeout: 4000\n', '@FeignClient(name = "cart") interface Cart {}');
    expect(settingsOf(clients[0])).toMatchObject({ timeoutOnCall: 4000, breakerTimeout: 1000 });
  });

  it('of pools, caches and brokers', async () => {
    const { clients } = await parse('spring:\n  datasource:\n    url: jdbc:mysql://db/x\n    hikari: {maximumPoolSize: 20, connection-timeout: 500}\n  redis: {timeout: "${T}"}\n', '', 'spring-boot-starter-data-jpa', 'spring-boot-starter-data-redis');
    expect(clients.map(settingsOf)).toEqual([{ connectionPoolMaxConnections: 20, acquireTimeout: 500 }, { timeoutOnCall: 'unknown' }]);
  });
});

describe('settings in code', () => {
  const REST = 'import org.springframework.web.client.RestTemplate;\nimport org.springframework.boot.web.client.RestTemplateBuilder;\nclass A {\n';

  it('timeouts of the builder, a breaker with a fallback, retries by annotation', async () => {
    const { clients } = await parse('', `${REST}RestTemplate rest(RestTemplateBuilder b) { return b.setConnectTimeout(Duration.ofMillis(300)).setReadTimeout(Duration.ofSeconds(2)).build(); }\nRestTemplate r;\n@HystrixCommand(fallbackMethod = "none") @Retryable(maxAttempts = 4, backoff = @Backoff(delay = 100, multiplier = 2))\nObject f() { return r.getForObject("http://cart", null); } }`);
    expect(settingsOf(clients[0])).toEqual({ timeoutOnCall: 2000, connectTimeout: 300, circuitBreaker: true, retriesOnCall: 3, retryBackoff: 'exponential', retryCondition: 'everything' });
    expect(clients[0]).toMatchObject({ strength: 'soft', softAt: { line: 6, column: 1 } });
  });

  it('a retry that is only named has its attempts in the configuration', async () => {
    const call = '@Retry(name = "cart") Object f() { return new RestTemplate().getForObject("http://cart", null); } }';
    expect(settingsOf((await parse('resilience4j.retry.instances.cart.maxAttempts: 5\n', REST + call)).clients[0])).toEqual({ retriesOnCall: 4, retryCondition: 'everything' });
    expect(settingsOf((await parse('resilience4j.retry.instances.cart:\n  maxAttempts: 5\n  retryExceptions:\n  - java.net.SocketTimeoutException\n  - org.springframework.web.client.ResourceAccessException\n', REST + call)).clients[0])).toEqual({ retriesOnCall: 4, retryCondition: 'transient' });
    expect(settingsOf((await parse('resilience4j.retry.instances.cart:\n  maxAttempts: 5\n  ignoreExceptions:\n  - org.springframework.web.client.HttpClientErrorException\n', REST + call)).clients[0])).toMatchObject({ retriesOnCall: 4, retryCondition: 'unknown' });
    const inCode = `@Bean RetryConfigCustomizer c() { return RetryConfigCustomizer.of("cart", b -> b.ignoreExceptions(Gone.class)); } `;
    expect(settingsOf((await parse('resilience4j.retry.instances.cart.maxAttempts: 5\n', REST + inCode + call)).clients[0])).toEqual({ retriesOnCall: 4, retryCondition: 'unknown' });
    expect(settingsOf((await parse('', REST + call)).clients[0])).toEqual({ retriesOnCall: 'unknown', retryCondition: 'unknown' });
  });

  it('a timeout that is computed is unknown, not missing', async () => {
    const { clients } = await parse('', `${REST}Object x(RestTemplateBuilder b) { return b.setReadTimeout(limits.read()); }\nObject f() { return new RestTemplate().getForObject("http://cart", null); } }`);
    expect(settingsOf(clients[0])).toEqual({ timeoutOnCall: 'unknown' });
  });
});

it.each([['250', 250], ['5s', 5000], ['PT1M30S', 90_000], ['2m', 120_000], ['soon', undefined], ['', undefined]])('%j is %s ms', (text, expected) => {
  expect(duration(text)).toBe(expected);
});
