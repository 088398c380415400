import type { Place } from '../../../analyzer/facts/place.js';
import type { RuleContext } from '../../define.js';
import type { SayOfServices } from '../../support/compose-files.js';
import { reportWorkload, type Judged } from '../../support/judged.js';
import { names, oneOf } from '../../support/text.js';

/** A policy that is written and starts nothing again. */
export function reportPolicy(context: RuleContext, judged: Judged, policy: { readonly value: string; readonly at: Place } | undefined): void {
  const { fact } = judged.workload;
  const compose = fact.platform === 'compose';
  const forever = policy?.value === 'on-failure' && compose;
  reportWorkload(context, judged, {
    severity: compose && !forever && judged.view.environment === 'production' ? 'warning' : 'info',
    message: forever ? `${judged.name} is restarted for ever when it cannot start: on-failure has no number of attempts` : `when ${judged.name} crashes${compose ? ' or its host reboots' : ''}, nothing starts it again: ${policy ? `its restart policy is ${policy.value}` : 'it has no restart policy'}`,
    place: policy?.at ?? fact.podAt,
    fix: { text: `Say that ${judged.name} is to be started again.`, suggestion: { language: 'yaml', text: forever ? 'restart: on-failure:3' : compose ? 'restart: unless-stopped' : 'restartPolicy: Always', at: policy?.at ?? fact.at } },
  });
}

/** No policy is written. */
export const sayUnset: SayOfServices = (services, { environment }) => ({
  severity: environment === 'production' ? 'warning' : 'info',
  message: `when ${oneOf(services)} crashes or its host reboots, nothing starts it again: ${services.length === 1 ? 'it has' : 'they have'} no restart policy`,
  fix: { text: `Say that ${names(services)} ${services.length === 1 ? 'is' : 'are'} to be started again.`, suggestion: { language: 'yaml', text: 'restart: unless-stopped' } },
});
