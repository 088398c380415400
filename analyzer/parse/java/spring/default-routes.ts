import { compareText, type Place } from '../../../facts/place.js';
import type { ClientFact } from '../../../facts/types.js';
import { providesOf } from '../packages.js';
import { isGateway, route } from './routes.js';
import { artifactOf, settingOf, type Service } from './service.js';
import { starters } from './starters.js';

/**
 * Where no route is declared, Zuul and Spring Cloud Gateway's discovery locator pass `/orders/**` on to whatever is registered
 * as `orders`. https://docs.spring.io/spring-cloud-netflix/docs/2.2.x/reference/html/#netflix-zuul-reverse-proxy
 * Registries, configuration servers and dashboards can be reached this way, too; nobody means them.
 */
export function defaultRoutes(services: readonly Service[], routing: ReadonlySet<string>): ClientFact[] {
  return services.flatMap((gateway) => {
    const at = routing.has(gateway.module.root) || !isGateway(gateway) || !isRegistered(gateway) || isConfiguredElsewhere(gateway) ? undefined : routesByName(gateway);
    if (!at) return [];
    const others = services.filter((other) => isRegistered(other) && !isGateway(other) && (providesOf(other)?.kind ?? 'identity') === 'identity');
    const names = new Set(nearest(gateway, others).flatMap(({ application }) => application ?? []));
    return names.size === 0 ? [] : [{ ...route(gateway, { at }, []), targets: [...names].sort(compareText).map((name) => [{ text: `http://${name}/` }]) }];
  });
}

/** What makes routes of registered names; undefined where nothing does. */
function routesByName(gateway: Service): Place | undefined {
  const ignored = settingOf(gateway, ['zuul.ignored-services'])?.raw.trim();
  const zuul = gateway.annotations.get('EnableZuulProxy')?.at;
  if (zuul) return ignored === '*' ? undefined : zuul;
  const locator = settingOf(gateway, ['spring.cloud.gateway.discovery.locator.enabled', 'spring.cloud.gateway.server.webflux.discovery.locator.enabled']);
  return locator?.raw.trim() === 'true' ? locator.at : undefined;
}

/** Its routes may be in a repository that is not here. */
const isConfiguredElsewhere = (service: Service): boolean => !service.served && artifactOf(service, ['spring-cloud-starter-config', 'spring-cloud-config-client']) !== undefined;

const REGISTRIES = starters.filter(({ dependency }) => dependency === 'registers');

const isRegistered = (service: Service): boolean => REGISTRIES.some(({ artifacts, annotations, properties }) => artifactOf(service, artifacts) ?? annotations?.some((name) => service.annotations.has(name)) ?? settingOf(service, properties, 'own'));

/** Of a tree that holds a system twice, those that share most folders with the gateway. */
function nearest(gateway: Service, others: readonly Service[]): readonly Service[] {
  const names = others.flatMap(({ application }) => application ?? []);
  if (new Set(names).size === names.length) return others;
  const folders = gateway.module.root.split('/').slice(0, -1);
  const shared = ({ module }: Service): number => {
    const apart = folders.findIndex((folder, i) => folder !== module.root.split('/')[i]);
    return apart === -1 ? folders.length : apart;
  };
  const most = Math.max(...others.map(shared));
  return others.filter((other) => shared(other) === most);
}
