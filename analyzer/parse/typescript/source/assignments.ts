import { ts } from 'ts-morph';
import { push } from '../../../facts/groups.js';
import { lookup, type Declaration } from './scope.js';
import { walk } from './syntax.js';

/** Assignments of one file, by what they assign to. */
interface Assignments {
  /** `x = value`, by the declaration of `x`. */
  readonly variables: ReadonlyMap<Declaration, readonly ts.Expression[]>;
  /** `this.x = value`, by name. */
  readonly fields: ReadonlyMap<string, readonly ts.BinaryExpression[]>;
  /** `x.name = value` after `x = {..}`, by what is written there. */
  readonly members: ReadonlyMap<ts.ObjectLiteralExpression, ReadonlyMap<string, ts.Expression>>;
  /** `exports.x = value` and `module.exports.x = value`; `module.exports = value` is under `''`. */
  readonly exports: ReadonlyMap<string, ts.Expression>;
}

const tables = new WeakMap<ts.SourceFile, Assignments>();

export function assignmentsOf(source: ts.SourceFile): Assignments {
  const known = tables.get(source);
  if (known) return known;
  const found = collect(source);
  tables.set(source, found);
  return found;
}

function collect(source: ts.SourceFile): Assignments {
  const variables = new Map<Declaration, ts.Expression[]>();
  const fields = new Map<string, ts.BinaryExpression[]>();
  const exported = new Map<string, ts.Expression>();
  const members = new Map<ts.ObjectLiteralExpression, Map<string, ts.Expression>>();
  walk(source, (node) => {
    if (!ts.isBinaryExpression(node) || !ASSIGNS.has(node.operatorToken.kind)) return;
    const { left } = node;
    if (ts.isIdentifier(left)) {
      const declaration = lookup(left.text, left);
      if (declaration) push(variables, declaration, node.right);
    } else if (ts.isPropertyAccessExpression(left)) {
      if (left.expression.kind === ts.SyntaxKind.ThisKeyword) push(fields, left.name.text, node);
      const name = exportedName(left);
      if (name !== undefined && !exported.has(name)) exported.set(name, node.right);
      const literal = literalOf(left.expression);
      if (literal) members.set(literal, (members.get(literal) ?? new Map<string, ts.Expression>()).set(left.name.text, node.right));
    }
  });
  return { variables, fields, members, exports: exported };
}

/** The object that a variable begins as. */
function literalOf(node: ts.Expression): ts.ObjectLiteralExpression | undefined {
  const declaration = ts.isIdentifier(node) ? lookup(node.text, node) : undefined;
  const initial = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return initial && ts.isObjectLiteralExpression(initial) ? initial : undefined;
}

const ASSIGNS = new Set([ts.SyntaxKind.EqualsToken, ts.SyntaxKind.QuestionQuestionEqualsToken, ts.SyntaxKind.BarBarEqualsToken]);

function exportedName(left: ts.PropertyAccessExpression): string | undefined {
  const target = left.expression;
  if (ts.isIdentifier(target)) return target.text === 'exports' ? left.name.text : target.text === 'module' && left.name.text === 'exports' ? '' : undefined;
  return ts.isPropertyAccessExpression(target) && exportedName(target) === '' ? left.name.text : undefined;
}

