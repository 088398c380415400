import type { ClientFact } from '../../../analyzer/facts/types.js';
import type { ClientLink, StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { codeStacks } from '../../support/stacks.js';
import { sumOf } from '../../support/sums.js';
import { count, names } from '../../support/text.js';
import { topicsOf, type Topic } from '../../support/topics.js';
import { keyOf, servers } from '../../support/workloads.js';
import { type Most, mostReplicas, sharesWork, threadsOf, topicsRead } from './consumers.js';

export const rule = defineRule({
  id: 'idle-consumers',
  theme: 'queues',
  severity: 'warning',
  summary: 'A consumer group can grow larger than its topic has partitions.',
  rationale: `
Kafka hands each partition of a topic to one consumer of a group. With six partitions the seventh consumer gets nothing, whatever
waits. So an autoscaler that goes up to twenty looks like room to work off a backlog, and is none: on the day on which the backlog
grows, fourteen pods start, cost, and watch. Each that joins or leaves stops the others for a rebalance as well.`,
  fix: `
Cut the topic into at least as many partitions as there may be consumers, before the load comes: it spreads keys anew, so it is no
step for an incident. Or let the consumers scale no further than there are partitions.`,
  limits: `
- The topic has to be declared with its partitions (Strimzi's \`KafkaTopic\`, the Terraform resources of Kafka, Confluent and Aiven, or
  code that makes it), and its name has to stand in the code. Of a consumer of several topics all have to be, and their partitions count together.
- A client without a group, or with another for each instance, reads all partitions and is left out: reported are consumers whose group
  is written, and Spring's, which always have one.
- Consumers are the largest number of replicas times the listener's concurrency, where that is known, else times one.
- KEDA's Kafka trigger stops at the number of partitions by itself. Replicas that are fixed above it are information: they may be meant
  as standby.`,
  references: ['https://kafka.apache.org/documentation/#intro_consumers', 'https://keda.sh/docs/latest/scalers/apache-kafka/', 'https://strimzi.io/docs/operators/latest/deploying#con-kafka-topic-config-str'],
  needs: ['client'],
  options: {},
  optionDocs: {},
  check(context) {
    const topics = topicsOf(context.system);
    for (const view of codeStacks(context))
      for (const workload of servers(view))
        for (const link of context.system.clients(workload.component)) judge(context, view, workload, link, (name) => topics(view, name));
  },
});

function judge(context: RuleContext, view: StackView, workload: Workload, link: ClientLink, topic: (name: string) => Topic | undefined): void {
  const { fact } = link;
  const broker = link.targets.find((target) => context.system.component(target).kind !== 'service') ?? link.targets[0];
  const most = mostReplicas(workload);
  if (fact.dependency !== 'consumes' || fact.protocol !== 'kafka' || !sharesWork(fact) || broker === undefined || most === undefined) return;
  const topics = topicsRead(fact, topic);
  const partitions = sumOf(topics.map((one) => one.partitions));
  if (topics.length === 0 || partitions === undefined) return;
  context.looked();
  const threads = threadsOf(fact);
  if (most.value * threads <= partitions) return;
  report(context, view, { workload, fact, broker, most, threads, topics, partitions });
}

interface Surplus {
  readonly workload: Workload;
  readonly fact: ClientFact;
  readonly broker: string;
  readonly most: Most;
  readonly threads: number;
  readonly topics: readonly Topic[];
  readonly partitions: number;
}

function report({ system, report: add }: RuleContext, { stack }: StackView, { workload, fact, broker, most, threads, topics, partitions }: Surplus): void {
  const { name } = system.component(workload.component);
  const all = most.value * threads;
  const topic = names(topics.map((one) => one.name));
  const cut = `${topics.length === 1 ? 'has' : 'have'} ${count(partitions, 'partition')}`;
  const written = threads === 1 ? count(most.value, 'replica') : `${count(most.value, 'replica')} x ${threads} consumers`;
  add({
    subject: { from: workload.component, to: broker },
    stack: stack.id,
    object: workload.fact.ref,
    discriminator: `${keyOf(workload.fact)} ${topic}`,
    severity: most.scaled ? 'warning' : 'info',
    message: most.scaled
      ? `when messages pile up in ${topic}, ${name} gains nothing beyond ${count(partitions, 'consumer')}: it scales up to ${written}, and ${topic} ${cut}, each of which goes to one consumer`
      : `${all - partitions} of the ${all} consumers of ${name} get no messages: ${written}, and ${topic} ${cut}, each of which goes to one consumer`,
    place: most.at,
    related: [...topics.map((one) => ({ at: one.at, text: `${one.name} has ${count(one.partitions ?? 0, 'partition')}` })), { at: fact.at, text: `${name} consumes ${topic}` }],
    fix: { text: `Give ${topic} at least ${all} partitions, or let ${name} have at most ${Math.max(1, Math.floor(partitions / threads))} replicas.` },
  });
}
