import type { SpreadTerm } from '../../../analyzer/facts/types.js';
import type { Workload } from '../../../analyzer/system/system.js';
import { matchesSelector } from '../../../analyzer/facts/selectors.js';
import { defineRule, servesUsers } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { SCORED } from '../../support/peers.js';
import { isTemplated } from '../../support/text.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'ineffective-spread',
  theme: 'redundancy',
  severity: 'error',
  summary: 'A rule that is meant to spread pods cannot work as it is written.',
  rationale: `
The scheduler does not complain about a constraint that counts the wrong pods. One whose selector matches nothing sees every
node as empty and allows any placement; one for another namespace keeps strangers apart. The manifest looks safe in review,
and all replicas share the node that fails. Other mistakes (\`maxSkew: 0\`, an unknown \`whenUnsatisfiable\`) are refused by the
API server, together with the release.`,
  fix: `
Let the selector match the labels of the pod template, and write \`maxSkew\` (at least 1), \`topologyKey\` and \`whenUnsatisfiable\`.`,
  limits: `
- What the API server refuses is an error; a constraint that counts the wrong pods is a warning where something depends on
  the pods, and information elsewhere.
- Anti-affinity against other workloads is a legitimate wish: a term is reported only when it means its own pods and leaves
  their namespace out, or has no key. Whether anything spreads the pods at all is the business of \`no-host-spread\`.
- A selector that could not be read, or that a template fills in, is not judged.`,
  references: [
    'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#scheduling',
  ],
  peers: [{ id: 'kube-score/pod-topology-spread-constraints', options: { refusedOnly: true }, of: SCORED }],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], refusedOnly: false },
  optionDocs: { kinds: KINDS_DOC, refusedOnly: 'Only topology spread constraints that lack a field or have an impossible value.' },
  check(context) {
    const { kinds, refusedOnly } = context.options;
    for (const judged of judgedWorkloads(context, kinds))
      judged.workload.fact.spread.forEach((term, index) => {
        if (refusedOnly && term.kind !== 'topology-spread') return;
        context.looked();
        const flaw = refused(term) ?? (refusedOnly && term.selector !== undefined ? undefined : useless(term, judged.workload));
        if (!flaw) return;
        const severity = !flaw.refused ? judged.severity : servesUsers(judged.view) ? 'error' : 'warning';
        reportWorkload(context, judged, {
          of: `${term.kind} ${term.topologyKey ?? ''} ${index}`,
          severity,
          message: flaw.refused ? `the API server refuses ${judged.name}: its ${NAME[term.kind]} ${flaw.text}` : `nothing spreads the pods of ${judged.name}: its ${NAME[term.kind]} ${flaw.text}`,
          place: term.at,
          fix: { text: flaw.fix },
        });
      });
  },
});

const NAME = { 'anti-affinity': 'anti-affinity term', 'topology-spread': 'topology spread constraint' } as const;

interface Flaw {
  readonly refused: boolean;
  readonly text: string;
  readonly fix: string;
}

function refused({ kind, topologyKey, maxSkew, skewUnread, minDomains, whenUnsatisfiable }: SpreadTerm): Flaw | undefined {
  const flaw = (text: string, fix: string): Flaw => ({ refused: true, text, fix });
  if (!topologyKey) return flaw('has no topologyKey', 'Name the node label to spread over: `topologyKey: kubernetes.io/hostname`.');
  if (kind === 'anti-affinity') return undefined;
  if (maxSkew !== undefined ? maxSkew < 1 : !skewUnread) return flaw(maxSkew === undefined ? 'has no maxSkew' : `has maxSkew ${maxSkew}`, 'Set `maxSkew` to at least 1.');
  if (minDomains !== undefined && minDomains < 1) return flaw(`has minDomains ${minDomains}`, 'Set `minDomains` to at least 1, or remove it.');
  if (whenUnsatisfiable === undefined || (whenUnsatisfiable !== 'DoNotSchedule' && whenUnsatisfiable !== 'ScheduleAnyway' && !isTemplated(whenUnsatisfiable)))
    return flaw(whenUnsatisfiable === undefined ? 'does not say whenUnsatisfiable' : `has an unknown whenUnsatisfiable, ${whenUnsatisfiable}`, 'Set `whenUnsatisfiable` to `ScheduleAnyway` or `DoNotSchedule`.');
  return undefined;
}

function useless({ kind, selector, namespaces }: SpreadTerm, { fact, namespace }: Workload): Flaw | undefined {
  const flaw = (text: string, fix: string): Flaw => ({ refused: false, text, fix });
  const own = 'Let its labelSelector match the labels of the pod template.';
  if (kind === 'anti-affinity') return namespaces.length > 0 && !namespaces.includes(namespace) && matchesSelector(selector, fact.podLabels) ? flaw(`leaves out their own namespace, ${namespace}`, `Add ${namespace} to its namespaces, or remove the list.`) : undefined;
  if (!selector) return flaw('has no labelSelector, so it counts no pods', own);
  const templated = [...Object.values(selector.matchLabels), ...Object.values(fact.podLabels)].some(isTemplated);
  return templated || matchesSelector(selector, fact.podLabels) ? undefined : flaw('does not select them', own);
}
