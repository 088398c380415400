import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';
import type { Written } from '../../../analyzer/facts/mesh.js';

export const rule = defineRule({
  id: 'duplicate-mesh-match',
  theme: 'traffic',
  severity: 'info',
  summary: 'A match of a VirtualService repeats one that an earlier rule has, so it decides nothing.',
  rationale: `
The first rule that matches decides. A match that an earlier rule has as well never applies here: those requests are routed, timed out
and retried as the earlier rule says. The rest of the rule works, which is why it is not noticed.`,
  fix: 'Remove the repeated match from the rule that comes later, or from the earlier one.',
  limits: 'Matches are compared as a whole. Where all matches of a rule are repeated, `unreachable-mesh-route` says that the rule is never used.',
  references: ['https://istio.io/latest/docs/reference/config/analysis/ist0131/'],
  needs: ['virtual-service'],
  options: {},
  optionDocs: {},
  peers: ['istio/IST0131'],
  check(context) {
    for (const view of clusters(context))
      for (const fact of view.declared('virtual-service'))
        for (const protocol of ['http', 'tls', 'tcp']) {
          context.looked();
          const seen = new Map<string, Written>();
          for (const match of fact.rules.filter((each) => each.protocol === protocol).flatMap(({ matches }) => matches)) {
            const first = seen.get(match.text);
            if (first === undefined) seen.set(match.text, match);
            else reportLost(context, view, {
              object: fact.ref,
              severity: 'info',
              message: `a match of VirtualService ${fact.ref.name} decides nothing: an earlier rule takes the same requests`,
              place: match.at,
              related: [{ at: first.at, text: 'the same match' }],
              fix: { text: 'Remove one of the two matches.' },
              what: `match ${protocol} ${match.text}`,
            });
          }
        }
  },
});
