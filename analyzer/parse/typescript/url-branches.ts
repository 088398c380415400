import { ts } from 'ts-morph';
import type { FunctionValue } from './evaluate/value.js';
import { walk } from './source/syntax.js';

interface Branch {
  readonly method: string;
  readonly path: string;
  readonly at: ts.Node;
  readonly body: ts.Node;
}

/** Paths that a plain server tells apart itself: `if (req.url === '/healthz') {..}` and `switch (req.url)`. */
export function urlBranches({ node }: FunctionValue): Branch[] {
  const found: Branch[] = [];
  walk(node, (child) => {
    if (ts.isIfStatement(child)) {
      const path = comparedPath(child.expression);
      if (path) found.push({ method: comparedMethod(child.expression.getText()), path: path.text, at: path, body: child.thenStatement });
    } else if (ts.isCaseClause(child) && ts.isStringLiteralLike(child.expression) && child.expression.text.startsWith('/') && isUrl(child.parent.parent.expression)) {
      found.push({ method: 'ALL', path: child.expression.text, at: child.expression, body: child });
    }
  });
  return found;
}

function comparedPath(condition: ts.Expression): ts.StringLiteralLike | undefined {
  let found: ts.StringLiteralLike | undefined;
  walk(condition, (node) => {
    if (found || !ts.isBinaryExpression(node) || !/^===?$/.test(node.operatorToken.getText())) return;
    if (ts.isStringLiteralLike(node.right) && node.right.text.startsWith('/') && isUrl(node.left)) found = node.right;
  });
  return found;
}

const isUrl = (node: ts.Node): boolean => /\b(?:url|pathname|path)\b/.test(node.getText());
const comparedMethod = (condition: string): string => /method\s*===?\s*['"](\w+)['"]/.exec(condition)?.[1]?.toUpperCase() ?? 'ALL';
