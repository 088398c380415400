import { ts } from 'ts-morph';
import type { LocalStateFact } from '../../facts/types.js';
import { stateNamed } from '../local-state.js';
import type { Program } from './program.js';
import { referencesTo } from './source/references.js';
import { enclosingFunction } from './source/syntax.js';

const WRITES = new Set(['set', 'add', 'push', 'unshift']);

interface MemoryStore extends Pick<LocalStateFact, 'state' | 'holder'> {
  readonly node: ts.Node;
}

/** Collections at the top of a file that functions write to and whose name says session, cache, queue or counter. */
export function memoryStores(program: Program, source: ts.SourceFile): MemoryStore[] {
  return source.statements.flatMap((statement) => (ts.isVariableStatement(statement) ? statement.declarationList.declarations : [])).flatMap((declaration): MemoryStore[] => {
    if (!ts.isIdentifier(declaration.name) || !declaration.initializer) return [];
    const name = declaration.name.text;
    const state = stateNamed(name);
    const collection = collectionOf(declaration.initializer);
    if (!state || !collection || !isWritten(program, declaration)) return [];
    return [{ state, holder: `${collection} ${name}`, node: declaration }];
  });
}

function collectionOf(node: ts.Expression): string | undefined {
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && (node.expression.text === 'Map' || node.expression.text === 'Set') && (node.arguments?.length ?? 0) === 0) return node.expression.text;
  if (ts.isArrayLiteralExpression(node) && node.elements.length === 0) return 'Array';
  return ts.isObjectLiteralExpression(node) && node.properties.length === 0 ? 'Object' : undefined;
}

/** Written inside a function, not while the file is loaded. */
function isWritten(program: Program, declaration: ts.VariableDeclaration): boolean {
  return referencesTo(program.space, declaration).some((id) => {
    if (!enclosingFunction(id)) return false;
    const { parent } = id;
    if (ts.isPropertyAccessExpression(parent)) return parent.expression === id && WRITES.has(parent.name.text) && ts.isCallExpression(parent.parent);
    return ts.isElementAccessExpression(parent) && parent.expression === id && ts.isBinaryExpression(parent.parent) && parent.parent.left === parent && parent.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  });
}
