import { push } from '../../facts/groups.js';
import { compareText } from '../../facts/place.js';
import type { Fact, LocalStateFact } from '../../facts/types.js';
import { daprSubscriptions } from '../dapr-subscriptions.js';
import { ownServer } from '../own-server.js';
import type { FileSet, ParseResult } from '../parser.js';
import { loadLanguage, marksOf, mentions, placeOf } from '../source/index.js';
import { cacheFills, clientsOf, createFlow, declaredChannels, fallbackFacts, functionOf, handlerFacts, holdingFacts, messageHandlers, namesOf, plainText, positional, reachOf, withConstructions, type Flow, type FlowLanguage } from '../source/flow/index.js';
import { assigns, builtin, constant, deadlineOf, method, operation } from './builtins.js';
import { detachedAt } from './contexts.js';
import { entries } from './entries.js';
import { libraries, wrappers } from './libraries/index.js';
import { statusCheckAt } from './status-checks.js';
import { abandoned } from './waits.js';
import { LISTENING, listenersOf } from './listeners.js';
import { locks } from './locks.js';
import { lowerFiles, type Imports } from './lower/model.js';
import { findFolders, findPackages, packageFact, type GoFolder, type GoPackage } from './packages.js';
import { registeredNames } from './registered.js';
import { requiredVariables } from './required-variables.js';
import { routes } from './routes.js';
import { transactions } from './transactions.js';

const go: FlowLanguage = { libraries, wrappers, builtin, assigns, constant, method, operation, routes, transactions, locks, deadlineOf, detachedAt, statusCheckAt, abandoned, constructorOf: () => undefined };

const HANDLES_STOP = /\bsignal\.Notify(?:Context)?\b|\bsyscall\.SIGTERM\b/;
/** Frameworks that ask for the signal themselves. */
const STOPS_ITSELF = /"(?:github\.com\/(?:cloudwego\/(?:hertz|kitex)|go-kratos\/kratos|zeromicro\/go-zero|go-micro|micro\/go-micro|asim\/go-micro|kataras\/iris|beego\/beego|gogf\/gf|oklog\/run|aws\/aws-lambda-go)|go\.uber\.org\/fx|gofr\.dev|go-micro\.dev|sigs\.k8s\.io\/controller-runtime)/;
const GENERATED = /^\/\/ Code generated .* DO NOT EDIT\.$/m;
/** Helpers of tests that other packages' tests import, so their names do not end in `_test.go`. */
const HELPS_TESTS = /^\s*(?:import\s+)?"testing"\s*$/m;

/** The facts of all Go of a tree. Nothing is parsed when no file imports what talks or listens. */
export async function analyze(sources: readonly string[], files: FileSet): Promise<ParseResult> {
  const folders = findFolders(sources, files);
  const packages = findPackages(folders, files);
  const texts = folders.flatMap((folder) => folder.files.map((path) => ({ path, text: files.read(path) ?? '', package: folder.importPath }))).filter(({ text }) => !GENERATED.test(text.slice(0, 2000)) && !HELPS_TESTS.test(text));
  const marks = [...marksOf(libraries), ...LISTENING, 'net"'].map((path) => `"${path}`);
  if (!texts.some(({ text }) => mentions(text, marks))) return { facts: packages.map((p) => packageFact(p, files, [], [])), problems: [] };
  const { model, roots, imports, problems } = lowerFiles(await loadLanguage('go'), texts);
  const flow = createFlow(model, go);
  const runners = runnersOf(folders, packages, imports);
  const packagesOf = (file: string): readonly string[] => runners.get(folderOf(file)) ?? [];
  const registered = routes(flow);
  const clients = withConstructions(flow, clientsOf(flow, registered, packagesOf), entries(flow, registered));
  const reach = reachOf(flow, clients);
  const listeners = byRoot(listenersOf(flow), ({ at }) => packagesOf(at.file));
  const names = byRoot(registeredNames(flow, packagesOf), (registered) => registered.packages);
  const running = byRoot([...runners], ([, roots]) => roots);
  const facts: Fact[] = [
    ...packages.map((p) => {
      const folders = (running.get(p.root) ?? []).map(([folder]) => folder);
      const sources = texts.filter(({ path }) => folders.includes(folderOf(path)));
      const server = sources.some(({ text }) => STOPS_ITSELF.test(text)) ? undefined : listeners.get(p.root)?.[0];
      return { ...packageFact(p, files, listeners.get(p.root) ?? [], librariesOf(p, packages, folders), (names.get(p.root) ?? []).map(({ name }) => name)), ...ownServer(server?.at, sources, HANDLES_STOP) };
    }),
    ...clients.map((c) => c.fact),
    ...handlerFacts(registered, reach, packagesOf),
    ...messageHandlers(flow, clients, reach, packagesOf),
    ...declaredChannels(flow, packagesOf),
    ...cacheFills(flow, clients, reach, packagesOf),
    ...holdingFacts(flow, reach, packagesOf),
    ...fallbackFacts(flow, clients, reach, packagesOf),
    ...localState(flow, packagesOf),
    ...requiredVariables(roots, packagesOf),
    ...texts.flatMap(({ path, text }) => daprSubscriptions(path, text, () => packagesOf(path))),
  ];
  return { facts, problems };
}

/** Which programs have a folder's code in them: those that import it, over however many packages. */
function runnersOf(folders: readonly GoFolder[], packages: readonly GoPackage[], imports: Imports): ReadonlyMap<string, readonly string[]> {
  const byPath = new Map(folders.map((f) => [f.importPath, f]));
  const found = new Map<string, Set<string>>();
  for (const { root, main } of packages) {
    const waiting = main ? [main] : [];
    const seen = new Set(waiting);
    for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
      found.set(folder.folder, (found.get(folder.folder) ?? new Set()).add(root));
      for (const path of folder.files.flatMap((file) => [...(imports.get(file) ?? [])])) {
        const next = byPath.get(path);
        if (!next || seen.has(next)) continue;
        seen.add(next);
        waiting.push(next);
      }
    }
  }
  return new Map([...found].map(([folder, roots]) => [folder, [...roots].sort(compareText)]));
}

/** Roots of modules without a program whose code a program has in it, in one of the folders that it runs. */
function librariesOf({ main }: GoPackage, packages: readonly GoPackage[], running: readonly string[]): readonly string[] {
  return main ? packages.filter((p) => !p.main && running.some((folder) => folder === p.root || folder.startsWith(`${p.root}/`))).map((p) => p.root) : [];
}

function byRoot<T>(all: readonly T[], rootsOf: (one: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const one of all)
    for (const root of rootsOf(one)) push(found, root, one);
  return found;
}

const WRITES: ReadonlySet<string> = new Set(['os.Create', 'os.WriteFile', 'io/ioutil.WriteFile']);

/** Files that functions write at a path that the code names. */
function localState(flow: Flow, packagesOf: (file: string) => readonly string[]): LocalStateFact[] {
  return flow.model.calls.flatMap((call): LocalStateFact[] => {
    const holder = namesOf(flow, call, undefined).map((n) => n.name).find((name) => WRITES.has(name));
    const packages = packagesOf(call.node.source.file);
    if (holder === undefined || packages.length === 0 || !functionOf(call.scope)) return [];
    const path = positional(flow, call, 0, undefined);
    const text = path && plainText(flow, flow.value(path.expression, undefined));
    return text === undefined || /^\/(?:tmp|dev|proc)\b/.test(text) ? [] : [{ kind: 'local-state', packages, state: 'file', holder, path: [{ text }], at: placeOf(call.node) }];
  });
}

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');
