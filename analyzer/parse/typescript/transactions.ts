import { ts } from 'ts-morph';
import { callsUntil, type Stretch } from './holdings.js';
import type { Program } from './program.js';
import { decoratorName, decoratorsOf, isFunctionNode, walk } from './source/syntax.js';

/** Methods that run a function in a transaction: Prisma, TypeORM, Sequelize, Knex, Drizzle; Mongoose; MikroORM. */
const RUNNERS = new Set(['$transaction', 'transaction', 'withTransaction', 'transactional']);

/** Code of a file that runs in a database transaction. */
export function transactionsIn(program: Program, source: ts.SourceFile): Stretch[] {
  const found: Stretch[] = [];
  walk(source, (node) => {
    if (ts.isMethodDeclaration(node)) {
      const decorator = decoratorsOf(node).find((d) => decoratorName(d) === 'Transactional');
      if (decorator) found.push({ at: decorator, bodies: [node] });
    } else if (ts.isCallExpression(node)) {
      const bodies = runs(program, node);
      if (bodies.length > 0) found.push({ at: node, bodies });
      else if (begins(node)) found.push(...callsUntil(node, ends));
    }
  });
  return found;
}

function runs(program: Program, { expression, arguments: given }: ts.CallExpression): readonly ts.Node[] {
  if (!ts.isPropertyAccessExpression(expression)) return [];
  // Kysely: `db.transaction().execute(run)`.
  const isRunner = RUNNERS.has(expression.name.text) || (expression.name.text === 'execute' && /\btransaction\(\)$/.test(expression.expression.getText()));
  if (!isRunner) return [];
  return given.flatMap((argument) => {
    if (isFunctionNode(argument)) return [argument];
    const value = ts.isIdentifier(argument) || ts.isPropertyAccessExpression(argument) ? program.context.value(argument, program.context.root) : undefined;
    return value?.kind === 'function' ? [value.node] : [];
  });
}

/** `client.query('BEGIN')`, `runner.startTransaction()`. */
function begins(node: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(node.expression)) return false;
  return /^(?:startTransaction|beginTransaction)$/.test(node.expression.name.text) || isStatement(node, /^\s*(?:BEGIN|START TRANSACTION)\b/i);
}

const ends = (node: ts.CallExpression): boolean =>
  ts.isPropertyAccessExpression(node.expression) && (/^(?:commitTransaction|commit)$/.test(node.expression.name.text) || isStatement(node, /^\s*COMMIT\b/i));

const isStatement = (node: ts.CallExpression, pattern: RegExp): boolean =>
  ts.isPropertyAccessExpression(node.expression) && /^(?:query|execute|raw)$/.test(node.expression.name.text) && node.arguments[0] !== undefined && ts.isStringLiteralLike(node.arguments[0]) && pattern.test(node.arguments[0].text);
