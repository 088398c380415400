import { ts } from 'ts-morph';
import { compareText } from '../../../facts/place.js';
import type { Program } from '../program.js';
import { exportImports, referencesTo } from '../source/references.js';
import { lookup, type Declaration } from '../source/scope.js';
import { decoratorsOf, enclosing, enclosingClass, nameText } from '../source/syntax.js';

/** Which packages' processes run a piece of code: for libraries, those that use it, however many files lie between. */
export type Runners = (node: ts.Node) => readonly string[];

/** More declarations than this between a client and its users are a framework, not a wrapper. */
const MAX_VISITED = 400;

export function createRunners(program: Program, startable: ReadonlySet<string>): Runners {
  const { manifests } = program.tree;
  const known = new Map<ts.Node, readonly string[]>();
  const runsItself = (path: string): string | undefined => {
    const manifest = manifests.of(path);
    return manifest && startable.has(manifest.root) ? manifest.root : manifest ? undefined : '.';
  };
  return (node) => {
    const own = runsItself(node.getSourceFile().fileName);
    if (own !== undefined) return [own];
    const unit = unitOf(node);
    const seen = known.get(unit);
    if (seen) return seen;
    const found = users(program, unit, runsItself);
    known.set(unit, found);
    return found;
  };
}

function users(program: Program, start: ts.Node, runsItself: (path: string) => string | undefined): readonly string[] {
  const roots = new Set<string>();
  const visited = new Set<ts.Node>([start]);
  const queue = [start];
  for (let unit = queue.shift(); unit && visited.size < MAX_VISITED; unit = queue.shift()) {
    for (const use of usesOf(program, unit)) {
      const root = runsItself(use.getSourceFile().fileName);
      const next = unitOf(use);
      if (root !== undefined) roots.add(root);
      else if (!visited.has(next)) {
        visited.add(next);
        queue.push(next);
      }
    }
  }
  return [...roots].sort(compareText);
}

/** The statement of the file that a node belongs to. */
function unitOf(node: ts.Node): ts.Node {
  let unit = node;
  while (unit.parent && !ts.isSourceFile(unit.parent)) unit = unit.parent;
  return unit;
}

function usesOf(program: Program, unit: ts.Node): readonly ts.Node[] {
  const { space } = program;
  const declarations = declaredBy(unit);
  // Code that runs when its file is loaded belongs to whoever imports the file.
  if (declarations.length === 0) return [...exportImports(space, unit), ...(ts.isExportAssignment(unit) ? [] : importing(program, unit))];
  return declarations.flatMap((declaration) => {
    const direct = referencesTo(space, declaration).filter((id) => isUse(id, declaration));
    const interfaces = ts.isClassDeclaration(declaration) ? implemented(declaration) : [];
    return [...direct, ...interfaces.flatMap((i) => referencesTo(space, i).filter(isInjected))];
  });
}

function importing(program: Program, unit: ts.Node): ts.Node[] {
  const sources = program.space.importersOf(unit.getSourceFile().fileName).map((path) => program.space.module(path)?.source);
  return sources.flatMap((source) => source?.statements.filter((s) => ts.isImportDeclaration(s) || ts.isVariableStatement(s)).slice(0, 1) ?? []);
}

function declaredBy(unit: ts.Node): readonly Declaration[] {
  if (ts.isVariableStatement(unit)) return unit.declarationList.declarations.flatMap((d): Declaration[] => (ts.isIdentifier(d.name) ? [d] : [...d.name.elements].filter((e): e is ts.BindingElement => ts.isBindingElement(e))));
  return ts.isFunctionDeclaration(unit) || ts.isClassDeclaration(unit) || ts.isEnumDeclaration(unit) ? [unit] : [];
}

function implemented(node: ts.ClassDeclaration): ts.InterfaceDeclaration[] {
  const types = (node.heritageClauses ?? []).filter((c) => c.token === ts.SyntaxKind.ImplementsKeyword).flatMap((c) => c.types);
  return types.flatMap((type) => {
    const declaration = ts.isIdentifier(type.expression) ? lookup(type.expression.text, type.expression) : undefined;
    return declaration && ts.isInterfaceDeclaration(declaration) ? [declaration] : [];
  });
}

/** Declaring something to a container is no use of it, nor is a type, unless the container hands the value in. */
function isUse(id: ts.Identifier, declaration: Declaration): boolean {
  if (isWithinOwn(id, declaration) || isRegistration(id)) return false;
  const type = enclosing(id, (n): n is ts.TypeNode | ts.Statement => ts.isTypeNode(n) || ts.isStatement(n));
  if (!type || !ts.isTypeNode(type)) return true;
  const clause = type.parent;
  if (ts.isHeritageClause(clause)) return clause.token === ts.SyntaxKind.ExtendsKeyword;
  return isInjected(id);
}

const isWithinOwn = (id: ts.Identifier, declaration: Declaration): boolean => id.getSourceFile() === declaration.getSourceFile() && id.pos >= declaration.pos && id.end <= declaration.end;

const REGISTRATIONS = new Set(['providers', 'exports', 'provide', 'useClass', 'useExisting']);

function isRegistration(id: ts.Node): boolean {
  return enclosing(id, (n): n is ts.PropertyAssignment => ts.isPropertyAssignment(n) && REGISTRATIONS.has(nameText(n.name) ?? '')) !== undefined && enclosing(id, ts.isObjectLiteralExpression) !== undefined;
}

/** The type of a constructor's parameter, of an injected property, or the class that a container is asked for. */
function isInjected(id: ts.Identifier): boolean {
  const parameter = enclosing(id, (n): n is ts.ParameterDeclaration | ts.PropertyDeclaration | ts.Statement => ts.isParameter(n) || ts.isPropertyDeclaration(n) || ts.isStatement(n));
  if (!parameter || ts.isStatement(parameter)) return false;
  if (ts.isParameter(parameter)) return ts.isConstructorDeclaration(parameter.parent) || decoratorsOf(parameter).length > 0;
  return decoratorsOf(parameter).length > 0 && enclosingClass(parameter) !== undefined;
}
