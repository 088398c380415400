import type { Place } from '../../../analyzer/facts/place.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type Report, type RuleContext } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { hopPlace } from '../../support/places.js';
import { namesOf, userStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';

export const rule = defineRule({
  id: 'monitoring-in-failure-domain',
  theme: 'observability',
  severity: 'warning',
  summary: 'Monitoring fails together with what it watches.',
  rationale: `
Monitoring is needed most in the minute in which something large is lost. When it is tied to the same node, the same zone or the same
database, it is lost in that minute as well: no alert goes out, the dashboards are white, and the first notice comes from users.
Silence looks like health.`,
  fix: `
Run what watches where the watched does not run: another node pool or zone, a store of its own, at best another cluster. And let something
outside expect a heartbeat of it (a dead man's switch), so that its silence is an alert.`,
  limits: `
- Only ties that are written: a node selector, a volume, a store that it keeps its own data in and watches as well.
- Everything in one cluster shares that cluster; that alone is not reported.`,
  references: ['https://sre.google/sre-book/monitoring-distributed-systems/', 'https://prometheus.io/docs/practices/alerting/#metamonitoring'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  check(context) {
    const found: Report[] = [];
    for (const view of userStacks(context))
      for (const monitor of view.components) {
        const { role, name } = context.system.component(monitor);
        const watched = context.system.out(monitor).filter(({ kind, stacks }) => kind === 'observes' && stacks.includes(view.stack.id)).map(({ to }) => to);
        if (role !== 'monitoring' || watched.length === 0) continue;
        context.looked();
        for (const { what, at, lost } of ties(context, view, monitor, new Set(watched)))
          found.push({
            subject: { component: monitor },
            stack: view.stack.id,
            discriminator: what,
            message: `when ${what} fails, ${name} fails with it, and nobody is told about ${names(namesOf(context.system, lost))}`,
            place: at,
            fix: { text: `Run ${name} apart from what it watches, and let something outside expect its heartbeat.` },
          });
      }
    joinCopies(found).forEach(context.report);
  },
});

const PLACES: ReadonlySet<string> = new Set(['zone', 'region', 'node', 'node-pool', 'volume']);

function ties({ analysis, system }: Pick<RuleContext, 'analysis' | 'system'>, view: StackView, monitor: string, watched: ReadonlySet<string>): { what: string; at: Place; lost: string[] }[] {
  const places = analysis.commonCauses(view.stack.id).flatMap(({ id, kind, members }) => {
    const own = members.find(({ component }) => component === monitor);
    const lost = members.flatMap(({ component }) => (watched.has(component) ? [component] : []));
    return own && PLACES.has(kind) && lost.length > 0 ? [{ what: id, at: own.at, lost }] : [];
  });
  const stores = system.out(monitor).flatMap((dependency) => {
    const { kind, strength, phase, stacks, to } = dependency;
    const needed = (kind === 'stores' || kind === 'caches') && strength === 'hard' && phase === 'request' && stacks.includes(view.stack.id);
    return needed && watched.has(to) ? [{ what: system.component(to).name, at: hopPlace(dependency, view), lost: [to] }] : [];
  });
  return [...places, ...stores];
}
