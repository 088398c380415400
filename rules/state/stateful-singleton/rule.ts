import type { Place } from '../../../analyzer/facts/place.js';
import { isKnown } from '../../../analyzer/facts/value.js';
import type { StackView, System, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type Report } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { singles } from '../../support/redundancy.js';
import { matters, namesOf, userStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';
import { keyOf } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'stateful-singleton',
  theme: 'state',
  severity: 'warning',
  summary: 'One instance keeps the data of several services on one volume, and nothing backs it up.',
  rationale: `
A process that dies comes back; a volume that dies does not. When the only copy of the data of many services lies on one disk, a
lost zone, a deleted claim or a wrong \`DELETE\` ends all of them at once, and for good: there is nothing to restore from. How long
the outage lasts is then how long it takes to make the data again, if it can be made.`,
  fix: `
Back the data up on a schedule, away from the volume, and try the restore: a CronJob with the database's own dump, an operator's
scheduled backup, Velero with volume snapshots. Or use a managed service that keeps a replica and snapshots.`,
  limits: `
- A backup counts wherever the repository shows one: an object of a backup tool, an annotation, a job whose name, image or command
  says so. Snapshots that a cloud takes by itself are not seen; where they exist, say so beside the claim.
- Only instances that are known to run once, with a claim of their own, and with at least \`minDependents\` direct dependents.
- Stacks that were read in part are left out.`,
  references: ['https://velero.io/docs/main/', 'https://sre.google/sre-book/data-integrity/', 'https://kubernetes.io/docs/concepts/storage/volume-snapshots/'],
  needs: ['workload'],
  options: { minDependents: 3, backupWords: ['backup', 'pg_dump', 'pgbackrest', 'mysqldump', 'mongodump', 'velero', 'restic', 'wal-g', 'barman', 'snapshot'] as readonly string[] },
  optionDocs: { minDependents: 'Components that must keep data there or use it.', backupWords: 'Words in a kind, a name, an image, a command or an annotation that show a backup.' },
  check(context) {
    const saved = context.system.stacks.some((view) => hasBackup(view, context.options.backupWords));
    const found: Report[] = [];
    for (const view of userStacks(context)) {
      if (view.partial) continue;
      for (const { component, workload } of singles(context, view)) {
        const at = volumeOf(workload);
        if (at === undefined || workload.fact.platform !== 'kubernetes') continue;
        context.looked();
        const dependents = dependentsOf(context.system, view, component);
        if (!saved && dependents.length >= context.options.minDependents) found.push(reportOf(context.system, view, workload, at, dependents));
      }
    }
    joinCopies(found).forEach(context.report);
  },
});

const volumeOf = ({ fact }: Workload): Place | undefined => fact.claimTemplates[0]?.at ?? fact.volumes.find(({ kind }) => kind === 'claim')?.at;

const dependentsOf = (system: System, view: StackView, component: string): string[] => [
  ...new Set(system.in(component).filter(({ stacks, phase, kind }) => stacks.includes(view.stack.id) && phase === 'request' && kind !== 'observes').map(({ from }) => from)),
].filter((from) => matters(system.component(from)));

function hasBackup(view: StackView, words: readonly string[]): boolean {
  const says = (text: string): boolean => words.some((word) => text.toLowerCase().includes(word));
  const known = (values: readonly unknown[]): string => values.map((value) => (isKnown(value as never) ? String((value as { value: unknown }).value) : '')).join(' ');
  return (
    view.objects.some(({ ref }) => says(`${ref.kind} ${ref.name} ${ref.apiVersion ?? ''}`)) ||
    view.workloads.some(({ fact }) => says([fact.ref.name, ...Object.keys(fact.annotations), ...Object.keys(fact.podAnnotations), ...fact.containers.map((c) => known([c.image, ...c.command, ...c.args]))].join(' ')))
  );
}

function reportOf(system: System, view: StackView, { component, fact }: Workload, at: Place, dependents: readonly string[]): Report {
  const { name } = system.component(component);
  return {
    subject: { component },
    stack: view.stack.id,
    object: fact.ref,
    discriminator: keyOf(fact),
    message: `if the volume of ${name} is lost, so is the data of ${names(namesOf(system, dependents))}: it runs once, and nothing here backs it up`,
    place: at,
    fix: { text: `Back up ${name} on a schedule to a place outside of its volume.` },
  };
}
