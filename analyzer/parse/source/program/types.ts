import type { ClientLibrary } from '../library.js';
import { createMatcher, type Match } from '../match.js';
import { textOf, type SourceNode } from '../node.js';
import { lookUp, type Module } from './module.js';
import type { Program } from './program.js';

/** Which entry of the table a call is, by the type of what it is called on. */
export interface Recognizer {
  match(node: SourceNode, module: Module): Match | undefined;
  /** Simple name of an expression's type, without type arguments. */
  typeOf(node: SourceNode, module: Module): string | undefined;
}

const MAX_DEPTH = 12;

export function createRecognizer(program: Program, libraries: readonly ClientLibrary[]): Recognizer {
  const matcher = createMatcher(libraries);
  const { dialect } = program;
  const imported = importsOf(program);

  const match = (node: SourceNode, module: Module, depth = 0): Match | undefined => {
    if (depth > MAX_DEPTH) return undefined;
    for (const name of names(node, module, depth)) {
      const found = matcher(name).find(({ library }) => imported(module, library));
      if (found) return found;
    }
    return undefined;
  };

  const names = (node: SourceNode, module: Module, depth: number): readonly string[] => {
    const expression = dialect.read(node);
    if (expression.kind === 'new') return [...new Set([`new ${dotted(expression.type)}`, `new ${simple(expression.type)}`])];
    if (expression.kind !== 'call') return [];
    if (!expression.receiver) return [expression.name];
    const type = typeOf(expression.receiver, module, depth + 1);
    const path = dotted(textOf(expression.receiver));
    return [...(type === undefined ? [] : [`${type}#${expression.name}`]), ...(/^[\w.]+$/.test(path) ? pathNames(path, expression.name) : []), `#${expression.name}`];
  };

  const typeOf = (node: SourceNode, module: Module, depth = 0): string | undefined => {
    if (depth > MAX_DEPTH) return undefined;
    const expression = dialect.read(node);
    switch (expression.kind) {
      case 'same': return typeOf(expression.of, module, depth + 1);
      case 'choice': case 'either': return expression.options.map((option) => typeOf(option, module, depth + 1)).find((type) => type !== undefined);
      case 'new': return match(node, module, depth + 1)?.call.makes ?? simple(expression.type);
      case 'name': return typeOfName(expression.name, node, module, depth);
      case 'member': return dialect.self.has(textOf(expression.object)) ? typeOfName(expression.name, node, module, depth) : undefined;
      case 'call': {
        const makes = match(node, module, depth + 1)?.call.makes;
        if (makes !== undefined) return makes;
        if (expression.receiver && dialect.passesObject.has(expression.name)) return typeOf(expression.receiver, module, depth + 1);
        const returns = program.functions(expression.name, module)[0]?.returns;
        return returns === undefined ? undefined : simple(returns);
      }
      default: return undefined;
    }
  };

  const typeOfName = (name: string, node: SourceNode, module: Module, depth: number): string | undefined => {
    const variables = lookUp(module, dialect, name, node);
    const declared = variables.find((v) => v.type !== undefined)?.type;
    if (declared !== undefined) return simple(declared);
    return variables.flatMap((v) => (v.value && !(v.value.start <= node.start && node.end <= v.value.end) ? [typeOf(v.value, module, depth + 1)] : [])).find((type) => type !== undefined);
  };

  return { match, typeOf };
}

const dotted = (name: string): string => name.replaceAll('::', '.').replaceAll('\\', '.').replace(/^\./, '');

/** `a.b.C.name` and what it is called where `a.b` is imported: `C.name`. */
function pathNames(path: string, name: string): readonly string[] {
  const steps = path.split('.');
  return steps.map((_, i) => `${steps.slice(i).join('.')}.${name}`);
}

/** `this Task<HttpClient>?` is `HttpClient`. */
export const simple = (type: string): string => {
  const plain = type.replace(/^(?:this|ref|&|mut|readonly)\s+/, '').replace(/^(?:Task|ValueTask|Lazy|Result|Option|Arc|Box|Promise)\s*<\s*(.*)>\??$/s, '$1');
  return plain.replace(/[<([?].*$/s, '').replaceAll('::', '.').replaceAll('\\', '.').split('.').at(-1)!.replace(/[^\w]/g, '');
};

/** A file has a library when it mentions its import, or when its package or one that it builds on has the library. */
function importsOf(program: Program): (module: Module, library: ClientLibrary) => boolean {
  const ofPackage = new Map<string, readonly string[]>();
  const librariesOf = (root: string): readonly string[] => {
    const own = program.packages.find((p) => p.root === root);
    const all = [root, ...(own?.uses ?? [])].flatMap((r) => [...(program.packages.find((p) => p.root === r)?.libraries ?? [])]);
    ofPackage.set(root, all);
    return all;
  };
  const patterns = new Map<ClientLibrary, RegExp>();
  const mentioned = (module: Module, library: ClientLibrary): boolean => {
    const pattern = patterns.get(library) ?? new RegExp(`(?<!\\w)(?:${library.imports.map((mark) => mark.replace(/\W/g, '\\$&')).join('|')})(?!\\w)`);
    patterns.set(library, pattern);
    return pattern.test(module.text);
  };
  return (module, library) => mentioned(module, library) || (module.package !== undefined && (ofPackage.get(module.package) ?? librariesOf(module.package)).some((have) => library.imports.some((mark) => have === mark || have.startsWith(`${mark}.`))));
}
