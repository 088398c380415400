import type { ResourceKind } from './kind.js';

/** What Terraform puts into a cluster is read as what it is there; of a chart that lies elsewhere only this is known. */
export const kubernetes: Readonly<Record<string, ResourceKind>> = {
  // The team's own chart is one of its services; what it is given leads to what it needs. Charts of others are products.
  helm_release: { component: 'service', names: 'name', namedBySelf: true, when: { argument: 'chart', begins: ['./', '../', '/'] }, uses: [{ from: 'values', via: 'argument' }, { from: 'set', via: 'argument' }, { from: 'set_sensitive', via: 'argument' }] },
};
