import { defineRule } from '../../define.js';
import { reportObject } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'careless-workflow-retry',
  theme: 'jobs',
  severity: 'info',
  off: true,
  summary: 'A workflow tries failed steps again without a limit or without distinction.',
  rationale: `
An empty \`retryStrategy\` tries a failed step for ever; \`retryPolicy: Always\` tries errors of the platform and failures of the
program alike, so a step that fails by a bug is repeated with its side effects. With \`failFast: false\` the other branches of a
workflow that has already failed go on using the cluster.`,
  fix: `
Give each \`retryStrategy\` a \`limit\` and a \`backoff\`, and retry what a second attempt can mend: \`retryPolicy: OnError\` or \`OnTransientError\`.`,
  limits: `
- Off by default. Argo Workflows only: Workflow, WorkflowTemplate, ClusterWorkflowTemplate and CronWorkflow.
- A step without any strategy is not tried again, and is not reported.`,
  references: ['https://argo-workflows.readthedocs.io/en/latest/retries/', 'https://argo-workflows.readthedocs.io/en/latest/fields/#retrystrategy'],
  peers: [
    { id: 'datree/35', options: { checks: ['no-fail-fast'] }, of: ['Workflow'] },
    { id: 'datree/40', options: { checks: ['unlimited-retry'] }, of: ['Workflow'] },
    { id: 'datree/44', options: { checks: ['retry-always'] }, of: ['Workflow'] },
  ],
  needs: ['object'],
  options: { checks: ['unlimited-retry', 'retry-always', 'no-fail-fast'] as readonly string[] },
  optionDocs: { checks: 'What to look at.' },
  check(context) {
    const { checks } = context.options;
    for (const view of judgedStacks(context))
      for (const { ref, fields } of view.objects.filter((object) => KINDS.has(object.ref.kind))) {
        context.looked();
        for (const check of CHECKS.filter((one) => checks.includes(one))) {
          const places = Object.entries(fields).filter(([key]) => key.startsWith(`${check}.`)).map(([key, { at }]) => ({ at, name: key.slice(check.length + 1) }));
          const [first, ...rest] = places;
          if (!first) continue;
          reportObject(context, view, { ref, namespace: ref.namespace ?? 'default' }, {
            of: check,
            message: SAYS[check](first.name, ref.name),
            place: first.at,
            related: rest.map(({ at, name }) => ({ at, text: `template ${name}, too` })),
            fix: { text: FIXES[check] },
          });
        }
      }
  },
});

const KINDS = new Set(['Workflow', 'WorkflowTemplate', 'ClusterWorkflowTemplate', 'CronWorkflow']);
const CHECKS = ['unlimited-retry', 'retry-always', 'no-fail-fast'] as const;

const SAYS: Readonly<Record<(typeof CHECKS)[number], (template: string, workflow: string) => string>> = {
  'unlimited-retry': (template, workflow) => `template ${template} of ${workflow} is tried again for ever: its retryStrategy has no limit`,
  'retry-always': (template, workflow) => `template ${template} of ${workflow} repeats its own failures, side effects included: its retryPolicy is Always`,
  'no-fail-fast': (template, workflow) => `branches of template ${template} of ${workflow} go on after it has failed: failFast is false`,
};

const FIXES: Readonly<Record<(typeof CHECKS)[number], string>> = {
  'unlimited-retry': 'Set a limit and a backoff.',
  'retry-always': 'Retry only what a second attempt can mend: `retryPolicy: OnError`.',
  'no-fail-fast': 'Remove `failFast: false`.',
};
