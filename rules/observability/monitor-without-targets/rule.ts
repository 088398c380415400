import type { MonitorFact } from '../../../analyzer/facts/types.js';
import { isEmptySelector, matchesSelector } from '../../../analyzer/facts/selectors.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters, inOtherStack, isHalfRead, operatorMayMake, podsOf, selectorIsTemplated, selectorText } from '../../support/objects.js';

export const rule = defineRule({
  id: 'monitor-without-targets',
  theme: 'observability',
  severity: 'warning',
  summary: 'A ServiceMonitor or PodMonitor selects nothing, so nothing is measured and no alert can fire.',
  rationale: `
Prometheus scrapes what a monitor selects. When that is nothing, there are no series, and an alert over series that do not exist is
silent: \`rate(errors[5m]) > 1\` is not true when there are no errors to count. The service is blind from the day on which a label
was renamed until the outage that nobody was told of.`,
  fix: 'Let the monitor select the labels that the Service itself has (not those of its pods), in its namespace.',
  limits: 'Services and pods of all stacks of the tree count. Where none is declared in the namespaces that the monitor looks at, or a chart from elsewhere is installed there, they may come from elsewhere: information.',
  references: ['https://prometheus-operator.dev/docs/developer/getting-started/'],
  needs: ['monitor'],
  options: { kinds: ['ServiceMonitor', 'PodMonitor'] as readonly string[], selectsAll: false, ownNamespace: true },
  optionDocs: { kinds: 'Kinds of monitors that are looked at.', selectsAll: 'Also report a monitor that selects whatever its own namespace has.', ownNamespace: 'A monitor that names no namespace looks at its own; without, at all of them.' },
  peers: [{ id: 'kube-linter/dangling-servicemonitor', options: { kinds: ['ServiceMonitor'], selectsAll: true, ownNamespace: false } }],
  check(context) {
    for (const view of clusters(context))
      for (const monitor of view.declared('monitor')) {
        if (!context.options.kinds.includes(monitor.ref.kind) || (monitor.selector && selectorIsTemplated(monitor.selector))) continue;
        context.looked();
        const idle = context.options.selectsAll && selectsAll(monitor);
        const namespaces = monitor.namespaces ?? (context.options.ownNamespace ? [view.namespaceOf(monitor.ref)] : []);
        const all = targetsOf(view, monitor).filter(({ namespace }) => namespaces.length === 0 || namespaces.includes(namespace));
        if (!idle && all.some(({ labels }) => matchesSelector(monitor.selector, labels))) continue;
        if (!idle && inOtherStack(context, view, (other) => targetsOf(other, monitor).some(({ labels }) => matchesSelector(monitor.selector, labels)))) continue;
        if (operatorMayMake(view, Object.values(monitor.selector?.matchLabels ?? {}))) continue;
        const known = all.length > 0 && !all.some(({ namespace }) => isHalfRead(context, namespace));
        report(context, view, monitor, known, idle ? 'it chooses by nothing, so it measures whatever its namespace has' : undefined);
      }
  },
});

/** Neither labels nor namespaces choose. */
const selectsAll = ({ selector, namespaces }: MonitorFact): boolean => selector !== undefined && isEmptySelector(selector) && namespaces === undefined;

const targetsOf = (view: StackView, { of }: MonitorFact) =>
  of === 'service' ? view.services.map(({ fact, namespace }) => ({ labels: fact.labels, namespace, at: fact.at })) : podsOf(view).map(({ fact, namespace }) => ({ labels: fact.podLabels, namespace, at: fact.at }));

function report(context: Pick<RuleContext, 'report'>, view: StackView, monitor: MonitorFact, known: boolean, instead?: string): void {
  const { ref, of, selector, selectorAt } = monitor;
  const byPods = of === 'service' && selector ? podsOf(view).find(({ fact }) => matchesSelector(selector, fact.podLabels)) : undefined;
  reportLost(context, view, {
    object: ref,
    severity: known ? 'warning' : 'info',
    message: instead ? `${ref.kind} ${ref.name} is meant for something: ${instead}` : `${ref.kind} ${ref.name} measures nothing: ${selector === undefined ? 'it has no selector' : `no ${of === 'service' ? 'Service' : 'pod'} ${known ? '' : 'that is declared here '}has ${selectorText(selector)}`}`,
    place: selectorAt,
    related: byPods ? [{ at: byPods.fact.at, text: 'has these labels on its pods; a ServiceMonitor looks at those of the Service' }] : [],
    fix: { text: `Let ${ref.kind} ${ref.name} select labels that the ${of === 'service' ? 'Service' : 'pod template'} has.` },
    what: 'targets',
  });
}
