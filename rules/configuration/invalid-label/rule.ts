import { defineRule, servesUsers } from '../../define.js';
import { reportObject } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';

export const rule = defineRule({
  id: 'invalid-label',
  theme: 'configuration',
  severity: 'error',
  summary: 'A label has a value that Kubernetes does not take, so the object is refused.',
  rationale: `
Values of labels are short and plain: at most 63 letters, digits, dashes, dots and underscores. A value that is put together at
release time (a branch name with a slash, a description with a space) works for months, until the one release that is refused
because of it, usually the urgent one.`,
  fix: `
Shorten the value, and replace what is not a letter, a digit, \`-\`, \`_\` or \`.\`; put free text into an annotation.`,
  limits: `
- Labels of objects and of pod templates. Values that a template fills in are not judged.
- Keys are looked at as well: a name of at most 63 characters, after an optional prefix that is a DNS name.`,
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set'],
  peers: ['kube-score/label-values', 'kics/1123031a', 'datree/9'],
  needs: ['workload', 'service', 'config', 'object', 'budget', 'autoscaler', 'route', 'gateway', 'network-policy', 'claim', 'endpoints', 'monitor', 'traffic-policy'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of judgedStacks(context))
      for (const object of view.manifests) {
        context.looked();
        for (const { path, at, hint = '' } of (object.flaws ?? []).filter(({ what }) => what === 'bad-label'))
          reportObject(context, view, object, {
            of: path,
            severity: servesUsers(view) ? 'error' : 'warning',
            message: `${object.ref.kind} ${object.ref.name} is refused: ${hint}`,
            place: at,
            fix: { text: 'Use at most 63 letters, digits, dashes, dots and underscores, beginning and ending with a letter or digit.' },
          });
      }
  },
});
