import { defineRule, type RuleContext } from '../../define.js';
import { heldCalls, heldPlaces, limitOf, type Held } from '../../support/held.js';
import { shippedComponents } from '../../support/stacks.js';
import { duration } from '../../support/text.js';

type Options = { readonly shortMs: number };

export const rule = defineRule({
  id: 'call-in-transaction',
  theme: 'capacity',
  severity: 'warning',
  summary: 'A service calls another one while a transaction of its database is open.',
  rationale: `
A transaction holds a connection of the pool and the locks of what it has changed until it ends. A call to another service in the
middle lets that service decide how long that is. With ten connections and a call that usually takes 20 ms a service manages 500
requests a second; when the other side takes two seconds it manages five, and then everything that uses this database waits for a
connection, also the requests that have nothing to do with the slow service. The database is idle all the while.`,
  fix: `
Call first and open the transaction when the answer is there, or commit before the call. What has to follow a commit for sure goes
into a table of the same transaction (an outbox) and is sent from there.`,
  limits: `
- Seen are functions that are run in a transaction (Prisma, TypeORM, Sequelize, Knex, Drizzle, Mongoose, gorm), what stands between
  begin and commit in one function (node-postgres, TypeORM query runners, Go, Entity Framework, ADO.NET, \`TransactionScope\`),
  \`@Transactional\` of Spring, Jakarta and TypeORM, Django's and SQLAlchemy's blocks, and each view of a Django project whose settings
  say \`ATOMIC_REQUESTS\`; with what they call in the same tree.
- A service that is known to use no database is left out: there \`@Transactional\` holds nothing. Spring may be told to take the
  connection with the first statement only; a call before that statement is then harmless.
- Only calls of other services count, not a cache, a queue or a second store. A written limit of at most \`shortMs\` makes it information.
- One finding for each service and what it calls; the places are listed with it.`,
  references: ['https://microservices.io/patterns/data/transactional-outbox.html', 'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT'],
  needs: ['transaction'],
  options: { shortMs: 500 },
  optionDocs: { shortMs: 'Longest limit on the call, in milliseconds, that is taken to be harmless enough for information.' },
  check(context) {
    for (const { id } of shippedComponents(context)) {
      const transactions = context.system.transactions(id);
      if (!context.system.clients(id).some(({ fact }) => fact.dependency === 'stores')) continue;
      context.looked(transactions.length);
      for (const [to, calls] of heldCalls(context.system, id, transactions, ['calls'])) report(context, id, to, calls);
    }
  },
});

function report({ system, options, report }: RuleContext<Options>, from: string, to: string, calls: readonly [Held, ...Held[]]): void {
  const [caller, callee] = [system.component(from).name, system.component(to).name];
  const limit = limitOf(calls[0]);
  report({
    subject: { from, to },
    severity: limit?.written && limit.ms <= options.shortMs ? 'info' : 'warning',
    message: `while ${callee} is slow, each such request of ${caller} holds a database connection and its locks${limit === undefined ? '' : ` for up to ${duration(limit.ms)}`}, and soon none is left for the others: it calls ${callee} inside a transaction`,
    place: calls[0].path[0]!,
    related: heldPlaces(calls, 'the transaction begins here', `another call of ${callee} inside a transaction`),
    fix: { text: `Call ${callee} before the transaction begins, or after it has ended.` },
  });
}
