import { autoscaler, budget, configMap, deployment, namespaceOf, serviceOf, store } from './manifests.js';

/**
 * A generated repository: path -> text. Shaped like the ones that teams keep: a folder for each namespace, a file for each
 * service, several documents a file, and a few stores that many services share. The same count gives the same bytes.
 * `fewestCalls`: each service names so many others, or up to two more.
 */
export function generateRepository(resources: number, fewestCalls = 2): Record<string, string> {
  const random = generator(resources);
  const files: Record<string, string> = {};
  let left = resources;
  for (let namespace = 0; left > 0; namespace++) {
    const name = `team-${namespace}`;
    const documents: (readonly [path: string, documents: string[]])[] = [
      [`deploy/${name}/namespace.yaml`, [namespaceOf(name)]],
      [`deploy/${name}/postgres.yaml`, store(name, 'postgres', 'postgres:16.3', 5432)],
      [`deploy/${name}/redis.yaml`, store(name, 'redis', 'redis:7.2', 6379)],
      ...Array.from({ length: servicesInNamespace }, (_, service) => [`deploy/${name}/${serviceName(service)}.yaml`, serviceFile(name, namespace, service, random, fewestCalls)] as const),
    ];
    for (const [path, texts] of documents) {
      const taken = texts.slice(0, left);
      if (taken.length > 0) files[path] = taken.join('---\n');
      left -= taken.length;
    }
  }
  return files;
}

const servicesInNamespace = 20;
const domains = ['cart', 'catalog', 'checkout', 'orders', 'payments', 'pricing', 'search', 'shipping', 'users', 'wishlist'];
const serviceName = (service: number): string => `${domains[service % domains.length]!}-${service < domains.length ? 'api' : 'worker'}`;

/** Deployment, Service, ConfigMap, HorizontalPodAutoscaler, PodDisruptionBudget; every fourth service lacks the last two. */
function serviceFile(namespace: string, index: number, service: number, random: () => number, fewestCalls: number): string[] {
  const name = serviceName(service);
  const hosts = Array.from({ length: fewestCalls + Math.floor(random() * 3) }, () => calleeOf(index, service, random));
  const calls = [...new Set(hosts)].flatMap((host) => (host === undefined ? [] : [{ name: `${host.replace(/\..*/, '').toUpperCase().replace(/-/g, '_')}_URL`, value: `http://${host}:8080` }]));
  const replicas = 1 + Math.floor(random() * 4);
  const files = [deployment(namespace, name, replicas, calls), serviceOf(namespace, name), configMap(namespace, name)];
  return service % 4 === 3 ? files : [...files, autoscaler(namespace, name, replicas), budget(namespace, name)];
}

/**
 * Calls go downwards, as in systems that work: to a later service of the namespace, one in seven to an earlier namespace of the
 * same group of five, and one in seven to the platform that all share.
 */
function calleeOf(index: number, service: number, random: () => number): string | undefined {
  const later = serviceName(service + 1 + Math.floor(random() * (servicesInNamespace - service - 1)));
  const any = serviceName(Math.floor(random() * servicesInNamespace));
  const earlier = index - 1 - Math.floor(random() * (index % 5));
  const kind = random() * 7;
  if (kind < 1 && index % 5 > 0) return `${any}.team-${earlier}.svc.cluster.local`;
  if (kind > 6 && index > 0) return `${serviceName(Math.floor(random() * 4))}.team-0.svc.cluster.local`;
  return service + 1 < servicesInNamespace ? later : undefined;
}

/** Numbers in [0, 1) from a seed: a 32-bit mixing step (mulberry32), enough for shapes and the same everywhere. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
