import { defineRule, type RuleContext } from '../../define.js';
import { judgedWorkloads, reportWorkload, type Judged } from '../../support/judged.js';
import { SCANNED } from '../../support/peers.js';
import { names } from '../../support/text.js';
import { KINDS_DOC } from '../../support/workloads.js';
import { reportVolumes } from './cluster-volumes.js';
import { hostPathsOf, keepers, type HostPath } from './paths.js';

export const rule = defineRule({
  id: 'host-path-volume',
  theme: 'state',
  severity: 'warning',
  summary: 'A pod keeps files on the disk of its node, where the next pod does not find them.',
  rationale: `
A \`hostPath\` is the node's own directory. When the pod moves, it finds another node's directory in its place: empty, or with
what another pod left there. Two replicas on two nodes have two versions of the data. And a pod that can write to the node can
fill its disk or change what the kubelet and other pods rely on.`,
  fix: `
Use a PersistentVolumeClaim for data, an \`emptyDir\` for scratch files, a ConfigMap for configuration; mount what has to be the host's with \`readOnly: true\`.`,
  limits: `
- A warning where a workload that may move (no DaemonSet, no job) writes to the directory and something depends on it;
  information elsewhere. Agents that run on each node write to it by design. What is only read is left out, unless \`writableOnly\`
  is off.
- Sockets, devices, the kernel's file systems (\`/dev\`, \`/proc\`, \`/sys\`, \`/run\`, \`/var/run\`) and what the node says of itself (its time zone,
  its kernel's modules) keep no data: information.
- Compose bind mounts are left out: a developer's folder is meant.
- The volumes of one workload are one finding. A directory that several workloads share is told once, of one that writes to it: the
  others find what is there only on the same node. \`perObject\` judges each alone.
- A volume that no container mounts is not reported.`,
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#hostpath'],
  peers: [
    { id: 'kube-linter/writable-host-mount', options: { perObject: true } },
    { id: 'kube-linter/sensitive-host-mounts', options: { perObject: true, writableOnly: false, paths: ['/', '/boot', '/dev', '/etc', '/lib', '/proc', '/sys', '/usr'] } },
    { id: 'kubescape/C-0045', options: { perObject: true }, of: SCANNED },
    { id: 'kics/aa8f7a35', options: { perObject: true, writableOnly: false, unmounted: true, exceptNamespaces: ['kube-system'], persistentVolumes: true } },
    { id: 'datree/46', options: { perObject: true, writableOnly: false, unmounted: true } },
    { id: 'datree/89', options: { perObject: true, writableOnly: false, unmounted: true } },
  ],
  needs: ['workload', 'object'],
  options: { kinds: [] as readonly string[], paths: [] as readonly string[], writableOnly: true, exceptNamespaces: [] as readonly string[], unmounted: false, perObject: false, persistentVolumes: false },
  optionDocs: {
    kinds: KINDS_DOC,
    paths: 'Directories of the host to look at, as written; empty: all.',
    writableOnly: 'Leave out volumes that are mounted read-only everywhere.',
    exceptNamespaces: 'Namespaces that are left out.',
    unmounted: 'Look at volumes that no container mounts, too.',
    perObject: 'Judge each object alone, also where another one is told to share the directory.',
    persistentVolumes: 'Look at PersistentVolumes, too.',
  },
  check(context) {
    const { kinds, paths, writableOnly, exceptNamespaces, unmounted, perObject, persistentVolumes } = context.options;
    if (persistentVolumes) reportVolumes(context);
    const all = [...judgedWorkloads(context, kinds)].filter(({ workload }) => !exceptNamespaces.includes(workload.namespace));
    const owner = keepers(all);
    for (const judged of all) {
      const found = hostPathsOf(judged.workload).filter(({ path, mounts, writable }) => {
        context.looked();
        return (mounts.length > 0 || unmounted) && (!writableOnly || writable.length > 0) && (paths.length === 0 || paths.includes(path));
      });
      const told = perObject ? found : found.filter((one) => !one.keeps || owner(judged, one) === judged);
      const kept = told.filter(({ keeps }) => keeps);
      if (told.length > 0) report(context, judged, kept.length > 0 ? kept : told, told, perObject ? [] : all.filter((other) => other !== judged && kept.some((one) => owner(other, one) === judged && hostPathsOf(other.workload).some(({ path, mounts }) => path === one.path && mounts.length > 0))));
    }
  },
});

function report(context: Pick<RuleContext, 'report'>, judged: Judged, said: readonly HostPath[], all: readonly HostPath[], sharing: readonly Judged[]): void {
  const keeps = said[0]!.keeps;
  const writes = said.some(({ writable }) => writable.length > 0);
  const paths = names(said.map(({ path }) => path || 'a directory'));
  const volumes = said.length === 1 ? `volume ${said[0]!.volume.name} is a directory` : `volumes ${names(said.map(({ volume }) => volume.name))} are directories`;
  const shared = sharing.length === 0 ? '' : `, and ${names(sharing.map(({ name }) => name))} must run on the same node to find it`;
  reportWorkload(context, judged, {
    ...(!keeps && { severity: 'info' as const }),
    message: keeps ? `${judged.name} loses what it keeps in ${paths} when its pod moves to another node${shared}: ${volumes} of the node` : `${judged.name} ${writes ? 'can write to' : 'reads'} ${paths} of its node: ${volumes} of the node`,
    place: said[0]!.volume.at,
    related: [
      ...all.filter((one) => one !== said[0]).map(({ volume, path }) => ({ at: volume.at, text: `volume ${volume.name} is ${path || 'a directory'} of the node` })),
      ...all.flatMap(({ writable, mounts }) => (writable.length > 0 ? writable : mounts)).map(({ at, container, path }) => ({ at, text: `container ${container} mounts it at ${path}` })),
      ...sharing.map(({ workload, name }) => ({ at: workload.fact.at, text: `${name} mounts the same directory` })),
    ],
    fix: { text: writes ? `Keep it in a PersistentVolumeClaim, or mount ${names(said.map(({ volume }) => volume.name))} read-only.` : `Use a volume that does not depend on the node, if there is one.` },
  });
}
