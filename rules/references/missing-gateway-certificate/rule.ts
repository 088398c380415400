import type { Place } from '../../../analyzer/facts/place.js';
import type { ConfigFact, ObjectRef } from '../../../analyzer/facts/types.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters, operatorMayMake } from '../../support/objects.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'missing-gateway-certificate',
  theme: 'references',
  severity: 'warning',
  summary: 'A gateway or Ingress serves TLS with a certificate from a Secret that is not there, or that holds none.',
  rationale: `
A gateway loads its certificate from a Secret when the first client connects. Without it the handshake fails, and the browser shows
a connection error before any HTTP happens; an Ingress falls back to a self-signed certificate, which clients refuse as well. The
routes behind it may be right to the last line.`,
  fix: 'Have the Secret made (Certificate, ExternalSecret) where the gateway runs, with the keys `tls.crt` and `tls.key`.',
  limits: `
- Secrets with keys are usually made elsewhere: one that is not declared is information. One that is declared without a
  certificate's keys is a warning. Whether the certificate is valid, or has expired, is not looked at: contents of Secrets are not read.
- Secrets are looked for by name in all stacks, because a gateway may run in another namespace than its Gateway.`,
  references: ['https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/', 'https://istio.io/latest/docs/reference/config/analysis/ist0161/'],
  needs: ['mesh-gateway', 'gateway', 'route'],
  options: { kinds: ['Gateway', 'Ingress'] as readonly string[], checks: ['missing', 'keys'] as readonly string[] },
  optionDocs: { kinds: 'Kinds of objects that are looked at.', checks: 'What is reported: missing Secrets, Secrets without a certificate.' },
  peers: [{ id: 'istio/IST0101', options: { kinds: ['Gateway'], checks: ['missing'] } }, { id: 'istio/IST0161', options: { kinds: ['Gateway'], checks: ['keys'] } }],
  check(context) {
    const secrets = context.stacks.flatMap((view) => view.configs.filter(({ ref }) => ref.kind === 'Secret'));
    for (const view of clusters(context))
      for (const { ref, secret, at } of credentialsOf(view)) {
        if (!context.options.kinds.includes(ref.kind) || isTemplated(secret)) continue;
        context.looked();
        const found = secrets.filter((each) => each.ref.name === secret);
        const missing = found.length === 0 && !operatorMayMake(view, [secret]);
        if (missing && context.options.checks.includes('missing'))
          reportLost(context, view, {
            object: ref,
            severity: 'info',
            message: `TLS of ${ref.kind} ${ref.name} fails until somebody makes Secret ${secret} with its certificate`,
            place: at,
            fix: { text: `Declare what makes Secret ${secret}, or correct the name.` },
            what: `secret ${secret}`,
          });
        if (found.length > 0 && !found.some(holdsCertificate) && context.options.checks.includes('keys'))
          reportLost(context, view, {
            object: ref,
            severity: 'warning',
            message: `TLS of ${ref.kind} ${ref.name} fails: Secret ${secret} has no certificate and key, only ${found[0]!.entries.map(({ key }) => key).join(', ') || 'nothing'}`,
            place: at,
            related: [{ at: found[0]!.at, text: `Secret ${secret}` }],
            fix: { text: `Put tls.crt and tls.key into Secret ${secret}.` },
            what: `secret ${secret}`,
          });
      }
  },
});

/** https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/#key-formats : a placeholder without keys may be filled by anybody. */
function holdsCertificate({ entries, keysUnknown }: ConfigFact): boolean {
  const keys = new Set(entries.map(({ key }) => key));
  return keysUnknown === true || (keys.has('tls.crt') && keys.has('tls.key')) || (keys.has('cert') && keys.has('key'));
}

const credentialsOf = (view: StackView): { readonly ref: ObjectRef; readonly secret: string; readonly at: Place }[] => [
  ...view.declared('mesh-gateway').flatMap(({ ref, servers }) => servers.flatMap(({ credential }) => (credential ? [{ ref, secret: credential.text.slice(credential.text.indexOf('/') + 1), at: credential.at }] : []))),
  ...view.gateways.filter(({ ref }) => ref.apiVersion?.startsWith('gateway.networking.k8s.io/')).flatMap(({ ref, listeners }) => listeners.flatMap(({ secrets, at }) => secrets.filter(({ kind }) => kind === 'Secret').map(({ name }) => ({ ref, secret: name, at })))),
  ...view.routes.filter(({ fact }) => fact.ref.kind === 'Ingress').flatMap(({ fact }) => fact.secrets.map(({ name, at }) => ({ ref: fact.ref, secret: name, at }))),
];
