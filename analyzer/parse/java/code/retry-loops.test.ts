import { describe, expect, it } from 'vitest';
import { clientsOf, parseTree, APPLICATION, POM } from '../testing.js';

const shown = (settings: readonly { readonly name: string; readonly value: object }[]) => Object.fromEntries(settings.filter(({ name }) => name.startsWith('retr') && name !== 'retryCondition').map(({ name, value }) => [name, 'value' in value ? value.value : value]));
const inMethod = async (body: string) => shown((await clientsOf(['org.springframework.web.client.RestTemplate'], `RestTemplate rest; static final int MAX = 5; String f() { ${body} }`))[0]!.settings);
const GET = 'rest.getForObject("http://a/x", String.class)';

describe('loops of Java and Kotlin that try again', () => {
  it.each([
    ['up to a bound', `for (int i = 1; i <= 3; i++) { try { return ${GET}; } catch (RestClientException e) { Thread.sleep(100L); } } return null;`, { retriesOnCall: 2, retryBackoff: 'fixed', retryJitter: false }],
    ['that gives up itself', `int n = 0; while (true) { try { return ${GET}; } catch (RestClientException e) { if (++n > MAX) throw e; TimeUnit.MILLISECONDS.sleep(100L << n); } }`, { retriesOnCall: 5, retryBackoff: 'exponential', retryJitter: false }],
    ['that never gives up', `while (true) { try { return ${GET}; } catch (RestClientException e) { Thread.sleep(100L); } }`, { retriesOnCall: null, retryBackoff: 'fixed', retryJitter: false }],
    ['that an interruption ends', `while (true) { try { return ${GET}; } catch (RestClientException e) { if (Thread.interrupted()) { return null; } } }`, { retriesOnCall: { unknown: '(true)', at: expect.anything() }, retryBackoff: 'none' }],
    ['that counts down', `int left = 4; while (left > 0) { try { return ${GET}; } catch (RestClientException e) { left--; } } return null;`, { retriesOnCall: 3, retryBackoff: 'none' }],
  ])('%s', async (_, body, expected) => {
    expect(await inMethod(body)).toEqual(expected);
  });

  it.each([
    ['every exception', `catch (Exception e) { log.warn("again", e); }`, 'everything'],
    ['a family of exceptions', `catch (RestClientException e) { }`, 'rejections'],
    ['failures of the server', `catch (HttpServerErrorException | ResourceAccessException e) { Thread.sleep(10); }`, 'transient'],
    ['what it finds worth it', `catch (RestClientException e) { if (e instanceof HttpClientErrorException) throw e; }`, undefined],
    ['what somebody else finds worth it', `catch (RestClientException e) { rethrowIfFinal(e); }`, undefined],
    ['what another handler leaves', `catch (HttpClientErrorException e) { throw e; } catch (RestClientException e) { }`, undefined],
  ])('repeat %s', async (_, handler, expected) => {
    const [client] = await clientsOf(['org.springframework.web.client.RestTemplate'], `RestTemplate rest; String f() { for (int i = 1; i <= 3; i++) { try { return ${GET}; } ${handler} } return null; }`);
    const value = client!.settings.find(({ name }) => name === 'retryCondition')!.value;
    expect('value' in value ? value.value : undefined).toBe(expected);
  });

  it.each([
    ['one over data', `for (String x : xs) { try { return ${GET}; } catch (RestClientException e) { } } return null;`],
    ['one that goes on after success', `for (int i = 0; i < 3; i++) { try { ${GET}; } catch (RestClientException e) { } } return null;`],
    ['one that fails at once', `for (int i = 0; i < 3; i++) { try { return ${GET}; } catch (RestClientException e) { throw e; } } return null;`],
  ])('%s is none', async (_, body) => {
    expect(await inMethod(body)).toEqual({});
  });

  it('Kotlin: over a range', async () => {
    const code = 'package app\nimport org.springframework.web.client.RestTemplate\nclass Stock(private val rest: RestTemplate) {\n  fun f(): String? {\n    for (i in 1..3) { try { return rest.getForObject("http://a/x", String::class.java) } catch (e: Exception) { Thread.sleep(10) } }\n    return null\n  }\n}\n';
    const { clients } = await parseTree({ 'pom.xml': POM('shop'), 'src/main/java/app/App.java': APPLICATION, 'src/main/kotlin/app/Stock.kt': code });
    expect(shown(clients[0]!.settings)).toEqual({ retriesOnCall: 2, retryBackoff: 'fixed', retryJitter: false });
  });
});
