import { push } from '../../../analyzer/facts/groups.js';
import type { Place } from '../../../analyzer/facts/place.js';
import type { StackView, System } from '../../../analyzer/system/system.js';
import { placeOf } from '../../support/places.js';
import { servers } from '../../support/workloads.js';
import { askedBeforePods } from './webhooks.js';

export interface Need {
  readonly component: string;
  readonly at: Place;
  /** How it does without, in the words of a fix. */
  readonly mend?: string;
}

/** Who cannot start without which server: a component of the stack, or the words for one outside. */
export function needsAtStart(system: System, view: StackView): ReadonlyMap<string, readonly Need[]> {
  const found = new Map<string, Need[]>();
  for (const { from, to, stacks } of system.document.dependencies) {
    const required = stacks.includes(view.stack.id) ? system.setting({ from, to }, 'requiredAtStart', view.stack.id) : undefined;
    if (required?.value === true) push(found, to, { component: from, at: placeOf(required.evidence) });
  }
  const vault = view.components.find((id) => system.component(id).technology === 'vault') ?? 'Vault';
  for (const { component, fact } of servers(view)) {
    const injected = fact.podAnnotations['vault.hashicorp.com/agent-inject'];
    if (injected?.value === 'true' && fact.podAnnotations['vault.hashicorp.com/agent-pre-populate']?.value !== 'false') push(found, vault, { component, at: injected.at });
    for (const { driver, at } of fact.volumes) if (driver === 'secrets-store.csi.k8s.io') push(found, 'the store of its secrets', { component, at });
  }
  for (const { server, component, at } of askedBeforePods(system, view)) push(found, server, { component, at, mend: 'Let the webhook be skipped while nobody answers (`failurePolicy: Ignore`)' });
  return found;
}
