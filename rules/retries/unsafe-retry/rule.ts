import { comparePlaces } from '../../../analyzer/facts/place.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { clientsByTarget, explicit } from '../../support/clients.js';
import { placeOf } from '../../support/places.js';
import { shippedComponents } from '../../support/stacks.js';
import { answeredAgain, type Answered } from './answered.js';
import { isQuery, meshRetry, wrappedRetries } from './repeated.js';

type Options = { readonly grave: string };

export const rule = defineRule({
  id: 'unsafe-retry',
  theme: 'retries',
  severity: 'error',
  summary: 'A request that changes something is repeated, and nothing tells the second from the first.',
  rationale: `
A timeout does not say that a request failed; it says that nobody knows. A payment whose answer was lost has been made, and a client
that sends it again makes a second one. Under load, when answers are late, that happens to many customers at once. With an
idempotency key the server can recognise the second attempt and give the first one's answer.`,
  fix: `
Send a key with each request that stays the same in all its attempts (\`Idempotency-Key\`), and let the server remember it; or do not
repeat POST and PATCH, except where the connection failed before anything was sent.`,
  limits: `
- Looked at are retries that the code puts around POST and PATCH, and routes of a mesh or gateway that repeat on server errors what callers
  POST; where their code is not here, what the service answers says that. Routes that match only methods that read are left out, and so are
  options of libraries that leave these methods out by themselves.
- Code whose file speaks of idempotency anywhere is taken to have it. POST for a search, a query, GraphQL or signing in is left out.
- It is an error where the name of the service or path says that money moves (\`grave\`), else a warning.`,
  references: ['https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/', 'https://aws.amazon.com/builders-library/making-retries-safe-with-idempotent-APIs/'],
  needs: ['client', 'handler'],
  options: { grave: 'pay|charge|bill|order|checkout|refund|transfer|invoice' },
  optionDocs: { grave: 'Words in the name of the service or in the path, as a regular expression, that make it an error.' },
  check(context) {
    for (const component of shippedComponents(context))
      for (const [target, clients] of clientsByTarget(context.system, component.id)) {
        const writing = clients.filter(({ fact }) => fact.dependency === 'calls' && fact.protocol === 'http' && unsafeCalls(fact).length > 0 && !explicit(fact, 'idempotencyKey'));
        context.looked(writing.length);
        const [first] = writing.filter(({ fact }) => wrappedRetries(fact) ?? meshRetry(context, component.id, target)).sort((a, b) => comparePlaces(a.fact.at, b.fact.at));
        if (first) report(context, component.id, target, first);
      }
    const seen = new Set<string>();
    for (const again of answeredAgain(context)) {
      context.looked();
      if (!seen.has(`${again.from} ${again.to}`)) reportAnswered(context, again);
      seen.add(`${again.from} ${again.to}`);
    }
  },
});

const unsafeCalls = (fact: ClientLink['fact']) => fact.calls.filter(({ method, path = '', function: name = '' }) => (method === 'POST' || method === 'PATCH') && !isQuery(path) && !isQuery(name));

function report(context: RuleContext<Options>, from: string, to: string, { fact }: ClientLink): void {
  const [caller, callee] = [context.system.component(from).name, context.system.component(to).name];
  const [call, ...more] = unsafeCalls(fact);
  const retries = wrappedRetries(fact);
  const mesh = meshRetry(context, from, to);
  const what = `${call!.method} ${call!.path ?? ''}`.trim();
  const grave = new RegExp(context.options.grave, 'i').test(`${callee} ${call!.path ?? ''}`);
  context.report({
    subject: { from, to },
    severity: grave ? 'error' : 'warning',
    message: `when an answer of ${callee} is late or lost, ${what} of ${caller} is done again: ${retries ? 'the call is repeated' : `the mesh repeats it on "${String(mesh!.on.value)}"`}, and nothing tells the second attempt from the first`,
    place: call!.at,
    related: [...(retries ? [{ at: retries.at, text: 'repeated here' }] : mesh ? [{ at: placeOf(mesh.on.evidence), text: 'repeated here' }] : []), ...more.map(({ at, method, path }) => ({ at, text: `${method} ${path ?? ''} as well`.replace('  ', ' ') }))],
    fix: { text: `Send an idempotency key with ${what} to ${callee}, or do not repeat it.` },
  });
}

function reportAnswered(context: RuleContext<Options>, { from, to, stack, on, handlers: [first, ...more] }: Answered): void {
  const callee = context.system.component(to).name;
  const what = `${first.method} ${first.path}`;
  const grave = new RegExp(context.options.grave, 'i').test(`${callee} ${first.path}`);
  context.report({
    subject: from === undefined ? { component: to } : { from, to },
    stack,
    discriminator: 'answered',
    severity: grave ? 'error' : 'warning',
    message: `when an answer of ${callee} is late or lost, ${what} is done again: ${from === undefined ? 'the way in' : context.system.component(from).name} repeats it on "${String(on.value)}", and nothing in ${callee} tells the second attempt from the first`,
    place: placeOf(on.evidence),
    related: [{ at: first.at, text: `${what} changes something` }, ...more.slice(0, 4).map(({ at, method, path }) => ({ at, text: `${method} ${path} as well` }))],
    fix: { text: `Repeat only what ${callee} has not begun (connect-failure, refused-stream), only for GET, or let it recognise an idempotency key.` },
  });
}
