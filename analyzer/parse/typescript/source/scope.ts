import { ts } from 'ts-morph';

/** What can stand behind a name. */
export type Declaration =
  | ts.VariableDeclaration
  | ts.BindingElement
  | ts.ParameterDeclaration
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ClassDeclaration
  | ts.ClassExpression
  | ts.EnumDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.ModuleDeclaration
  | ts.ImportClause
  | ts.NamespaceImport
  | ts.ImportSpecifier
  | ts.ImportEqualsDeclaration;

/** The declaration that a name means at this place, by lexical scope; undefined for globals. */
export function lookup(name: string, at: ts.Node): Declaration | undefined {
  for (let node: ts.Node | undefined = at.parent; node; node = node.parent) {
    const found = namesOf(node)?.get(name);
    if (found) return found;
  }
  return undefined;
}

/** Names declared at the top level of a file. */
export const topLevelNames = (source: ts.SourceFile): ReadonlyMap<string, Declaration> => namesOf(source)!;

const tables = new WeakMap<ts.Node, ReadonlyMap<string, Declaration>>();

function namesOf(node: ts.Node): ReadonlyMap<string, Declaration> | undefined {
  if (!isScope(node)) return undefined;
  const known = tables.get(node);
  if (known) return known;
  const names = new Map<string, Declaration>();
  if (ts.isFunctionLike(node)) declareFunction(node, names);
  else if (ts.isClassExpression(node)) declare(node.name, node, names);
  else if (ts.isSourceFile(node)) declareVars(node, names);
  ts.forEachChild(node, (child) => declareChild(child, names));
  tables.set(node, names);
  return names;
}

const isScope = (node: ts.Node): boolean =>
  ts.isSourceFile(node) || ts.isBlock(node) || ts.isFunctionLike(node) || ts.isModuleBlock(node) || ts.isCaseBlock(node) ||
  ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node) || ts.isCatchClause(node) || ts.isClassExpression(node);

function declareFunction(node: ts.SignatureDeclaration, names: Map<string, Declaration>): void {
  if (ts.isFunctionExpression(node)) declare(node.name, node, names);
  for (const parameter of node.parameters) declareBinding(parameter, names);
  const body = (node as ts.FunctionLikeDeclaration).body;
  if (body) declareVars(body, names);
}

function declareChild(child: ts.Node, names: Map<string, Declaration>): void {
  if (ts.isVariableStatement(child)) child.declarationList.declarations.forEach((d) => declareBinding(d, names));
  else if (ts.isVariableDeclarationList(child)) child.declarations.forEach((d) => declareBinding(d, names));
  else if (ts.isVariableDeclaration(child)) declareBinding(child, names);
  else if (ts.isFunctionDeclaration(child) || ts.isClassDeclaration(child)) declare(child.name, child, names);
  else if (ts.isEnumDeclaration(child) || ts.isInterfaceDeclaration(child) || ts.isTypeAliasDeclaration(child)) declare(child.name, child, names);
  else if (ts.isModuleDeclaration(child) && ts.isIdentifier(child.name)) declare(child.name, child, names);
  else if (ts.isImportEqualsDeclaration(child)) declare(child.name, child, names);
  else if (ts.isImportDeclaration(child)) declareImport(child.importClause, names);
}

function declareImport(clause: ts.ImportClause | undefined, names: Map<string, Declaration>): void {
  if (!clause) return;
  declare(clause.name, clause, names);
  if (!clause.namedBindings) return;
  if (ts.isNamespaceImport(clause.namedBindings)) declare(clause.namedBindings.name, clause.namedBindings, names);
  else clause.namedBindings.elements.forEach((element) => declare(element.name, element, names));
}

type Bound = ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement;

function declareBinding(node: Bound, names: Map<string, Declaration>): void {
  if (ts.isIdentifier(node.name)) declare(node.name, node, names);
  else node.name.elements.forEach((element) => ts.isBindingElement(element) && declareBinding(element, names));
}

function declare(name: ts.Identifier | undefined, node: Declaration, names: Map<string, Declaration>): void {
  if (name && !names.has(name.text)) names.set(name.text, node);
}

/** `var` is hoisted to its function or file, however deep it stands. */
function declareVars(body: ts.Node, names: Map<string, Declaration>): void {
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === 0) node.declarations.forEach((d) => declareBinding(d, names));
    if (!ts.isExpression(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
}
