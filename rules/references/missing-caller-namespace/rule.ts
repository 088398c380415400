import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { nameOrAdd, reportLost } from '../../support/lost.js';
import { registryOf } from '../../support/mesh/registry.js';
import { clusters } from '../../support/objects.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'missing-caller-namespace',
  theme: 'references',
  severity: 'info',
  summary: 'An AuthorizationPolicy names a namespace of callers that is not there.',
  rationale: `
A rule that allows the callers of a namespace lets nobody in when the namespace is called otherwise. The callers get 403 from the
proxy of a service that is up, and a retry does not help them.`,
  fix: 'Name the namespace as it is called, or remove it from the rule.',
  limits: 'Namespaces are often made elsewhere, so this is information. Those that any object of the tree lives in count, and so does a pattern that covers one. Where the tree declares none, nothing is compared unless `always` says so.',
  references: ['https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source', 'https://istio.io/latest/docs/reference/config/analysis/ist0101/'],
  needs: ['mesh-policy'],
  options: { always: false },
  optionDocs: { always: 'Report also where the tree declares no Namespace.' },
  peers: [{ id: 'istio/IST0101', options: { always: true } }],
  check(context) {
    const declared = context.system.stacks.flatMap((view) => view.declared('object').filter(({ ref }) => ref.kind === 'Namespace').map(({ ref }) => ref.name));
    if (declared.length === 0 && !context.options.always) return;
    const known = new Set([...declared, ...registryOf(context.system).namespaces]);
    for (const view of clusters(context)) for (const policy of view.declared('mesh-policy')) for (const each of policy.access?.namespaces ?? []) {
      if (isTemplated(each.text)) continue;
      context.looked();
      if (![...known].some((name) => fits(each.text, name))) report(context, view, policy.ref, each, known);
    }
  },
});

/** `shop-*`, `*-shop` and `*`. */
const fits = (pattern: string, name: string): boolean => pattern === name || (pattern.startsWith('*') && name.endsWith(pattern.slice(1))) || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1)));

const report = (context: Pick<RuleContext, 'report'>, view: StackView, object: Parameters<typeof reportLost>[2]['object'], { text, at }: { readonly text: string; readonly at: Parameters<typeof reportLost>[2]['place'] }, known: ReadonlySet<string>): void =>
  reportLost(context, view, {
    object,
    severity: 'info',
    message: `no caller comes from namespace ${text}, which AuthorizationPolicy ${object.name} names: none here has this name`,
    place: at,
    fix: nameOrAdd(text, known, `Namespace ${text}`),
    what: `namespace ${text}`,
  });
