import { isKnown } from '../../../analyzer/facts/value.js';
import { defineRule, type Report } from '../../define.js';
import { joinCopies } from '../../support/copies.js';
import { count } from '../../support/text.js';

export const rule = defineRule({
  id: 'alert-without-runbook',
  theme: 'observability',
  severity: 'info',
  summary: 'Alerts that do not say what to do.',
  rationale: `
An alert wakes somebody who did not write it. What it means, how bad it is and what has helped before is in the head of a
colleague, or nowhere; the first twenty minutes of the outage go into finding that out. A link to a page with three lines saves
them.`,
  fix: `
Add the annotation \`runbook_url\` to each alert, with the page that says what it means and what to do first.`,
  limits: `
- Alerts of PrometheusRule objects; Grafana's and a cloud's own are not read.
- Whether the page exists and helps is not checked.`,
  references: ['https://sre.google/sre-book/practical-alerting/', 'https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/', 'https://runbooks.prometheus-operator.dev/'],
  needs: ['object'],
  options: { minAlerts: 1 },
  optionDocs: { minAlerts: 'Alerts without a runbook in one object before it is reported.' },
  check(context) {
    const found: Report[] = [];
    for (const view of context.stacks)
      for (const { ref, fields, at } of view.objects) {
        const [alerts, linked] = [fields['alerts'], fields['alertsWithRunbook']];
        if (ref.kind !== 'PrometheusRule' || !isKnown(alerts) || !isKnown(linked) || alerts.value === 0) continue;
        context.looked();
        const without = Number(alerts.value) - Number(linked.value);
        if (without < Math.max(1, context.options.minAlerts)) continue;
        found.push({
          subject: { component: ref.name },
          stack: view.stack.id,
          object: ref,
          message: `whoever is woken by ${without === 1 ? 'an alert' : `one of ${without} alerts`} of ${ref.name} is not told what to do: ${without} of ${count(Number(alerts.value), 'alert')} ${without === 1 ? 'has' : 'have'} no runbook`,
          place: at,
          fix: { text: 'Link a runbook from each alert.', suggestion: { language: 'yaml', text: 'annotations:\n  runbook_url: https://...' } },
        });
      }
    joinCopies(found).forEach(context.report);
  },
});
