import type { ClientCall, ClientLibrary } from '../library.js';
import type { SourceNode } from '../node.js';
import { classOf, type Module } from './module.js';
import { callAt, isInside, type Site } from './options.js';
import type { Program } from './program.js';
import { createRecognizer, simple } from './types.js';

/** A call that an entry of the table recognises. */
export interface Use {
  readonly library: ClientLibrary;
  readonly call: ClientCall;
  readonly site: Site;
}

/** A client that is constructed, or registered for injection. */
export type Instance = Use;

/** A use with what it is made through; an instance that nobody uses stands alone. */
export interface Joined {
  readonly instance: Instance | undefined;
  readonly use: Use | undefined;
}

/** Finds constructions and operations, and which operation goes through which construction. */
export function joined(program: Program, libraries: readonly ClientLibrary[]): Joined[] {
  const recognizer = createRecognizer(program, libraries);
  const all: Use[] = [];
  for (const module of program.modules)
    for (const node of module.calls) {
      const match = recognizer.match(node, module);
      if (match && !match.call.declares) all.push({ ...match, site: { node, module } });
    }
  const instances = all.filter((use) => !isOperation(use.call));
  const index = new Map(instances.map((instance) => [instance.site.node, instance]));
  const operations = all.filter((use) => isOperation(use.call));
  const pairs = operations.map((use) => ({ use, instance: madeBy(program, index, receiverOf(program, use.site.node), use.site.module, 0) ?? injected(program, instances, use) }));
  const taken = new Set(pairs.map((pair) => pair.instance));
  const used = pairs.filter(({ use }) => !use.call.lifecycle || use.call.target !== undefined || use.call.dependency !== undefined);
  const idle = instances.filter((instance) => !used.some((pair) => pair.instance === instance)).filter((instance) => !instance.call.lifecycle || taken.has(instance));
  return [...used, ...idle.map((instance) => ({ instance, use: undefined }))];
}

/** An operation is done with a client; anything else that the table has constructs one. */
const isOperation = (call: ClientCall): boolean => call.method !== undefined || call.channel !== undefined || /^[\w{},]+#/.test(call.match) || (call.dependency !== undefined && call.target === undefined);

function receiverOf(program: Program, node: SourceNode): SourceNode | undefined {
  const call = callAt(program, node);
  return call?.kind === 'call' ? call.receiver : undefined;
}

const MAX_DEPTH = 12;

/** The construction that a value comes from, through names, chains and calls on other clients. */
function madeBy(program: Program, index: ReadonlyMap<SourceNode, Instance>, node: SourceNode | undefined, module: Module, depth: number): Instance | undefined {
  if (!node || depth > MAX_DEPTH) return undefined;
  const from = program.values.origin(node, module);
  if (!from) return undefined;
  const expression = program.dialect.read(from.node);
  const named = expression.kind === 'call' && expression.name === 'CreateClient' ? registered(program, index, expression.arguments[0]?.value, from.module) : undefined;
  const direct = named ?? index.get(from.node);
  if (direct) return direct;
  if (expression.kind === 'choice' || expression.kind === 'either') return expression.options.map((o) => madeBy(program, index, o, from.module, depth + 1)).find((i) => i !== undefined);
  if (expression.kind === 'member') return madeBy(program, index, expression.object, from.module, depth + 1);
  if (expression.kind === 'new') return expression.arguments.map((a) => madeBy(program, index, a.value, from.module, depth + 1)).find((i) => i !== undefined);
  if (expression.kind !== 'call') return undefined;
  if (expression.receiver) return madeBy(program, index, expression.receiver, from.module, depth + 1);
  const [called] = program.functions(expression.name, from.module);
  return called?.body && [...index.values()].find((i) => i.site.module === called.module && isInside(i.site.node, called.body!));
}

/** `AddHttpClient("x")` is what `CreateClient("x")` gives in the same program. */
function registered(program: Program, index: ReadonlyMap<SourceNode, Instance>, name: SourceNode | undefined, from: Module): Instance | undefined {
  const wanted = name && JSON.stringify(program.values.texts(name, from));
  return wanted === undefined ? undefined : [...index.values()].find((instance) => sameName(program, instance, wanted, from));
}

function sameName(program: Program, { site, call }: Instance, name: string, from: Module): boolean {
  if (call.makes !== 'IHttpClientBuilder') return false;
  const first = callAt(program, site.node)?.arguments[0];
  return first !== undefined && JSON.stringify(program.values.texts(first.value, site.module)) === name && isNear(program, site.module, from);
}

/** What is injected: the client that is registered for the class that calls, else the only one of its library in the program. */
function injected(program: Program, instances: readonly Instance[], { library, site }: Use): Instance | undefined {
  const owner = classOf(program.dialect, site.node);
  const near = instances.filter((i) => i.library.id === library.id && isNear(program, i.site.module, site.module));
  const typed = near.filter((i) => typesOf(program, i).some((type) => type === owner));
  if (typed.length > 0) return typed[0];
  const free = near.filter((i) => typesOf(program, i).length === 0 || library.protocol !== 'http');
  return free.length === 1 ? free[0] : undefined;
}

const typesOf = (program: Program, instance: Instance): readonly string[] => {
  const call = callAt(program, instance.site.node);
  return call?.kind === 'call' ? call.types.map(simple) : [];
};

/** In the same package, or one of them builds on the other. */
function isNear(program: Program, a: Module, b: Module): boolean {
  return a.package === b.package || program.uses(a.package, b.package) || program.uses(b.package, a.package);
}
