import { push } from '../../../facts/groups.js';
import { placeOf, textOf, walk, type SourceNode } from '../../source/index.js';
import type { Steps } from '../../source/reach.js';
import { callAt, isInside, type Client, type Module, type Program, type Recognizer } from '../../source/program/index.js';
import { basesOf } from './routes.js';

interface Declared {
  readonly name: string;
  readonly bases: readonly string[];
  readonly module: Module;
}

/** The code of one program that starts, as far as it is worth reading for what its handlers reach. */
export interface Code {
  readonly program: Program;
  readonly recognizer: Recognizer;
  readonly modules: readonly Module[];
  readonly clients: readonly Client[];
}

/** How the code leads from method to method, and at last to its clients. */
export function stepsOf({ program, recognizer, modules, clients }: Code): Steps<SourceNode, SourceNode> {
  const byFile = new Map(modules.map((module) => [module.path, module]));
  const types = modules.flatMap((module) => typesIn(module));
  const byName = groupBy(types, ({ name }) => [name]);
  const byBase = groupBy(types, ({ bases }) => bases.map(simple));
  const byNode = idsByNode(clients);
  const moduleOf = (node: SourceNode): Module | undefined => byFile.get(node.source.file) ?? program.open(node.source.file);

  /** A type, what implements it, and what it extends. */
  const related = (name: string, from: Module): readonly Declared[] => {
    const declared = (one: string): readonly Declared[] => byName.get(one) ?? typesIn(program.declaring(one, from)).filter((type) => type.name === one);
    const own = declared(name);
    const behind = byBase.get(name) ?? (/^I[A-Z]/.test(name) ? declared(name.slice(1)) : []);
    return [...own, ...behind, ...own.flatMap(({ bases }) => bases.flatMap((base) => declared(simple(base))))];
  };

  const callees = (node: SourceNode): readonly SourceNode[] => {
    const module = moduleOf(node);
    const call = callAt(program, node);
    if (!module || call?.kind !== 'call') return [];
    if (!call.receiver || /^(?:this|base)$/.test(textOf(call.receiver))) return program.functions(call.name, module).map((f) => f.node);
    const type = recognizer.typeOf(call.receiver, module);
    const methods = type === undefined ? [] : related(type, module).flatMap(({ name, module: where }) => (where.functions.get(call.name) ?? []).filter(({ owner }) => owner === name));
    return [...new Set([...methods, ...mediated(call.name, call.arguments[0]?.value, module)].map((f) => f.node))];
  };

  /** `mediator.Send(new Buy())` runs what handles a `Buy`. */
  const mediated = (name: string, message: SourceNode | undefined, module: Module) => {
    const type = message && /^(?:Send|SendAsync|Publish|PublishAsync|InvokeAsync)$/.test(name) ? recognizer.typeOf(message, module) : undefined;
    if (type === undefined) return [];
    const handlers = types.filter(({ bases }) => bases.some((base) => /^I\w*Handler</.test(base) && new RegExp(`<\\s*(?:[\\w.]+\\.)?${type}\\b`).test(base)));
    return handlers.flatMap(({ name: owner, module: where }) => ['Handle', 'HandleAsync', 'ExecuteAsync'].flatMap((method) => (where.functions.get(method) ?? []).filter((f) => f.owner === owner)));
  };

  /** Clients that registration gives: a database context, a cache, a connection. */
  const injected = (node: SourceNode): readonly string[] => {
    const module = moduleOf(node);
    const call = callAt(program, node);
    const root = module && call?.kind === 'call' && call.receiver ? rootOf(call.receiver, program) : undefined;
    const type = root && recognizer.typeOf(root, module!);
    return type === undefined ? [] : storeOf(type, related(type, module!).flatMap(({ bases }) => bases), { program, clients });
  };

  return {
    calls: (node) => moduleOf(node)?.calls.filter((call) => isInside(call, node)) ?? [],
    place: placeOf,
    clients: (node) => [...(byNode.get(node) ?? []), ...injected(node)],
    callees,
  };
}

function idsByNode(clients: readonly Client[]): ReadonlyMap<SourceNode, readonly string[]> {
  const found = new Map<SourceNode, string[]>();
  for (const { fact, nodes } of clients) for (const node of nodes) found.set(node, [...(found.get(node) ?? []), fact.id]);
  return found;
}

/** `_db` of `_db.Orders.Where(...)`. */
function rootOf(node: SourceNode, program: Program): SourceNode {
  const expression = program.dialect.read(node);
  if (expression.kind === 'member' && textOf(expression.object) !== 'this') return rootOf(expression.object, program);
  if (expression.kind === 'same') return rootOf(expression.of, program);
  return expression.kind === 'call' && expression.receiver ? rootOf(expression.receiver, program) : node;
}

const EVERY_CONTEXT = /^(?:Identity)?DbContext\b/;
const INJECTED: readonly (readonly [types: RegExp, library: string])[] = [
  [/^(?:IDistributedCache|IConnectionMultiplexer|ConnectionMultiplexer|IDatabase|HybridCache)$/, 'stackexchange-redis'],
  [/^(?:IMongoClient|IMongoDatabase|IMongoCollection)$/, 'mongodb-driver'],
  [/^(?:NpgsqlDataSource|NpgsqlConnection)$/, 'npgsql'],
];
const SQL = new Set(['npgsql', 'sqlclient', 'mysqlconnector', 'oracle-managed']);

/** The client of a context is the one that its registration names, else the only database of the program. */
export function storeOf(type: string, bases: readonly string[], { program, clients }: Pick<Code, 'program' | 'clients'>): readonly string[] {
  const library = INJECTED.find(([types]) => types.test(type))?.[1];
  if (library !== undefined) return clients.filter(({ fact }) => fact.library === library).slice(0, 1).map(({ fact }) => fact.id);
  if (!bases.some((base) => EVERY_CONTEXT.test(base))) return [];
  const databases = clients.filter(({ fact }) => SQL.has(fact.library) && fact.phase !== 'health');
  const named = databases.filter(({ nodes }) => nodes.some((node) => isRegistered(node, type, program)));
  return (named.length > 0 ? named : databases.length === 1 ? databases : []).map(({ fact }) => fact.id);
}

/** Whether it stands in `AddDbContext<Type>(...)`. */
function isRegistered(node: SourceNode, type: string, program: Program): boolean {
  for (let up = node.parent; up; up = up.parent) {
    const call = callAt(program, up);
    if (call?.kind === 'call' && /^Add\w*DbContext\w*$/.test(call.name)) return call.types.some((t) => simple(t) === type);
  }
  return false;
}

const known = new WeakMap<Module, readonly Declared[]>();

function typesIn(module: Module | undefined): readonly Declared[] {
  if (!module) return [];
  const before = known.get(module);
  if (before) return before;
  const found = [...walk(module.root)].filter(({ type }) => /^(?:class|record|struct|interface)_declaration$/.test(type)).map((node) => ({ name: textOf(node.children.find(({ field }) => field === 'name') ?? node), bases: basesOf(node), module }));
  known.set(module, found);
  return found;
}

const simple = (type: string): string => type.replace(/<.*$/s, '').split('.').at(-1)!.trim();

function groupBy<T>(all: readonly T[], keysOf: (one: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all)
    for (const key of keysOf(one)) push(groups, key, one);
  return groups;
}
