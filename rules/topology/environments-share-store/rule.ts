import type { Component } from '../../../analyzer/graph/document.js';
import type { StackView, System } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { hopPlace } from '../../support/places.js';
import { names } from '../../support/text.js';

export const rule = defineRule({
  id: 'environments-share-store',
  theme: 'topology',
  severity: 'warning',
  summary: 'Production and another environment use the same store.',
  rationale: `
A staging environment is where people try what may go wrong: a migration, a load test, a cleanup job. When it keeps its data in the
store of production, all of that is tried on the users. The store is usually shared by accident, because the host name in a base
or in a copied values file was never replaced.`,
  fix: `
Give the other environment a store of its own and let its overlay or values say so. A shared server is the lesser evil, with a database,
a user and limits for each environment.`,
  limits: `
- Stores, caches and brokers that both environments name by the same host, and that neither of them declares itself.
- Two databases on one server have the same host and are reported, as they share everything else.
- What production is, the path or the configuration has to say.`,
  references: ['https://12factor.net/dev-prod-parity', 'https://sre.google/sre-book/release-engineering/'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const component of context.system.document.components) {
      if (!isOutside(context.system, component)) continue;
      context.looked();
      // What could not be read of a stack may be what the name stands for.
      const views = context.stacks.filter(({ stack, partial }) => component.stacks.includes(stack.id) && !partial);
      const production = views.find(({ environment }) => environment === 'production');
      const other = views.find(({ environment }) => environment !== 'production' && environment !== 'unknown');
      if (production && other) report(context, component, production, other);
    }
  },
});

/** Known by its host name only, and a place where somebody keeps data. */
const isOutside = (system: System, { id }: Component): boolean =>
  /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(id) &&
  system.in(id).some(({ kind }) => kind === 'stores' || kind === 'caches' || kind === 'publishes' || kind === 'consumes') &&
  !system.stacks.some(({ workloads }) => workloads.some(({ component }) => component === id));

function report({ system, report: add }: Pick<RuleContext, 'system' | 'report'>, { id, name }: Component, production: StackView, other: StackView): void {
  const users = (view: StackView) => system.in(id).filter(({ stacks }) => stacks.includes(view.stack.id));
  const [own, theirs] = [users(production), users(other)];
  if (own.length === 0 || theirs.length === 0) return;
  add({
    subject: { component: id },
    message: `${other.environment} works on the store of production: ${names([...new Set(theirs.map(({ from }) => system.component(from).name))])} uses ${name} in both`,
    place: hopPlace(theirs[0]!, other),
    related: [{ at: hopPlace(own[0]!, production), text: 'used in production' }],
    fix: { text: `Give ${other.stack.id} a store of its own instead of ${name}.` },
  });
}
