import type { Place } from '../../../facts/place.js';
import type { Template } from '../../../facts/template.js';
import type { ClientFact } from '../../../facts/types.js';
import { concat } from '../../source/index.js';
import type { Entry } from '../settings/entry.js';
import { propertySettings } from './properties.js';
import { artifactOf, isFalse, type Service } from './service.js';

const GATEWAY = /^spring\.cloud\.gateway\.(?:(?:server\.)?(?:webflux|webmvc|mvc)\.)?routes\[\d+\]\.uri$/i;
const ZUUL = /^zuul\.routes\.([^.]+)(?:\.(path|url|service-?id))?$/i;

/** Routes that a gateway's configuration declares: who it forwards to. */
export function routeClients(service: Service): ClientFact[] {
  if (!isGateway(service) || isFalse(service, 'spring.cloud.gateway.enabled')) return [];
  const entries = [...service.own, ...service.shared];
  const routed = [...entries.filter(({ key }) => GATEWAY.test(key)).map((entry) => ({ entry, target: entry.value })), ...zuulRoutes(entries)];
  return routed.flatMap(({ entry, target }) => (target && !/^(?:forward|no):/.test(entry.raw) ? [route(service, entry, withoutBalancer(target))] : []));
}

/** `lb:http://orders` is `lb://orders` with its scheme. */
const withoutBalancer = ([first, ...rest]: Template): Template => (first && 'text' in first ? [{ text: first.text.replace(/^lb:(?=\w+:\/\/)/, '') }, ...rest] : first ? [first, ...rest] : []);

const STARTER = /^spring-cloud-(?:starter-)?gateway(?:-|$)/;
const LOCATOR = /^spring\.cloud\.gateway\..*discovery\.locator\.enabled$/i;
const OWN_WORK = ['RestController', 'Entity', 'Document', 'EnableJpaRepositories', 'KafkaListener', 'RabbitListener'];

/**
 * What makes the service a gateway. Zuul is switched on by an annotation. Spring Cloud Gateway runs by itself: without a route
 * anywhere, a service that has work of its own is none.
 */
export function gatewayAt(service: Service): Place | undefined {
  const { module, annotations, own } = service;
  const zuul = annotations.get('EnableZuulProxy') ?? annotations.get('EnableZuulServer');
  if (zuul) return zuul.at;
  const [, at] = [...module.artifacts].find(([artifact]) => STARTER.test(artifact)) ?? [];
  const routes = service.routesInCode || own.some(({ key }) => GATEWAY.test(key) || LOCATOR.test(key)) || isConfiguredElsewhere(service);
  return routes || !OWN_WORK.some((name) => annotations.has(name)) ? at : undefined;
}

export const isGateway = (service: Service): boolean => gatewayAt(service) !== undefined;

/** Its routes may be in a repository that is not here. */
export const isConfiguredElsewhere = (service: Service): boolean => !service.servedHere && artifactOf(service, ['spring-cloud-starter-config', 'spring-cloud-config-client']) !== undefined;

/** `url`, else `serviceId`, else the route's own name is the service; `zuul.routes.users: /users/**` is the short form. */
function zuulRoutes(entries: readonly Entry[]): { readonly entry: Entry; readonly target: Template | undefined }[] {
  const routes = new Map<string, Map<string, Entry>>();
  for (const entry of entries) {
    const found = ZUUL.exec(entry.key);
    if (!found) continue;
    const route = routes.get(found[1]!) ?? new Map<string, Entry>();
    const attribute = found[2]?.toLowerCase().replace('-', '') ?? 'path';
    if (!route.has(attribute)) route.set(attribute, entry);
    routes.set(found[1]!, route);
  }
  return [...routes].map(([name, route]) => {
    const entry = route.get('url') ?? route.get('serviceid') ?? route.get('path')!;
    const target = route.get('url')?.value ?? (route.has('serviceid') ? concat([{ text: 'http://' }], route.get('serviceid')!.value ?? []) : [{ text: `http://${name}/` }]);
    return { entry, target };
  });
}

export const route = (service: Service, entry: Pick<Entry, 'at'>, target: Template): ClientFact => ({
  kind: 'client',
  id: `${entry.at.file}:${entry.at.line}:${entry.at.column}:${service.module.root}:route`,
  packages: [service.module.root],
  library: 'spring-cloud-gateway',
  dependency: 'routes',
  protocol: 'http',
  targets: [target],
  targetAt: entry.at,
  at: entry.at,
  channels: [],
  calls: [],
  phase: 'request',
  strength: 'hard',
  settings: propertySettings(service, 'spring-cloud-gateway', undefined),
});
