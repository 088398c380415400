import type { Container, ServiceFact } from '../../analyzer/facts/types.js';
import type { Workload } from '../../analyzer/system/system.js';
import { mainContainers } from './workloads.js';

/** Services that requests come through; through the others a monitoring system looks at the pods, and it is not turned away. */
export const requestServices = ({ services }: Pick<Workload, 'services'>): readonly ServiceFact[] => services.filter((service) => !isForMetrics(service));

const isForMetrics = ({ ref, ports }: ServiceFact): boolean => ports.length > 0 && (/-metrics(?:-service)?$/.test(ref.name) || ports.every(({ name = '' }) => METRICS.test(name)));

const METRICS = /(?:^|-)(?:metrics|prometheus|telemetry)(?:-|$)/;

export interface Serving {
  readonly container: Container;
  readonly service: ServiceFact;
  readonly port: ServiceFact['ports'][number];
}

/**
 * Main containers that a Service sends traffic to. A container counts when it declares the target port, or when it is the
 * only one, because declaring ports is optional. Which of several silent containers listens is not known, so none counts.
 */
export function servingContainers(workload: Workload): Serving[] {
  const all = mainContainers(workload.fact);
  return all.flatMap((container) => {
    for (const service of requestServices(workload)) {
      const port = service.ports.find((p) => declares(container, p)) ?? (all.length === 1 ? service.ports[0] : undefined);
      if (port) return [{ container, service, port }];
    }
    return [];
  });
}

function declares({ ports }: Container, { port, targetPort = port }: ServiceFact['ports'][number]): boolean {
  return ports.some((own) => (typeof targetPort === 'number' ? own.port === targetPort : own.name === targetPort));
}
