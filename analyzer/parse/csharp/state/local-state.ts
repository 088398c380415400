import { comparePlaces } from '../../../facts/place.js';
import { concat, placeOf, textOf, type SourceNode } from '../../source/index.js';
import type { Template } from '../../../facts/template.js';
import type { LocalStateFact } from '../../../facts/types.js';
import { isLastingPath } from '../../local-state.js';
import { callAt, createRecognizer, functionOf, onlyText, type Module, type Program } from '../../source/program/index.js';
import { libraries } from '../clients/index.js';
import { collectionsIn, COLLECTION_MARKS } from './collections.js';

/** State that is found in a file, before it is known who runs the file. */
export type Found = Omit<LocalStateFact, 'kind' | 'packages'>;

/** Registrations that keep state in the process. */
const REGISTERED: Readonly<Record<string, readonly [LocalStateFact['state'], string]>> = {
  AddDistributedMemoryCache: ['cache', 'distributed cache in memory'],
  AddFixedWindowLimiter: ['counter', 'rate limiter in memory'], AddSlidingWindowLimiter: ['counter', 'rate limiter in memory'], AddTokenBucketLimiter: ['counter', 'rate limiter in memory'],
};
/** Files are written so, with the position of the path. */
const WRITERS = /^(?:WriteAll(?:Text|Bytes|Lines)(?:Async)?|AppendAll(?:Text|Lines)(?:Async)?|Create|OpenWrite|AppendText|CreateText)$/;
const MARKS = new RegExp(`${COLLECTION_MARKS.source}|\\b(?:IMemoryCache|AddSession|UseSqlite|StreamWriter|FileStream|File\\s*\\.|${Object.keys(REGISTERED).join('|')})\\b`, 'i');

/** State that a restart loses or that a second replica does not see. */
export function localStateOf(program: Program): LocalStateFact[] {
  const recognizer = createRecognizer(program, libraries);
  const services = program.packages.filter(({ startable }) => startable);
  const found = new Map<string, { readonly state: Found; readonly packages: string[] }>();
  for (const { root, uses } of services) {
    const texts = [root, ...uses].flatMap((one) => program.texts(one));
    const all = texts.map(({ text }) => text);
    for (const module of texts.filter(({ text }) => MARKS.test(text)).flatMap(({ path }) => program.open(path) ?? []))
      for (const state of [...collectionsIn(module, program, all), ...module.calls.flatMap((node) => held(node, module, program, recognizer.typeOf) ?? []), ...sessions(module, program, all)]) {
        const key = `${state.at.file}:${state.at.line}:${state.at.column}`;
        const known = found.get(key) ?? { state, packages: [] };
        known.packages.push(root);
        found.set(key, known);
      }
  }
  return [...found.values()].map(({ state, packages }): LocalStateFact => ({ kind: 'local-state', packages, ...state })).sort((a, b) => comparePlaces(a.at, b.at));
}

type TypeOf = ReturnType<typeof createRecognizer>['typeOf'];

function held(node: SourceNode, module: Module, program: Program, typeOf: TypeOf): Found | undefined {
  const call = callAt(program, node);
  if (call?.kind === 'call' && Object.hasOwn(REGISTERED, call.name)) return { state: REGISTERED[call.name]![0], holder: REGISTERED[call.name]![1], at: placeOf(node) };
  if (call?.kind === 'call' && call.receiver && /^(?:Set|GetOrCreate(?:Async)?|CreateEntry)$/.test(call.name) && typeOf(call.receiver, module) === 'IMemoryCache') return { state: 'cache', holder: 'IMemoryCache', at: placeOf(node) };
  return written(node, module, program);
}

/** A file with a lasting name that a method writes, and a database that is a file. */
function written(node: SourceNode, module: Module, program: Program): Found | undefined {
  const call = callAt(program, node);
  const first = call?.arguments[0]?.value;
  if (!call || !first) return undefined;
  if (call.kind === 'call' && call.name === 'UseSqlite') {
    const file = /(?:Data Source|DataSource|Filename)\s*=\s*([^;]+)/i.exec(onlyText(program.values.texts(first, module)) ?? '')?.[1];
    return file === undefined || /:memory:|mode=memory/i.test(file) ? undefined : { state: 'file', holder: 'SQLite', path: [{ text: file.trim() }], at: placeOf(node) };
  }
  const holder = call.kind === 'new' ? streamOf(call.type, call.arguments.map(({ value }) => textOf(value))) : call.receiver && /(?:^|\.)File$/.test(textOf(call.receiver)) && WRITERS.test(call.name) ? `File.${call.name}` : undefined;
  const around = functionOf(program.dialect, node);
  const path = holder === undefined || !around || program.dialect.functionAt(around)?.name === 'Main' ? undefined : pathOf(first, module, program);
  return path && isLastingPath(path) ? { state: 'file', holder: holder!, path, at: placeOf(node) } : undefined;
}

const streamOf = (type: string, given: readonly string[]): string | undefined => (/(?:^|\.)StreamWriter$/.test(type) || (/(?:^|\.)FileStream$/.test(type) && /FileMode\.(?:Create|CreateNew|OpenOrCreate|Append)/.test(given[1] ?? '')) ? type : undefined);

/** `Path.Combine("uploads", name)`; the folder of the process is where a relative path starts anyway. */
function pathOf(node: SourceNode, module: Module, program: Program): Template | undefined {
  const from = program.values.origin(node, module);
  const call = from && callAt(program, from.node);
  if (from && call?.kind === 'call' && /^(?:Combine|Join)$/.test(call.name) && call.receiver && /(?:^|\.)Path$/.test(textOf(call.receiver))) {
    const parts = call.arguments.map(({ value }) => pathOf(value, from.module, program) ?? [{ unknown: textOf(value) }]);
    return parts.reduce((path, part) => (path.length === 0 ? part : concat(path, [{ text: '/' }], part)), []);
  }
  if (/GetCurrentDirectory|ContentRootPath|WebRootPath|BaseDirectory/.test(textOf(from?.node ?? node))) return [{ text: '.' }];
  const texts = program.values.texts(node, module);
  return texts.length === 1 ? texts[0] : undefined;
}

const SHARED = /\bAdd(?:StackExchangeRedisCache|DistributedRedisCache|DistributedSqlServerCache|SqlServerCache|DistributedPostgreSqlCache|DistributedPostgresCache|RedisDistributedCache|NCacheDistributedCache|CosmosCache)\b/;

/** Sessions live in the distributed cache, which is in memory unless a shared one is registered. */
function sessions(module: Module, program: Program, texts: readonly string[]): Found[] {
  const added = module.calls.find((node) => {
    const call = callAt(program, node);
    return call?.kind === 'call' && call.name === 'AddSession';
  });
  return added && !texts.some((text) => SHARED.test(text)) ? [{ state: 'session', holder: 'session in memory', at: placeOf(added) }] : [];
}
