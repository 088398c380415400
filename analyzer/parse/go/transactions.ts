import { ancestorOfType, textOf } from '../source/index.js';
import { callsBetween, functionOf, optionsOf, type Call, type Flow, type Stretch } from '../source/flow/index.js';

/** database/sql, sqlx, pgx: from `tx, err := db.Begin()` to `tx.Commit()`. */
const BEGINS: ReadonlySet<string> = new Set(['Begin', 'BeginTx', 'Beginx', 'BeginTxx', 'MustBegin', 'BeginTxFunc']);
/** Functions that run another one in a transaction: gorm, bun, pgx, ent helpers. */
const RUNS: ReadonlySet<string> = new Set(['Transaction', 'RunInTx', 'BeginFunc', 'BeginTxFunc', 'WithTransaction', 'WithTx', 'ExecTx', 'InTransaction']);

export const transactions = (flow: Flow): readonly Stretch[] =>
  flow.model.calls.flatMap((call) => {
    const name = call.callee.is === 'member' || call.callee.is === 'name' ? call.callee.name : '';
    return [...(RUNS.has(name) ? run(flow, call) : []), ...(BEGINS.has(name) ? untilCommit(flow, call) : [])];
  });

function run(flow: Flow, call: Call): Stretch[] {
  const bodies = call.args.flatMap(({ value }) => optionsOf(flow.value(value, undefined))).flatMap((value) => (value.is === 'function' ? [value.fn.node] : []));
  return bodies.map((body) => ({ at: call.node, calls: callsBetween(flow, body, body.start, body.end) }));
}

/** Up to the commit of the same variable in the same function; what is deferred comes after. */
function untilCommit(flow: Flow, begin: Call): Stretch[] {
  const tx = /^\s*(\w+)\s*,\s*\w+\s*:?=/.exec(textOf(ancestorOfType(begin.node, 'short_var_declaration', 'assignment_statement') ?? begin.node).slice(0, 120))?.[1];
  const fn = functionOf(begin.scope);
  if (tx === undefined || fn === undefined) return [];
  const inside = callsBetween(flow, fn.node, begin.node.end, fn.node.end);
  const commit = inside.find(({ callee, node }) => callee.is === 'member' && callee.name === 'Commit' && textOf(node).startsWith(`${tx}.`) && !ancestorOfType(node, 'defer_statement'));
  return commit ? [{ at: begin.node, calls: inside.filter(({ node }) => node.end <= commit.node.start) }] : [];
}
