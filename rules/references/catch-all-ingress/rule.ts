import type { RouteFact } from '../../../analyzer/facts/types.js';
import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'catch-all-ingress',
  theme: 'references',
  severity: 'info',
  summary: 'An Ingress takes requests for every host, so one service answers what was meant for others.',
  rationale: `
A rule without host, with \`*\`, or a default backend takes whatever no other rule wants. A host that is misspelt, or whose Ingress was
deleted, then gets the pages of another service with status 200 instead of an error, and monitoring stays green. It also makes one
service the target of every scanner that knows the address.`,
  fix: 'Name the hosts, and leave the rest to the default of the controller, which answers 404.',
  limits: 'It is information: a gateway with one service may well take everything. A wildcard for the subdomains of one domain is counted only when `wildcardHost` says so.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards'],
  needs: ['route'],
  options: { emptyHost: true, starHost: true, wildcardHost: false, defaultBackend: true },
  optionDocs: { emptyHost: 'Report rules without host.', starHost: 'Report the host `*`.', wildcardHost: 'Report hosts such as `*.example.com`.', defaultBackend: 'Report default backends.' },
  peers: [
    { id: 'kyverno/disallow-empty-ingress-host', options: { starHost: false, defaultBackend: false } },
    { id: 'kyverno/restrict-ingress-defaultbackend', options: { emptyHost: false, starHost: false } },
    { id: 'datree/6', options: { emptyHost: false, defaultBackend: false } },
  ],
  check(context) {
    const { emptyHost, starHost, wildcardHost, defaultBackend } = context.options;
    const isOpen = (backend: RouteFact['backends'][number]): boolean => {
      if (backend.fallback) return defaultBackend;
      if (backend.host === '*') return starHost;
      return backend.host === undefined || backend.host === '' ? emptyHost : wildcardHost && backend.host.startsWith('*');
    };
    for (const view of clusters(context))
      for (const { fact } of view.routes) {
        if (fact.ref.kind !== 'Ingress') continue;
        context.looked();
        const [first, ...others] = fact.backends.filter(isOpen);
        if (first === undefined) continue;
        reportLost(context, view, {
          object: fact.ref,
          severity: 'info',
          message: `Ingress ${fact.ref.name} sends ${first.fallback ? 'every request that no rule takes' : first.host === undefined || first.host === '' || first.host === '*' ? 'requests for every host' : `requests for every host under ${first.host.slice(2)}`} to ${first.ref.name}`,
          place: first.at,
          related: others.map(({ at, ref }) => ({ at, text: `and so does ${ref.name}` })),
          fix: { text: `Name the hosts of Ingress ${fact.ref.name}.` },
          what: 'hosts',
        });
      }
  },
});
