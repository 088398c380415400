import type { MeshRule, VirtualServiceFact } from '../../../analyzer/facts/mesh.js';
import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'unreachable-mesh-route',
  theme: 'traffic',
  severity: 'warning',
  summary: 'A rule of a VirtualService stands behind one that takes all its requests, so it is never used.',
  rationale: `
Rules are tried from top to bottom, and the first that matches decides. A rule without match takes everything; a rule whose matches
were all used before gets nothing. What the rule was to do (a timeout, a canary, a redirect for one path) does not happen, while
whoever reads the file believes that it does.`,
  fix: 'Put the more specific rule first, and keep at most one rule without match, at the end.',
  limits: 'Matches are compared as a whole, not by what they could cover: a prefix that shadows a longer one is not seen. Rules of http, tls and tcp are lists of their own.',
  references: ['https://istio.io/latest/docs/ops/best-practices/traffic-management/', 'https://istio.io/latest/docs/reference/config/analysis/ist0130/'],
  needs: ['virtual-service'],
  options: {},
  optionDocs: {},
  peers: ['istio/IST0130'],
  check(context) {
    for (const view of clusters(context))
      for (const fact of view.declared('virtual-service')) {
        context.looked();
        for (const { at, by } of unreachable(fact))
          reportLost(context, view, {
            object: fact.ref,
            severity: 'warning',
            message: `a rule of VirtualService ${fact.ref.name} is never used: an earlier one takes all its requests`,
            place: at,
            related: [{ at: by.at, text: by.matches.length === 0 ? 'takes every request' : 'takes the same requests' }],
            fix: { text: 'Move the rule before the one that hides it, or remove it.' },
            what: `rule ${fact.rules.findIndex((each) => each.at === at)}`,
          });
      }
  },
});

function* unreachable({ rules }: VirtualServiceFact): Generator<{ readonly at: MeshRule['at']; readonly by: MeshRule }> {
  for (const protocol of ['http', 'tls', 'tcp']) {
    const seen = new Map<string, MeshRule>();
    let everything: MeshRule | undefined;
    for (const rule of rules.filter((each) => each.protocol === protocol)) {
      const hidden = everything ?? (rule.matches.length > 0 && rule.matches.every(({ text }) => seen.has(text)) ? seen.get(rule.matches[0]!.text) : undefined);
      if (hidden) yield { at: rule.at, by: hidden };
      if (rule.matches.length === 0) everything ??= rule;
      for (const { text } of rule.matches) if (!seen.has(text)) seen.set(text, rule);
    }
  }
}
