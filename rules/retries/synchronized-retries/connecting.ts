import type { ClientLink } from '../../../analyzer/system/system.js';
import type { RuleContext } from '../../define.js';
import { explicit } from '../../support/clients.js';
import { mostReplicasOf } from '../../support/replicas.js';
import { count } from '../../support/text.js';

export type Options = { readonly minReplicas: number; readonly minConnecting: number };

/** The code says how long it waits before it connects again, and no part of that is random. */
export function isFixed(fact: ClientLink['fact']): boolean {
  const jitter = explicit(fact, 'reconnectJitter');
  return jitter?.from === 'explicit' && jitter.value === false;
}

export function judgeConnecting(context: RuleContext<Options>, from: string, to: string, { fact }: ClientLink): void {
  const { most } = mostReplicasOf(context, from);
  const jitter = explicit(fact, 'reconnectJitter');
  if (most < context.options.minConnecting || jitter?.from !== 'explicit') return;
  const [caller, callee] = [context.system.component(from).name, context.system.component(to).name];
  context.report({
    subject: { from, to },
    discriminator: 'connecting',
    severity: 'info',
    message: `when ${callee} comes back, all ${count(most, 'replica')} of ${caller} connect to it in the same moment, and again after each pause: what they wait before they connect has no random part`,
    place: jitter.at,
    fix: { text: `Add a random part to what ${caller} waits before it connects to ${callee} again.` },
  });
}
