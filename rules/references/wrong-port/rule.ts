import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';

export const rule = defineRule({
  id: 'wrong-port',
  theme: 'references',
  severity: 'warning',
  summary: 'A value of a container is the address of a Service with a port that the Service does not have.',
  rationale: `
A Service with an address of its own takes connections on its ports and drops all others, whatever its pods listen on. \`cart:8080\`, when
the Service has port 80 and leads it to 8080, is the usual case: it worked under Compose, or against the pod. The connection gets no
answer at all, so each call waits for its timeout, and the name resolves, so it does not look like a wrong address.`,
  fix: 'Use the port of the Service, not that of its pods; or give the Service the port.',
  limits: `
Headless Services lead to the pods themselves and take any port; ExternalName Services, too. An address without port is not judged,
since the program may add one, and neither is a value with a hole.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  needs: ['service'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of context.stacks) {
      if (view.partial) continue;
      context.looked(view.services.length);
      for (const { object, component, port, at } of view.dangling) {
        if (port === undefined) continue;
        const { ref, ports } = port.of;
        const has = ports.map((own) => `${own.port}${own.targetPort === undefined ? '' : ` (to ${own.targetPort})`}`).join(', ');
        reportLost(context, view, {
          object,
          component,
          severity: 'warning',
          message: `calls of ${object.name} to port ${port.number} of Service ${ref.name} get no answer: it has ${has} only`,
          place: at,
          related: [{ at: ports[0]!.at, text: `the ports of Service ${ref.name}` }],
          fix: { text: `Use port ${ports[0]!.port} of Service ${ref.name}, or add ${port.number} to it.` },
          what: `port ${ref.name} ${port.number}`,
        });
      }
    }
  },
});
