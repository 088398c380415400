import { describe, expect, it } from 'vitest';
import { clientsIn, settings } from './testing.js';

const HTTP = 'HttpClient http = new HttpClient { BaseAddress = new Uri("http://cart") };';
const inClass = async (members: string) => settings((await clientsIn(`using System.Net.Http;\nusing Polly;\nclass A { ${HTTP} ${members} }`))[0]!);

describe('what stands around a call of C#', () => {
  it.each([
    ['a policy made in place', 'Task F() => Policy.Handle<Exception>().WaitAndRetryAsync(4, n => TimeSpan.FromSeconds(1)).ExecuteAsync(() => http.GetAsync("/x"));', { retriesOnCall: 4, retryBackoff: 'fixed', retryJitter: false }],
    ['a policy with a random pause', 'Task F() => Policy.Handle<Exception>().WaitAndRetryAsync(4, n => TimeSpan.FromMilliseconds(100 * Math.Pow(2, n) + Random.Shared.Next(50))).ExecuteAsync(() => http.GetAsync("/x"));', { retriesOnCall: 4, retryBackoff: 'exponential', retryJitter: true }],
    ['a pipeline in a field', 'ResiliencePipeline p = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 5 }).AddCircuitBreaker(o).Build(); async Task F() { await p.ExecuteAsync(async t => await http.GetAsync("/x", t)); }', { circuitBreaker: true, retriesOnCall: 5 }],
    ['a token that ends it', 'async Task F() { using var cts = new CancellationTokenSource(TimeSpan.FromSeconds(2)); await http.GetAsync("/x", cts.Token); }', { timeoutOnCall: 2000 }],
    ['a token in milliseconds', 'async Task F() { var cts = new CancellationTokenSource(1500); await http.GetAsync("/x", cts.Token); }', { timeoutOnCall: 1500 }],
  ])('%s', async (_, members, expected) => {
    expect(await inClass(members)).toEqual(expected);
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
