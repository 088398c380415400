import type { StackView, System } from '../../../analyzer/system/system.js';
import { defineRule, type Report } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { matters, userStacks } from '../../support/stacks.js';
import { keyOf, servers } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'orphan-service',
  theme: 'topology',
  severity: 'info',
  summary: 'A service that nobody calls and no user reaches.',
  rationale: `
What nobody needs is still patched, scanned, scheduled and paid for, and it still fails, on somebody's pager. More often it is a
sign that a link is missing: the caller was pointed somewhere else and the old service lives on, or an address was misspelled and
what should be called is not.`,
  fix: `
Remove it, or find the caller that lost it. Where it is reached in a way that no file shows, say so: name it under \`entryPoints\` in
the configuration.`,
  limits: `
- Only where the stack says where users enter, where no reference of it is left unresolved, and where it was read as a whole.
- What takes messages or calls others by itself (a worker, a scheduler) is no orphan.
- Callers in other repositories are not seen; that is why it is info.`,
  references: ['https://sre.google/sre-book/simplicity/'],
  needs: ['service'],
  options: {},
  optionDocs: {},
  check(context) {
    const { system } = context;
    const open = new Set(system.document.coverage.unresolved.map(({ from }) => from));
    const found: Report[] = [];
    for (const view of userStacks(context)) {
      const declared = view.components.some((id) => system.component(id).entry?.stacks.includes(view.stack.id));
      if (view.partial || !declared || view.dangling.length > 0 || view.components.some((id) => open.has(id))) continue;
      for (const workload of servers(view)) {
        const { component, services, fact } = workload;
        if (services.length === 0 || system.component(component).kind !== 'service' || !matters(system.component(component))) continue;
        context.looked();
        if (isAlone(system, view, component))
          found.push({
            subject: { component },
            stack: view.stack.id,
            object: fact.ref,
            discriminator: keyOf(fact),
            message: `nothing here calls ${system.component(component).name} and no user reaches it, though Service ${services[0]!.ref.name} offers it`,
            place: fact.at,
            fix: { text: `Remove ${system.component(component).name}, or name it under entryPoints in the configuration.` },
          });
      }
    }
    joinCopies(found).forEach(context.report);
  },
});

/** Nothing leads to it, and it leads to nothing: who calls others has a reason of its own to run. */
function isAlone(system: System, view: StackView, component: string): boolean {
  const { entry } = system.component(component);
  const leads = system.out(component).some(({ kind }) => kind !== 'observes' && kind !== 'registers' && kind !== 'configures');
  return !leads && system.in(component).length === 0 && !entry?.stacks.includes(view.stack.id);
}
