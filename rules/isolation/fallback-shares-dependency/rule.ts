import type { FallbackFact } from '../../../analyzer/facts/types.js';
import { defineRule, type RuleContext } from '../../define.js';
import { stepsOf } from '../../support/places.js';
import { shippedComponents } from '../../support/stacks.js';
import { isRequest, isRead, isSameCall } from './requests.js';
import { type Shared, sharedBy } from './shared.js';

export const rule = defineRule({
  id: 'fallback-shares-dependency',
  theme: 'isolation',
  severity: 'warning',
  summary: 'What stands in for a failed call needs the same dependency as the call itself.',
  rationale: `
A fallback is there for the hour in which the dependency is gone. When it asks the same service on another path, or a service that
needs the one that is gone, it fails in that hour, too: the user gets the error anyway, later, and the dependency that is just
trying to get up receives two requests for each one. Nobody notices before, since the fallback works whenever it is tried while all is well.`,
  fix: `
Answer with something that needs nobody: the last good value, a static default, an empty list. Where there is none, let the call
fail at once and say so.`,
  limits: `
- Fallbacks are: what a catch returns or assigns (TypeScript, JavaScript, Python, Go, C#), \`catchError\` of rxjs, \`breaker.fallback(..)\` of opossum,
  \`fallbackMethod\` of Resilience4j and Hystrix, the second argument of \`run\` of Spring Cloud's breakers, the fallback class of a Feign client. Of a catch only the fallbacks of reads are looked at: after a failed write it may be a compensation.
- The same call made again is a retry and no business of this rule. A second query of the same database is none either: it
  answers a failed query, not a failed database.
- A warning where the fallback fails whenever the dependency does. Information where both need something deeper down: then the
  fallback helps against some failures and not against that one. What everybody needs (registry, configuration, monitoring) does not count.`,
  references: ['https://aws.amazon.com/builders-library/avoiding-fallback-in-distributed-systems/', 'https://sre.google/sre-book/addressing-cascading-failures/'],
  needs: ['fallback'],
  options: {},
  optionDocs: {},
  check(context) {
    const seen = new Set<string>();
    for (const { id } of shippedComponents(context))
      for (const fallback of context.system.fallbacks(id)) {
        context.looked();
        const primary = context.system.client(fallback.of.client);
        if (!primary || primary.fact.phase !== 'request' || !isRequest(primary) || !isRead(primary, fallback)) continue;
        for (const { client } of fallback.reaches) {
          const instead = context.system.client(client);
          if (!instead || !isRequest(instead) || isSameCall(primary, instead, fallback)) continue;
          const shared = sharedBy(context.system, id, primary, instead);
          const key = shared && `${id} ${shared.failing} ${shared.asked} ${shared.common}`;
          if (!shared || seen.has(key!)) continue;
          seen.add(key!);
          report(context, id, fallback, shared);
        }
      }
  },
});

function report({ system, report }: RuleContext, from: string, fallback: FallbackFact, { failing, asked, common, way }: Shared): void {
  const [caller, primary, second, both] = [from, failing, asked, common].map((id) => system.component(id).name);
  const asks = asked === failing ? `asks ${primary} again` : `asks ${second}`;
  const why = common === asked ? '' : common === failing ? `, which needs ${primary}` : `, and both need ${both}`;
  const certain = common === failing;
  report({
    subject: { from, to: failing },
    discriminator: `${asked} ${common}`,
    severity: certain ? 'warning' : 'info',
    message: `if ${both} fails, the fallback of ${caller} fails with it: in the place of ${primary} it ${asks}${why}`,
    place: fallback.reaches.find(({ client }) => system.client(client)?.targets.includes(asked))?.path[0] ?? fallback.at,
    path: stepsOf(system, way),
    related: [{ at: fallback.of.at, text: `the call of ${primary} that may fail` }, { at: fallback.at, text: 'the fallback' }],
    fix: { text: `Let the fallback of ${caller} answer with something that needs no other service: the last good value or a default.` },
  });
}
