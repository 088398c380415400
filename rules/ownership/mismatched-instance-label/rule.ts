import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { isTemplated } from '../../support/text.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'mismatched-instance-label',
  theme: 'ownership',
  severity: 'info',
  off: true,
  summary: 'The label for the instance is not the name of the object that it is on.',
  rationale: `
Dashboards, alerts and budgets find an application by \`app.kubernetes.io/instance\`. A copied manifest that keeps the label of its
original is counted there twice, and is missing where people look for it.`,
  fix: `
Let \`app.kubernetes.io/instance\` be the name, or leave it out.`,
  limits: `
- Off by default: charts set the label to the name of the release, and then it is right that it differs.`,
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/'],
  peers: [{ id: 'polaris/metadataAndInstanceMismatched', options: { always: true } }],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], always: false },
  optionDocs: { kinds: KINDS_DOC, always: 'Report objects without the label, too.' },
  check(context) {
    for (const judged of judgedWorkloads(context, context.options.kinds)) {
      const { labels, ref, at } = judged.workload.fact;
      const instance = labels['app.kubernetes.io/instance'];
      if (instance === undefined && !context.options.always) continue;
      context.looked();
      if (instance === ref.name || (instance !== undefined && isTemplated(instance))) continue;
      reportWorkload(context, judged, {
        severity: 'info',
        message: instance === undefined ? `${judged.name} is not found by its instance: it has no label app.kubernetes.io/instance` : `${judged.name} is counted as ${instance}: its label app.kubernetes.io/instance says so`,
        place: at,
        fix: { text: `Set app.kubernetes.io/instance to ${ref.name}.` },
      });
    }
  },
});
