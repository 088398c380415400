import type { ResourceKind } from './kind.js';

const workload: ResourceKind = { component: 'service', names: 'metadata.name', runs: { containers: 'spec.template.spec.container', replicas: 'spec.replicas' } };
const job: ResourceKind = { component: 'job', names: 'metadata.name', runs: { containers: 'spec.template.spec.container|spec.job_template.spec.template.spec.container', job: true } };

const versions = (name: string, kind: ResourceKind): Record<string, ResourceKind> => ({ [name]: kind, [`${name}_v1`]: kind });

/** What teams deploy to a cluster from Terraform. https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs */
export const kubernetes: Readonly<Record<string, ResourceKind>> = {
  ...versions('kubernetes_deployment', workload),
  ...versions('kubernetes_stateful_set', workload),
  ...versions('kubernetes_daemonset', workload),
  ...versions('kubernetes_job', job),
  ...versions('kubernetes_cron_job', job),
  // The team's own chart is one of its services; what it is given leads to what it needs. Charts of others are products.
  helm_release: { component: 'service', names: 'name', namedBySelf: true, when: { argument: 'chart', begins: ['./', '../', '/'] }, uses: [{ from: 'values', via: 'argument' }, { from: 'set', via: 'argument' }, { from: 'set_sensitive', via: 'argument' }] },
};
