import { defineRule } from '../../define.js';
import { judgedWorkloads, reportWorkload, type Judged } from '../../support/judged.js';
import { DATREE, SCANNED } from '../../support/peers.js';
import { KINDS_DOC } from '../../support/workloads.js';
import { carries } from './carries.js';

export const rule = defineRule({
  id: 'missing-label',
  theme: 'ownership',
  severity: 'info',
  summary: 'Nobody knows whose workload it is: it lacks the label by which the others say it.',
  rationale: `
At night the question is not what is broken but whom to call. Teams that write an owner on their workloads lose the answer for
exactly those that were made in a hurry, or by a chart that nobody adapted; they are the ones that break.`,
  fix: 'Add the label that the others have, with the name of the team.',
  limits: `
- Fires only where the system has the convention: some other workload carries one of these labels or annotations. With \`always\`
  each workload needs one.
- A key matches with or without its prefix: \`owner\` is also \`example.com/owner\`. Labels of the object and of its pod template
  count alike, unless \`exact\` and \`on\` say otherwise. \`pattern\` is a regular expression that the value has to match.
- Compose services and what only runs elsewhere are left out.`,
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/', 'https://sre.google/sre-book/being-on-call/'],
  peers: [
    { id: 'kube-linter/required-label-owner', options: { labels: ['owner'], annotations: [], always: true, exact: true, on: 'object' } },
    { id: 'kube-linter/required-annotation-email', options: { labels: [], annotations: ['email'], pattern: '^[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\\.[a-zA-Z0-9-.]+$', always: true, exact: true, on: 'object' } },
    { id: 'kubescape/C-0076', options: { labels: ['app', 'tier', 'phase', 'version', 'owner', 'env'], annotations: [], always: true, exact: true, on: 'both' }, of: SCANNED },
    { id: 'kubescape/C-0077', options: { labels: ['app.kubernetes.io/name', 'app.kubernetes.io/instance', 'app.kubernetes.io/version', 'app.kubernetes.io/component', 'app.kubernetes.io/part-of', 'app.kubernetes.io/managed-by', 'app.kubernetes.io/created-by'], annotations: [], always: true, exact: true, on: 'both' }, of: SCANNED },
    { id: 'datree/21', options: { labels: ['owner'], annotations: [], always: true, exact: true, on: 'object', labelledOnly: true }, of: DATREE },
    { id: 'datree/22', options: { labels: ['env'], annotations: [], always: true, exact: true, on: 'object' }, of: ['Deployment'] },
    { id: 'kyverno/require-labels', options: { labels: ['app.kubernetes.io/name'], annotations: [], always: true, exact: true, on: 'pods' } },
  ],
  needs: ['workload'],
  options: {
    kinds: [] as readonly string[],
    labels: ['owner', 'team', 'squad'] as readonly string[],
    annotations: ['owner', 'team', 'contact'] as readonly string[],
    pattern: '',
    always: false,
    exact: false,
    labelledOnly: false,
    on: 'either',
  },
  optionDocs: {
    kinds: KINDS_DOC,
    labels: 'Labels of which one has to be there.',
    annotations: 'Annotations of which one is as good.',
    pattern: 'Regular expression that its value has to match; empty: any value.',
    always: 'Ask for it also where nothing else has it.',
    exact: 'A key counts only as it is named, not behind a prefix.',
    labelledOnly: 'Leave out objects that have no labels at all.',
    on: 'Where it has to be: on the `object`, on its `pods`, on `both` or on `either`.',
  },
  check(context) {
    const { kinds, labels, annotations, always, labelledOnly } = context.options;
    const all = [...judgedWorkloads(context, kinds)];
    const has = ({ workload: { fact } }: Judged): boolean => carries(fact, context.options);
    const owned = always ? undefined : all.find(has);
    for (const judged of all) {
      context.looked();
      if (has(judged) || (!owned && !always) || (labelledOnly && Object.keys(judged.workload.fact.labels).length === 0)) continue;
      const keys = [...labels, ...annotations];
      reportWorkload(context, judged, {
        severity: 'info',
        message: `when ${judged.name} breaks, nobody knows whom to call: it has no ${keys.length > 1 ? `${labels.length > 0 ? 'label' : 'annotation'} such as ${keys[0]}` : `${labels.length > 0 ? 'label' : 'annotation'} ${keys[0] ?? ''}`}`,
        place: judged.workload.fact.at,
        related: owned ? [{ at: owned.workload.fact.at, text: `${owned.name} has one` }] : [],
        fix: { text: `Say whose ${judged.name} is.` },
      });
    }
  },
});
