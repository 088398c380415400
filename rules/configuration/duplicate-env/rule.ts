import { groupBy } from '../../../analyzer/facts/groups.js';
import type { Container, EnvVar } from '../../../analyzer/facts/types.js';
import { defineRule, servesUsers } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { SCANNED, SCORED } from '../../support/peers.js';

export const rule = defineRule({
  id: 'duplicate-env',
  theme: 'configuration',
  severity: 'warning',
  summary: 'An environment variable is set twice in one container; the last one wins.',
  rationale: `
Of two entries with one name the container gets the last. Whoever edits the first sees no effect, and looks for the reason in
the program. It gets worse on the way: a merge of manifests (an overlay, \`kubectl apply\`) goes by the name, and may keep either.`,
  fix: 'Keep one entry, the one that the container reads today: the last.',
  limits: `
- A warning where the entries say different things, information where they are the same.
- Compose refuses or merges duplicates by itself; names that only differ in case are two variables.`,
  references: ['https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/'],
  peers: ['kube-linter/duplicate-env-var', { id: 'kube-score/environment-variable-key-duplication', options: {}, of: SCORED }, { id: 'kubescape/C-0295', options: { initContainers: false }, of: SCANNED }],
  needs: ['workload'],
  options: { initContainers: true },
  optionDocs: { initContainers: 'Look at init containers, too.' },
  check(context) {
    for (const judged of judgedWorkloads(context))
      for (const container of judged.workload.fact.containers) {
        if (container.role === 'init' && !context.options.initContainers) continue;
        context.looked();
        for (const [name, [first, ...rest]] of byName(container)) {
          if (!first || rest.length === 0) continue;
          const same = rest.every((other) => meaning(other) === meaning(first));
          reportWorkload(context, judged, {
            of: `${container.name} ${name}`,
            severity: same || !servesUsers(judged.view) ? 'info' : 'warning',
            message: `${name} is set ${rest.length + 1} times in container ${container.name} of ${judged.name}${same ? '' : ', to different values'}: only the last counts`,
            place: first.at,
            related: rest.map(({ at }) => ({ at, text: 'set again' })),
            fix: { text: `Keep one entry of ${name}.` },
          });
        }
      }
  },
});

function byName({ env }: Container): ReadonlyMap<string, readonly EnvVar[]> {
  return groupBy(env, (entry) => entry.name);
}

/** What an entry sets; values that may be secrets are not known, so two of them are not the same. */
const meaning = ({ value, ref, at }: EnvVar): string => JSON.stringify(value ?? (ref ? [ref.kind, ref.name, ref.key] : at));
