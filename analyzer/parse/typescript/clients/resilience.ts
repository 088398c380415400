import { argument, backoff, option, retries, setting, timeout, type Conversion, type Setting } from './library.js';

/** A function that runs another one with retries, a limit or a breaker: its settings are those of the calls inside. */
export interface Wrapper {
  readonly packages: readonly string[];
  /** Pattern of the call; see `Library`. */
  readonly path: string;
  /** Argument that is run. */
  readonly action: number;
  readonly settings: readonly Setting[];
  /** How the action says that a failure need not be repeated: something that it is given, or an error's name. */
  readonly escape?: 'argument' | string;
  /** Policies whose options stand in a call before this one: `retry(..).execute(..)`. */
  readonly policies?: readonly { readonly path: string; readonly settings: readonly Setting[] }[];
}

const exponential: Setting = { ...setting('retryBackoff', 'backoff', 'backoff'), otherwise: 'exponential' };
/** Whatever fails is repeated, unless the option says otherwise. */
const everythingUnless = (path: string, as: Conversion = 'condition', index = 1): Setting => ({ ...setting('retryCondition', path, as, index), otherwise: 'everything' });
const fixedUnless = (path: string): Setting => ({ ...backoff(path), otherwise: 'none' });

/** Pauses of the `retry` package, which async-retry and p-retry are made of: https://github.com/tim-kos/node-retry */
const pauses: readonly Setting[] = [
  { ...setting('retryBaseDelay', 'minTimeout', 'milliseconds', 1), otherwise: 1000 },
  { ...setting('retryBackoffFactor', 'factor', 'milliseconds', 1), otherwise: 2 },
  setting('retryMaxDelay', 'maxTimeout', 'milliseconds', 1),
];

const cockatielPolicies: NonNullable<Wrapper['policies']> = [
  { path: '.retry()', settings: [{ ...retries('maxAttempts', 1) }, { ...backoff('backoff', 1), otherwise: 'none' }, { name: 'retryCondition', source: argument(0), as: 'condition' }] },
  { path: '.timeout()', settings: [{ name: 'timeoutOnCall', source: { from: 'argument', index: 0 }, as: 'limit' }] },
  { path: '.circuitBreaker()', settings: [{ ...setting('circuitBreaker', 'breaker', 'present'), otherwise: true }, setting('breakerMinimumCalls', 'breaker', 'sampled-calls'), setting('breakerWindow', 'breaker', 'sampled-time')] },
];

export const wrappers: readonly Wrapper[] = [
  { packages: ['async-retry'], path: '()', action: 0, escape: 'argument', settings: [{ ...retries('retries', 1), otherwise: 10 }, exponential, { ...setting('retryJitter', 'randomize', 'text', 1), otherwise: true }, ...pauses, everythingUnless('onRetry', 'hook')] },
  { packages: ['promise-retry'], path: '()', action: 0, settings: [{ ...retries('retries', 1), otherwise: 10 }, exponential, { ...setting('retryJitter', 'randomize', 'text', 1), otherwise: true }, ...pauses] },
  { packages: ['p-retry'], path: '()', action: 0, escape: 'AbortError', settings: [setting('retryCondition', 'shouldRetry', 'condition', 1), everythingUnless('onFailedAttempt', 'hook'), { ...retries('retries', 1), otherwise: 10 }, exponential, { ...setting('retryJitter', 'randomize', 'text', 1), otherwise: false }, ...pauses] },
  { packages: ['async'], path: '.{retry,retryable}()', action: 1, settings: [{ name: 'retriesOnCall', source: option('times', 0), as: 'count' }, { name: 'retriesOnCall', source: { from: 'argument', index: 0 }, as: 'count' }, fixedUnless('interval'), everythingUnless('errorFilter', 'condition', 0)] },
  { packages: ['exponential-backoff'], path: '.backOff()', action: 0, settings: [{ name: 'retriesOnCall', source: option('numOfAttempts', 1), as: 'attempts', otherwise: 9 }, exponential, everythingUnless('retry')] },
  { packages: ['p-timeout'], path: '()', action: 0, settings: [timeout('milliseconds', 1), setting('abandonedAfter', 'milliseconds', 'milliseconds', 1), { name: 'abandonedAfter', source: argument(1), as: 'milliseconds' }, { name: 'timeoutOnCall', source: { from: 'argument', index: 1 }, as: 'limit' }] },
  { packages: ['opossum'], path: '()', action: 0, settings: [{ ...timeout('timeout', 1), otherwise: 10_000 }, setting('abandonedAfter', 'abortController', 'text', 1), { ...setting('abandonedAfter', 'timeout', 'limit', 1), otherwise: 10_000 }, { ...setting('breakerTimeout', 'timeout', 'milliseconds', 1), otherwise: 10_000 }, { ...setting('circuitBreaker', 'enabled', 'text', 1), otherwise: true }, setting('breakerMinimumCalls', 'volumeThreshold', 'count', 1), { ...setting('breakerWindow', 'rollingCountTimeout', 'milliseconds', 1), otherwise: 10_000 }] },
  { packages: ['cockatiel'], path: '.**.execute()', action: 0, settings: [], policies: cockatielPolicies },
];

/** Packages that change an existing axios instance: the instance, then the options. The instance's timeout is for all attempts together. */
export const axiosRetry = { packages: ['axios-retry', 'retry-axios'], settings: [{ ...retries('retries', 1), otherwise: 3 }, { ...backoff('retryDelay', 1), otherwise: 'none' }, { ...setting('retryCondition', 'retryCondition', 'condition', 1), otherwise: 'transient' }, { ...setting('timeoutCoversRetries', 'shouldResetTimeout', 'not', 1), otherwise: true }] satisfies readonly Setting[] };
