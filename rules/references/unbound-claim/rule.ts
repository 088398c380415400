import type { ObjectRef } from '../../../analyzer/facts/types.js';
import type { Place } from '../../../analyzer/facts/place.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { nameOrAdd, reportLost } from '../../support/lost.js';
import { clusters, podsOf } from '../../support/objects.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'unbound-claim',
  theme: 'references',
  severity: 'info',
  summary: 'A volume depends on something that the manifests do not say: a claim that is not declared, or the default storage class.',
  rationale: `
A pod whose claim does not exist, or whose claim finds no class, stays Pending. In the cluster where it was written it works; in a new
one the default class has another name, is in one zone only, or deletes the data with the claim. What was never written down is found
out during the recovery.`,
  fix: 'Declare the claim, and name its `storageClassName`.',
  limits: 'Off by default: relying on the default class is a choice. Claims of other stacks of the tree count.',
  references: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1'],
  needs: ['workload', 'claim'],
  options: { checks: ['class', 'claim'] as readonly string[], emptyClass: false },
  optionDocs: { checks: 'What is reported: claims without class, claims that are not declared.', emptyClass: 'An empty class, which binds to a volume that is there, counts as none.' },
  off: true,
  peers: [{ id: 'kyverno/require-storageclass', options: { checks: ['class'], emptyClass: true }, of: ['PersistentVolumeClaim', 'StatefulSet'] }, 'popeye/1000', 'popeye/1001', 'popeye/1002', 'popeye/1003', 'popeye/1004'],
  check(context) {
    const claims = new Set(context.stacks.flatMap((view) => view.claims.map(({ ref }) => ref.name)));
    const { checks, emptyClass } = context.options;
    const isBare = (storageClass?: string): boolean => storageClass === undefined || (emptyClass && storageClass === '');
    for (const view of clusters(context)) {
      for (const claim of view.claims) {
        context.looked();
        if (checks.includes('class') && isBare(claim.storageClass)) withoutClass(context, view, claim.ref, claim.at, `PersistentVolumeClaim ${claim.ref.name}`);
      }
      for (const { fact } of podsOf(view)) {
        context.looked();
        for (const template of fact.claimTemplates) if (checks.includes('class') && isBare(template.storageClass)) withoutClass(context, view, fact.ref, template.at, `claim ${template.name} of ${fact.ref.kind} ${fact.ref.name}`);
        for (const { kind, source, at } of fact.volumes)
          if (checks.includes('claim') && kind === 'claim' && source !== undefined && !isTemplated(source) && !claims.has(source))
            reportLost(context, view, {
              object: fact.ref,
              severity: 'info',
              message: `new pods of ${fact.ref.kind} ${fact.ref.name} stay pending until somebody makes PersistentVolumeClaim ${source}`,
              place: at,
              fix: nameOrAdd(source, claims, `PersistentVolumeClaim ${source}`),
              what: `claim ${source}`,
            });
      }
    }
  },
});

const withoutClass = (context: Pick<RuleContext, 'report'>, view: StackView, object: ObjectRef, place: Place, of: string): void =>
  reportLost(context, view, {
    object,
    severity: 'info',
    message: `${of} gets whatever class is the default of the cluster`,
    place,
    fix: { text: `Name the storageClassName of ${of}.` },
    what: `class ${of}`,
  });
