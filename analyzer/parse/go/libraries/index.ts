import { setting, type ClientLibrary } from '../../source/index.js';
import type { Wrapper } from '../../source/flow/index.js';
import { daprLibraries } from './dapr.js';
import { databaseLibraries } from './databases.js';
import { frameworkLibraries } from './frameworks.js';
import { httpLibraries } from './http.js';
import { messagingLibraries } from './messaging.js';

/** Every client library of Go that is known. */
export const libraries: readonly ClientLibrary[] = [...httpLibraries, ...databaseLibraries, ...messagingLibraries, ...daprLibraries, ...frameworkLibraries];

/** Functions that call again or break what they are given. */
export const wrappers: readonly Wrapper[] = [
  { match: ['github.com/cenkalti/backoff.Retry', 'github.com/cenkalti/backoff.RetryNotify'], settings: [setting('retriesOnCall', 'WithMaxRetries.1', 'count'), setting('retryBackoff', 1, 'present'), { ...setting('retryCondition', 'none', 'failures'), otherwise: 'everything' }], escape: 'backoff.Permanent' },
  { match: ['github.com/avast/retry-go.Do'], settings: [{ ...setting('retriesOnCall', 'Attempts', 'attempts'), otherwise: 9 }, setting('retryBackoff', 'Delay', 'milliseconds'), { ...setting('retryCondition', 'RetryIf', 'failures'), otherwise: 'everything' }], escape: 'retry.Unrecoverable' },
  { match: ['github.com/sethvargo/go-retry.Do', 'github.com/sethvargo/go-retry.Exponential'], settings: [setting('retriesOnCall', 'WithMaxRetries.0', 'count')] },
  { match: ['github.com/sony/gobreaker.CircuitBreaker#Execute', 'github.com/sony/gobreaker.NewCircuitBreaker#Execute', 'github.com/afex/hystrix-go/hystrix.Do', 'github.com/afex/hystrix-go/hystrix.DoC'], settings: [{ ...setting('circuitBreaker', 'none', 'present'), otherwise: true }] },
];
