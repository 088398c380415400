import { defineRule, type Report } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { entriesOf } from '../../support/entries.js';
import { namesOf, userStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';

export const rule = defineRule({
  id: 'wide-configuration',
  theme: 'configuration',
  severity: 'info',
  summary: 'One ConfigMap or Secret decides whether many components start.',
  rationale: `
A shared ConfigMap saves lines, and makes each edit an edit of everybody. A typo in it, or a key that one service no longer needs and
another does, reaches all of them without a review by any of them. It is noticed late: what runs goes on, and each pod that is
moved or restarted stays down, until no replica is left. Global configuration changes are among the most frequent causes of
large outages for that reason.`,
  fix: `
Give each component its own, and let a generator (a Kustomize \`configMapGenerator\`, a Helm value) write what they have in common. With
a hash in its name a change rolls out like any other, one workload at a time, and stops at the first that does not come up.`,
  limits: `
- Only what containers cannot start without counts: neither optional references nor files of a volume that is optional.
- Fewer than \`minComponents\` components are not reported.`,
  references: ['https://sre.google/workbook/configuration-design/', 'https://kubernetes.io/docs/tasks/manage-kubernetes-objects/kustomization/#configmapgenerator'],
  needs: ['config', 'workload'],
  options: { minComponents: 5 },
  optionDocs: { minComponents: 'Components that must need it to start.' },
  check(context) {
    const found: Report[] = [];
    for (const view of userStacks(context))
      for (const { id, kind, members } of context.analysis.commonCauses(view.stack.id)) {
        if (kind !== 'config-map' && kind !== 'secret') continue;
        context.looked();
        if (members.length < context.options.minComponents) continue;
        const [first, ...others] = members;
        const entries = entriesOf(context, view, { cause: id });
        const lost = entries.length === 0 ? '' : `, ${names(namesOf(context.system, entries))} among what users lose`;
        found.push({
          subject: { component: first!.component },
          stack: view.stack.id,
          discriminator: id,
          message: `one wrong value in ${id} keeps ${members.length} components from starting: ${names(namesOf(context.system, members.map(({ component }) => component)))}${lost}`,
          place: first!.at,
          related: others.map(({ component, at }) => ({ at, text: `${context.system.component(component).name} needs it, too` })),
          fix: { text: `Give the components a configuration of their own instead of ${id}, made from a common source.` },
        });
      }
    joinCopies(found).forEach(context.report);
  },
});
