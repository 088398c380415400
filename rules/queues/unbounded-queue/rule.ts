import { defineRule } from '../../define.js';
import { shippedComponents } from '../../support/stacks.js';
import { KINDS, type Pile } from './kinds.js';

export const rule = defineRule({
  id: 'unbounded-queue',
  theme: 'queues',
  severity: 'warning',
  summary: 'Work that comes faster than it is done piles up without a limit.',
  rationale: `
A queue without an end hides that a service is too slow. Nothing is refused, so those who send notice nothing; what waits grows, each
answer takes as long as all that is before it, and by the time it comes nobody wants it any more. At the end the process dies of its
memory, with everything that waited. A queue with a limit says no while there is still something to save.`,
  fix: `
Give every queue a limit that is worked off in a few seconds, and say what happens at it: wait, refuse, drop the oldest. \`new
ThreadPoolExecutor(.., new ArrayBlockingQueue<>(100))\`, \`Channel.CreateBounded\`, \`queue.Queue(maxsize=100)\`, \`errgroup.SetLimit\`, a prefetch.`,
  limits: `
- \`task\`: each message of a consumer gets a goroutine, thread or task of its own, and the code speaks of no semaphore, workers or limit;
  not where the broker holds back what is not acknowledged (a prefetch).
- \`executor\`: executors, channels and queues that are made without a limit (\`Executors.newCachedThreadPool\`, \`newFixedThreadPool\`, an empty
  \`LinkedBlockingQueue\`, the executor of \`@Async\`, \`Channel.CreateUnbounded\`, blocks of TPL Dataflow without \`BoundedCapacity\`, Python's \`Queue()\`, \`deque()\` and executors whose results
  nobody waits for, p-queue, fastq and \`async.queue\` whose length nobody looks at), in what answers requests or works on messages; not
  beside \`@Scheduled\`, and in Python beside the handlers of requests only. What is put into them is not followed, so they are information.
- The queue for a connection of mysql2's pool has no limit either; \`endless-pool-wait\` reports that wait.
- \`offline\`: ioredis whose commands wait for a connection for ever, as far as the code says so, beside no BullMQ, which needs it.
- \`declared\`, on demand: queues of RabbitMQ that code makes without \`x-max-length\`; a policy may limit them.`,
  references: ['https://sre.google/sre-book/addressing-cascading-failures/', 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/concurrent/ThreadPoolExecutor.html', 'https://learn.microsoft.com/dotnet/core/extensions/channels'],
  needs: ['message-handler', 'unbounded-buffer', 'client', 'declared-channel'],
  options: { kinds: ['task', 'executor', 'offline'] },
  optionDocs: { kinds: 'What is looked at: `task`, `executor`, `offline`; there is also `declared`.' },
  check(context) {
    const { system, options } = context;
    const seen = new Set<string>();
    for (const { id, name } of shippedComponents(context)) {
      const piles = options.kinds.flatMap((kind) => (Object.hasOwn(KINDS, kind) ? KINDS[kind]!(system, id) : []));
      context.looked();
      for (const [first, ...others] of byKey(piles)) {
        const { file, line, column } = first!.at;
        // Code that several services share is one cause.
        if (seen.has(`${file}:${line}:${column}`)) continue;
        seen.add(`${file}:${line}:${column}`);
        context.report({
          subject: { component: id }, discriminator: first!.key, severity: first!.severity, message: first!.message(name), place: first!.at,
          related: others.map(({ at }) => ({ at, text: 'another one' })),
          fix: { text: first!.fix },
        });
      }
    }
  },
});

function byKey(piles: readonly Pile[]): readonly (readonly Pile[])[] {
  const keys = [...new Set(piles.map(({ key }) => key))];
  return keys.map((key) => piles.filter((pile) => pile.key === key));
}
