import { setting, timeoutSeconds, type SettingSource } from '../../source/index.js';
import type { Wrapper } from '../../source/flow/index.js';

/** Without one of these options the function is called until it succeeds. */
const endless = (...limits: readonly string[]): SettingSource => ({ name: 'retriesOnCall', source: 'no limit', unit: 'count', otherwise: null, unless: limits });

/** Whatever fails is repeated, unless the argument names what. */
const everythingUnless = (name: string): SettingSource => ({ ...setting('retryCondition', name, 'failures'), otherwise: 'everything' });

/** Decorators and functions that call again, limit or break what they are given. */
export const wrappers: readonly Wrapper[] = [
  { match: ['tenacity.retry', 'tenacity.Retrying', 'tenacity.AsyncRetrying'], settings: [setting('retriesOnCall', 'stop.stop_after_attempt', 'attempts'), setting('retriesOnCall', 'stop.max_attempt_number', 'attempts'), endless('stop'), setting('retryBackoff', 'wait', 'present'), everythingUnless('retry')] },
  { match: ['backoff.on_exception'], settings: [setting('retriesOnCall', 'max_tries', 'attempts'), endless('max_tries', 'max_time'), setting('retryBackoff', 0, 'present'), setting('retryCondition', 'giveup', 'failures'), setting('retryCondition', 1, 'failures'), setting('retryCondition', 'exception', 'failures')] },
  { match: ['backoff.on_predicate'], settings: [setting('retriesOnCall', 'max_tries', 'attempts'), endless('max_tries', 'max_time'), setting('retryBackoff', 0, 'present')] },
  { match: ['retry.retry', 'retrying.retry', 'retry.api.retry_call'], settings: [setting('retryCondition', 'retry_on_exception', 'failures'), everythingUnless('exceptions'), setting('retriesOnCall', 'tries', 'attempts'), setting('retriesOnCall', 'stop_max_attempt_number', 'attempts'), endless('tries', 'stop_max_delay', 'stop', 'stop_func'), setting('retryBackoff', 'backoff', 'present'), setting('retryBackoff', 'wait_exponential_multiplier', 'present')] },
  { match: ['celery.shared_task', 'celery.Celery#task'], settings: [setting('retriesOnCall', 'max_retries', 'count'), setting('retryBackoff', 'retry_backoff', 'present')] },
  { match: ['circuitbreaker.circuit', 'pybreaker.CircuitBreaker', 'aiobreaker.CircuitBreaker', 'pybreaker.CircuitBreaker#call', 'pybreaker.CircuitBreaker#call_async', 'aiobreaker.CircuitBreaker#call', 'aiobreaker.CircuitBreaker#call_async'], settings: [{ ...setting('circuitBreaker', 'name', 'present'), otherwise: true }] },
  { match: ['asyncio.wait_for'], settings: [timeoutSeconds(1), timeoutSeconds('timeout')] },
];
