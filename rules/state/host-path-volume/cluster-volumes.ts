import type { RuleContext } from '../../define.js';
import { reportObject } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';

/** Volumes of the cluster that are directories of a node, whoever claims them. */
export function reportVolumes(context: RuleContext): void {
  for (const view of judgedStacks(context))
    for (const { ref, fields, at } of view.objects.filter(({ ref }) => ref.kind === 'PersistentVolume')) {
      context.looked();
      if (fields['hostPath'] !== undefined)
        reportObject(context, view, { ref, namespace: '' }, { message: `what is kept in PersistentVolume ${ref.name} stays on one node: it is a directory of the node`, place: at, fix: { text: 'Use a volume that can follow its pod, or a `local` volume with node affinity.' } });
    }
}
