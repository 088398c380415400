import { push } from '../../analyzer/facts/groups.js';
import { clientDefaults } from '../../analyzer/knowledge/clients.js';
import { isUnknown } from '../../analyzer/facts/value.js';
import type { ClientFact } from '../../analyzer/facts/types.js';
import type { SettingValue } from '../../analyzer/graph/document.js';
import type { Place } from '../../analyzer/facts/place.js';
import { libraryName } from './libraries.js';
import type { ClientLink, System } from '../../analyzer/system/system.js';

export type Read =
  | { readonly from: 'explicit'; readonly value: SettingValue; readonly at: Place }
  /** `least`: releases differ, and this is what the one that gives up first has. */
  | { readonly from: 'default'; readonly value: SettingValue; readonly least?: true }
  | { readonly from: 'unknown' };

const UNKNOWN: Read = { from: 'unknown' };

/** What the code sets; an expression that nobody could evaluate sets something, so it is unknown and never a finding. */
export function explicit({ settings }: ClientFact, name: string): Read | undefined {
  const own = settings.find((setting) => setting.name === name)?.value;
  if (!own) return undefined;
  return 'template' in own || isUnknown(own) ? UNKNOWN : { from: 'explicit', value: own.value, at: own.at };
}

/** Limits on the whole call or on waiting for its answer; not on connecting, on a job's run or on a handler. */
const CALL_SCOPES: ReadonlySet<string> = new Set(['total', 'read', 'query', 'command', 'request', 'rpc', 'operation']);

/**
 * How long a call may take: null for ever. The library's default counts only where its source was read; of releases that differ
 * the one that gives up first, where any of them may be installed.
 */
export function timeoutOf(client: ClientFact): Read {
  const own = explicit(client, 'timeoutOnCall');
  if (own) return own;
  const defaults = clientDefaults(client.library, client.version);
  if (!defaults?.verified || defaults.leastTimeout === undefined || !(CALL_SCOPES.has(defaults.timeoutScope) || (defaults.timeoutScope === 'reply' && client.awaitsReply))) return UNKNOWN;
  return { from: 'default', value: defaults.leastTimeout, ...(defaults.undecided.has('timeout') ? { least: true } : {}) };
}

export function backoffOf(client: ClientFact): Read {
  const defaults = clientDefaults(client.library, client.version);
  return explicit(client, 'retryBackoff') ?? (defaults?.verified && defaults.backoff !== undefined ? { from: 'default', value: defaults.backoff } : UNKNOWN);
}

/** Clients of a component by the component that they talk to; unresolved ones and calls to itself are left out. */
export function clientsByTarget(system: System, component: string): Map<string, ClientLink[]> {
  const byTarget = new Map<string, ClientLink[]>();
  for (const link of system.clients(component))
    for (const target of link.targets) {
      if (target === component) continue;
      push(byTarget, target, link);
    }
  return byTarget;
}

/** The calls of a client for related places; a client that is only constructed has none. */
export const callPlaces = ({ calls, library }: ClientFact): { readonly at: Place; readonly text: string }[] =>
  calls.map(({ at, method, path }) => ({ at, text: method ? `${method} ${path ?? ''}`.trim() : `a call through ${libraryName(library)}` }));
