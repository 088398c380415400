import { push } from '../../../facts/groups.js';
import type { Flow } from './evaluate.js';
import type { Call, CodeModel, Func } from './model.js';
import { optionsOf } from './value.js';

/** The calls of a function in the tree. Empty while that is being found out, which ends recursion. */
export function callSitesOf(flow: Flow, fn: Func): readonly Call[] {
  const index = indexOf(flow.model);
  const seen = index.known.get(fn);
  if (seen) return seen;
  if (index.running.has(fn)) {
    flow.cut();
    return [];
  }
  index.running.add(fn);
  const constructs = fn.owner !== undefined && flow.language.constructorOf(fn.owner.methods) === fn;
  const candidates = [...(index.byName.get(fn.name) ?? []), ...(constructs ? index.byName.get(fn.owner.name) ?? [] : [])];
  const found = candidates.filter((call) => calls(flow, call, fn, constructs));
  index.running.delete(fn);
  index.known.set(fn, found);
  return found;
}

function calls(flow: Flow, call: Call, fn: Func, constructs: boolean): boolean {
  const options = optionsOf(flow.value(call.callee, undefined));
  if (options.some((v) => (v.is === 'function' && v.fn === fn) || (constructs && v.is === 'class' && v.type === fn.owner))) return true;
  // A method of something unknown is the only method of that name in the tree, where there is only one.
  return fn.owner !== undefined && call.callee.is === 'member' && options.every((v) => v.is === 'unknown') && indexOf(flow.model).methods.get(fn.name) === 1;
}

/** Calls of a name, whatever it is called on. */
export const callsNamed = (model: CodeModel, name: string): readonly Call[] => indexOf(model).byName.get(name) ?? [];

/** Calls written in a file. */
export const callsIn = (model: CodeModel, file: string): readonly Call[] => indexOf(model).byFile.get(file) ?? [];

interface Index {
  readonly byFile: ReadonlyMap<string, readonly Call[]>;
  readonly byName: ReadonlyMap<string, readonly Call[]>;
  readonly methods: ReadonlyMap<string, number>;
  readonly known: Map<Func, readonly Call[]>;
  readonly running: Set<Func>;
}

const indexes = new WeakMap<CodeModel, Index>();

function indexOf(model: CodeModel): Index {
  const seen = indexes.get(model);
  if (seen) return seen;
  const byName = new Map<string, Call[]>();
  const byFile = new Map<string, Call[]>();
  for (const call of model.calls) {
    push(byFile, call.node.source.file, call);
    const name = call.callee.is === 'name' || call.callee.is === 'member' ? call.callee.name : undefined;
    if (name !== undefined) push(byName, name, call);
  }
  const methods = new Map<string, number>();
  for (const fn of model.functions) methods.set(fn.name, (methods.get(fn.name) ?? 0) + 1);
  const index = { byFile, byName, methods, known: new Map<Func, readonly Call[]>(), running: new Set<Func>() };
  indexes.set(model, index);
  return index;
}

