import { ts } from 'ts-morph';
import { push } from '../../../facts/groups.js';
import { exportedNames, forwards } from './exports.js';
import type { Module } from './module.js';
import { lookup, topLevelNames, type Declaration } from './scope.js';
import { enclosing, walk } from './syntax.js';

/** What the search for references needs of the tree. */
export interface ReferenceSpace {
  module(path: string): Module | undefined;
  /** Files whose imports lead to a file. */
  importersOf(path: string): readonly string[];
  /** Whether the text of a file has a name at all: asked before it is parsed. */
  mentions(path: string, name: string): boolean;
  /** The file that a specifier leads to. */
  fileOf(from: string, specifier: string): string | undefined;
}

/** Re-exports of re-exports are followed this far. */
const MAX_FORWARDS = 6;

/** Every identifier that means a top-level declaration, in its own file and in those that import it. */
export function referencesTo(space: ReferenceSpace, declaration: Declaration): readonly ts.Identifier[] {
  const name = declaration.name && ts.isIdentifier(declaration.name) ? declaration.name.text : undefined;
  if (name === undefined) return [];
  const source = declaration.getSourceFile();
  const found = identifiers(source, name).filter((id) => id !== declaration.name && lookup(name, id) === declaration);
  if (topLevelNames(source).get(name) !== declaration) return found;
  const exported = exportedNames(source, name);
  return [...found, ...[...new Set(exported)].flatMap((e) => importedAs(space, source.fileName, e, 0))];
}

function importedAs(space: ReferenceSpace, path: string, name: string, depth: number): ts.Identifier[] {
  if (depth > MAX_FORWARDS) return [];
  return space.importersOf(path).flatMap((importer) => {
    // A barrel that forwards everything and a default import need not mention the name.
    const plain = name !== 'default' && name !== '' && !space.mentions(importer, name) && !space.mentions(importer, 'export *');
    const source = plain ? undefined : space.module(importer)?.source;
    if (!source) return [];
    const again = forwards(source)
      .filter((f) => (f.from === name || f.from === '*') && space.fileOf(importer, f.specifier) === path)
      .flatMap((f) => importedAs(space, importer, f.name === '*' ? name : f.name, depth + 1));
    return [...bindings(space, source, path, name), ...again];
  });
}

/** Uses of the local names under which a file imports `name` of `path`: `name`, `ns.name`, `require(path).name`. */
function bindings(space: ReferenceSpace, source: ts.SourceFile, path: string, name: string): ts.Identifier[] {
  return importsOf(space, source).flatMap((imported) => {
    if (imported.path !== path) return [];
    const isWhole = name === '' || name === 'default';
    if (imported.name === '*') return isWhole && imported.isValue ? usesOf(source, imported.local, imported.node) : membersOf(usesOf(source, imported.local, imported.node), name);
    return imported.name === name || (imported.name === 'default' && name === '') ? usesOf(source, imported.local, imported.node) : [];
  });
}

interface Imported {
  readonly path: string;
  /** Exported name; `*` for the whole module. */
  readonly name: string;
  readonly local: string;
  readonly node: Declaration;
  /** `require` gives the exported value itself, a namespace import an object of exports. */
  readonly isValue: boolean;
}

const importTables = new WeakMap<ts.SourceFile, readonly Imported[]>();

function importsOf(space: ReferenceSpace, source: ts.SourceFile): readonly Imported[] {
  const known = importTables.get(source);
  if (known) return known;
  const found = [...topLevelNames(source)].flatMap(([local, node]): Imported[] => {
    const [specifier, name, isValue] = bindingSource(node);
    const path = specifier === undefined ? undefined : space.fileOf(source.fileName, specifier);
    return path === undefined ? [] : [{ path, name, local, node, isValue }];
  });
  importTables.set(source, found);
  return found;
}

/** Specifier and exported name that a top-level declaration takes from another module. */
function bindingSource(node: Declaration): readonly [specifier: string | undefined, name: string, isValue: boolean] {
  if (ts.isImportClause(node) || ts.isImportSpecifier(node) || ts.isNamespaceImport(node)) {
    const specifier = enclosing(node, ts.isImportDeclaration)?.moduleSpecifier;
    const name = ts.isImportClause(node) ? 'default' : ts.isNamespaceImport(node) ? '*' : (node.propertyName ?? node.name).text;
    return [specifier && ts.isStringLiteral(specifier) ? specifier.text : undefined, name, false];
  }
  const variable = ts.isVariableDeclaration(node) ? node : ts.isBindingElement(node) ? enclosing(node, ts.isVariableDeclaration) : undefined;
  const first = variable?.initializer && ts.isCallExpression(variable.initializer) ? variable.initializer.arguments[0] : undefined;
  const specifier = first && ts.isStringLiteralLike(first) ? first.text : undefined;
  return ts.isBindingElement(node) ? [specifier, (node.propertyName ?? node.name).getText(), false] : [specifier, '*', true];
}

const usesOf = (source: ts.SourceFile, local: string, node: Declaration): ts.Identifier[] => identifiers(source, local).filter((id) => id !== node.name && lookup(local, id) === node);

/** `ns.name` for each use of `ns`: the identifier after the dot. */
const membersOf = (uses: readonly ts.Identifier[], name: string): ts.Identifier[] =>
  uses.flatMap((id) => {
    const { parent } = id;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === id && ts.isIdentifier(parent.name) && parent.name.text === name) return [parent.name];
    return ts.isQualifiedName(parent) && parent.left === id && parent.right.text === name ? [parent.right] : [];
  });

const tables = new WeakMap<ts.SourceFile, ReadonlyMap<string, readonly ts.Identifier[]>>();

/** Identifiers of a file by text, property names excluded. */
function identifiers(source: ts.SourceFile, name: string): readonly ts.Identifier[] {
  let table = tables.get(source);
  if (!table) {
    const found = new Map<string, ts.Identifier[]>();
    walk(source, (node) => {
      if (!ts.isIdentifier(node) || isName(node)) return;
      push(found, node.text, node);
    });
    table = found;
    tables.set(source, table);
  }
  return table.get(name) ?? [];
}

/** A name after a dot, of a property or in an import is no reference. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isPropertySignature(parent)) return parent.name === node;
  return ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent) || ts.isExportSpecifier(parent);
}

/** Where a file that exports an unnamed value (`export default new X()`, `module.exports = make()`) is imported. */
export function exportImports(space: ReferenceSpace, unit: ts.Node): ts.Identifier[] {
  const { fileName } = unit.getSourceFile();
  if (ts.isExportAssignment(unit)) return importedAs(space, fileName, unit.isExportEquals ? '' : 'default', 0);
  const { expression } = ts.isExpressionStatement(unit) ? unit : { expression: undefined };
  const left = expression && ts.isBinaryExpression(expression) ? expression.left.getText() : '';
  if (left === 'module.exports') return importedAs(space, fileName, '', 0);
  const named = /^(?:module\.)?exports\.(\w+)$/.exec(left)?.[1];
  return named === undefined ? [] : importedAs(space, fileName, named, 0);
}
