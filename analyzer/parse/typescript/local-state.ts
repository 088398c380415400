import { ts } from 'ts-morph';
import { comparePlaces } from '../../facts/place.js';
import { showTemplate, type Template } from '../../facts/template.js';
import type { LocalStateFact } from '../../facts/types.js';
import { isLastingPath } from '../local-state.js';
import type { Runners } from './engine/usage.js';
import { pathPattern } from './clients/pattern.js';
import { argument, option, type Source } from './clients/library.js';
import { readValue } from './engine/source.js';
import { memoryStores } from './memory-state.js';
import { madeAt } from './evaluate/reference.js';
import { concat, signature, templateOf, type Call, type Reference, type Value } from './evaluate/value.js';
import type { Context } from './evaluate/context.js';
import type { Program } from './program.js';
import { placeOf } from './source/module.js';
import { walk } from './source/syntax.js';

/** A call that keeps state in the process or on its disk. */
interface Holder {
  readonly packages: readonly string[];
  readonly path: string;
  readonly state: LocalStateFact['state'];
  readonly holder: string;
  /** Where it writes, when it writes. */
  readonly file?: Source;
  /** An option that moves the state elsewhere. */
  readonly unless?: string;
}

const FS = ['fs', 'fs/promises', 'fs-extra', 'graceful-fs'];

const holders: readonly Holder[] = [
  { packages: FS, path: '{,.promises}.{writeFile,writeFileSync,outputFile,writeJson,writeJSON}()', state: 'file', holder: 'fs.writeFile', file: argument(0) },
  { packages: FS, path: '{,.promises}.{appendFile,appendFileSync}()', state: 'file', holder: 'fs.appendFile', file: argument(0) },
  { packages: FS, path: '.createWriteStream()', state: 'file', holder: 'fs.createWriteStream', file: argument(0) },
  { packages: ['multer'], path: '.diskStorage()', state: 'file', holder: 'multer diskStorage', file: option('destination') },
  { packages: ['multer'], path: '()', state: 'file', holder: 'multer dest', file: option('dest') },
  { packages: ['better-sqlite3', 'sqlite3', 'sqlite'], path: '{,.Database,.open,.cached.Database}()', state: 'file', holder: 'SQLite', file: argument(0) },
  { packages: ['typeorm'], path: '.{DataSource,createConnection}()', state: 'file', holder: 'SQLite', file: option('database') },
  { packages: ['lowdb/node'], path: '.{JSONFile,JSONFilePreset,JSONFileSync}()', state: 'file', holder: 'lowdb', file: argument(0) },
  { packages: ['nedb', '@seald-io/nedb'], path: '()', state: 'file', holder: 'nedb', file: option('filename') },
  { packages: ['express-session', 'koa-session', '@fastify/session'], path: '()', state: 'session', holder: 'express-session MemoryStore', unless: 'store' },
  { packages: ['express-rate-limit'], path: '{,.rateLimit}()', state: 'counter', holder: 'express-rate-limit MemoryStore', unless: 'store' },
  { packages: ['node-cache', 'lru-cache', 'memory-cache', 'quick-lru', 'tiny-lru'], path: '{,.LRUCache,.Cache,.lru}()', state: 'cache', holder: 'in-process cache' },
  { packages: ['@nestjs/cache-manager'], path: '.CacheModule.register()', state: 'cache', holder: 'CacheModule in memory', unless: 'store' },
  { packages: ['fastq', 'better-queue', 'p-queue'], path: '{,.promise}()', state: 'queue', holder: 'in-process queue' },
];

/** State that a restart loses or that a second replica does not see. */
export function localStateOf(program: Program, runners: Runners): LocalStateFact[] {
  const found: LocalStateFact[] = [];
  for (const { source } of program.modules) {
    walk(source, (node) => {
      if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
      const fact = held(program, node);
      const packages = fact ? runners(node) : [];
      if (fact && packages.length > 0) found.push({ kind: 'local-state', packages, ...fact, at: placeOf(node) });
    });
    for (const { node, ...memory } of memoryStores(program, source)) {
      const packages = runners(node);
      if (packages.length > 0) found.push({ kind: 'local-state', packages, ...memory, at: placeOf(node) });
    }
  }
  return found.sort((a, b) => comparePlaces(a.at, b.at));
}

function held({ context }: Program, node: ts.CallExpression | ts.NewExpression): Pick<LocalStateFact, 'state' | 'holder' | 'path'> | undefined {
  const made = madeAt(context, node);
  const holder = made && holders.find((h) => h.packages.includes(made.reference.package) && pathPattern(h.path).test(signature(made.reference)));
  const last = made?.call;
  if (!holder || !last || (holder.packages.includes('typeorm') && !usesSqlite(context, last)) || (holder.unless !== undefined && isElsewhere(context, last, holder.unless))) return undefined;
  if (!holder.file) return { state: holder.state, holder: holder.holder };
  const path = pathOf(context, last, holder.file);
  return path && isLastingPath(path) ? { state: holder.state, holder: holder.holder, path } : undefined;
}

/** An option that is written, or options that nobody can see: either may name a shared store. */
function isElsewhere(context: Context, call: Call, name: string): boolean {
  if (readValue(context, call, option(name))) return true;
  return call.arguments.some((argument) => context.value(argument, call.frame).kind === 'opaque');
}

function usesSqlite(context: Context, call: Call): boolean {
  const type = readValue(context, call, option('type'));
  return type?.value.kind === 'text' && /sqlite|sqljs/.test(showTemplate(type.value.template));
}

function pathOf(context: Context, call: Call, source: Source): Template | undefined {
  const found = readValue(context, call, source);
  if (!found) return undefined;
  const joined = found.value.kind === 'reference' ? joinedPath(context, found.value) : undefined;
  return joined ?? (found.value.kind === 'text' ? found.value.template : undefined);
}

/** `path.join(__dirname, 'uploads', name)`. */
function joinedPath(context: Context, reference: Reference): Template | undefined {
  const last = reference.steps.at(-1);
  if (reference.package !== 'path' || !/\.(?:join|resolve)\(\)$/.test(signature(reference)) || !last || !('call' in last)) return undefined;
  const parts = last.arguments.map((node) => segment(context.value(node, last.frame), node));
  return concat(...parts.flatMap((part, i) => (i === 0 ? [part] : [[{ text: '/' }], part])));
}

/** The folder of the code or of the process is where a relative path starts anyway. */
function segment(value: Value, node: ts.Expression): Template {
  return /^(?:__dirname|process\.cwd\(\)|import\.meta\.dirname)$/.test(node.getText()) ? [{ text: '.' }] : templateOf(value, node);
}
