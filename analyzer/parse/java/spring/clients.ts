import type { Place } from '../../../facts/place.js';
import type { Template } from '../../../facts/template.js';
import type { ClientFact } from '../../../facts/types.js';
import { placeholders } from '../../source/index.js';
import { canonical } from '../settings/entry.js';
import { propertySettings } from './properties.js';
import { otherDataSources } from './data-sources.js';
import { issuer, providerEntries } from './oauth.js';
import { artifactOf, settingOf, type Service } from './service.js';
import { startNeeds } from './start-needs.js';
import { property, starters, type Starter } from './starters.js';

type Provides = 'gateway' | 'discovery' | 'config-server' | 'monitoring' | 'identity' | undefined;

/** Clients that no line of code calls: what the class path and the configuration of a service bring with them. */
export function starterClients(service: Service, provides: Provides): ClientFact[] {
  const brought = starters.flatMap((starter) => {
    if (starter.notFor !== undefined && starter.notFor === provides) return [];
    const because = reasonOf(service, starter);
    return because ? starterClient(service, starter, because) : [];
  });
  return [...withoutRepetition(brought), ...peers(service, provides), ...databases(service), ...providers(service), ...dubboRegistry(service), ...gitBackend(service), ...turbine(service)];
}

/** Where it is written that the service has this starter; undefined when it has not. */
function reasonOf(service: Service, starter: Starter): Place | undefined {
  const reason = artifactOf(service, starter.artifacts) ?? starter.annotations?.map((name) => service.annotations.get(name)?.at).find((at) => at !== undefined) ?? settingOf(service, starter.properties, 'own')?.at;
  if (!reason) return undefined;
  return starter.needs && !settingOf(service, starter.needs) ? undefined : reason;
}

function starterClient(service: Service, starter: Starter, because: Place): ClientFact[] {
  const targets = starter.library === 'spring-cloud-config-client' ? configTargets(service) : starter.needs && starter.targets.length > 1 ? starter.targets.filter((target) => settingOf(service, propertiesOf(target))) : starter.targets;
  const written = settingOf(service, targets.flatMap(propertiesOf));
  const means = starter.means?.role === 'identity' ? { means: issuer(service) } : {};
  const inUse = settingOf(service, starter.inUseWith);
  return [{ ...client(service, { ...starter, ...means }, targets, because, written?.at ?? because), ...(inUse && !/^0*\.?0*$/.test(inUse.raw.trim()) ? { inUse: true } : {}) }];
}

/** A registry that is told of another one registers there and copies what that knows. */
function peers(service: Service, provides: Provides): ClientFact[] {
  const written = provides === 'discovery' ? settingOf(service, ['eureka.client.service-url.defaultZone'], 'own') : undefined;
  const eureka = starters.find(({ library }) => library === 'eureka-client');
  return written && eureka ? [client(service, { ...eureka, strength: 'soft' }, eureka.targets, written.at, written.at)] : [];
}

const databases = (service: Service): ClientFact[] =>
  otherDataSources(service).map(({ entry: { key, at }, library }) => client(service, { library, dependency: 'stores', protocol: library === 'hikaricp' ? 'sql' : 'mongodb' }, [[{ property: key }]], at, at));

/** Who signs users in with another's account asks that other for the tokens. */
const providers = (service: Service): ClientFact[] =>
  providerEntries(service).map(({ key, at }) => client(service, { library: 'spring-security-oauth2', dependency: 'calls', protocol: 'http', means: issuer(service) }, [[{ property: key }]], at, at));

const propertiesOf = (template: Template): string[] => template.flatMap((part) => ('property' in part ? [part.property, ...propertiesOf(part.fallback ?? [])] : []));

/** By address, or by the name under which the configuration server is registered. */
function configTargets(service: Service): readonly Template[] {
  const byName = settingOf(service, ['spring.cloud.config.discovery.enabled'])?.raw.trim() === 'true';
  return byName ? [property(['spring.cloud.config.discovery.service-id'], 'configserver')] : [property(['spring.cloud.config.uri'], 'http://localhost:8888')];
}

function client(service: Service, { library, dependency, protocol, means, phase, strength, offWhenFalse }: Pick<Starter, 'library' | 'dependency' | 'protocol' | 'means' | 'phase' | 'strength' | 'offWhenFalse'>, targets: readonly Template[], at: Place, targetAt: Place): ClientFact {
  return {
    kind: 'client',
    id: `${targetAt.file}:${targetAt.line}:${targetAt.column}:${service.module.root}:${library}`,
    packages: [service.module.root],
    library, dependency, protocol, targets, targetAt, at,
    channels: [],
    calls: [],
    phase: phase ?? 'request',
    strength: strength ?? (dependency === 'observes' ? 'soft' : 'hard'),
    settings: [...propertySettings(service, library, undefined), ...startNeeds(service, library)],
    ...(means ? { means } : {}),
    ...(offWhenFalse ? { offWhenFalse } : {}),
  };
}

const GIT = /^spring\.cloud\.config\.server\.(?:git|composite\[\d+\]|git\.repos\.[^.]+)\.uri$/;

/** The repository that a configuration server reads; a folder of its own machine is none. */
function gitBackend(service: Service): ClientFact[] {
  if (!artifactOf(service, ['spring-cloud-config-server', 'spring-cloud-starter-config-server'])) return [];
  const written = service.own.filter(({ key }) => GIT.test(canonical(key)));
  const remote = written.filter(({ raw }) => /^(?:https?|git|ssh):\/\/|^[\w.-]+@[\w.-]+:|^\$\{/.test(raw));
  return (remote.length > 0 ? remote : written).flatMap((entry) => {
    const shape = { library: 'git', dependency: 'configures', protocol: 'http', phase: 'startup' } as const;
    const beside = outsideFolder(entry.raw);
    if (beside !== undefined) return [client(service, { ...shape, means: { external: beside } }, [[]], entry.at, entry.at)];
    if (!remote.includes(entry)) return [];
    const url = placeholders(entry.raw.replace(/^[\w.-]+@([\w.-]+):(?!\/\/)/, 'ssh://$1/').replace(/^(\w+:\/\/)[^/@]*@/, '$1').replace(/\{[^${}]*\}/g, ''));
    return [client(service, shape, [url], entry.at, entry.at)];
  });
}

/** `file:///${PWD}/../../config-repo/` is a repository beside this one; its folder's name is all that is known of it. */
const outsideFolder = (raw: string): string | undefined => /^file:.*\/\.\.\/(?:\.\.\/)*([\w.-]+)\/?$/.exec(raw)?.[1];

/** Dubbo's registry is whatever the address's scheme says: `nacos://host:8848`. */
function dubboRegistry(service: Service): ClientFact[] {
  const entry = settingOf(service, ['dubbo.registry.address', 'dubbo.registries.default.address']);
  const technology = entry && /^(zookeeper|nacos|consul|etcd)3?:\/\//.exec(entry.raw.trim())?.[1];
  return entry && technology ? [client(service, { library: 'dubbo', dependency: 'registers', protocol: 'http', phase: 'startup', means: { role: 'discovery', technology } }, [[{ property: entry.key }]], entry.at, entry.at)] : [];
}

/** Turbine gathers the streams of the applications that it names. */
function turbine(service: Service): ClientFact[] {
  const entry = settingOf(service, ['turbine.app-config', 'turbine.appconfig']);
  if (!entry || !(service.annotations.has('EnableTurbine') || artifactOf(service, ['spring-cloud-starter-netflix-turbine', 'spring-cloud-netflix-turbine', 'spring-cloud-starter-turbine']))) return [];
  const names = entry.raw.split(',').map((name) => name.trim()).filter((name) => /^[\w.-]+$/.test(name));
  return names.length === 0 ? [] : [client(service, { library: 'turbine', dependency: 'observes', protocol: 'http' }, names.map((name) => [{ text: `http://${name}/` }]), entry.at, entry.at)];
}

function withoutRepetition(clients: readonly ClientFact[]): ClientFact[] {
  const seen = new Set<string>();
  return clients.filter((fact) => {
    // The registry's own starter says more than the annotation, an address more than none.
    const key = `${fact.dependency === 'registers' ? fact.dependency : fact.library}`;
    return !seen.has(key) && Boolean(seen.add(key));
  });
}
