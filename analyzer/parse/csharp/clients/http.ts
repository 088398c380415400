import { setting, timeoutMs, connectMs, type ClientLibrary, type SettingSource } from '../../source/index.js';

/** How many calls a breaker of Polly has to see, and within what time: https://www.pollydocs.org/strategies/circuit-breaker.html#defaults */
const sampling = (call: string, options: string): readonly SettingSource[] => [
  setting('breakerMinimumCalls', `${call}.${options}MinimumThroughput`, 'count'),
  { name: 'breakerMinimumCalls', source: call, unit: 'count', otherwise: 100 },
  setting('breakerWindow', `${call}.${options}SamplingDuration`, 'milliseconds'),
  { name: 'breakerWindow', source: call, unit: 'milliseconds', otherwise: 30_000 },
];

/** Policies that are put around a client where it is registered: the standard handler, its own pipeline, Polly's older policies. */
export const policies: readonly SettingSource[] = [
  setting('timeoutOnCall', 'AddStandardResilienceHandler().TotalRequestTimeout.Timeout', 'milliseconds'),
  { name: 'timeoutOnCall', source: 'AddStandardResilienceHandler()', unit: 'milliseconds', otherwise: 30_000 },
  setting('perTryTimeout', 'AddStandardResilienceHandler().AttemptTimeout.Timeout', 'milliseconds'),
  { name: 'perTryTimeout', source: 'AddStandardResilienceHandler()', unit: 'milliseconds', otherwise: 10_000 },
  setting('retriesOnCall', 'AddStandardResilienceHandler().Retry.MaxRetryAttempts', 'count'),
  { name: 'retriesOnCall', source: 'AddStandardResilienceHandler()', unit: 'count', otherwise: 3 },
  { name: 'retryBackoff', source: 'AddStandardResilienceHandler()', unit: 'text', otherwise: 'exponential' },
  { name: 'retryJitter', source: 'AddStandardResilienceHandler()', unit: 'present', otherwise: true },
  setting('circuitBreaker', 'AddStandardResilienceHandler()', 'present'),
  ...sampling('AddStandardResilienceHandler()', 'CircuitBreaker.'),
  timeoutMs('AddResilienceHandler().AddTimeout(0)'),
  setting('retriesOnCall', 'AddRetry().MaxRetryAttempts', 'count'),
  { name: 'retriesOnCall', source: 'AddRetry()', unit: 'count', otherwise: 3 },
  setting('retryBackoff', 'AddRetry().BackoffType', 'text'),
  setting('retryJitter', 'AddRetry().UseJitter', 'text'),
  setting('circuitBreaker', 'AddCircuitBreaker()', 'present'),
  ...sampling('AddCircuitBreaker()', ''),
  setting('retriesOnCall', 'WaitAndRetryAsync(0)', 'count'),
  setting('retryBackoff', 'WaitAndRetryAsync(1)', 'text'),
  setting('retryJitter', 'WaitAndRetryAsync(1)', 'text'),
  setting('retriesOnCall', 'WaitAndRetry(0)', 'count'),
  setting('retryBackoff', 'WaitAndRetry(1)', 'text'),
  setting('retryJitter', 'WaitAndRetry(1)', 'text'),
  setting('retriesOnCall', 'RetryAsync(0)', 'count'),
  { name: 'retriesOnCall', source: 'RetryAsync()', unit: 'count', otherwise: 1 },
  setting('circuitBreaker', 'CircuitBreakerAsync()', 'present'),
  setting('circuitBreaker', 'AdvancedCircuitBreakerAsync()', 'present'),
  setting('breakerMinimumCalls', 'AdvancedCircuitBreakerAsync(2)', 'count'),
  setting('breakerWindow', 'AdvancedCircuitBreakerAsync(1)', 'milliseconds'),
  { name: 'perTryTimeout', source: 'TimeoutAsync(0)', unit: 'seconds' },
  setting('fallback', 'FallbackAsync()', 'present'),
  { name: 'retryCondition', source: 'AddStandardResilienceHandler()', unit: 'failures', otherwise: 'transient' },
  ...['AddRetry()', 'WaitAndRetryAsync()', 'WaitAndRetry()', 'RetryAsync()', 'Retry()'].map((source) => setting('retryCondition', source, 'failures')),
];

const clientSettings: readonly SettingSource[] = [timeoutMs('Timeout'), ...policies, connectMs('ConnectTimeout'), setting('connectionPoolMaxConnections', 'MaxConnectionsPerServer', 'count')];

export const http: readonly ClientLibrary[] = [
  {
    id: 'dotnet-httpclient', imports: ['System.Net.Http', 'HttpClient', 'AddHttpClient', 'IHttpClientFactory'], dependency: 'calls', protocol: 'http',
    calls: [
      { match: 'new HttpClient', target: ['BaseAddress'], settings: clientSettings },
      { match: '#AddHttpClient', makes: 'IHttpClientBuilder', target: ['BaseAddress', 'ConfigureHttpClient().BaseAddress'], settings: clientSettings },
      { match: '#CreateClient', makes: 'HttpClient', target: ['BaseAddress'], lifecycle: true },
      { match: 'HttpClient#{GetAsync,GetStringAsync,GetStreamAsync,GetByteArrayAsync,GetFromJsonAsync,GetFromJsonAsAsyncEnumerable,PostAsync,PostAsJsonAsync,PutAsync,PutAsJsonAsync,PatchAsync,PatchAsJsonAsync,DeleteAsync,DeleteFromJsonAsync}', method: 'name', target: [0] },
      { match: 'HttpClient#{SendAsync,Send}', method: 'name', target: [{ chained: 'RequestUri' }, 'RequestUri', 0] },
    ],
  },
  {
    id: 'refit', imports: ['Refit'], dependency: 'calls', protocol: 'http',
    calls: [
      { match: '#AddRefitClient', target: ['ConfigureHttpClient().BaseAddress'], settings: [timeoutMs('ConfigureHttpClient().Timeout'), ...policies] },
      { match: 'RestService.For', target: [0], settings: [] },
    ],
  },
  {
    id: 'restsharp', imports: ['RestSharp'], dependency: 'calls', protocol: 'http',
    calls: [{ match: 'new RestClient', target: ['BaseUrl', 0], settings: [timeoutMs('Timeout'), timeoutMs('MaxTimeout')] }],
  },
  {
    id: 'grpc-dotnet', imports: ['Grpc'], dependency: 'calls', protocol: 'grpc',
    calls: [
      { match: '#AddGrpcClient', target: ['Address'], settings: policies },
      { match: 'GrpcChannel.ForAddress', target: [0], settings: [setting('retriesOnCall', 'MaxRetryAttempts', 'attempts')] },
      { match: 'new Channel', target: [0] },
    ],
  },
  { id: 'dotnet-httpclient', imports: ['AspNetCore.HealthChecks.Uris'], dependency: 'calls', protocol: 'http', calls: [{ match: '#AddUrlGroup', target: ['uri', 0] }] },
  { id: 'yarp', imports: ['Yarp', 'MapForwarder'], dependency: 'routes', protocol: 'http', calls: [{ match: '#MapForwarder', target: [1] }] },
  { id: 'flurl', imports: ['Flurl'], dependency: 'calls', protocol: 'http', calls: [{ match: 'new FlurlClient', target: [0], settings: [timeoutMs('WithTimeout(0)')] }] },
];
