import type { ClientFact, Fact, ImageBuildFact, PackageFact, Problem, SettingsFileFact } from '../../facts/types.js';
import type { FileSet } from '../parser.js';
import { mentions } from '../source/index.js';
import { readModules } from './build/read.js';
import type { Module } from './build/module.js';
import { codeFacts } from './code-facts.js';
import { withConstructions } from './handlers/constructions.js';
import { handlersOf } from './handlers/index.js';
import { cacheFills } from './handlers/cache-fills.js';
import { messageHandlers } from './handlers/messages.js';
import { stretchFacts } from './handlers/stretches.js';
import { declaredChannels } from './code/declared-channels.js';
import { unboundedBuffers } from './state/buffers.js';
import { localStateOf } from './state/local-state.js';
import { annotationsByModule, startsOf } from './code/starts.js';
import { codeLibraries, constructionSettings } from './code/libraries.js';
import { createProgram, type Languages } from './code/program.js';
import { reachedFiles } from './code/reached.js';
import { packageFact, providesOf } from './packages.js';
import { requiredVariables } from './settings/required-variables.js';
import { asksForSettings, readSettings, type Settings } from './settings/read.js';
import { isTest, moduleOf } from './settings/files.js';
import { starterClients } from './spring/clients.js';
import { defaultRoutes } from './spring/default-routes.js';
import { loggingClients } from './spring/logging-clients.js';
import { routeClients } from './spring/routes.js';
import { applicationName, createService, type Service } from './spring/service.js';

/** From build files, configuration and code to facts. */
export function analyzeJava(paths: readonly string[], files: FileSet, languages: Languages): { readonly facts: readonly Fact[]; readonly problems: readonly Problem[] } {
  const modules = readModules(paths, files);
  const roots = new Set(modules.map(({ root }) => root));
  const sources = paths.filter((path) => /\.(?:java|kt)$/.test(path) && !isTest(path)).flatMap((path) => ({ path, module: moduleOf(path, roots) ?? '.' }));
  const program = createProgram(sources, isMarked, languages, files);
  const starts = startsOf(program, files);
  const settings = readSettings(paths, modules, files);
  const annotations = annotationsByModule(program, modules);
  const routers = new Set(program.files.filter(({ text }) => /RouteLocator|RouteDefinition|gateway\.server\.mvc/.test(text)).map((file) => file.module));
  const services = new Map(modules.map((module) => [module.root, serviceOf(module, settings, annotations.get(module.root) ?? new Map(), routers.has(module.root))]));
  const startable = [...services.values()].filter(({ module }) => starts.has(module.root));
  const packages: PackageFact[] = modules.map((module) => packageFact(services.get(module.root)!, starts.get(module.root), starts.has(module.root) ? providesOf(services.get(module.root)!) : undefined));
  const configured = startable.flatMap((service) => [...starterClients(service, providesOf(service)?.kind as never), ...routeClients(service)]);
  const called = codeFacts(program, startable, reachedFiles(sources, files));
  const routing = new Set([...configured, ...called].filter(({ dependency }) => dependency === 'routes').flatMap((client) => client.packages));
  const clients: readonly ClientFact[] = withConstructions(program, startable, [...withoutUsed(configured, called), ...defaultRoutes(startable, routing), ...loggingClients(paths, startable, files), ...called]);
  const settingsFacts: readonly SettingsFileFact[] = settings.facts;
  const images = startable.flatMap(({ module: { root, image } }): ImageBuildFact[] => (image ? [{ kind: 'image-build', image: image.name, context: root, by: 'build-tool', at: image.at }] : []));
  return { facts: [...packages, ...images, ...settingsFacts, ...clients, ...handlersOf(program, startable, clients), ...messageHandlers(program, startable, clients), ...cacheFills(program, startable, clients), ...stretchFacts(program, startable, clients), ...declaredChannels(program, startable), ...unboundedBuffers(program, startable), ...requiredVariables(startable, settings.local), ...localStateOf(program, startable)], problems: [...program.problems, ...settings.problems] };
}

/** A starter on the class path does not know who publishes and who consumes; code that uses the same library does. */
const withoutUsed = (configured: readonly ClientFact[], called: readonly ClientFact[]): readonly ClientFact[] =>
  configured.filter((client) => client.dependency !== 'publishes' || !called.some(({ library, packages }) => library === client.library && client.packages.every((root) => packages.includes(root))));

/** What a file must mention to be worth parsing: clients, and annotations that say what the program is. */
const MARKS = [...codeLibraries.flatMap(({ imports }) => imports), ...constructionSettings.map(({ match }) => /(\w+)[,}#]/.exec(match)?.[1] ?? match),
  'SpringBootApplication', 'SpringApplication', 'EnableAutoConfiguration', 'SpringCloudApplication', 'void main(', 'fun main(', 'FeignClient', 'HttpExchange', 'RegisterRestClient', 'KafkaListener', 'RabbitListener', 'JmsListener', 'SqsListener', 'GrpcClient', 'RouteLocator', 'org.springframework.cloud', 'EnableResourceServer', 'EnableAuthorizationServer', 'EnableOAuth2', 'EnableAdminServer', 'EnableZipkin', 'io.micronaut.http.client', 'QuarkusMain', 'ApplicationPath', 'SpringBootServletInitializer'];
export const isMarked = (text: string): boolean => mentions(text, MARKS);

function serviceOf(module: Module, settings: Settings, annotations: Service['annotations'], routesInCode: boolean): Service {
  const local = settings.local.get(module.root) ?? [];
  const application = applicationName(local, module);
  const served = application === undefined ? [] : settings.served.get(application) ?? [];
  const servedHere = settings.served.size + settings.everyone.length > 0;
  const everyone = asksForSettings(module, local) ? settings.everyone : [];
  return createService(module, annotations, local, served, everyone, { application, servedHere, routesInCode });
}
