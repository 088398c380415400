import { ts } from 'ts-morph';
import { isFunctionNode, walk } from '../source/syntax.js';

/** The catch that makes a failure of the call harmless: it answers with something else instead of failing. */
export function softAt(node: ts.Node): ts.Node | undefined {
  for (let child = node, up = node.parent; up; child = up, up = up.parent) {
    if (ts.isTryStatement(up) && up.tryBlock === child && up.catchClause) return isFallback(up.catchClause.block, isDiscarded(node), up.catchClause.variableDeclaration?.name) ? up.catchClause : undefined;
    const handler = catchHandler(up, child);
    if (handler) return isFallbackFunction(handler) ? handler : undefined;
    // A callback has its own failures, unless whoever is called with it is waited for, as a retry wrapper is.
    if (isFunctionNode(up) && !isAwaitedCallback(up)) return undefined;
  }
  return undefined;
}

const isAwaitedCallback = (fn: ts.Node): boolean => ts.isCallExpression(fn.parent) && fn.parent.expression !== fn && ts.isAwaitExpression(fn.parent.parent);

/** `call.catch(handler)`, and of rxjs `call.pipe(map(x), catchError(handler))`. */
function catchHandler(up: ts.Node, child: ts.Node): ts.Expression | undefined {
  if (!ts.isPropertyAccessExpression(up) || up.expression !== child || !ts.isCallExpression(up.parent)) return undefined;
  if (up.name.text === 'catch') return up.parent.arguments[0];
  const caught = up.name.text === 'pipe' ? up.parent.arguments.find((operator) => ts.isCallExpression(operator) && operator.expression.getText() === 'catchError') : undefined;
  return caught && ts.isCallExpression(caught) ? caught.arguments[0] : undefined;
}

function isFallbackFunction(handler: ts.Expression): boolean {
  if (!ts.isArrowFunction(handler) && !ts.isFunctionExpression(handler)) return false;
  return ts.isBlock(handler.body) ? isFallback(handler.body, true, handler.parameters[0]?.name) : !isFailure(handler.body);
}

/** Nobody looks at the result: the statement is the call alone. */
function isDiscarded(node: ts.Node): boolean {
  let up = node.parent;
  while (ts.isAwaitExpression(up) || ts.isParenthesizedExpression(up) || ts.isVoidExpression(up)) up = up.parent;
  return ts.isExpressionStatement(up);
}

/** Keeping the error for later is no answer: it is thrown after the last attempt. */
function isFallback(block: ts.Block, resultDiscarded: boolean, caught: ts.BindingName | undefined): boolean {
  let fails = false;
  let answers = false;
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node)) return;
    if (ts.isThrowStatement(node) || (ts.isExpression(node) && isFailure(node))) fails = true;
    if (ts.isReturnStatement(node) && node.expression && !isFailure(node.expression)) answers = true;
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isIdentifier(node.left) && node.right.getText() !== caught?.getText()) answers = true;
    ts.forEachChild(node, visit);
  };
  visit(block);
  return !fails && (answers || resultDiscarded);
}

/** Telling the caller that it failed: a status of 4xx or 5xx, `next(error)`, `reject`, `callback(error)`, leaving the process. */
function isFailure(node: ts.Expression): boolean {
  let fails = false;
  walk(node, (child) => {
    if (!ts.isCallExpression(child)) return;
    const callee = child.expression.getText();
    if (/(?:^|\.)(?:next|reject|callback|cb|done|exit|abort|fail|error|throwError)$/.test(callee) && !/(?:console|log|logger)\.error$/i.test(callee)) fails = true;
    if (/(?:^|\.)(?:status|sendStatus|writeHead|code)$/.test(callee) && /[45]\d\d|ERROR|UNAVAILABLE/.test(child.arguments[0]?.getText() ?? '')) fails = true;
    if (/^Promise\.reject$/.test(callee)) fails = true;
  });
  return fails || (ts.isNewExpression(node) && /Error|Exception/.test(node.expression.getText())) || /\bstatus(?:Code)?:\s*5\d\d/.test(node.getText());
}
