import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';

export const rule = defineRule({
  id: 'per-replica-storage',
  theme: 'state',
  severity: 'info',
  off: true,
  summary: 'Each replica of a StatefulSet has a disk of its own, and is bound to where the disk is.',
  rationale: `
A claim template makes one disk a replica. A disk that one node mounts at a time lives in one zone: when that zone is down, its
replica cannot start anywhere else, and its part of the data is out of reach, unless the software keeps copies on other replicas.
Scaling down leaves disks behind, and deleting the set does, too.`,
  fix: `
Let the software replicate over zones, take backups, and say with \`persistentVolumeClaimRetentionPolicy\` what becomes of the disks.`,
  limits: `
- Off by default: a StatefulSet with storage is the right way to run a database. The rule is a list of where to look.
- \`accessModes\` limits it to claims that have one of the modes.`,
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage', 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes'],
  peers: [{ id: 'kics/8cf4671a', options: { sized: true } }, { id: 'kics/3878dc92', options: { accessModes: ['ReadWriteOnce'], unlessOne: true } }],
  needs: ['workload'],
  options: { accessModes: [] as readonly string[], sized: false, unlessOne: false },
  optionDocs: { accessModes: 'Modes to look at; empty: all.', sized: 'Only claims that say how much they ask for.', unlessOne: 'Sets that have claims, but not just one with one of the modes.' },
  check(context) {
    const { accessModes, sized, unlessOne } = context.options;
    for (const judged of judgedWorkloads(context, ['StatefulSet'])) {
      context.looked();
      const all = judged.workload.fact.claimTemplates;
      const asked = all.filter((claim) => (accessModes.length === 0 || claim.accessModes.some((mode) => accessModes.includes(mode))) && (!sized || claim.size !== undefined));
      const [first, ...rest] = unlessOne ? (asked.length === 1 ? [] : all) : asked;
      if (!first) continue;
      reportWorkload(context, judged, {
        severity: 'info',
        message: `each replica of ${judged.name} can start only where its own disk is: the claim ${first.name} is one a replica`,
        place: first.at,
        related: rest.map(({ name, at }) => ({ at, text: `claim ${name}, too` })),
        fix: { text: `Keep copies of what ${judged.name} stores on other replicas, and a backup.` },
      });
    }
  },
});
