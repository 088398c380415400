import type { ClientDemand, ConnectionDemand } from '../../../analyzer/propagation/capacity.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { placeOf } from '../../support/places.js';
import { userStacks } from '../../support/stacks.js';
import { userPath } from '../../support/user-path.js';

type Options = { readonly warnPercent: number };

export const rule = defineRule({
  id: 'connection-pool-overcommit',
  theme: 'capacity',
  severity: 'error',
  summary: 'All replicas together may open more connections than the database accepts.',
  rationale: `
A pool of ten looks small. Times twelve pods it is 120 connections, and PostgreSQL accepts 100, of which it keeps three. Nobody
notices while traffic is low, because pools open connections when they need them. Then load rises, the autoscaler adds pods,
each takes its ten, and the database refuses the next: not only to the new pods but to whoever asks, the service next door
included. Scaling out, which was to help, is what takes the system down.`,
  fix: `
Size the pool from the database: connections that it accepts, less those that it keeps, divided by the most processes that may
run, those of a rollout included. Or let a pooler (PgBouncer, RDS Proxy) share them, or raise \`max_connections\` with the memory
that it takes.`,
  limits: `
- Counted are pool x replicas at the most (the autoscaler's maximum, else \`replicas\`) of each client; processes inside a pod and
  several pools in one process are not known and count as one. A library's default pool counts where requests of users come in.
- A function of the cloud counts with the concurrency that is reserved for it, one connection for each; where none is, that is missing-load-limit's.
- The limit is what the manifest says, or the server's documented default where nothing could say otherwise. Of an RDS instance it is
  the most that its memory gives by AWS's formula, where it has no parameter group of its own; of others it is not guessed. A pooler between is the client's target, so the database is not counted.
- It is an error where numbers that are written down exceed the limit, a warning where a default of the library or the server is
  one of them. Beyond the limit only while a rollout runs, or above \`warnPercent\` of it, is information.`,
  references: ['https://www.postgresql.org/docs/current/runtime-config-connection.html', 'https://github.com/brettwooldridge/HikariCP/wiki/About-Pool-Sizing'],
  needs: ['client'],
  options: { warnPercent: 80 },
  optionDocs: { warnPercent: 'Part of the limit, in percent, above which it is worth knowing.' },
  check(context) {
    for (const view of userStacks(context))
      for (const demand of context.analysis.connections(view.stack.id)) {
        context.looked();
        if (demand.limit) judge(context, view, demand, demand.limit);
      }
  },
});

function judge(context: RuleContext<Options>, view: StackView, demand: ConnectionDemand, { setting, connections, reserved }: NonNullable<ConnectionDemand['limit']>): void {
  const { system, options } = context;
  // A worker opens as many as it needs; only where requests of users come in is a pool's default used up.
  const counted = demand.clients.filter(({ connections: open, setting: pool, dependency }) => Number.isFinite(open.low) && open.low > 0 && (pool.origin === 'explicit' || userPath(context, dependency.from)));
  const [most, rolling] = [counted.reduce((sum, { connections: open }) => sum + open.low, 0), counted.reduce((sum, { connections: open }) => sum + (Number.isFinite(open.high) ? open.high : open.low), 0)];
  const usable = connections - reserved;
  if (counted.length === 0 || rolling <= (usable * options.warnPercent) / 100) return;
  const store = system.component(demand.store).name;
  const written = [setting, ...counted.map((client) => client.setting)].every(({ origin }) => origin === 'explicit');
  const accepts = reserved > 0 ? `${store} accepts ${connections} and keeps ${reserved} of them` : `${store} accepts ${connections}`;
  const over = most > usable;
  context.report({
    subject: { component: demand.store },
    stack: view.stack.id,
    severity: over ? (written ? 'error' : 'warning') : 'info',
    message: over || rolling > usable
      ? `${over ? 'at full scale' : 'during a rollout'} new requests to ${store} fail: its clients open up to ${sumText(system, counted, over)} connections, and ${accepts}`
      : `${store} is nearly full at full scale: its clients open up to ${sumText(system, counted, rolling === most)} connections, and ${accepts}`,
    place: placeOf(counted[0]!.setting.evidence),
    related: [...counted.slice(1).map((client) => ({ at: placeOf(client.setting.evidence), text: isFunction(system, client) ? `${system.component(client.dependency.from).name} runs up to ${client.replicas.low} times at once` : `the pool of ${system.component(client.dependency.from).name}: ${client.pool.low}` })), { at: placeOf(setting.evidence), text: `${accepts}${setting.origin === 'default' ? ' by default' : ''}` }],
    fix: { text: `Let all pools together fit into ${usable} connections${counted.length === 1 ? (isFunction(system, counted[0]!) ? `: reserve at most that much concurrency` : `: at most ${Math.floor(usable / counted[0]!.replicas.high) || 1} for each replica`) : ''}, or put a connection pooler before ${store}.` },
  });
}

const isFunction = (system: RuleContext['system'], { dependency }: ClientDemand): boolean => system.component(dependency.from).kind === 'function';

/** `cart 12 x 10 + order 4 x 5 = 140`. */
function sumText(system: RuleContext['system'], clients: readonly ClientDemand[], steady: boolean): string {
  const replicas = ({ replicas: { low, high } }: ClientDemand): number => (steady || !Number.isFinite(high) ? low : high);
  const parts = clients.map((client) => `${system.component(client.dependency.from).name} ${replicas(client)} x ${client.pool.low}`);
  return `${parts.join(' + ')} = ${clients.reduce((sum, client) => sum + replicas(client) * client.pool.low, 0)}`;
}
