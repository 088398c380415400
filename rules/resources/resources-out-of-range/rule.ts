import { isKnown } from '../../../analyzer/facts/value.js';
import { quantity } from '../../../analyzer/facts/quantity.js';
import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { SCANNED } from '../../support/peers.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'resources-out-of-range',
  theme: 'resources',
  severity: 'info',
  off: true,
  summary: 'A container asks for less or for more than anything here is meant to.',
  rationale: `
A request with a wrong suffix is accepted as it is: \`memory: 128m\` is an eighth of a byte, \`cpu: 500\` is five hundred cores. The
first is killed at once or packed where there is no room, the second waits for a machine that does not exist.`,
  fix: `
Write CPU in cores or millicores (\`500m\`) and memory with a binary suffix (\`128Mi\`).`,
  limits: `
- Off by default, with bounds that only mistakes exceed; set your own.
- Requests and limits of all containers are compared with the same bounds. A zero means none and is left out.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
  peers: ['polaris/resourceRange', { id: 'kubescape/C-0004', options: {}, of: SCANNED }, { id: 'kubescape/C-0050', options: {}, of: SCANNED }],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], minCpu: '1m', maxCpu: '64', minMemory: '4Mi', maxMemory: '256Gi' },
  optionDocs: { kinds: KINDS_DOC, minCpu: 'Least CPU.', maxCpu: 'Most CPU.', minMemory: 'Least memory.', maxMemory: 'Most memory.' },
  check(context) {
    const { kinds, ...bounds } = context.options;
    for (const judged of judgedWorkloads(context, kinds))
      for (const { name, resources } of judged.workload.fact.containers)
        for (const field of ['requests', 'limits'] as const)
          for (const resource of ['cpu', 'memory'] as const) {
            const value = resources[field][resource];
            const amount = isKnown(value) ? quantity(String(value.value)) : undefined;
            if (!isKnown(value) || amount === undefined || amount === 0) continue;
            context.looked();
            const [min, max] = resource === 'cpu' ? [bounds.minCpu, bounds.maxCpu] : [bounds.minMemory, bounds.maxMemory];
            const low = amount < (quantity(min) ?? 0);
            if (!low && amount <= (quantity(max) ?? Infinity)) continue;
            reportWorkload(context, judged, {
              of: `${name} ${field} ${resource}`,
              severity: 'info',
              message: `container ${name} of ${judged.name} ${field === 'requests' ? 'requests' : 'is limited to'} ${value.value} of ${resource}, ${low ? `less than ${min}` : `more than ${max}`}`,
              place: value.at,
              fix: { text: `Set ${field}.${resource} of container ${name} to between ${min} and ${max}.` },
            });
          }
  },
});
