import type { ServiceConfigUnit } from './library.js';

interface MethodConfig {
  readonly timeout?: unknown;
  readonly retryPolicy?: { readonly maxAttempts?: unknown; readonly backoffMultiplier?: unknown };
}

/**
 * A gRPC service configuration's limits: the longest timeout in milliseconds where every method has one, most retries, and
 * the backoff. Undefined where it says nothing, or is no such text.
 */
export function serviceConfig(text: string, unit: ServiceConfigUnit): number | string | undefined {
  const methods = methodsOf(text);
  if (unit === 'grpcTimeout') {
    const limits = methods.map(({ timeout }) => (typeof timeout === 'string' && /^\d+(?:\.\d+)?s$/.test(timeout) ? Number(timeout.slice(0, -1)) * 1000 : undefined));
    return limits.length > 0 && limits.every((limit) => limit !== undefined) ? Math.max(...limits) : undefined;
  }
  const policies = methods.flatMap(({ retryPolicy }) => retryPolicy ?? []);
  if (unit === 'grpcBackoff') return policies.length > 0 ? 'exponential' : undefined;
  // The implementation takes no more than five attempts, whatever is written.
  const attempts = policies.flatMap(({ maxAttempts }) => (typeof maxAttempts === 'number' ? [Math.min(5, maxAttempts)] : []));
  return attempts.length > 0 ? Math.max(0, Math.max(...attempts) - 1) : undefined;
}

function methodsOf(text: string): readonly MethodConfig[] {
  try {
    const { methodConfig } = JSON.parse(text) as { readonly methodConfig?: unknown };
    return Array.isArray(methodConfig) ? methodConfig.filter((one): one is MethodConfig => typeof one === 'object' && one !== null) : [];
  } catch {
    return [];
  }
}
