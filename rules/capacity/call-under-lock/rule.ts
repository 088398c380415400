import { defineRule, type RuleContext } from '../../define.js';
import { heldCalls, heldPlaces, limitOf, type Held } from '../../support/held.js';
import { shippedComponents } from '../../support/stacks.js';
import { duration } from '../../support/text.js';

type Options = { readonly shortMs: number };

export const rule = defineRule({
  id: 'call-under-lock',
  theme: 'capacity',
  severity: 'warning',
  summary: 'A service waits for another one while it holds a lock that its other requests need.',
  rationale: `
A lock is meant to be held for as long as memory is changed: microseconds. With a call to another service in the middle it is held for
as long as that service takes, and the process does such requests one after the other, however many threads it has. At 20 ms a call
that is 50 requests a second; when the other side takes two seconds it is one every two seconds, and the rest stand in line until
their callers give up. Probes that need the lock fail with them, and a restart does not help.`,
  fix: `
Take the lock to read what the call needs, let go of it, call, and take it again to keep the answer. To have one caller fetch for all,
use what is made for it (\`singleflight\`, a cache that loads, a shared promise), and let the others have the old value meanwhile. To
limit how many call at once use a semaphore of more than one, with a limit on waiting for it.`,
  limits: `
- Seen are mutexes of the process: \`sync.Mutex\` in Go, \`synchronized\` and the locks of \`java.util.concurrent\` in Java and Kotlin,
  \`threading.Lock\` and \`asyncio.Lock\` in Python, \`lock\` and a \`SemaphoreSlim\` of one in C#, \`async-mutex\` in TypeScript; with what is
  called in the same tree. A lock among readers, one that a single request makes for itself, and one that a store keeps are left out.
- Whether a request comes to the call each time, or only when a cached value has gone, is not known.
- Calls of other services make a warning; a store or a cache that is asked under a lock, and calls with a written limit of at most
  \`shortMs\`, make information. Messages that are sent are left out: many clients have to be used by one thread at a time.
- One finding for each service and what it calls; the places are listed with it.`,
  references: ['https://pkg.go.dev/golang.org/x/sync/singleflight', 'https://sre.google/sre-book/addressing-cascading-failures/'],
  needs: ['lock'],
  options: { shortMs: 500 },
  optionDocs: { shortMs: 'Longest limit on the call, in milliseconds, that is taken to be harmless enough for information.' },
  check(context) {
    for (const { id } of shippedComponents(context)) {
      const locks = context.system.locks(id);
      context.looked(locks.length);
      for (const [to, calls] of heldCalls(context.system, id, locks, ['calls', 'stores', 'caches'])) report(context, id, to, calls);
    }
  },
});

function report({ system, options, report }: RuleContext<Options>, from: string, to: string, calls: readonly [Held, ...Held[]]): void {
  const [caller, callee] = [system.component(from).name, system.component(to).name];
  const limit = limitOf(calls[0]);
  const harmless = calls[0].link.fact.dependency !== 'calls' || (limit?.written && limit.ms <= options.shortMs);
  report({
    subject: { from, to },
    severity: harmless ? 'info' : 'warning',
    message: `while ${callee} is slow, requests of ${caller} stand in line and go through one at a time${limit === undefined ? '' : `, each for up to ${duration(limit.ms)}`}: it calls ${callee} while it holds a lock`,
    place: calls[0].path[0]!,
    related: heldPlaces(calls, 'the lock is taken here', `another call of ${callee} under a lock`),
    fix: { text: `Let go of the lock before ${callee} is called.` },
  });
}
