import { push } from '../../../analyzer/facts/groups.js';
import type { Place } from '../../../analyzer/facts/place.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { judge, reportWorkload } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';
import { names as sentence } from '../../support/text.js';

export const rule = defineRule({
  id: 'shared-volume',
  theme: 'state',
  severity: 'info',
  summary: 'Two components write to one volume, so each can break the other through it.',
  rationale: `
A volume that two components write to is an interface without a contract. One fills it, and the other cannot write; one changes
a file's format, and the other cannot read; one is restored from a backup, and the other goes back in time. None of it shows up
in a call graph, and neither can be moved to another host alone.`,
  fix: 'Give each component a volume of its own, and let one ask the other, or mount the volume read-only where files are only read.',
  limits: `
- Compose's named volumes and Kubernetes' claims; bind mounts and scratch volumes are left out.
- Readers that mount it read-only share nothing that they can break: at least two have to be able to write.
- Replicas and versions of one component are one component.
- \`checks\` can ask for mounts instead that are shared with the host or follow it (Compose's \`propagation\`), which is what KICS means by a volume in
  several containers.`,
  references: ['https://docs.docker.com/engine/storage/volumes/#share-data-between-machines', 'https://12factor.net/backing-services'],
  peers: [{ id: 'kics/baa452f0', options: { checks: ['propagation'] } }],
  needs: ['workload'],
  options: { checks: ['writers'] as readonly string[] },
  optionDocs: { checks: 'What is shared: a volume with several `writers`, or, in Compose, mounts with the host (`propagation`).' },
  check(context) {
    const { checks } = context.options;
    for (const view of judgedStacks(context)) {
      if (checks.includes('propagation')) reportPropagation(context, view);
      for (const [name, users] of checks.includes('writers') ? sharedVolumes(view) : []) {
        context.looked();
        const components = [...new Set(users.filter(({ writes }) => writes).map(({ workload }) => workload.component))];
        if (components.length < 2) continue;
        const [first, ...rest] = users.filter(({ writes }) => writes);
        reportWorkload(context, judge(context, view, first!.workload), {
          of: name,
          severity: 'info',
          message: `${sentence(components.map((id) => context.system.component(id).name))} can break each other through volume ${name}: all write to it`,
          place: first!.at,
          related: rest.map(({ workload, at }) => ({ at, text: `${workload.fact.ref.name} mounts it, too` })),
          fix: { text: `Give each a volume of its own, or mount ${name} read-only where it is only read.` },
        });
      }
    }
  },
});

const PROPAGATING: ReadonlySet<string> = new Set(['shared', 'rshared', 'slave', 'rslave']);

/** What the host or another container mounts and unmounts below it happens in this container, too. */
function reportPropagation(context: RuleContext, view: StackView): void {
  for (const workload of view.workloads)
    for (const { path, propagation, at } of workload.fact.containers.flatMap(({ mounts }) => mounts)) {
      context.looked();
      if (propagation === undefined || !PROPAGATING.has(propagation)) continue;
      const judged = judge(context, view, workload);
      reportWorkload(context, judged, { of: path, severity: 'info', message: `${judged.name} loses what it has at ${path} when somebody unmounts it elsewhere: its mounts are ${propagation}`, place: at, fix: { text: `Leave out the propagation of ${path}: mounts are then private.` } });
    }
}

interface User {
  readonly workload: Workload;
  readonly at: Place;
  readonly writes: boolean;
}

/** By the claim's or the named volume's name, what mounts it. */
function sharedVolumes(view: StackView): ReadonlyMap<string, readonly User[]> {
  const users = new Map<string, User[]>();
  for (const workload of view.workloads)
    for (const volume of workload.fact.volumes) {
      if (volume.kind !== 'claim' || volume.source === undefined) continue;
      const mounts = workload.fact.containers.flatMap((container) => container.mounts.filter((mount) => mount.volume === volume.name));
      const key = workload.fact.platform === 'compose' ? volume.source : `${workload.namespace}/${volume.source}`;
      push(users, key, { workload, at: volume.at, writes: mounts.some(({ readOnly }) => !readOnly) });
    }
  return users;
}
