import { describe, expect, it } from 'vitest';
import { clientsIn, settings } from './testing.js';

const HTTP = 'HttpClient http = new HttpClient { BaseAddress = new Uri("http://cart") };';
const inClass = async (members: string) => settings((await clientsIn(`using System.Net.Http;\nusing Polly;\nclass A { ${HTTP} ${members} }`))[0]!);

describe('what stands around a call of C#', () => {
  it.each([
    ['a policy made in place', 'Task F() => Policy.Handle<Exception>().WaitAndRetryAsync(4, n => TimeSpan.FromSeconds(1)).ExecuteAsync(() => http.GetAsync("/x"));', { retriesOnCall: 4, retryBackoff: 'fixed', retryJitter: false, retryCondition: 'everything' }],
    ['a policy with a random pause', 'Task F() => Policy.Handle<Exception>().WaitAndRetryAsync(4, n => TimeSpan.FromMilliseconds(100 * Math.Pow(2, n) + Random.Shared.Next(50))).ExecuteAsync(() => http.GetAsync("/x"));', { retriesOnCall: 4, retryBackoff: 'exponential', retryJitter: true, retryCondition: 'everything' }],
    ['a pipeline in a field', 'ResiliencePipeline p = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 5 }).AddCircuitBreaker(o).Build(); async Task F() { await p.ExecuteAsync(async t => await http.GetAsync("/x", t)); }', { breakerMinimumCalls: 100, breakerPosition: 'inside-retry', breakerWindow: 30_000, circuitBreaker: true, retriesOnCall: 5, retryCondition: 'everything' }],
    ['a breaker that sees less', 'ResiliencePipeline p = new ResiliencePipelineBuilder().AddCircuitBreaker(new CircuitBreakerStrategyOptions { MinimumThroughput = 8, SamplingDuration = TimeSpan.FromSeconds(20) }).Build(); async Task F() { await p.ExecuteAsync(async t => await http.GetAsync("/x", t)); }', { breakerMinimumCalls: 8, breakerWindow: 20_000, circuitBreaker: true }],
    ['a breaker that a retry wraps', 'IAsyncPolicy retry = Policy.Handle<Exception>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(1)); IAsyncPolicy breaker = Policy.Handle<Exception>().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30)); async Task F() { var policy = retry.WrapAsync(breaker); await policy.ExecuteAsync(() => http.GetAsync("/x")); }', { breakerPosition: 'inside-retry', circuitBreaker: true, retriesOnCall: 3, retryBackoff: 'fixed', retryCondition: 'everything', retryJitter: false }],
    ['a retry that a breaker wraps', 'IAsyncPolicy retry = Policy.Handle<Exception>().RetryAsync(3); IAsyncPolicy breaker = Policy.Handle<Exception>().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30)); async Task F() { await Policy.WrapAsync(breaker, retry).ExecuteAsync(() => http.GetAsync("/x")); }', { breakerPosition: 'around-retry', circuitBreaker: true, retriesOnCall: 3, retryCondition: 'everything' }],
    ['a token that ends it', 'async Task F() { using var cts = new CancellationTokenSource(TimeSpan.FromSeconds(2)); await http.GetAsync("/x", cts.Token); }', { timeoutOnCall: 2000 }],
    ['a token in milliseconds', 'async Task F() { var cts = new CancellationTokenSource(1500); await http.GetAsync("/x", cts.Token); }', { timeoutOnCall: 1500 }],
  ])('%s', async (_, members, expected) => {
    expect(await inClass(members)).toEqual(expected);
  });

  it.each([
    ['exceptions of HTTP', 'Policy.Handle<HttpRequestException>().RetryAsync(2)', 'rejections'],
    ['time that ran out', 'Policy.Handle<TimeoutException>().Or<SocketException>().RetryAsync(2)', 'transient'],
    ['what a predicate says', 'Policy.Handle<HttpRequestException>(e => e.StatusCode >= HttpStatusCode.InternalServerError).RetryAsync(2)', 'unknown'],
    ['every answer without success', 'Policy.Handle<HttpRequestException>().OrResult<HttpResponseMessage>(r => !r.IsSuccessStatusCode).RetryAsync(2)', 'answers'],
    ['answers without success but one', 'Policy.HandleResult<HttpResponseMessage>(r => !r.IsSuccessStatusCode && r.StatusCode != HttpStatusCode.NotFound).RetryAsync(2)', 'unknown'],
    ['what may pass', 'HttpPolicyExtensions.HandleTransientHttpError().RetryAsync(2)', 'transient'],
    ['what may pass, and what is not there', 'HttpPolicyExtensions.HandleTransientHttpError().OrResult(m => m.StatusCode == HttpStatusCode.NotFound).RetryAsync(2)', 'answers'],
    ['what a pipeline for HTTP repeats', 'new ResiliencePipelineBuilder<HttpResponseMessage>().AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 2 }).Build()', 'transient'],
    ['what a pipeline is told to', 'new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, ShouldHandle = args => IsPassing(args) }).Build()', 'unknown'],
  ])('repeats %s', async (_, policy, expected) => {
    const { retryCondition } = await inClass(`Task F() => ${policy}.ExecuteAsync(() => http.GetAsync("/x"));`);
    expect(String(retryCondition).replace(/^\?.*/s, 'unknown')).toBe(expected);
  });

  it.each([
    ['a method that throws', 'Task F() => http.GetStringAsync("/x");', true],
    ['a check', 'async Task F() { var r = await http.GetAsync("/x"); r.EnsureSuccessStatusCode(); }', true],
    ['a check after another', 'async Task F() { var r = await http.GetAsync("/x"); if (r.StatusCode == HttpStatusCode.NotFound) return; r.EnsureSuccessStatusCode(); }', undefined],
    ['neither', 'Task F() => http.GetAsync("/x");', undefined],
  ])('answers without success are failures: %s', async (_, members, expected) => {
    expect((await inClass(members))['failsOnStatus']).toBe(expected);
  });

  it.each([
    ['a policy that executes something else', 'async Task F() { await Policy.Handle<Exception>().RetryAsync(3).ExecuteAsync(() => Log()); await http.GetAsync("/x"); }'],
    ['a token that others cancel', 'async Task F(CancellationToken t) { await http.GetAsync("/x", t); }'],
    ['a token without a limit', 'async Task F() { var cts = new CancellationTokenSource(); await http.GetAsync("/x", cts.Token); }'],
    ['a limit on one of two calls', 'async Task F() { var cts = new CancellationTokenSource(1500); await http.GetAsync("/x", cts.Token); await http.GetAsync("/y"); }'],
  ])('%s is none', async (_, members) => {
    expect(await inClass(members)).toEqual({});
  });
});
