import { defineRule, type Report } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { entriesOf } from '../../support/entries.js';
import { namesOf, userStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';

export const rule = defineRule({
  id: 'registry-on-recovery-path',
  theme: 'rollout',
  severity: 'info',
  summary: 'Pods can start only while an image registry answers.',
  rationale: `
With \`imagePullPolicy: Always\` a node asks the registry each time that it starts a container, although it has the image. In an incident
pods are restarted and moved, and then the registry is one more thing that has to work: when it is down, slow, or refuses because of its
rate limit, no replacement comes up, and a fault of one pod becomes an outage. The policy is the default of the tag \`latest\`, and
of no tag at all.`,
  fix: `
Give images a tag that never moves, or a digest, and set \`imagePullPolicy: IfNotPresent\`. Where \`Always\` is there to check who may
pull, keep a mirror of the registry in the cluster's own network.`,
  limits: `
- Reported once for a registry, where at least \`minComponents\` components ask it, and users lose an entry point with them.
- A policy that an admission controller sets is not seen; nor is a mirror that nodes use.`,
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy', 'https://docs.docker.com/docker-hub/usage/'],
  needs: ['workload'],
  options: { minComponents: 3 },
  optionDocs: { minComponents: 'Components that must ask one registry at each start.' },
  check(context) {
    const found: Report[] = [];
    for (const view of userStacks(context))
      for (const { id, kind, members } of context.analysis.commonCauses(view.stack.id)) {
        if (kind !== 'registry') continue;
        context.looked();
        const entries = entriesOf(context, view, { cause: id });
        if (members.length < context.options.minComponents || entries.length === 0) continue;
        const [first, ...others] = members;
        found.push({
          subject: { component: first!.component },
          stack: view.stack.id,
          discriminator: id,
          message: `while the registry ${id} does not answer, a pod that dies is not replaced in ${members.length} components, ${names(namesOf(context.system, entries))} among them: they pull their image at every start`,
          place: first!.at,
          related: others.map(({ component, at }) => ({ at, text: `${context.system.component(component).name} pulls at every start, too` })),
          fix: { text: 'Pin the images and let nodes use what they have.', suggestion: { language: 'yaml', text: 'imagePullPolicy: IfNotPresent', at: first!.at } },
        });
      }
    joinCopies(found).forEach(context.report);
  },
});
