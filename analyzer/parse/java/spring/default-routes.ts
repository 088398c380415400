import { compareText, type Place } from '../../../facts/place.js';
import type { ClientFact } from '../../../facts/types.js';
import { providesOf } from '../packages.js';
import { canonical } from '../settings/entry.js';
import { isConfiguredElsewhere, isGateway, route } from './routes.js';
import { artifactOf, settingOf, type Service } from './service.js';
import { starters } from './starters.js';

/**
 * Zuul where no route is declared, and Spring Cloud Gateway's discovery locator always, pass `/orders/**` on to whatever is
 * registered as `orders`. https://docs.spring.io/spring-cloud-netflix/docs/2.2.x/reference/html/#netflix-zuul-reverse-proxy
 * Registries, configuration servers and dashboards can be reached this way, too; nobody means them.
 */
export function defaultRoutes(services: readonly Service[], routing: ReadonlySet<string>): ClientFact[] {
  return services.flatMap((gateway) => {
    if (!isGateway(gateway) || !isRegistered(gateway)) return [];
    const at = locator(gateway) ?? (routing.has(gateway.module.root) || isConfiguredElsewhere(gateway) ? undefined : zuul(gateway));
    if (!at) return [];
    const others = services.filter((other) => isRegistered(other) && !isGateway(other) && (providesOf(other)?.kind ?? 'identity') === 'identity');
    const ignored = ignoredBy(gateway);
    const names = new Set(nearest(gateway, others).flatMap(({ application }) => (application === undefined || ignored.some((prefix) => application.startsWith(prefix)) ? [] : [application])));
    return names.size === 0 ? [] : [{ ...route(gateway, { at }, []), targets: [...names].sort(compareText).map((name) => [{ text: `http://${name}/` }]) }];
  });
}

/** Beginnings of the names that Zuul makes no route of: `*` is that of every name, `legacy-*` of some. */
function ignoredBy({ own, shared }: Service): string[] {
  const patterns = [...own, ...shared].filter(({ key }) => /^zuul\.ignoredservices(?:\[\d+\])?$/.test(canonical(key))).flatMap(({ raw }) => raw.split(','));
  return patterns.map((pattern) => pattern.trim().replace(/^["']|["']$/g, '').replace(/\*.*$/, '')).filter((_, i) => patterns[i]!.trim() !== '');
}

const zuul = (gateway: Service): Place | undefined => gateway.annotations.get('EnableZuulProxy')?.at;

const LOCATOR = ['spring.cloud.gateway', 'spring.cloud.gateway.server.webflux', 'spring.cloud.gateway.server.webmvc'].map((prefix) => `${prefix}.discovery.locator.enabled`);

/** Somebody switched it on, for all names. */
function locator(gateway: Service): Place | undefined {
  const switched = settingOf(gateway, LOCATOR);
  return switched?.raw.trim() === 'true' ? switched.at : undefined;
}

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
