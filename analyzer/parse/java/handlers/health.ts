import type { ClientFact, HandlerFact } from '../../../facts/types.js';
import { formatPlace } from '../../../facts/place.js';
import { reachesFrom, type Steps } from '../../source/reach.js';
import type { SourceNode } from '../../source/index.js';
import { annotationOf, type CodeFile, type TypeDeclaration } from '../code/model.js';
import { artifactOf, settingOf, type Service } from '../spring/service.js';
import { joinPath } from './routes.js';

export const HEALTH_MARKS = /\bHealthIndicator\b|\bimplements\s+HealthCheck\b/;

type Reach = HandlerFact['reaches'][number];

/** One check of a health endpoint, under the name by which groups choose it. */
interface Check {
  readonly name: string;
  readonly reaches: readonly Reach[];
  /** MicroProfile: which endpoint asks it. */
  readonly of?: string;
}

/** Endpoints that a framework answers from checks that nobody calls in code: Spring's actuator, MicroProfile Health. */
export function healthHandlers<C>(service: Service, files: readonly CodeFile[], clients: readonly ClientFact[], steps: Steps<SourceNode, C>): HandlerFact[] {
  const written = files.flatMap(({ types }) => types).flatMap((type) => checkOf(type, steps));
  return [...actuator(service, clients, written.filter(({ of }) => of === undefined)), ...microProfile(service, clients, written.filter(({ of }) => of !== undefined))];
}

const INDICATOR = /^(?:Abstract)?(?:Reactive)?HealthIndicator$/;

function checkOf<C>(type: TypeDeclaration, steps: Steps<SourceNode, C>): Check[] {
  const isIndicator = type.supertypes.some((name) => INDICATOR.test(name));
  const scope = annotationOf(type.annotations, 'Liveness', 'Readiness', 'Startup', 'Health');
  if (!isIndicator && !(scope && type.supertypes.includes('HealthCheck'))) return [];
  const bodies = type.methods.filter(({ name, body }) => body && /^(?:health|doHealthCheck|call)$/.test(name));
  const plain = type.name.replace(/HealthIndicator$/, '');
  return [{ name: plain.charAt(0).toLowerCase() + plain.slice(1), reaches: bodies.flatMap(({ node }) => reachesFrom(node, steps)), ...(isIndicator ? {} : { of: scope!.name }) }];
}

/** Checks that Spring Boot adds for what is on the class path: https://docs.spring.io/spring-boot/reference/actuator/endpoints.html#actuator.endpoints.health.auto-configured-health-indicators */
const SPRING: Readonly<Record<string, string>> = { hikaricp: 'db', 'mongodb-java': 'mongo', lettuce: 'redis', jedis: 'redis', 'neo4j-java': 'neo4j', 'cassandra-java': 'cassandra', 'elasticsearch-java': 'elasticsearch', 'couchbase-java': 'couchbase', ldap: 'ldap', 'spring-amqp': 'rabbit', 'spring-jms': 'jms', javamail: 'mail' };

function actuator(service: Service, clients: readonly ClientFact[], written: readonly Check[]): HandlerFact[] {
  const at = artifactOf(service, ['spring-boot-starter-actuator', 'spring-boot-actuator']);
  if (!at) return [];
  const raw = (...keys: string[]): string | undefined => settingOf(service, keys)?.raw.trim();
  const byDefault = raw('management.health.defaults.enabled') !== 'false';
  const isOn = (name: string): boolean => (raw(`management.health.${name}.enabled`) ?? String(byDefault)) === 'true';
  const checks = [...brought(clients, SPRING).filter(({ name }) => isOn(name)), ...written];
  const separate = raw('management.server.port') !== undefined;
  const context = separate ? raw('management.server.base-path') : raw('server.servlet.context-path', 'spring.webflux.base-path', 'server.context-path');
  const base = joinPath(context ?? '', raw('management.endpoints.web.base-path') ?? '/actuator', raw('management.endpoints.web.path-mapping.health') ?? 'health');
  const chosen = chosenChecks(service);
  const group = (name: string): HandlerFact => {
    const names = new Set(chosen.filter((one) => one.group === name).map(({ check }) => check));
    return handler(service, `${base}/${name}`, at, checks.filter((check) => names.has('*') || names.has(check.name)));
  };
  // Kubernetes' two are there whether they are configured or not.
  const groups = new Set(['liveness', 'readiness', ...chosen.map((one) => one.group)]);
  return [handler(service, base, at, checks), ...[...groups].map(group)];
}

/** Which checks each group of the configuration chooses: https://docs.spring.io/spring-boot/reference/actuator/endpoints.html#actuator.endpoints.health.groups */
function chosenChecks({ own, shared }: Service): { readonly group: string; readonly check: string }[] {
  return [...own, ...shared].flatMap(({ key, raw }) => {
    const group = /^management\.endpoint\.health\.group\.([\w-]+)\.include(?:\[\d+\])?$/.exec(key)?.[1];
    return group === undefined ? [] : raw.split(',').map((check) => ({ group, check: check.trim() }));
  });
}

/** Extensions of Quarkus add checks to readiness only: https://quarkus.io/guides/smallrye-health */
const QUARKUS: Readonly<Record<string, string>> = { hikaricp: 'datasource', 'mongodb-java': 'mongodb', lettuce: 'redis', 'neo4j-java': 'neo4j', 'elasticsearch-java': 'elasticsearch' };

const ENDPOINTS: readonly (readonly [path: string, of: RegExp])[] = [['', /./], ['live', /^(?:Liveness|Health)$/], ['ready', /^(?:Readiness|Health)$/], ['started', /^Startup$/]];

function microProfile(service: Service, clients: readonly ClientFact[], written: readonly Check[]): HandlerFact[] {
  const quarkus = artifactOf(service, ['quarkus-smallrye-health']);
  const at = quarkus ?? artifactOf(service, ['microprofile-health-api', 'microprofile', 'helidon-health', 'helidon-microprofile-health']);
  if (!at) return [];
  const isOn = (name: string): boolean => settingOf(service, [`quarkus.${name}.health.enabled`])?.raw.trim() !== 'false';
  const added = quarkus ? brought(clients, QUARKUS).filter(({ name }) => isOn(name)).map((check) => ({ ...check, of: 'Readiness' })) : [];
  return ENDPOINTS.map(([path, of]) => handler(service, joinPath(quarkus ? 'q/health' : 'health', path), at, [...added, ...written].filter((check) => of.test(check.of ?? ''))));
}

/** Checks of clients that the class path and the configuration bring, each library once. */
function brought(clients: readonly ClientFact[], names: Readonly<Record<string, string>>): Check[] {
  const seen = new Set<string>();
  return clients.flatMap(({ id, library, at }): Check[] => {
    const name = Object.hasOwn(names, library) ? names[library] : undefined;
    if (name === undefined || seen.has(name)) return [];
    seen.add(name);
    return [{ name, reaches: [{ client: id, path: [at] }] }];
  });
}

function handler({ module }: Service, path: string, at: HandlerFact['at'], checks: readonly Check[]): HandlerFact {
  const reaches = new Map(checks.flatMap((check) => check.reaches.map((reach) => [`${reach.client} ${reach.path.map(formatPlace).join()}`, reach] as const)));
  return { kind: 'handler', package: module.root, method: 'GET', path, at, reaches: [...reaches.values()] };
}
