import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../facts/types.js';
import { memoryFiles } from '../../memory-files.js';
import { javaParser } from '../parser.js';
import { APPLICATION, POM } from '../testing.js';

const IMPORTS = 'package app;\nimport org.springframework.web.client.RestTemplate;\nimport org.springframework.transaction.annotation.*;\n';

/** Begin, then the lines on the way to each client; of one class whose content begins in line 5. */
async function seen(kind: 'transaction' | 'lock' | 'fallback', body: string, more: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const files = memoryFiles({ 'pom.xml': POM('shop'), 'src/main/java/app/App.java': APPLICATION, 'src/main/java/app/Orders.java': `${IMPORTS}class Orders {\n${body}\n}\n`, ...more });
  const results = await Promise.all(javaParser.units(files.paths.filter((path) => javaParser.claims(path, () => '')), files).map((unit) => javaParser.parse(unit, files)));
  const facts: readonly Fact[] = results.flatMap((result) => result.facts);
  return facts.flatMap((f) => (f.kind === kind && 'reaches' in f ? [`${f.at.line} -> ${f.reaches.map((r) => r.path.map((at) => at.line).join('>')).join(', ')}`] : []));
}

describe('transactions', () => {
  it('follows own methods and those of other types', async () => {
    const other = 'package app;\nimport org.springframework.web.client.RestTemplate;\nclass Rates { RestTemplate rest; String eur() { return rest.getForObject("http://rates/eur", String.class); } }\n';
    expect(await seen('transaction', 'Rates rates;\n@Transactional void pay() {\n  ask();\n}\nvoid ask() { rates.eur(); }', { 'src/main/java/app/Rates.java': other })).toEqual(['6 -> 7>9>3']);
  });
  it('knows the implementation behind an interface', async () => {
    const other = 'package app;\nimport org.springframework.web.client.RestTemplate;\ninterface Rates { String eur(); }\nclass RemoteRates implements Rates { RestTemplate rest; public String eur() { return rest.getForObject("http://rates/eur", String.class); } }\n';
    expect(await seen('transaction', 'Rates rates;\n@Transactional void pay() { rates.eur(); }', { 'src/main/java/app/Rates.java': other })).toEqual(['6 -> 6>4']);
  });
  it('is not opened by a propagation that forbids one, and holds for all methods of an annotated class', async () => {
    expect(await seen('transaction', 'RestTemplate rest;\n@Transactional(propagation = Propagation.NOT_SUPPORTED) void pay() { rest.getForObject("http://rates", String.class); }')).toEqual([]);
    expect(await seen('transaction', '}\n@Transactional class All {\nRestTemplate rest;\nvoid pay() { rest.getForObject("http://rates", String.class); }')).toEqual(['6 -> 8']);
  });
});

describe('locks', () => {
  const ask = 'rest.getForObject("http://rates", String.class);';

  it('a method, a block, and what is tried after a lock', async () => {
    expect(await seen('lock', `RestTemplate rest;\npublic synchronized void pay() {\n  ${ask}\n}`)).toEqual(['6 -> 7']);
    expect(await seen('lock', `RestTemplate rest;\nvoid pay() {\n  synchronized (this) {\n    ${ask}\n  }\n  ${ask}\n}`)).toEqual(['7 -> 8']);
    expect(await seen('lock', `RestTemplate rest;\nfinal java.util.concurrent.locks.ReentrantLock lock = new java.util.concurrent.locks.ReentrantLock();\nvoid pay() {\n  lock.lock();\n  try {\n    ${ask}\n  } finally {\n    lock.unlock();\n  }\n  ${ask}\n}`)).toEqual(['8 -> 10']);
  });
  it('Kotlin: a function that runs with it', async () => {
    const code = 'package app\nimport org.springframework.web.client.RestTemplate\nimport kotlinx.coroutines.sync.Mutex\nclass Pay(val rest: RestTemplate) {\n  val mutex = Mutex()\n  suspend fun pay() = mutex.withLock {\n    rest.getForObject("http://rates", String::class.java)\n  }\n}\n';
    expect(await seen('lock', '', { 'src/main/java/app/Pay.kt': code })).toEqual(['6 -> 7']);
  });
  it('none: readers, a lock of a store, a plain method', async () => {
    expect(await seen('lock', `RestTemplate rest;\njava.util.concurrent.locks.ReentrantReadWriteLock lock;\nvoid pay() {\n  lock.readLock().lock();\n  try {\n    ${ask}\n  } finally { lock.readLock().unlock(); }\n}`)).toEqual([]);
    expect(await seen('lock', `RestTemplate rest;\norg.redisson.api.RLock lock;\nvoid pay() {\n  lock.lock();\n  try {\n    ${ask}\n  } finally { lock.unlock(); }\n}`)).toEqual([]);
    expect(await seen('lock', `RestTemplate rest;\n/** Not synchronized. */\nvoid pay() {\n  ${ask}\n}`)).toEqual([]);
  });
});

describe('fallbacks', () => {
  it('are the methods of the class that a Feign client names', async () => {
    const feign = 'package app;\nimport org.springframework.cloud.openfeign.FeignClient;\n@FeignClient(name = "picks", url = "http://picks", fallback = Popular.class)\ninterface Picks {\n@GetMapping("/picks") String picks();\n}\n';
    const popular = 'package app;\nimport org.springframework.web.client.RestTemplate;\nclass Popular implements Picks {\nRestTemplate rest;\npublic String picks() {\nreturn rest.getForObject("http://picks/popular", String.class);\n}\n}\n';
    expect(await seen('fallback', '', { 'src/main/java/app/Picks.java': feign, 'src/main/java/app/Popular.java': popular })).toEqual(['5 -> 6']);
  });
  it('are the methods that an annotation names', async () => {
    expect(await seen('fallback', 'RestTemplate rest;\n@CircuitBreaker(name = "a", fallbackMethod = "old") String a() {\n  return rest.getForObject("http://a", String.class);\n}\nString old(Throwable t) { return rest.getForObject("http://b", String.class); }')).toEqual(['9 -> 9']);
  });
});
