import { ts } from 'ts-morph';
import type { Program } from './program.js';
import { hasModifier, isFunctionNode } from './source/syntax.js';

const HANDLER = /^(?:lambda_?)?handler$/i;

/** `export const handler = async (event) => ..`, `exports.handler = ..`: what the platform of a function calls. */
export const invokedBodies = (program: Program): readonly ts.Node[] => program.modules.flatMap(({ source }) => invokedIn(program, source));

function invokedIn(program: Program, source: ts.SourceFile): readonly ts.Node[] {
  return source.statements.flatMap((statement): readonly ts.Node[] => {
    if (ts.isFunctionDeclaration(statement)) return isExported(statement) && HANDLER.test(statement.name?.text ?? '') ? [statement] : [];
    const value = ts.isVariableStatement(statement) && isExported(statement) ? variableNamed(statement) : ts.isExpressionStatement(statement) ? assigned(statement.expression) : undefined;
    const found = value && (isFunctionNode(value) ? { kind: 'function' as const, node: value } : program.context.value(value, program.context.root));
    return found?.kind === 'function' ? [found.node] : [];
  });
}

const isExported = (node: ts.Node): boolean => hasModifier(node, ts.SyntaxKind.ExportKeyword);

const variableNamed = ({ declarationList }: ts.VariableStatement): ts.Expression | undefined => declarationList.declarations.find(({ name }) => ts.isIdentifier(name) && HANDLER.test(name.text))?.initializer;

const assigned = (node: ts.Expression): ts.Expression | undefined =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && /^(?:module\.)?exports\.(?:lambda_?)?handler$/i.test(node.left.getText()) ? node.right : undefined;
