import { ts } from 'ts-morph';
import { comparePlaces } from '../../facts/place.js';
import type { TransactionFact } from '../../facts/types.js';
import type { Client } from './engine/facts.js';
import { reachedFrom } from './engine/reach.js';
import type { Program } from './program.js';
import { placeOf } from './source/module.js';
import { decoratorName, decoratorsOf, enclosingFunction, isFunctionNode, walk } from './source/syntax.js';

/** A stretch of code that runs in a transaction. */
interface Stretch {
  readonly at: ts.Node;
  readonly bodies: readonly ts.Node[];
}

/** Transactions that reach a client of something outside of the process; those that only touch their own store, too. */
export function transactionsOf(program: Program, clients: readonly Client[]): TransactionFact[] {
  const reach = reachedFrom(program, clients);
  const facts = program.modules.flatMap(({ source, path }) =>
    stretchesIn(program, source).map(({ at, bodies }): TransactionFact => ({ kind: 'transaction', package: program.tree.manifests.of(path)?.root ?? '.', at: placeOf(at), reaches: reach(bodies) })),
  );
  return facts.filter(({ reaches }) => reaches.length > 0).sort((a, b) => comparePlaces(a.at, b.at));
}

/** Methods that run a function in a transaction: Prisma, TypeORM, Sequelize, Knex, Drizzle; Mongoose; MikroORM. */
const RUNNERS = new Set(['$transaction', 'transaction', 'withTransaction', 'transactional']);

function stretchesIn(program: Program, source: ts.SourceFile): Stretch[] {
  const found: Stretch[] = [];
  walk(source, (node) => {
    if (ts.isMethodDeclaration(node)) {
      const decorator = decoratorsOf(node).find((d) => decoratorName(d) === 'Transactional');
      if (decorator) found.push({ at: decorator, bodies: [node] });
    } else if (ts.isCallExpression(node)) {
      const bodies = runs(program, node);
      if (bodies.length > 0) found.push({ at: node, bodies });
      else if (begins(node)) found.push(...untilCommit(node));
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

/** What is called between the begin and the first commit after it, in the same function. */
function untilCommit(begin: ts.CallExpression): Stretch[] {
  const fn = enclosingFunction(begin);
  if (!fn?.body) return [];
  const calls: ts.CallExpression[] = [];
  walk(fn.body, (node) => {
    if (ts.isCallExpression(node) && node.pos >= begin.end) calls.push(node);
  });
  const commit = calls.filter(ends).sort((a, b) => a.pos - b.pos)[0];
  return commit ? [{ at: begin, bodies: calls.filter((call) => call.end <= commit.pos) }] : [];
}
