import { groupBy, push } from '../../../facts/groups.js';
import type { Problem } from '../../../facts/types.js';
import { folderOf } from '../../paths.js';
import type { FileSet } from '../../parser.js';
import type { LoadedLanguage } from '../grammars.js';
import { textOf, type SourceNode } from '../node.js';
import { parseSource } from '../parse.js';
import type { Dialect } from './dialect.js';
import { readModule, type DeclaredFunction, type Module } from './module.js';
import { optionsReader } from './options-classes.js';
import { createValues, type Surroundings, type Values } from './values.js';

/** A folder of source that is built as one, as its manifest says. */
export interface SourcePackage {
  readonly root: string;
  readonly startable: boolean;
  /** Roots of the packages whose code it runs, directly or through others. */
  readonly uses: readonly string[];
  /** Registry names of the libraries that it has. */
  readonly libraries: ReadonlySet<string>;
}

export interface Program {
  readonly dialect: Dialect;
  readonly modules: readonly Module[];
  readonly packages: readonly SourcePackage[];
  readonly values: Values;
  readonly problems: readonly Problem[];
  /** The text of every file of the language in a package. */
  texts(root: string): readonly { readonly path: string; readonly text: string }[];
  /** Where functions of that name are called. */
  callsOf(name: string): readonly { readonly call: SourceNode; readonly module: Module }[];
  functions(name: string, from: Module): readonly DeclaredFunction[];
  /** The file that declares a type of that name, where only one can be meant. */
  declaring(type: string, from: Module): Module | undefined;
  /** A file of the program, parsed when first asked for. */
  open(path: string): Module | undefined;
  /** Whether the package at one root uses the one at the other. */
  uses(from: string | undefined, to: string | undefined): boolean;
}

const MAX_CALLERS = 8;

/** Parses the files that look as if they used a client; the rest of the tree only when a name leads there. */
export function createProgram(dialect: Dialect, language: LoadedLanguage, paths: readonly string[], packages: readonly SourcePackage[], isMarked: (text: string) => boolean, files: FileSet): Program {
  const problems: Problem[] = [];
  const opened = new Map<string, Module | undefined>();
  const ofPath = ownerOf(packages);
  const open = (path: string): Module | undefined => {
    if (opened.has(path)) return opened.get(path);
    const text = files.read(path);
    if (text === undefined) return undefined;
    const { root, problems: found } = parseSource(language, path, dialect.prepare?.(text) ?? text);
    problems.push(...found);
    const module = root && readModule(dialect, path, ofPath(path), text, root);
    opened.set(path, module);
    return module;
  };
  const texts = paths.map((path) => ({ path, text: files.read(path) ?? '' }));
  const marked = texts.filter(({ text }) => isMarked(text)).map(({ path }) => open(path)).filter((m): m is Module => m !== undefined);
  const callers = callsHelpers(marked, isMarked, [...(dialect.namesValue ?? [])]);
  const modules = callers ? texts.filter(({ text }) => isMarked(text) || callers.test(text)).map(({ path }) => open(path)).filter((m): m is Module => m !== undefined) : marked;
  const reaches = reachIn(packages);
  const declared = declaringModules(modules);
  const byStem = new Map<string, string[]>();
  for (const path of paths) byStem.set(stem(path), [...(byStem.get(stem(path)) ?? []), path]);
  const nearest = (type: string, from: Module): Module | undefined => {
    const found = (byStem.get(type) ?? []).filter((path) => reaches(from.package, ofPath(path)));
    return found.length === 1 ? open(found[0]!) : undefined;
  };
  const declaring = (type: string, from: Module): Module | undefined => (from.classes.has(type) ? from : nearest(type, from));
  const calls = indexCalls(dialect, modules);
  const helpersNamed = createHelpers(texts, new Set(modules.map(({ path }) => path)), open);
  const callsOf: Program['callsOf'] = (name) => calls.get(name) ?? [];
  const functions = (name: string, from: Module): readonly DeclaredFunction[] => {
    const own = from.functions.get(name);
    if (own) return own.slice(0, MAX_CALLERS);
    const others = [...(declared.get(name) ?? []), ...helpersNamed(name)].filter((m) => m !== from && reaches(from.package, m.package)).flatMap((m) => m.functions.get(name) ?? []);
    return others.length === 1 ? others : [];
  };
  const around: Surroundings = {
    functions,
    passed: ({ of, index }) => {
      const name = of.parameters[index]!.name;
      const callers = callsOf(of.name).filter((c) => c.module === of.module || reaches(c.module.package, of.module.package)).slice(0, MAX_CALLERS);
      return callers.flatMap(({ call, module }) => {
        const { arguments: given } = dialect.read(call) as { readonly arguments: readonly { readonly name?: string; readonly value: SourceNode }[] };
        const extra = Math.max(0, isExtension(of) ? 1 : 0);
        const value = given.find((a) => a.name === name)?.value ?? given.filter((a) => a.name === undefined)[index - extra]?.value;
        return value ? [{ value, module }] : [];
      });
    },
    byName: (name) => [...(dialect.namesValue ?? [])].flatMap((method) => callsOf(method)).flatMap(({ call, module }) => {
      const { arguments: given } = dialect.read(call) as { readonly arguments: readonly { readonly value: SourceNode }[] };
      const [first, second] = given;
      return first && second && plainName(textOf(first.value)) === plainName(name) ? [{ value: second.value, module }] : [];
    }),
    option: optionsReader(dialect, texts),
    member: (type, name, from) => {
      const simple = type.slice(type.lastIndexOf('.') + 1);
      const module = declaring(simple, from);
      const variable = module?.variables.get(name)?.find((v) => v.scope === undefined && v.value !== undefined);
      return module && variable ? { value: variable.value!, module } : undefined;
    },
  };
  const byRoot = groupBy(texts, ({ path }) => ofPath(path));
  return { dialect, modules, packages, values: createValues(dialect, around), problems, texts: (root) => byRoot.get(root) ?? [], callsOf, functions, declaring, open, uses: (from, to) => from !== undefined && to !== undefined && from !== to && reaches(from, to) };
}

/** `'catalogue_url'` and `$catalogueUrl` are one name. */
const plainName = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

const MAX_LOOKUPS = 300;
const MAX_DECLARING = 4;

/** Files without a client that declare a function of that name: an address may come from one. Bounded: each name is a scan. */
function createHelpers(texts: readonly { readonly path: string; readonly text: string }[], known: ReadonlySet<string>, open: (path: string) => Module | undefined): (name: string) => readonly Module[] {
  const found = new Map<string, readonly Module[]>();
  return (name) => {
    const before = found.get(name);
    if (before || found.size > MAX_LOOKUPS || name.length < 5 || !/^\w+$/.test(name)) return before ?? [];
    const declaration = new RegExp(`[\\w>\\])?]\\s+${name}\\s*[(<]`);
    const paths = texts.filter(({ path, text }) => !known.has(path) && declaration.test(text)).map(({ path }) => path);
    const modules = paths.length > MAX_DECLARING ? [] : paths.map(open).filter((m): m is Module => m !== undefined);
    found.set(name, modules);
    return modules;
  };
}

const MAX_HELPERS = 300;

/** Files that call a function in which a client is made, or construct what has one, may say the address. */
function callsHelpers(modules: readonly Module[], isMarked: (text: string) => boolean, more: readonly string[]): RegExp | undefined {
  const helpers = modules.flatMap((m) => [...m.functions.values()].flat()).filter((f) => f.parameters.length > 0 && f.name.length > 5 && f.body && (isMarked(textOf(f.body)) || f.name === f.owner));
  const names = [...new Set([...helpers.map((f) => f.name), ...more])].filter((name) => /^\w+$/.test(name)).slice(0, MAX_HELPERS);
  return names.length === 0 ? undefined : new RegExp(`\\b(?:${names.join('|')})\\s*[<(]`);
}

/** `static X(this T value, ...)`: callers leave out the first. */
const isExtension = (of: DeclaredFunction): boolean => of.parameters[0]?.type?.startsWith('this ') ?? false;

function indexCalls(dialect: Dialect, modules: readonly Module[]): ReadonlyMap<string, readonly { readonly call: SourceNode; readonly module: Module }[]> {
  const index = new Map<string, { call: SourceNode; module: Module }[]>();
  for (const module of modules)
    for (const call of module.calls) {
      const expression = dialect.read(call);
      const name = expression.kind === 'call' ? expression.name : expression.kind === 'new' ? expression.type : '';
      push(index, name, { call, module });
    }
  return index;
}

/** Whether code of one package can name what another declares. */
function reachIn(packages: readonly SourcePackage[]): (from: string | undefined, to: string | undefined) => boolean {
  const uses = new Map(packages.map((p) => [p.root, new Set(p.uses)]));
  return (from, to) => from === to || from === undefined || to === undefined || (uses.get(from)?.has(to) ?? false);
}

/** The modules that declare a function of each name: asked for at every name in the tree. */
function declaringModules(modules: readonly Module[]): ReadonlyMap<string, readonly Module[]> {
  const byName = new Map<string, Module[]>();
  for (const module of modules)
    for (const name of module.functions.keys()) push(byName, name, module);
  return byName;
}

/** The innermost package that a path lies in. */
export function ownerOf(packages: readonly { readonly root: string }[]): (path: string) => string | undefined {
  const roots = new Set(packages.map((p) => p.root));
  return (path) => {
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      if (roots.has(folder)) return folder;
      if (folder === '.') return undefined;
    }
  };
}

const stem = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
