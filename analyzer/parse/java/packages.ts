import type { PackageFact } from '../../facts/types.js';
import type { Template } from '../../facts/template.js';
import type { Service } from './spring/service.js';
import { gatewayAt, isGateway } from './spring/routes.js';
import { settingOf, artifactOf } from './spring/service.js';

export type Provides = NonNullable<PackageFact['provides']>;

/** A service as the linker sees it: what it is called, where it listens, what it is. */
export function packageFact(service: Service, startsAt: PackageFact['startsAt'], provides: Provides | undefined): PackageFact {
  const { module, application } = service;
  const name = settingOf(service, ['spring.application.name', 'quarkus.application.name', 'micronaut.application.name', 'spring.cloud.config.name'], 'own');
  return {
    kind: 'package',
    root: module.root,
    name: module.name || (module.root === '.' ? 'application' : module.root.slice(module.root.lastIndexOf('/') + 1)),
    language: 'java',
    at: module.at,
    startable: startsAt !== undefined,
    ...(startsAt ? { startsAt } : {}),
    listens: startsAt ? listens(service, startsAt) : [],
    uses: module.uses,
    ...(application !== undefined && name ? { names: [{ name: [{ text: application }], at: name.at }] } : {}),
    ...(provides ? { provides } : {}),
  };
}

const SERVERS = /^(?:spring-boot-starter-(?:web|webflux|jersey|tomcat|undertow|jetty|data-rest|web-services|actuator|thymeleaf|hateoas|graphql)|spring-cloud-(?:config-server|starter-.*(?:eureka-server|zuul|gateway|hystrix-dashboard|turbine.*))|spring-boot-admin-.*server.*|quarkus-(?:resteasy.*|rest.*|vertx-web|grpc)|micronaut-http-server.*|grpc-(?:server-)?spring-boot-starter|grpc-netty.*|dropwizard-core|javalin|spark-core|helidon-.*webserver.*|vertx-web|ktor-server.*|jetty-server|tomcat-embed-core|jersey-container.*|zipkin-server|akka-http.*|zipkin-autoconfigure-ui)$/;

function listens(service: Service, startsAt: NonNullable<PackageFact['startsAt']>): PackageFact['listens'] {
  const written = settingOf(service, ['server.port', 'quarkus.http.port', 'micronaut.server.port']);
  const serves = [...service.module.artifacts.keys()].some((artifact) => SERVERS.test(artifact)) || written !== undefined || isGateway(service);
  if (!serves) return [];
  const port: Template = [{ property: 'server.port', fallback: [{ property: 'quarkus.http.port', fallback: [{ property: 'micronaut.server.port', fallback: [{ text: '8080' }] }] }] }];
  return [{ port, at: written?.at ?? startsAt }];
}

const BY_ANNOTATION: Readonly<Record<string, Provides['kind']>> = {
  EnableEurekaServer: 'discovery', EnableConfigServer: 'config-server', EnableAdminServer: 'monitoring', EnableZipkinServer: 'monitoring', EnableZipkinStreamServer: 'monitoring',
  EnableHystrixDashboard: 'monitoring', EnableTurbine: 'monitoring', EnableTurbineStream: 'monitoring', EnableTurbineAmqp: 'monitoring', EnableAuthorizationServer: 'identity',
};
/** What runs without an annotation; a registry, a configuration server or an admin server does not, however often its library is copied. */
const BY_ARTIFACT: Readonly<Record<string, Provides['kind']>> = {
  'zipkin-server': 'monitoring', 'spring-cloud-starter-netflix-turbine-stream': 'monitoring', 'spring-security-oauth2-authorization-server': 'identity', 'spring-boot-starter-oauth2-authorization-server': 'identity',
};

/** A service of its own that also shows a dashboard stays a service. */
const DASHBOARDS = new Set(['EnableHystrixDashboard', 'EnableTurbine', 'EnableTurbineStream', 'EnableTurbineAmqp']);
const OWN_WORK = ['RestController', 'HystrixCommand', 'FeignClient', 'EnableFeignClients', 'EnableHystrix', 'LoadBalanced', 'EnableResourceServer', 'KafkaListener', 'RabbitListener', 'EnableJpaRepositories', 'Entity'];

/** Most telling first: a registry that shows a dashboard is a registry. */
const ORDER: readonly Provides['kind'][] = ['discovery', 'config-server', 'gateway', 'identity', 'monitoring'];

export function providesOf(service: Service): Provides | undefined {
  const found: Provides[] = [];
  const works = OWN_WORK.some((name) => service.annotations.has(name));
  for (const [name, kind] of Object.entries(BY_ANNOTATION)) {
    const annotation = service.annotations.get(name);
    if (annotation && !(works && DASHBOARDS.has(name))) found.push({ kind, at: annotation.at });
  }
  for (const [artifact, kind] of Object.entries(BY_ARTIFACT)) {
    const at = artifactOf(service, [artifact]);
    if (at) found.push({ kind, at });
  }
  const gateway = gatewayAt(service);
  if (gateway) found.push({ kind: 'gateway', at: gateway });
  return ORDER.map((kind) => found.find((one) => one.kind === kind)).find((one) => one !== undefined);
}
