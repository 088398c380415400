import { childOf, childrenOf, childOfType, textOf, type SourceNode } from '../../source/index.js';
import { bind, type Import, type Position } from '../../source/flow/index.js';

/** Turns an import as written in a file into the id of a module of the tree, or leaves it. */
export type ImportResolver = (from: string, path: string) => string;

const resolvers = new WeakMap<object, ImportResolver>();
export const setResolver = (model: object, resolver: ImportResolver): void => void resolvers.set(model, resolver);

const resolve = (at: Position, node: SourceNode, path: string): string => resolvers.get(at.model)?.(node.source.file, path) ?? path;

/** `import a.b`, `import a.b as c`. */
export function lowerImport(at: Position, node: SourceNode): void {
  for (const child of childrenOf(node, 'name')) {
    const aliased = child.type === 'aliased_import';
    const path = textOf(aliased ? (childOf(child, 'name') ?? child) : child);
    const name = aliased ? textOf(childOf(child, 'alias') ?? child) : path.split('.', 1)[0]!;
    addImport(at, node, name, { path: resolve(at, node, aliased ? path : name) });
  }
}

/** `from a.b import c as d`. */
export function lowerImportFrom(at: Position, node: SourceNode): void {
  const from = childOf(node, 'module_name');
  if (!from) return;
  const path = resolve(at, node, textOf(from));
  if (childOfType(node, 'wildcard_import')) {
    for (const [name, bindings] of at.model.modules.get(path)?.scope.bindings ?? []) if (!at.scope.bindings.has(name) && bindings[0]) addImport(at, node, name, { path, name });
    return;
  }
  for (const child of childrenOf(node, 'name')) {
    const aliased = child.type === 'aliased_import';
    const name = textOf(aliased ? (childOf(child, 'name') ?? child) : child);
    const own = path === 'django.conf' && name === 'settings' ? resolve(at, node, `${path}.${name}`) : undefined;
    addImport(at, node, aliased ? textOf(childOf(child, 'alias') ?? child) : name, own === undefined ? { path, name } : { path: own });
  }
}

const addImport = (at: Position, node: SourceNode, name: string, value: Import): void => bind(at.scope, name, { kind: 'import', value, node, from: node.start });
