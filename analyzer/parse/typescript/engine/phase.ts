import type { ts } from 'ts-morph';
import type { ClientFact } from '../../../facts/types.js';
import { enclosingName, enclosingFunction, isFunctionNode } from '../source/syntax.js';
import { routePath } from './routes.js';

const HEALTH_NAME = /^(?:is|check|get|do|run)?_?(?:health|healthz|healthcheck|liveness|livez|readiness|readyz|ready|alive|ping(?:check)?)(?:check|probe|handler|status)?$/i;
const HEALTH_PATH = /(?:^|\/)(?:health|healthz|healthcheck|health-check|live|livez|liveness|ready|readyz|readiness|alive|ping|status\/health|_health)\/?$/i;
/** Hooks that run once, before the process serves. */
const STARTUP_NAME = /^(?:bootstrap|onModuleInit|onApplicationBootstrap|runMigrations?|migrate|seed\w*|warm\w*)$/;

const isHealthPath = (path: string): boolean => HEALTH_PATH.test(path);

/** When a client is used: in health checks only, at startup only, else with requests. */
export function phaseOf(calls: readonly ts.Node[]): ClientFact['phase'] {
  if (calls.length === 0) return 'request';
  if (calls.every(isInHealthCheck)) return 'health';
  return calls.every((call) => STARTUP_NAME.test(enclosingName(call) ?? '')) ? 'startup' : 'request';
}

function isInHealthCheck(call: ts.Node): boolean {
  if (HEALTH_NAME.test(enclosingName(call) ?? '')) return true;
  for (let fn: ts.Node | undefined = enclosingFunction(call); fn && isFunctionNode(fn); fn = enclosingFunction(fn)) {
    const path = routePath(fn);
    if (path !== undefined) return isHealthPath(path);
  }
  return false;
}
