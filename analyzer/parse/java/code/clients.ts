import type { Place } from '../../../facts/place.js';
import type { Template } from '../../../facts/template.js';
import type { ClientSetting, DependencyKind, Pace } from '../../../facts/types.js';
import { concat, createMatcher, mentions, placeOf, textIn, textOf, type Match, type ClientCall, type SourceNode, type ValueSource } from '../../source/index.js';
import { idempotencyKey } from '../../source/idempotency.js';
import { retryLoopAround } from '../../source/retry-loop.js';
import { constructionsOf, isFilledField } from './constructions.js';
import { evaluate } from './evaluate.js';
import { enclosingMethod, enclosingType, rootType, type Scope } from './scope.js';
import { breakerAround } from './breakers.js';
import { isName, type Call } from './expression.js';
import { codeLibraries } from './libraries.js';
import type { Method } from './model.js';
import { plainNumber, resilienceOf } from './resilience.js';
import { settingFrom, settingsByModule, targetsByModule } from './module-settings.js';
import type { Program } from './program.js';
import { retriesAround } from './retry-wrappers.js';
import { paceOfCallers, surroundingsOf } from './surroundings.js';
import { abandonedAround } from './waits.js';

/** A use of a client in code, before it is known which components run the code. */
export interface CodeClient {
  readonly module: string;
  /** Modules whose code uses what another one declares. */
  readonly usedIn?: readonly string[];
  /** The name that configuration calls it by: a Feign client's. */
  readonly name?: string;
  readonly library: string;
  readonly dependency: DependencyKind;
  readonly protocol: string;
  /** Undefined: the library's own configuration says it (a broker's address). */
  readonly target: Template | undefined;
  readonly channels: readonly Template[];
  readonly single?: true;
  readonly at: Place;
  readonly calls: readonly { readonly at: Place; readonly method?: string; readonly function?: string }[];
  readonly settings: readonly ClientSetting[];
  /** What a loop around the call makes of it. */
  readonly repeated?: readonly ClientSetting[];
  /** What a wait that ends before the call makes of it. */
  readonly abandoned?: readonly ClientSetting[];
  /** The method that sends a message, and whatever it does then. */
  readonly sends?: { readonly text: string; readonly at: Place };
  readonly softAt?: Place;
  readonly scheduled?: Place;
  readonly pace?: Pace;
  readonly phase?: 'startup' | 'health';
}

const match = createMatcher(codeLibraries);

/** Every use of a client library in the program's files. */
export function codeClients(program: Program): CodeClient[] {
  const shared = settingsByModule(program);
  const written = targetsByModule(program);
  const found = program.files.flatMap((file) => program.calls(file).flatMap((call) => clientsOf(call, { program, file }, shared)));
  return adopted(found.flatMap((client) => (client.target === undefined && written.has(`${client.module} ${client.library}`) ? written.get(`${client.module} ${client.library}`)!.map((target) => ({ ...client, target })) : [client])));
}

function clientsOf(call: Call, scope: Scope, shared: ReadonlyMap<string, readonly ClientSetting[]>): CodeClient[] {
  const found = matchesOf(call, scope).find(({ library }) => mentions(scope.file.text, library.imports));
  if (!found) return [];
  const { library, call: entry } = found;
  const type = enclosingType(call.node, scope.file);
  const method = enclosingMethod(call.node, type);
  const base = {
    module: scope.file.module,
    library: library.id,
    dependency: entry.dependency ?? library.dependency,
    protocol: entry.protocol ?? library.protocol,
    ...(entry.single ? { single: true as const } : {}),
    at: placeOf(call.node),
    channels: (entry.channel ?? []).map((source) => valueOf(source, call, scope)).filter((channel): channel is Template => channel !== undefined),
    calls: [{ at: placeOf(call.node), ...(entry.method ? { method: entry.method } : {}), ...(method ? { function: method.name } : {}) }],
    settings: [...ownSettings(entry, call, scope), ...(shared.get(`${scope.file.module} ${library.id}`) ?? []), ...resilienceOf(method, type), ...breakerAround(call.node, method, scope.file, scope.program), ...((entry.dependency ?? library.dependency) === 'calls' ? idempotencyKey(scope.file.text, placeOf(call.node)) : [])],
    repeated: loopOrWrapper(call.node, scope),
    abandoned: abandonedAround(call.node, method, scope),
    sends: { text: method ? textOf(method.node) : '', at: placeOf(call.node) },
    ...surroundingsOf(method),
    ...paceOfCallers(method, scope.program),
  };
  if (!entry.target) return [{ ...base, target: undefined }];
  return targetsOf(found, call, scope).filter(({ target }) => isTarget(target, base.protocol)).map((used) => ({ ...base, ...used }));
}

const loopOrWrapper = (node: SourceNode, scope: Scope): readonly ClientSetting[] => {
  const loop = retryLoopAround(node, (part) => plainNumber(part, scope));
  return loop.length > 0 ? loop : retriesAround(node, scope);
};

/** Names under which an entry may list the call, the most telling first. */
function matchesOf(call: Call, scope: Scope): readonly Match[] {
  if (call.isConstruction) return match(`new ${call.name}`);
  if (!call.receiver) return [];
  const isStatic = isName(call.receiver) && /^[A-Z]/.test(textOf(call.receiver));
  if (isStatic) {
    const own = match(`${textOf(call.receiver)}.${call.name}`);
    if (own.length > 0) return own;
  }
  // Most calls of a program end here, before anything is looked up.
  if (!LAST_NAMES.has(call.name)) return [];
  const type = rootType(call.receiver, scope);
  return type === undefined ? [] : match(`${type}#${call.name}`);
}

const LAST_NAMES: ReadonlySet<string> = new Set(codeLibraries.flatMap(({ calls }) => calls.flatMap((call) => /[#]\{?([\w,]+)\}?$/.exec(call.match)?.[1]?.split(',') ?? [])));

interface Used {
  readonly target: Template;
  /** Whose code decides the target: the caller's, where a helper of another module makes the call. */
  readonly module: string;
}

/** The target, also where a method gets it as an argument: then what its callers hand over. */
function targetsOf({ call: entry }: Match, call: Call, scope: Scope): Used[] {
  const read = (inner: Scope): Template | undefined => entry.target?.map((source) => valueOf(source, call, inner)).find((value) => value !== undefined);
  const own = read(scope);
  if (!own) return [];
  const itself = [{ target: own, module: scope.file.module }];
  const method = enclosingMethod(call.node, enclosingType(call.node, scope.file));
  const names = method?.parameters.map(({ name }) => name) ?? [];
  const byConstruction = madeWith(own, call, scope, read);
  if (byConstruction.length > 0) return byConstruction;
  if (!method || !own.some((part) => 'unknown' in part && names.includes(part.unknown))) return itself;
  const followed = callersOf(method, scope.program).flatMap(({ given, module }) => {
    const target = read({ ...scope, given });
    return target && !sameTemplate(target, own) ? [{ target, module }] : [];
  });
  return followed.length > 0 ? [...new Map(followed.map((used) => [JSON.stringify(used), used])).values()] : itself;
}

/** Where a field holds the address, each construction of the type says which. */
function madeWith(own: Template, call: Call, scope: Scope, read: (inner: Scope) => Template | undefined): Used[] {
  const type = enclosingType(call.node, scope.file);
  if (!type || !own.some((part) => 'unknown' in part && isFilledField(part.unknown, call.node, scope))) return [];
  const used = constructionsOf(type, scope.program).flatMap(({ fields, module }) => {
    const target = read({ ...scope, fields });
    return target && !sameTemplate(target, own) ? [{ target, module }] : [];
  });
  return [...new Map(used.map((one) => [JSON.stringify(one), one])).values()];
}

const sameTemplate = (a: Template, b: Template): boolean => JSON.stringify(a) === JSON.stringify(b);

const MAX_CALLERS = 40;
const MAX_HOPS = 3;

interface Caller {
  readonly given: ReadonlyMap<string, Template>;
  readonly module: string;
}

/** What each caller gives a method's parameters; a caller that only hands on its own parameters is followed in turn. */
function callersOf(method: Method, program: Program, hops = 0): Caller[] {
  const found: Caller[] = [];
  const name = method.isConstructor ? method.type.name : method.name;
  for (const { call, file } of program.callsOf(name)) {
    if (call.arguments.length !== method.parameters.length || !isCallOf(call, method, { program, file })) continue;
    found.push(...callerAt(call, method, { program, file }, hops));
    if (found.length >= MAX_CALLERS) return found;
  }
  return found;
}

/** The same module may call through an interface; from another module the type has to be the method's. */
function isCallOf(call: Call, method: Method, scope: Scope): boolean {
  if (!call.receiver || call.isConstruction) return scope.file === method.type.file || call.isConstruction;
  const type = rootType(call.receiver, scope);
  return type === method.type.name || (type !== undefined && method.type.supertypes.includes(type)) || (scope.file.module === method.type.file.module && type === undefined);
}

function callerAt(call: Call, method: Method, scope: Scope, hops: number): Caller[] {
  const giving = (inner: Scope): ReadonlyMap<string, Template> => new Map(method.parameters.map((parameter, i) => [parameter.name, evaluate(call.arguments[i]!, inner)]));
  const given = giving(scope);
  const outer = enclosingMethod(call.node, enclosingType(call.node, scope.file));
  const handsOn = outer && outer !== method && hops < MAX_HOPS && [...given.values()].some((value) => value.some((part) => 'unknown' in part && outer.parameters.some(({ name }) => name === part.unknown)));
  const above = handsOn ? callersOf(outer, scope.program, hops + 1) : [];
  return above.length > 0 ? above.map((caller) => ({ given: giving({ ...scope, given: caller.given }), module: caller.module })) : [{ given, module: scope.file.module }];
}

function valueOf(source: ValueSource, call: Call, scope: Scope): Template | undefined {
  if (typeof source === 'number') {
    const argument = call.arguments[source];
    return argument && evaluate(lambdaFree(argument), scope);
  }
  if (typeof source === 'string') return undefined;
  if ('chained' in source) return call.receiver && evaluate(call.receiver, scope);
  if ('fixed' in source) return [{ text: source.fixed }];
  if (!('host' in source)) return undefined;
  const host = valueOf(source.host, call, scope);
  if (!host || call.arguments.length === 1 || textIn(host)?.includes('://')) return host;
  const port = source.port === undefined ? undefined : valueOf(source.port, call, scope);
  return concat(host, [{ text: ':' }], port ?? [{ text: String(source.defaultPort) }]);
}

/** `.uri(builder -> builder.path("/x").build())`: what the lambda returns. */
const lambdaFree = (node: SourceNode): SourceNode => (node.type === 'lambda_expression' ? (node.children.at(-1) ?? node) : node);

/** A bare path is relative to a base address that another call gives; a bare word is a name only where names are usual. */
function isTarget(target: Template, protocol: string): boolean {
  const first = target[0];
  if (!first) return false;
  return !('text' in first) || !(protocol === 'http' && first.text.startsWith('/'));
}

/** Options of the call itself, by position. */
function ownSettings({ settings = [] }: ClientCall, call: Call, scope: Scope): ClientSetting[] {
  return settings.flatMap(({ name, source, unit }) => {
    const given = typeof source === 'number' ? call.arguments.slice(source) : [];
    return given[0] ? [settingFrom(name, given, unit, scope)] : [];
  });
}

/** What the module asks of a broker or store goes through the one connection that it makes to it; that alone asks nothing. */
function adopted(clients: readonly CodeClient[]): CodeClient[] {
  const connections = new Map<string, CodeClient[]>();
  const isConnection = ({ target, channels, dependency }: CodeClient) => target !== undefined && channels.length === 0 && dependency !== 'calls' && dependency !== 'consumes';
  for (const client of clients) if (isConnection(client)) connections.set(`${client.module} ${client.library}`, [...(connections.get(`${client.module} ${client.library}`) ?? []), client]);
  const used = new Set<CodeClient>();
  const joined = clients.map((client) => {
    const found = client.target === undefined ? (connections.get(`${client.module} ${client.library}`) ?? []) : [];
    const [only] = found;
    if (!only || new Set(found.map(({ target }) => JSON.stringify(target))).size > 1) return client;
    found.forEach((one) => used.add(one));
    return { ...client, target: only.target };
  });
  return joined.filter((client) => !used.has(client));
}
