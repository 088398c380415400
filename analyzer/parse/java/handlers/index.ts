import { comparePlaces, compareText } from '../../../facts/place.js';
import type { ClientFact, HandlerFact } from '../../../facts/types.js';
import { idempotent } from '../../source/idempotency.js';
import { reachesFrom } from '../../source/reach.js';
import type { CodeFile } from '../code/model.js';
import type { Program } from '../code/program.js';
import { artifactOf, settingOf, type Service } from '../spring/service.js';
import { HEALTH_MARKS, healthHandlers } from './health.js';
import { stepsOf, waysOf, type Ways } from './reach.js';
import { applicationPath, joinPath, ROUTE_MARKS, routesIn } from './routes.js';

const MARKS = new RegExp(`${ROUTE_MARKS.source}|${HEALTH_MARKS.source}`);

/** Every request handler of the services, with the clients that it reaches. */
export function handlersOf(program: Program, services: readonly Service[], clients: readonly ClientFact[]): HandlerFact[] {
  const files = program.matching(MARKS, new Set(services.flatMap(({ module }) => [module.root, ...module.uses])));
  const byModule = groupByModule(files);
  const ways = waysOf(program, files);
  return services.flatMap((service) => ofService(program, ways, service, clients, byModule)).sort((a, b) => comparePlaces(a.at, b.at) || compareText(a.path, b.path) || compareText(a.method, b.method) || compareText(a.package, b.package));
}

function ofService(program: Program, ways: Ways, service: Service, clients: readonly ClientFact[], byModule: ReadonlyMap<string, readonly CodeFile[]>): HandlerFact[] {
  const { root, uses } = service.module;
  const own = clients.filter(({ packages }) => packages.includes(root));
  const files = [root, ...uses].flatMap((module) => byModule.get(module) ?? []);
  const steps = stepsOf(program, ways, own);
  const context = settingOf(service, ['server.servlet.context-path', 'server.context-path', 'spring.webflux.base-path', 'quarkus.http.root-path', 'micronaut.server.context-path'])?.raw.trim();
  const resources = artifactOf(service, ['spring-boot-starter-web', 'spring-boot-starter-webflux']) ? '' : applicationPath(program.files.filter(({ module }) => module === root), program);
  const routes = files.flatMap((file) => routesIn(file, program));
  const written = routes.map(({ method, path, at, body }): HandlerFact => ({ kind: 'handler', package: root, method, path: joinPath(context ?? '', resources, path), at, ...idempotent(body.source.text), reaches: reachesFrom(body, steps) }));
  return [...written, ...healthHandlers(service, files, own, steps)];
}

function groupByModule(files: readonly CodeFile[]): ReadonlyMap<string, readonly CodeFile[]> {
  const found = new Map<string, CodeFile[]>();
  for (const file of files) found.set(file.module, [...(found.get(file.module) ?? []), file]);
  return found;
}
