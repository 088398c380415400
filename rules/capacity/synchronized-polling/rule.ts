import { comparePlaces } from '../../../analyzer/facts/place.js';
import type { Pace } from '../../../analyzer/facts/types.js';
import { defineRule, type RuleContext } from '../../define.js';
import { clientsByTarget } from '../../support/clients.js';
import { isPlatform } from '../../support/needs.js';
import { mostReplicasOf } from '../../support/replicas.js';
import { shippedComponents } from '../../support/stacks.js';
import { allOf, duration } from '../../support/text.js';

type Options = { readonly minReplicas: number; readonly minInStep: number; readonly many: number };

export const rule = defineRule({
  id: 'synchronized-polling',
  theme: 'capacity',
  severity: 'warning',
  summary: 'All replicas of a service do the same thing to one dependency in the same moment, again and again.',
  rationale: `
A schedule in the code of a service runs in each of its replicas. By the clock they all strike in the same second: with ten replicas the
dependency gets ten times the work at once, does it ten times over where one would have been enough, and has nothing to do until the next
hour. Timers with a period begin with the process, so replicas that a node's failure or a rollout started together stay in step for as
long as they live. When the dependency is slow, the next round begins before the last one has ended.`,
  fix: `
Let one replica work for all (a CronJob, ShedLock, leader election, a job queue with one entry for each time), or add a random part: wait
\`Math.random() * 60_000\` before the first time, and vary the period by a tenth.`,
  limits: `
- Schedules are: \`setInterval\`, node-cron, node-schedule and Nest's decorators; Spring's \`@Scheduled\`; APScheduler, \`schedule\` and
  \`repeat_every\`; cron of Go; tickers, and loops without an end that wait the same time each time round, in Python, Go and C#.
- The period or expression has to be written in the code. A file that speaks of jitter, random numbers, leaders or leases is taken to know.
- By the clock it is reported from \`minReplicas\` replicas on, and a warning from \`many\`; by a period it is information, from
  \`minInStep\` on. Replicas have to be known. What a request leads to as well is left out, and so are registries, configuration and monitoring.`,
  references: ['https://sre.google/sre-book/distributed-periodic-scheduling/', 'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/', 'https://github.com/lukas-krecan/ShedLock'],
  needs: ['client'],
  options: { minReplicas: 2, minInStep: 3, many: 10 },
  optionDocs: { minReplicas: 'Replicas from which on a schedule by the clock is reported.', minInStep: 'Replicas from which on a schedule with a period is reported.', many: 'Replicas from which on a schedule by the clock is a warning.' },
  check(context) {
    const { system } = context;
    for (const { id } of shippedComponents(context)) {
      const asked = new Set(system.handlers(id).flatMap(({ reaches }) => reaches.map(({ client }) => client)));
      for (const [target, clients] of clientsByTarget(system, id)) {
        const paces = clients.flatMap(({ fact }) => (fact.pace && KINDS.has(fact.dependency) && fact.phase === 'request' && !asked.has(fact.id) ? [{ pace: fact.pace, at: fact.calls[0]?.at ?? fact.at }] : []));
        context.looked(paces.length);
        const [first] = paces.sort((a, b) => Number(a.pace.clock === undefined) - Number(b.pace.clock === undefined) || comparePlaces(a.pace.at, b.pace.at));
        if (first && !isPlatform(system.component(target))) judge(context, id, target, first);
      }
    }
  },
});

const KINDS: ReadonlySet<string> = new Set(['calls', 'stores', 'caches']);

function judge(context: RuleContext<Options>, from: string, to: string, { pace, at }: { readonly pace: Pace; readonly at: Pace['at'] }): void {
  const { most } = mostReplicasOf(context, from);
  const { minReplicas, minInStep, many } = context.options;
  if (most < (pace.clock === undefined ? minInStep : minReplicas)) return;
  const [caller, callee] = [context.system.component(from).name, context.system.component(to).name];
  context.report({
    subject: { from, to },
    severity: pace.clock !== undefined && most >= many ? 'warning' : 'info',
    message: pace.clock === undefined
      ? `the ${most} replicas of ${caller} turn to ${callee} every ${duration(pace.every!)}, and those that start together do so in the same moment for as long as they run: nothing spreads them`
      : `${allOf(most, 'replicas')} of ${caller} turn to ${callee} in the same second, whenever it is "${pace.clock}": nothing spreads them, or lets one work for all`,
    place: pace.at,
    related: comparePlaces(at, pace.at) === 0 ? [] : [{ at, text: `what each of them asks of ${callee}` }],
    fix: { text: `Let one replica of ${caller} do this for all, or let each wait for a random part of the period first.` },
  });
}
