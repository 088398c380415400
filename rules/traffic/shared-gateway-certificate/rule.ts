import { matchesLabels } from '../../../analyzer/facts/selectors.js';
import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { amongVariants, together } from '../../support/mesh/variants.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'shared-gateway-certificate',
  theme: 'traffic',
  severity: 'warning',
  summary: 'Two Istio Gateways on the same proxies use one certificate, so browsers reach the wrong one over a reused connection.',
  rationale: `
HTTP/2 lets a client use an open connection for another host when the certificate covers both. With one certificate in two Gateways a
browser that has talked to the first sends requests for the second over the same connection; there the first Gateway answers, which
knows nothing of that host: 404. It happens to some users, sometimes, and never to \`curl\`.`,
  fix: 'Serve both hosts from one Gateway, or give each its own certificate.',
  limits: 'Certificates count as the same when both servers name one Secret. It is reported for the Gateway whose selector the other one covers, for both where they are the same.',
  references: ['https://istio.io/latest/docs/ops/common-problems/network-issues/#404-errors-occur-when-multiple-gateways-configured-with-same-tls-certificate', 'https://istio.io/latest/docs/reference/config/analysis/ist0138/'],
  needs: ['mesh-gateway'],
  options: {},
  optionDocs: {},
  peers: ['istio/IST0138'],
  check(context) {
    for (const view of clusters(context)) {
      const all = together(view, 'mesh-gateway');
      context.looked(all.length);
      for (const fact of all) {
        const servers = fact.servers.filter(({ credential }) => credential !== undefined);
        const twin = all.filter((other) => other !== fact && (Object.keys(fact.selector).length === 0 || matchesLabels(fact.selector, other.selector)))
          .flatMap((other) => other.servers.flatMap((each) => servers.filter((own) => own.credential!.text === each.credential?.text).map((own) => ({ other, each, own }))))[0];
        if (twin)
          reportLost(context, view, {
            object: fact.ref,
            severity: amongVariants(view, fact, twin.other) ? 'info' : 'warning',
            message: `browsers get 404 from Gateway ${fact.ref.name} or ${twin.other.ref.name} over connections that they reuse: both serve with certificate ${twin.own.credential!.text}`,
            place: twin.own.credential!.at,
            related: [{ at: twin.each.credential!.at, text: `Gateway ${twin.other.ref.name} uses it, too` }],
            fix: { text: `Serve the hosts of ${fact.ref.name} and ${twin.other.ref.name} from one Gateway, or with a certificate each.` },
            what: `certificate ${twin.own.credential!.text}`,
          });
      }
    }
  },
});
