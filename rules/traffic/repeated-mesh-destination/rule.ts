import type { MeshDestination } from '../../../analyzer/facts/mesh.js';
import { defineRule } from '../../define.js';
import { reportLost } from '../../support/lost.js';
import { fullName } from '../../support/mesh/names.js';
import { registryOf } from '../../support/mesh/registry.js';
import { clusters } from '../../support/objects.js';

export const rule = defineRule({
  id: 'repeated-mesh-destination',
  theme: 'traffic',
  severity: 'info',
  summary: 'A route splits traffic between two destinations that are the same.',
  rationale: `
A split of 90 to 10 between one subset and itself is no split: all requests go to the same pods. It is what remains of a canary whose
subset was renamed in one place only, and the release that it was to guard then goes to everybody at once.`,
  fix: 'Give each destination of the route its own subset or host, or keep one.',
  limits: 'Host, subset and port are compared as they are written, inside one route.',
  references: ['https://istio.io/latest/docs/tasks/traffic-management/traffic-shifting/'],
  needs: ['virtual-service'],
  options: { ports: true },
  optionDocs: { ports: 'Two ports of one host are two destinations.' },
  peers: [{ id: 'kiali/KIA1105', options: { ports: false } }],
  check(context) {
    const { nameOf } = registryOf(context.system);
    for (const view of clusters(context))
      for (const fact of view.declared('virtual-service'))
        for (const { destinations } of fact.rules) {
          context.looked();
          const seen = new Map<string, MeshDestination>();
          for (const destination of destinations) {
            if (destination.mirror) continue;
            const key = `${fullName(nameOf(view, fact.ref, destination.host))} ${destination.subset?.text ?? ''} ${context.options.ports ? (destination.port ?? '') : ''}`;
            const first = seen.get(key);
            if (first === undefined) seen.set(key, destination);
            else reportLost(context, view, {
              object: fact.ref,
              severity: 'info',
              message: `VirtualService ${fact.ref.name} splits traffic between ${destination.host}${destination.subset ? ` ${destination.subset.text}` : ''} and itself`,
              place: destination.subset?.at ?? destination.at,
              related: [{ at: first.at, text: 'the same destination' }],
              fix: { text: 'Name another subset, or remove one of the two destinations.' },
              what: `destination ${key}`,
            });
          }
        }
  },
});
