import { ts } from 'ts-morph';

/** The expression without what does not change its value: parentheses, `as`, `!`, `satisfies`, `await`. */
export function unwrap(node: ts.Expression): ts.Expression {
  let inner = node;
  while (ts.isParenthesizedExpression(inner) || ts.isAsExpression(inner) || ts.isNonNullExpression(inner) || ts.isSatisfiesExpression(inner) || ts.isAwaitExpression(inner) || ts.isTypeAssertionExpression(inner)) inner = inner.expression;
  return inner;
}

/** `x` of `{x: ..}`, `{'x': ..}` and `class { x = .. }`. */
export function nameText(name: ts.PropertyName | ts.BindingName | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) || ts.isPrivateIdentifier(name)) return name.text;
  if (ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression)) return name.expression.text;
  return undefined;
}

/** The nearest enclosing node that passes the test, the node itself excluded. */
export function enclosing<T extends ts.Node>(node: ts.Node, test: (node: ts.Node) => node is T): T | undefined {
  for (let up: ts.Node | undefined = node.parent; up; up = up.parent) if (test(up)) return up;
  return undefined;
}

export const enclosingClass = (node: ts.Node): ts.ClassLikeDeclaration | undefined => enclosing(node, ts.isClassLike);

export type FunctionNode = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration | ts.ConstructorDeclaration | ts.GetAccessorDeclaration | ts.SetAccessorDeclaration;

export const isFunctionNode = (node: ts.Node): node is FunctionNode =>
  ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node) || ts.isAccessor(node);

export const enclosingFunction = (node: ts.Node): FunctionNode | undefined => enclosing(node, isFunctionNode);

/** The name a person would use for a function: its own, its variable's, its property's. */
export function functionName(node: FunctionNode): string | undefined {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (node.name) return nameText(node.name);
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return nameText(parent.name);
  return undefined;
}

/** The nearest named function around a node: callbacks have no name of their own. */
export function enclosingName(node: ts.Node): string | undefined {
  for (let up = enclosingFunction(node); up; up = enclosingFunction(up)) {
    const name = functionName(up);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Visits every node of a subtree, functions included. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** Expressions that a function returns itself; those of functions inside it are theirs. */
export function returnsOf(node: FunctionNode): ts.Expression[] {
  if (!node.body) return [];
  if (!ts.isBlock(node.body)) return [node.body];
  const found: ts.Expression[] = [];
  const visit = (child: ts.Node): void => {
    if (isFunctionNode(child) || ts.isClassLike(child)) return;
    if (ts.isReturnStatement(child) && child.expression) found.push(child.expression);
    ts.forEachChild(child, visit);
  };
  visit(node.body);
  return found;
}

export const decoratorsOf = (node: ts.Node): readonly ts.Decorator[] => (ts.canHaveDecorators(node) ? ts.getDecorators(node) ?? [] : []);

/** `Inject` of `@Inject('X')` and `@Inject`. */
export function decoratorName(decorator: ts.Decorator): string | undefined {
  const target = ts.isCallExpression(decorator.expression) ? decorator.expression.expression : decorator.expression;
  return ts.isIdentifier(target) ? target.text : ts.isPropertyAccessExpression(target) ? target.name.text : undefined;
}

export const decoratorArguments = (decorator: ts.Decorator): readonly ts.Expression[] => (ts.isCallExpression(decorator.expression) ? decorator.expression.arguments : []);

export const hasModifier = (node: ts.Node, kind: ts.SyntaxKind): boolean => (ts.canHaveModifiers(node) ? ts.getModifiers(node) ?? [] : []).some((m) => m.kind === kind);
