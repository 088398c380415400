import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { SCANNED } from '../../support/peers.js';
import { KINDS_DOC, REPLICATED } from '../../support/workloads.js';

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
- Sockets, devices and the kernel's file systems (\`/dev\`, \`/proc\`, \`/sys\`, \`/run\`, \`/var/run\`) keep no data: information.
- Compose bind mounts are left out: a developer's folder is meant.
- A volume that no container mounts is not reported.`,
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#hostpath'],
  peers: [
    'kube-linter/writable-host-mount',
    { id: 'kube-linter/sensitive-host-mounts', options: { writableOnly: false, paths: ['/', '/boot', '/dev', '/etc', '/lib', '/proc', '/sys', '/usr'] } },
    { id: 'kubescape/C-0045', options: {}, of: SCANNED },
    { id: 'kics/aa8f7a35', options: { writableOnly: false, unmounted: true, exceptNamespaces: ['kube-system'] } },
    { id: 'datree/46', options: { writableOnly: false, unmounted: true } },
    { id: 'datree/89', options: { writableOnly: false, unmounted: true } },
  ],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], paths: [] as readonly string[], writableOnly: true, exceptNamespaces: [] as readonly string[], unmounted: false },
  optionDocs: {
    kinds: KINDS_DOC,
    paths: 'Directories of the host to look at, as written; empty: all.',
    writableOnly: 'Leave out volumes that are mounted read-only everywhere.',
    exceptNamespaces: 'Namespaces that are left out.',
    unmounted: 'Look at volumes that no container mounts, too.',
  },
  check(context) {
    const { kinds, paths, writableOnly, exceptNamespaces, unmounted } = context.options;
    for (const judged of judgedWorkloads(context, kinds)) {
      const { fact, namespace } = judged.workload;
      if (exceptNamespaces.includes(namespace)) continue;
      for (const volume of fact.volumes.filter(({ kind }) => kind === 'hostPath')) {
        context.looked();
        const path = volume.source ?? '';
        const mounts = fact.containers.flatMap((container) => container.mounts.filter((mount) => mount.volume === volume.name).map((mount) => ({ ...mount, container: container.name })));
        const writable = mounts.filter(({ readOnly }) => !readOnly);
        if ((mounts.length === 0 && !unmounted) || (writableOnly && writable.length === 0) || (paths.length > 0 && !paths.includes(path.length > 1 ? path.replace(/\/+$/, '') : path))) continue;
        const keeps = writable.length > 0 && REPLICATED.has(fact.ref.kind) && !/^\/(dev|proc|sys|run|var\/run)(\/|$)/.test(path);
        reportWorkload(context, judged, {
          of: volume.name,
          ...(!keeps && { severity: 'info' as const }),
          message: keeps ? `${judged.name} loses what it keeps in ${path} when its pod moves to another node: volume ${volume.name} is a directory of the node` : `${judged.name} ${writable.length > 0 ? 'can write to' : 'reads'} ${path || 'a directory'} of its node: volume ${volume.name} is a hostPath`,
          place: volume.at,
          related: (writable.length > 0 ? writable : mounts).map(({ at, container, path: target }) => ({ at, text: `container ${container} mounts it at ${target}` })),
          fix: { text: writable.length > 0 ? `Keep it in a PersistentVolumeClaim, or mount ${volume.name} read-only.` : `Use a volume that does not depend on the node, if there is one.` },
        });
      }
    }
  },
});
