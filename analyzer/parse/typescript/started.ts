import { ts } from 'ts-morph';
import type { Program } from './program.js';
import { referencesTo } from './source/references.js';
import { enclosingFunction, nameText, type FunctionNode } from './source/syntax.js';

/** More calls than this lead from a file's start to hardly any setting. */
const MAX_CALLS = 4;

/** Whether the process surely comes to a node as it starts: it stands in a file that is loaded, or leads there past nothing that decides. */
export function isStarted(program: Program, node: ts.Node, depth = 0): boolean {
  if (isConditional(node)) return false;
  const around = enclosingFunction(node);
  return around === undefined || ts.isConstructorDeclaration(around) || isCalledAtOnce(around) || (depth < MAX_CALLS && callsOf(program, around).some((call) => isStarted(program, call, depth + 1)));
}

/** `(async () => {..})()`, and what a container asks for as the application starts. */
function isCalledAtOnce(node: FunctionNode): boolean {
  let { parent } = node;
  while (ts.isParenthesizedExpression(parent)) parent = parent.parent;
  if (ts.isCallExpression(parent)) return parent.expression !== node && !parent.arguments.some((argument) => argument === node) ? true : ts.isIdentifier(parent.expression) && parent.expression.text === 'registerAs';
  return (ts.isPropertyAssignment(parent) && nameText(parent.name) === 'useFactory') || (ts.isMethodDeclaration(node) && nameText(node.name) === 'onModuleInit');
}

function callsOf(program: Program, node: FunctionNode): readonly ts.Node[] {
  const declaration = ts.isFunctionDeclaration(node) ? node : ts.isVariableDeclaration(node.parent) ? node.parent : undefined;
  return declaration === undefined ? [] : referencesTo(program.space, declaration).map((name) => name.parent).filter((call) => ts.isCallExpression(call));
}

/** Something in its function decides whether it is reached, or catches what is thrown there. */
function isConditional(node: ts.Node): boolean {
  for (let [up, from] = [node.parent, node]; up && !ts.isSourceFile(up) && up !== enclosingFunction(node); [up, from] = [up.parent, up]) {
    if ((ts.isIfStatement(up) && up.expression !== from) || (ts.isConditionalExpression(up) && up.condition !== from) || ts.isCaseOrDefaultClause(up) || ts.isIterationStatement(up, false) || ts.isCatchClause(up) || (ts.isTryStatement(up) && up.tryBlock === from)) return true;
    if (ts.isBinaryExpression(up) && up.right === from && DECIDING.has(up.operatorToken.kind)) return true;
    if (ts.isBlock(up) && leavesBefore(up, from)) return true;
  }
  return false;
}

const DECIDING: ReadonlySet<ts.SyntaxKind> = new Set([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken]);

/** `if (!enabled) return;` before it. */
const leavesBefore = ({ statements }: ts.Block, node: ts.Node): boolean =>
  statements.slice(0, statements.findIndex((one) => one === node)).some((one) => ts.isIfStatement(one) && /\breturn\b/.test(one.thenStatement.getText()));
