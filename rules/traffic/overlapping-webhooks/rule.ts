import type { Webhook, WebhookFact } from '../../../analyzer/facts/mesh.js';
import type { Labels } from '../../../analyzer/facts/types.js';
import { matchesSelector } from '../../../analyzer/facts/selectors.js';
import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'overlapping-webhooks',
  theme: 'traffic',
  severity: 'warning',
  summary: 'Two injectors of the mesh take the same pods, which then get two proxies or the wrong one.',
  rationale: `
Each revision of Istio's control plane brings a webhook that injects its proxy. Their selectors have to divide the namespaces among
them. Where two match, the pod is changed twice, in the order of the webhooks' names: it starts with two proxies that fight for the
same ports, or with the one that was to be retired.`,
  fix: 'Let the namespaceSelector and objectSelector of each injector exclude what the others take.',
  limits: 'Only webhooks whose name ends with `istio.io`. They are tried on the labels by which namespaces and pods ask for injection, with every revision that a webhook of the tree names.',
  references: ['https://istio.io/latest/docs/setup/upgrade/canary/', 'https://istio.io/latest/docs/reference/config/analysis/ist0139/'],
  needs: ['webhook'],
  options: {},
  optionDocs: {},
  peers: ['istio/IST0139'],
  check(context) {
    for (const view of clusters(context)) {
      const all = view.declared('webhook').filter(({ ref }) => ref.kind === 'MutatingWebhookConfiguration').flatMap((fact) => fact.hooks.filter(({ name }) => name.endsWith('istio.io')).map((hook) => ({ fact, hook })));
      context.looked(all.length);
      const revisions = revisionsOf(all);
      const namespaces = labelsFor('istio-injection', ['enabled', 'disabled'], revisions);
      const objects = labelsFor('sidecar.istio.io/inject', ['true', 'false'], revisions);
      for (const { fact, hook } of all) {
        const twin = all.find((other) => other.hook !== hook && namespaces.some((labels) => objects.some((own) => takes(hook, labels, own) && takes(other.hook, labels, own))));
        if (twin) reportLost(context, view, {
          object: fact.ref,
          severity: 'warning',
          message: `pods may be injected twice: webhook ${hook.name} of ${fact.ref.name} and ${twin.hook.name} of ${twin.fact.ref.name} take the same ones`,
          place: hook.at,
          related: [{ at: twin.hook.at, text: `${twin.fact.ref.name} takes them, too` }],
          fix: { text: 'Let the selectors of the two webhooks exclude each other.' },
          what: `webhook ${hook.name}`,
        });
      }
    }
  },
});

const takes = ({ namespaces, objects }: Webhook, ofNamespace: Labels, ofObject: Labels): boolean => (!namespaces || matchesSelector(namespaces, ofNamespace)) && (!objects || matchesSelector(objects, ofObject));

function revisionsOf(all: readonly { readonly fact: WebhookFact; readonly hook: Webhook }[]): readonly string[] {
  const selectors = all.flatMap(({ hook }) => [hook.namespaces, hook.objects].filter((each) => each !== undefined));
  const asked = selectors.flatMap(({ matchLabels, matchExpressions }) => [...(matchLabels['istio.io/rev'] === undefined ? [] : [matchLabels['istio.io/rev']]), ...matchExpressions.filter(({ key }) => key === 'istio.io/rev').flatMap(({ values }) => values)]);
  return [...new Set([...all.flatMap(({ fact }) => fact.labels['istio.io/rev'] ?? []), ...asked])];
}

/** Every way of asking for injection, with and without each revision. */
function labelsFor(key: string, values: readonly string[], revisions: readonly string[]): readonly Labels[] {
  const plain: readonly Labels[] = [{}, ...values.map((value) => ({ [key]: value }))];
  return [...plain, ...revisions.flatMap((revision) => plain.map((labels) => ({ ...labels, 'istio.io/rev': revision })))];
}
