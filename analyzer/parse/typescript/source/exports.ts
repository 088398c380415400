import { ts } from 'ts-morph';
import { assignmentsOf } from './assignments.js';
import { topLevelNames, type Declaration } from './scope.js';
import { hasModifier } from './syntax.js';

/** What an exported name leads to: something in the same file, or a name of another module. */
export type Export =
  | { readonly kind: 'declaration'; readonly node: Declaration }
  | { readonly kind: 'expression'; readonly node: ts.Expression }
  | { readonly kind: 'forward'; readonly specifier: string; readonly name: string };

/** Exports under `name` (`default` included); the modules of `export * from` when the file itself has none. */
export function exportOf(source: ts.SourceFile, name: string): Export | { readonly kind: 'stars'; readonly specifiers: readonly string[] } {
  return tableOf(source).named.get(name) ?? { kind: 'stars', specifiers: name === 'default' ? [] : tableOf(source).stars };
}

/** The value that `require` gives: `module.exports = value` or `export = value`. */
export const wholeExport = (source: ts.SourceFile): ts.Expression | undefined => tableOf(source).whole;

/** Names under which a top-level declaration of the file is exported, `default` and `export =` included. */
export function exportedNames(source: ts.SourceFile, local: string): readonly string[] {
  const table = tableOf(source);
  const names = [...table.named].filter(([, e]) => (e.kind === 'declaration' ? topLevelNames(source).get(local) === e.node : e.kind === 'expression' && mentions(e.node, local))).map(([name]) => name);
  return table.whole && mentions(table.whole, local) ? [...names, ...(ts.isIdentifier(table.whole) ? ['default', ''] : [local])] : names;
}

/** Names re-exported from other modules; `*` for everything. */
export function forwards(source: ts.SourceFile): readonly { readonly name: string; readonly from: string; readonly specifier: string }[] {
  const table = tableOf(source);
  return [...[...table.named].flatMap(([name, e]) => (e.kind === 'forward' ? [{ name, from: e.name, specifier: e.specifier }] : [])), ...table.stars.map((specifier) => ({ name: '*', from: '*', specifier }))];
}

interface Table {
  readonly named: Map<string, Export>;
  readonly stars: string[];
  whole: ts.Expression | undefined;
}

const tables = new WeakMap<ts.SourceFile, Table>();

function tableOf(source: ts.SourceFile): Table {
  const known = tables.get(source);
  if (known) return known;
  const table: Table = { named: new Map(), stars: [], whole: undefined };
  tables.set(source, table);
  for (const statement of source.statements) addStatement(statement, source, table);
  for (const [name, node] of assignmentsOf(source).exports) {
    if (name === '') table.whole = node;
    else table.named.set(name, { kind: 'expression', node });
  }
  return table;
}

function addStatement(statement: ts.Statement, source: ts.SourceFile, table: Table): void {
  if (ts.isExportAssignment(statement)) {
    if (statement.isExportEquals) table.whole = statement.expression;
    else table.named.set('default', { kind: 'expression', node: statement.expression });
  } else if (ts.isExportDeclaration(statement)) addExportDeclaration(statement, source, table);
  else if (hasModifier(statement, ts.SyntaxKind.ExportKeyword)) addExported(statement, source, table);
}

function addExportDeclaration(statement: ts.ExportDeclaration, source: ts.SourceFile, table: Table): void {
  const specifier = statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier) ? statement.moduleSpecifier.text : undefined;
  const clause = statement.exportClause;
  if (!clause) {
    if (specifier !== undefined) table.stars.push(specifier);
    return;
  }
  if (ts.isNamespaceExport(clause)) {
    if (specifier !== undefined) table.named.set(clause.name.text, { kind: 'forward', specifier, name: '*' });
    return;
  }
  for (const element of clause.elements) {
    const local = (element.propertyName ?? element.name).text;
    const declaration = topLevelNames(source).get(local);
    if (specifier !== undefined) table.named.set(element.name.text, { kind: 'forward', specifier, name: local });
    else if (declaration) table.named.set(element.name.text, { kind: 'declaration', node: declaration });
  }
}

function addExported(statement: ts.Statement, source: ts.SourceFile, table: Table): void {
  if (hasModifier(statement, ts.SyntaxKind.DefaultKeyword) && (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))) {
    table.named.set('default', { kind: 'declaration', node: statement });
  }
  for (const [name, node] of topLevelNames(source)) if (isPartOf(node, statement)) table.named.set(name, { kind: 'declaration', node });
}

const isPartOf = (node: ts.Node, statement: ts.Statement): boolean => node === statement || (ts.isVariableStatement(statement) && node.pos >= statement.pos && node.end <= statement.end);

/** `x`, and `{x}` or `{y: x}` of an exported object. */
function mentions(node: ts.Expression, local: string): boolean {
  if (ts.isIdentifier(node)) return node.text === local;
  return ts.isObjectLiteralExpression(node) && node.properties.some((p) => (ts.isShorthandPropertyAssignment(p) ? p.name.text === local : ts.isPropertyAssignment(p) && ts.isIdentifier(p.initializer) && p.initializer.text === local));
}
