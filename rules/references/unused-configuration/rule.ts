import { showTemplate } from '../../../analyzer/facts/template.js';
import { knownOf } from '../../../analyzer/facts/value.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters, podsOf } from '../../support/objects.js';

export const rule = defineRule({
  id: 'unused-configuration',
  theme: 'references',
  severity: 'info',
  summary: 'A ConfigMap, Secret or ServiceAccount that no pod of the tree uses.',
  rationale: `
What nobody uses is edited all the same, in the belief that it counts: the limit that was raised in the wrong ConfigMap is found when
the old one is reached. It also keeps secrets alive that nobody rotates.`,
  fix: 'Remove it, or have the pod that needs it use it.',
  limits: `
Off by default: programs read ConfigMaps through the API, and operators and Ingresses name Secrets in fields that this tool does not
read. A name that appears in any argument, value or annotation of the tree counts as used.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/configmap/'],
  needs: ['config', 'object'],
  options: { kinds: ['ConfigMap', 'Secret', 'ServiceAccount'] as readonly string[] },
  optionDocs: { kinds: 'Kinds that are looked at.' },
  off: true,
  peers: ['popeye/400', 'popeye/401'],
  check(context) {
    const used = new Set(context.stacks.flatMap(namesUsed));
    const said = context.stacks.flatMap(wordsOf).join(' ');
    for (const view of clusters(context))
      for (const { ref, at } of [...view.configs, ...view.objects]) {
        if (!context.options.kinds.includes(ref.kind) || (ref.kind === 'ServiceAccount' && ref.name === 'default')) continue;
        context.looked();
        if (!used.has(ref.name) && !said.includes(ref.name)) report(context, view, ref, at);
      }
  },
});

const namesUsed = (view: StackView): string[] => [
  ...podsOf(view).flatMap(({ fact }) => [
    ...fact.containers.flatMap(({ env, envFrom }) => [...env.flatMap(({ ref }) => ref?.name ?? []), ...envFrom.map(({ name }) => name)]),
    ...fact.volumes.flatMap(({ source }) => source ?? []),
    knownOf(fact.serviceAccount) ?? '',
  ]),
  ...view.routes.flatMap(({ fact }) => fact.secrets.map(({ name }) => name)),
  ...view.gateways.flatMap(({ listeners }) => listeners.flatMap(({ secrets }) => secrets.map(({ name }) => name))),
];

/** Where else a name may stand: arguments, values, annotations. */
const wordsOf = (view: StackView): string[] =>
  podsOf(view).flatMap(({ fact }) => [
    ...fact.containers.flatMap(({ command, args, env }) => [...[...command, ...args].flatMap((value) => knownOf(value) ?? []), ...env.flatMap(({ value }) => (value ? showTemplate(value) : []))]),
    ...Object.values({ ...fact.annotations, ...fact.podAnnotations }).map(({ value }) => value),
  ]);

const report = (context: Pick<RuleContext, 'report'>, view: StackView, ref: Parameters<typeof reportLost>[2]['object'], place: Parameters<typeof reportLost>[2]['place']): void =>
  reportLost(context, view, {
    object: ref,
    severity: 'info',
    message: `no pod uses ${ref.kind} ${ref.name}`,
    place,
    fix: { text: `Remove ${ref.kind} ${ref.name}, or use it.` },
    what: 'use',
  });
