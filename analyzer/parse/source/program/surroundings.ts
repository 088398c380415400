import type { ClientFact } from '../../../facts/types.js';
import { textOf, type SourceNode } from '../node.js';
import { classOf, functionOf } from './module.js';
import { callAt, isInside, type Site } from './options.js';
import type { Program } from './program.js';

const HEALTH = /health|liveness|readiness|^ping$/i;
const STARTUP = /^(?:(?:apply|run)?migrat\w*|seed\w*|ensure\w*created\w*)$/i;

/** When a client is used: in health checks only, at startup only, else with requests. */
export function phaseOf(program: Program, sites: readonly Site[]): ClientFact['phase'] {
  if (sites.every((site) => isHealth(program, site))) return 'health';
  return sites.every((site) => STARTUP.test(nameAround(program, site) ?? '')) ? 'startup' : 'request';
}

const nameAround = (program: Program, { node }: Site): string | undefined => {
  const around = functionOf(program.dialect, node);
  return around && program.dialect.functionAt(around)?.name;
};

function isHealth(program: Program, site: Site): boolean {
  if (HEALTH.test(nameAround(program, site) ?? '') || /HealthCheck|HealthIndicator/.test(classOf(program.dialect, site.node) ?? '')) return true;
  for (let call = callAt(program, site.node); call?.kind === 'call' && call.receiver; call = callAt(program, call.receiver)) if (/^AddHealthChecks$/.test(call.name)) return true;
  return false;
}

/** The handler that makes a failure of the call harmless: it goes on or answers with something else instead of failing. */
export function softHandler(program: Program, { node }: Site): SourceNode | undefined {
  const { block, handlers, fails } = program.dialect.tries;
  const around = functionOf(program.dialect, node);
  for (let child = node, up = node.parent; up && up !== around; child = up, up = up.parent) {
    if (!up.children.some((c) => handlers.includes(c.type))) continue;
    if (handlers.includes(child.type) || (block.length > 0 && !block.includes(child.type) && child.field !== 'body')) continue;
    const caught = up.children.filter((c) => handlers.includes(c.type));
    return caught.every((handler) => !fails.test(textOf(handler))) && !isInLoop(up, around) && isAnswered(up, caught) ? caught[0] : undefined;
  }
  return undefined;
}

/** A handler that only waits in a loop tries again: the call is needed. */
function isInLoop(node: SourceNode, around: SourceNode | undefined): boolean {
  for (let up = node.parent; up && up !== around; up = up.parent) if (/^(?:while|for|loop|do|until)\w*$/.test(up.type)) return true;
  return false;
}

/** It answers, or nothing after the guarded block needs the result. */
const isAnswered = (guarded: SourceNode, handlers: readonly SourceNode[]): boolean => handlers.some((h) => /\breturn\b|=/.test(textOf(h))) || handlers.every((h) => isInside(h, guarded));
