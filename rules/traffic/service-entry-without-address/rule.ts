import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'service-entry-without-address',
  theme: 'traffic',
  severity: 'info',
  summary: 'A ServiceEntry opens a TCP port without a virtual address, so its hosts cannot be told apart.',
  rationale: `
HTTP names its host in each request, TLS in its first bytes; plain TCP names none. Without an address of its own such an entry becomes a
listener for every address on that port, and a second entry with the same port takes over its traffic: the connection that was meant
for one database is opened to the other.`,
  fix: 'Give the entry `addresses`, or say `protocol: TLS` where it is TLS. New versions of Istio allocate addresses themselves.',
  limits: 'Since Istio 1.25 addresses are allocated unless that is switched off, so it is information. Whether the mesh allocates them is not read from its configuration.',
  references: ['https://istio.io/latest/docs/reference/config/networking/service-entry/', 'https://istio.io/latest/docs/reference/config/analysis/ist0134/'],
  needs: ['service-entry'],
  options: {},
  optionDocs: {},
  peers: ['istio/IST0134', 'kiali/KIA1211'],
  check(context) {
    for (const view of clusters(context))
      for (const { ref, addresses, ports } of view.declared('service-entry')) {
        context.looked();
        const [first, ...others] = addresses.length > 0 ? [] : ports.filter(({ protocol }) => protocol === '' || protocol === 'TCP');
        if (first) reportLost(context, view, {
          object: ref,
          severity: 'info',
          message: `connections to port ${first.number} of any host may go where ServiceEntry ${ref.name} says: the port is plain TCP, and the entry has no address`,
          place: first.at,
          related: others.map(({ at, number }) => ({ at, text: `and port ${number}` })),
          fix: { text: `Give ServiceEntry ${ref.name} an address, or its port a protocol that names the host.` },
          what: 'addresses',
        });
      }
  },
});
