import { comparePlaces } from '../../../facts/place.js';
import type { Template } from '../../../facts/template.js';
import type { LocalStateFact } from '../../../facts/types.js';
import { isLastingPath } from '../../local-state.js';
import { concat, placeOf, textOf, type SourceNode } from '../../source/index.js';
import { evaluate } from '../code/evaluate.js';
import { callOf, type Call } from '../code/expression.js';
import type { CodeFile } from '../code/model.js';
import type { Program } from '../code/program.js';
import { enclosingMethod, enclosingType, rootType, type Scope } from '../code/scope.js';
import { artifactOf, settingOf, type Service } from '../spring/service.js';
import { collectionOf, COLLECTION_MARKS } from './collections.js';
import { sessionsIn, SESSION_MARKS, sharesSessions } from './sessions.js';

/** State that is found in a file, before it is known who runs the file. */
export type Found = Omit<LocalStateFact, 'kind' | 'packages'>;

const FILES = /\b(?:FileOutputStream|FileWriter|RandomAccessFile|Files\s*\.|transferTo|newBuilder|CacheManager)\b/;
const MARKS = new RegExp([FILES, COLLECTION_MARKS, SESSION_MARKS].map(({ source }) => source).join('|'), 'i');

/** State of the services that a restart loses or that a second replica does not see. */
export function localStateOf(program: Program, services: readonly Service[]): LocalStateFact[] {
  const files = program.matching(MARKS, new Set(services.flatMap(({ module }) => [module.root, ...module.uses])));
  const inCode = files.flatMap((file) => {
    const runners = services.filter(({ module }) => module.root === file.module || module.uses.includes(file.module));
    const inFile = [...program.calls(file).flatMap((call) => held(call, { program, file }) ?? []), ...sessionsIn(file, program)];
    return inFile.flatMap((found): LocalStateFact[] => {
      const packages = runners.filter((service) => found.state !== 'session' || !found.holder.startsWith('HttpSession') || !sharesSessions(service)).map(({ module }) => module.root);
      return packages.length > 0 ? [{ kind: 'local-state', packages, ...found }] : [];
    });
  });
  return [...inCode, ...services.flatMap(defaultCache)].sort((a, b) => comparePlaces(a.at, b.at));
}

const SHARED_CACHES = ['spring-boot-starter-data-redis', 'spring-boot-starter-redis', 'spring-boot-starter-data-redis-reactive', 'redisson-spring-boot-starter', 'hazelcast', 'hazelcast-spring', 'infinispan-spring-boot-starter-remote', 'spring-boot-starter-data-couchbase', 'memcached-spring-boot'];

/** Spring caches in the memory of the process when nothing else is on the class path: https://docs.spring.io/spring-boot/reference/io/caching.html */
function defaultCache(service: Service): LocalStateFact[] {
  const enabled = service.annotations.get('EnableCaching');
  const type = settingOf(service, ['spring.cache.type'])?.raw.trim() ?? 'simple';
  if (!enabled || artifactOf(service, SHARED_CACHES) || !/^(?:simple|caffeine)$/.test(type)) return [];
  return [{ kind: 'local-state', packages: [service.module.root], state: 'cache', holder: 'Spring cache in memory', at: enabled.at }];
}

function held(call: Call, scope: Scope): Found | undefined {
  return collectionOf(call, scope) ?? cacheOf(call, scope) ?? fileOf(call, scope);
}

/** Caffeine, Guava, and what Spring offers for single processes. */
function cacheOf({ name, receiver, node, isConstruction }: Call, scope: Scope): Found | undefined {
  const holder = isConstruction ? (/^(?:ConcurrentMap|Caffeine)CacheManager$/.test(name) ? name : undefined) : builderOf(name, receiver && rootType(receiver, scope));
  return holder === undefined ? undefined : { state: 'cache', holder, at: placeOf(node) };
}

const builderOf = (name: string, type: string | undefined): string | undefined => (name === 'newBuilder' && (type === 'Caffeine' || type === 'CacheBuilder') ? type : undefined);

/** How files are written, with the position of the path. */
const WRITERS: Readonly<Record<string, number>> = { write: 0, writeString: 0, newBufferedWriter: 0, newOutputStream: 0, copy: 1, move: 1, createFile: 0 };
const STREAMS = new Set(['FileOutputStream', 'FileWriter', 'RandomAccessFile']);

/** A file with a lasting name that code writes while it serves; what a main method writes belongs to a tool. */
function fileOf(call: Call, scope: Scope): Found | undefined {
  const path = writtenPath(call);
  if (!path || isStart(call, scope.file)) return undefined;
  const template = pathOf(path.node, scope);
  return isLastingPath(template) ? { state: 'file', holder: path.holder, path: template, at: placeOf(call.node) } : undefined;
}

/** `new File(dir, name)`, `Path.of(dir, name)`, `dir.resolve(name)`: segments of a path. */
function pathOf(node: SourceNode, scope: Scope): Template {
  const call = callOf(node);
  const joins = call && (call.isConstruction ? call.name === 'File' : call.name === 'resolve' || /^Paths?$/.test(call.receiver ? textOf(call.receiver) : ''));
  if (!joins) return evaluate(node, scope);
  const segments = [...(call.name === 'resolve' && call.receiver ? [call.receiver] : []), ...call.arguments].map((part) => pathOf(part, scope));
  return segments.reduce((path, segment) => (path.length === 0 ? segment : concat(path, [{ text: '/' }], segment)), []);
}

function writtenPath({ name, receiver, isConstruction, arguments: given }: Call): { readonly node: Call['node']; readonly holder: string } | undefined {
  const at = (index: number, holder: string) => (given[index] ? { node: given[index], holder } : undefined);
  if (isConstruction) return STREAMS.has(name) ? at(0, name) : undefined;
  const owner = receiver && textOf(receiver);
  if (owner === 'Files' && Object.hasOwn(WRITERS, name)) return at(WRITERS[name]!, `Files.${name}`);
  return name === 'transferTo' && given.length === 1 ? at(0, 'MultipartFile.transferTo') : undefined;
}

const isStart = ({ node }: Call, file: CodeFile): boolean => enclosingMethod(node, enclosingType(node, file))?.name === 'main';
