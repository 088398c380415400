import type { ClientSetting } from '../../../facts/types.js';
import { repeatedBy } from '../../source/failures.js';
import { textIn, textOf, type SourceNode, type Unit } from '../../source/index.js';
import { evaluate } from './evaluate.js';
import type { Scope } from './scope.js';
import { callOf, memberOf } from './expression.js';
import { annotationOf, type Annotation, type Method, type TypeDeclaration } from './model.js';

/** What annotations of a method, or of its class, put around the calls that it makes. */
export function resilienceOf(method: Method | undefined, type: TypeDeclaration | undefined): ClientSetting[] {
  const annotations = [...(method?.annotations ?? []), ...(type?.annotations ?? [])];
  const settings: ClientSetting[] = [];
  const breaker = annotationOf(annotations, 'HystrixCommand', 'CircuitBreaker', 'SentinelResource');
  if (breaker) settings.push({ name: 'circuitBreaker', value: { value: true, at: breaker.at } }, ...minimumOf(breaker));
  const retry = annotationOf(annotations, 'Retryable', 'Retry');
  if (retry) settings.push(...retrySettings(retry));
  return [...settings, ...orderOf(annotations, type), ...timeLimits(annotations)];
}

/** How many calls a breaker has to see, where the annotation says so; Hystrix counts those of 10 s. A name of Resilience4j's points at properties. */
function minimumOf({ name, values, at }: Annotation): ClientSetting[] {
  const calls = (value: number): ClientSetting => ({ name: 'breakerMinimumCalls', value: { value, at } });
  if (name === 'HystrixCommand') {
    const properties = values.get('commandProperties');
    const written = properties && /circuitBreaker\.requestVolumeThreshold"\s*,\s*value\s*=\s*"(\d{1,9})"/.exec(textOf(properties))?.[1];
    return written === undefined ? [] : [calls(Number(written)), { name: 'breakerWindow', value: { value: 10_000, at } }];
  }
  const named = name === 'CircuitBreaker' ? values.get('name') : undefined;
  if (named) return [{ name: 'breakerMinimumCalls', value: { unknown: textOf(named), at } }];
  const threshold = numberIn(values.get('requestVolumeThreshold'));
  return name === 'CircuitBreaker' && threshold !== undefined ? [calls(threshold)] : [];
}

/**
 * Resilience4j puts the retry around the breaker, and the breaker's own fallback under the retry, which so never sees a failure.
 * https://resilience4j.readme.io/docs/getting-started-3#aspect-order
 */
function orderOf(annotations: readonly Annotation[], type: TypeDeclaration | undefined): ClientSetting[] {
  const [retry, breaker] = [annotationOf(annotations, 'Retry'), annotationOf(annotations, 'CircuitBreaker')];
  if (!retry?.values.has('name') || !breaker?.values.has('name')) return [];
  const fallback = breaker.values.get('fallbackMethod');
  const named = fallback && /^"(\w+)"$/.exec(textOf(fallback))?.[1];
  const methods = type?.methods.filter(({ name }) => name === named) ?? [];
  const answers = named !== undefined && methods.length > 0 && methods.every(({ body }) => body !== undefined && !/\bthrow\b|\.error\s*\(|failedFuture/.test(textOf(body)));
  return [{ name: 'breakerPosition', value: { value: 'inside-retry', at: retry.at } }, ...(answers ? [{ name: 'unusedRetry', value: { value: true, at: breaker.at } }] : [])];
}

/** MicroProfile's `@Timeout(800)` in milliseconds unless it says a unit, Resilience4j's name of a limit, Hystrix' property. */
function timeLimits(annotations: readonly Annotation[]): ClientSetting[] {
  const limit = (milliseconds: number, { at }: Annotation): ClientSetting[] => [{ name: 'timeoutOnCall', value: { value: milliseconds, at } }];
  const timeout = annotationOf(annotations, 'Timeout');
  const amount = numberIn(timeout?.values.get('value'));
  const unit = /\b([A-Z]+)$/.exec(timeout?.values.has('unit') ? textOf(timeout.values.get('unit')!) : '')?.[1];
  if (timeout && amount !== undefined) return limit(amount * (UNITS[unit ?? ''] ?? 1), timeout);
  const limiter = annotationOf(annotations, 'TimeLimiter');
  const name = limiter?.values.get('name') ?? limiter?.values.get('value');
  if (limiter && name) return [{ name: 'timeoutOnCall', value: { unknown: textOf(name), at: limiter.at } }];
  const command = annotationOf(annotations, 'HystrixCommand');
  const properties = command?.values.get('commandProperties');
  const written = properties && /execution\.isolation\.thread\.timeoutInMilliseconds"\s*,\s*value\s*=\s*"(\d{1,9})"/.exec(textOf(properties))?.[1];
  return command && written !== undefined ? limit(Number(written), command) : [];
}

/** Spring Retry counts attempts, MicroProfile's `maxRetries` counts repetitions; Resilience4j's name points at properties. */
function retrySettings(annotation: Annotation): ClientSetting[] {
  const attempts = numberIn(annotation.values.get('maxAttempts') ?? annotation.values.get('maxAttemptsExpression'));
  const repeats = numberIn(annotation.values.get('maxRetries'));
  const name = annotation.values.get('name');
  if (name && annotation.name === 'Retry') return ['retriesOnCall', 'retryCondition'].map((setting) => ({ name: setting, value: { unknown: textOf(name), at: annotation.at } }));
  const backoff = annotation.values.get('backoff') ?? annotation.values.get('delay');
  const growing = backoff !== undefined && /multiplier/.test(textOf(backoff));
  return [
    { name: 'retriesOnCall', value: { value: repeats ?? (attempts === undefined ? (annotation.name === 'Retry' ? 3 : 2) : attempts - 1), at: annotation.at } },
    ...(backoff ? [{ name: 'retryBackoff', value: { value: growing ? 'exponential' : 'fixed', at: annotation.at } }] : []),
    repeatedOf(annotation),
  ];
}

/** Spring Retry and MicroProfile repeat every exception, unless the annotation names which. */
function repeatedOf({ values, at }: Annotation): ClientSetting {
  const named = ['retryFor', 'include', 'value', 'retryOn'].map((name) => values.get(name)).find((value) => value !== undefined);
  const isFiltered = ['exclude', 'noRetryFor', 'notRecoverable', 'abortOn', 'exceptionExpression'].some((name) => values.has(name));
  const value = isFiltered ? undefined : named ? repeatedBy(textOf(named)) : 'everything';
  return { name: 'retryCondition', value: value === undefined ? { unknown: 'the annotation', at } : { value, at } };
}

const numberIn = (node: SourceNode | undefined): number | undefined => {
  const text = node && textOf(node).replace(/[_lL]|"/g, '');
  return text !== undefined && /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
};

/** Milliseconds of Java's `TimeUnit`. */
export const UNITS: Readonly<Record<string, number>> = { NANOSECONDS: 1e-6, MICROSECONDS: 1e-3, MILLISECONDS: 1, SECONDS: 1000, MINUTES: 60_000, HOURS: 3_600_000 };
const FACTORIES: Readonly<Record<string, number>> = { ofMillis: 1, ofMilliseconds: 1, ofSeconds: 1000, ofMinutes: 60_000, ofHours: 3_600_000, milliseconds: 1, seconds: 1000, minutes: 60_000 };

/** `5000`, `Duration.ofSeconds(5)`, `5, TimeUnit.SECONDS`; undefined when it is computed. */
export function durationOf(values: readonly SourceNode[], scope: Scope, unit: Unit): number | undefined {
  const [first, second] = values;
  if (!first) return undefined;
  const call = callOf(first);
  const factory = call && FACTORIES[call.name];
  if (call && factory !== undefined) {
    const amount = call.arguments[0] && plainNumber(call.arguments[0], scope);
    return amount === undefined ? undefined : amount * factory;
  }
  const amount = plainNumber(first, scope);
  if (amount === undefined) return undefined;
  const named = second && (UNITS[memberOf(second)?.name ?? textOf(second)] ?? undefined);
  return amount * (named ?? (unit === 'seconds' ? 1000 : 1));
}

export function plainNumber(node: SourceNode, scope: Scope): number | undefined {
  const text = textIn(evaluate(node, scope));
  return text !== undefined && /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}
