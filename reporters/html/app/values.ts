import type { Setting } from '../../../analyzer/graph/document.js';

const durations = /(^timeout|Timeout|backoff|Backoff)/;
const names: Readonly<Record<string, string>> = {
  hasReadinessProbe: 'readiness probe', hasLivenessProbe: 'liveness probe', hasStartupProbe: 'startup probe', hasPdb: 'disruption budget', hasCpuLimit: 'has cpu limit', hasMemoryLimit: 'has memory limit',
  timeoutOnCall: 'timeout on call', retriesOnCall: 'retries on call', hpa: 'autoscaler', pvc: 'volume claim',
};

/** `maxUnavailable` as `max unavailable`: the graph's names are for programs, the panel's for people. */
export const settingName = (name: string): string =>
  names[name] ?? name.replace(/^has(?=[A-Z])/, '').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

export function settingValue({ name, value, origin }: Setting): string {
  if (origin === 'unknown') return 'unknown';
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'number' || !durations.test(name) || /Seconds$/.test(name)) return String(value);
  return duration(value);
}

/** Of milliseconds. */
export const duration = (ms: number): string => (ms >= 1000 && ms % 100 === 0 ? `${ms / 1000} s` : `${ms} ms`);
