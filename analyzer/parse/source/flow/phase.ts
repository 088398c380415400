import type { ClientFact } from '../../../facts/types.js';
import { functionOf, type Func } from './model.js';
import type { Use } from './uses.js';

const HEALTH_NAME = /^(?:is|check|get|do|run|handle)?_?(?:health|healthz|healthcheck|liveness|livez|readiness|readyz|ready|alive|ping)_?(?:check|probe|handler|status|z)?$/i;
const HEALTH_PATH = /(?:^|\/)_?(?:health|healthz|healthcheck|health-check|live|livez|liveness|ready|readyz|readiness|alive|ping)\/?$/i;
/** Functions that run once, before the process serves. */
const STARTUP_NAME = /^(?:init|_?run_?migrations?|_?(?:auto_?)?migrate\w*|seed\w*|warm\w*|bootstrap|(?:on_)?startup|lifespan|create_(?:all|tables|topics?)|ready)$/i;

/** When a client is used: in health checks only, at startup only, else with requests. */
export function phaseOf(uses: readonly Use[], healthHandlers: ReadonlySet<Func>): ClientFact['phase'] {
  const functions = uses.map((use) => functionOf(use.expression.scope));
  if (functions.length === 0) return 'request';
  if (functions.every((fn) => fn !== undefined && (healthHandlers.has(fn) || HEALTH_NAME.test(fn.name)))) return 'health';
  return functions.every((fn) => fn !== undefined && STARTUP_NAME.test(fn.name)) ? 'startup' : 'request';
}

export const isHealthPath = (path: string): boolean => HEALTH_PATH.test(path);
