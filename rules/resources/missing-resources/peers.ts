import { AQUA, SCANNED, SCORED } from '../../support/peers.js';

/** What other tools ask of a container's resources, and the checks that ask for it. */
const scanned = [
  [['requests.cpu'], 'C-0268'],
  [['requests.memory'], 'C-0269'],
  [['limits.memory'], 'C-0271'],
  [['requests.cpu'], 'C-0050'],
  [['requests.memory', 'limits.memory'], 'C-0004'],
] as const;

const asked = [
  { options: { required: ['requests.cpu'], initContainers: true, asWritten: true }, ids: ['kube-linter/unset-cpu-requirements', 'kics/ca469dd4'] },
  { options: { required: ['requests.cpu'], initContainers: true, asWritten: true, withoutRequests: false }, ids: ['checkov/CKV_K8S_10'] },
  { options: { required: ['requests.cpu'], asWritten: true }, ids: ['polaris/cpuRequestsMissing'] },
  { options: { required: ['requests.memory'], asWritten: true }, ids: ['polaris/memoryRequestsMissing'] },
  { options: { required: ['limits.memory'], asWritten: true }, ids: ['polaris/memoryLimitsMissing'] },
  { options: { required: ['requests.cpu'], initContainers: true, asWritten: true, unlessAny: true }, ids: ['popeye/106'] },
  { options: { required: ['requests.cpu'] }, ids: ['gremlin/cpu-requests', 'steadybit/cpu-request'] },
  { options: { required: ['requests.memory'], initContainers: true, asWritten: true }, ids: ['kics/229588ef'] },
  { options: { required: ['requests.memory'], initContainers: true, asWritten: true, withoutRequests: false }, ids: ['checkov/CKV_K8S_12'] },
  { options: { required: ['requests.memory'] }, ids: ['gremlin/memory-requests', 'steadybit/memory-request'] },
  { options: { required: ['limits.memory'], initContainers: true, asWritten: true }, ids: ['kube-linter/unset-memory-requirements', 'checkov/CKV_K8S_13', 'kics/b14d1bc4'] },
  { options: { required: ['limits.memory'] }, ids: ['gremlin/memory-limits', 'steadybit/memory-limit'] },
  { options: { required: ['limits.memory'], compose: true, asWritten: true }, ids: ['kics/bb9ac4f7'] },
] as const;

export const peers = [
  ...asked.flatMap(({ options, ids }) => ids.map((id) => ({ id, options }))),
  ...(['limits.memory', 'requests.cpu', 'requests.memory'] as const).map((field) => ({ id: `datree/${{ 'requests.memory': 2, 'requests.cpu': 3, 'limits.memory': 4 }[field]}`, options: { required: [field], asWritten: true } })),
  ...scanned.map(([required, id]) => ({ id: `kubescape/${id}`, options: { required, asWritten: true }, of: SCANNED })),
  ...([['KSV015', 'requests.cpu'], ['KSV016', 'requests.memory'], ['KSV018', 'limits.memory']] as const).map(([id, field]) => ({ id: `trivy/${id}`, options: { required: [field], initContainers: true, asWritten: true }, of: AQUA })),
  { id: 'kube-score/container-resources', options: { initContainers: true, asWritten: true }, of: SCORED },
];
