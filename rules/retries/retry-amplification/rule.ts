import { compareText } from '../../../analyzer/facts/place.js';
import type { Amplification } from '../../../analyzer/propagation/analysis.js';
import type { StackView, System } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { hopPlace, placeOf, stepsOf } from '../../support/places.js';
import { codeStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';
import { keyOf, isOneHop, isContinued, product, rounded, type Hops } from './chain.js';

type Options = { readonly warn: number; readonly error: number };

export const rule = defineRule({
  id: 'retry-amplification',
  theme: 'retries',
  severity: 'error',
  summary: 'Retries at several layers multiply: one request becomes dozens for the last dependency.',
  rationale: `
Three attempts are harmless. Three layers that each make four are not: when the last dependency fails, the layer above asks
it four times and fails, which makes the next layer ask *that* four times, and so on. One request of a user becomes
4 x 4 x 4 = 64 on the component that is already in trouble. It cannot recover while the load lasts, and the load lasts as long
as users press reload.`,
  fix: `
Retry at one layer only: the one directly above the dependency, which knows what is safe to repeat. Let the layers above pass
the failure on, or give them a budget: at most one retry for every ten requests.`,
  limits: `
- The number is the worst case: each hop fails each time. Retries that the code, a mesh, a gateway or a route sets are counted, and how often a queue hands a message out again. Those
  that a library makes by itself are where they repeat calls of a service; drivers of databases, caches and brokers mostly
  mean reconnecting, which sends nothing, so their defaults are not.
- The finding is on the last component that the path multiplies for; shorter paths of the same chain are not reported again.
- A budget (one retry for every five requests) counts as what it allows on average, 1.2 attempts; a token bucket of a library in
  full. A circuit breaker or a fallback ends the path.
- Retries that nobody could evaluate count as none, so the number may be higher. Several layers on one hop alone are reported
  by stacked-retries.`,
  references: ['https://sre.google/sre-book/addressing-cascading-failures/', 'https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/'],
  needs: ['client', 'route'],
  options: { warn: 9, error: 27 },
  optionDocs: { warn: 'Attempts for one request from which on it is a warning.', error: 'Attempts for one request from which on it is an error.' },
  check(context) {
    const seen = new Set<string>();
    for (const view of codeStacks(context)) {
      const worst = new Map<string, Amplification>();
      for (const id of view.components) {
        const found = context.analysis.amplification(id, view.stack.id);
        if (found && found.path.length > 0) worst.set(id, found);
      }
      context.looked(worst.size);
      for (const [id, found] of worst) {
        const key = keyOf(found.path);
        if (found.attempts < context.options.warn || found.path.at(-1)!.attempts < 2 || isOneHop(found) || isContinued(worst, found.path) || seen.has(key)) continue;
        seen.add(key);
        report(context, view, id, found);
      }
    }
  },
});

function report(context: RuleContext<Options>, view: StackView, id: string, found: Amplification): void {
  const { attempts, path, start } = found;
  const { system } = context;
  const retrying = path.filter((hop) => hop.attempts > 1);
  const steps = stepsOf(system, path.map(({ dependency }) => dependency), view);
  const places = [...(start ? [{ at: placeOf(start.setting.evidence), text: start.by === 'queue' ? `the queue hands a message out up to ${start.attempts} times` : `the route makes up to ${start.attempts} attempts` }] : []), ...retrying.flatMap((hop) => retryPlace(system, hop))];
  const name = system.component(id).name;
  context.report({
    subject: { component: id },
    discriminator: path.map(({ dependency }) => dependency.from).join(' '),
    severity: attempts >= context.options.error ? 'error' : 'warning',
    message: `when ${name} fails, one ${start?.by === 'queue' ? 'message for' : 'request at'} ${system.component(path[0]!.dependency.from).name} becomes ${retrying.length + (start ? 1 : 0) > 1 ? `${product(found)} = ` : ''}${rounded(attempts)} requests to it`,
    place: places.at(-1)?.at ?? hopPlace(path.at(-1)!.dependency, view),
    path: steps.map((step, index) => ({ ...step, text: path[index]!.attempts > 1 ? `${step.text}, up to ${path[index]!.attempts} times` : step.text })),
    related: places.slice(0, -1),
    fix: { text: `Retry only in ${system.component(retrying.at(-1)!.dependency.from).name}, directly above ${name}${retrying.length > 1 ? `; not in ${names([...new Set(retrying.slice(0, -1).map(({ dependency }) => system.component(dependency.from).name))].sort(compareText))}` : ', and fewer times'}.` },
  });
}

/** Where the hop's attempts are decided: by the client, what is around it and the mesh, which multiply. */
const retryPlace = (system: System, { dependency, layers }: Hops[number]) =>
  [...layers].reverse().map(({ setting, attempts, by }) => {
    const { name } = system.component(dependency.from);
    return { at: placeOf(setting.evidence), text: by === 'mesh' ? `the mesh repeats each attempt of ${name}, up to ${attempts.low} times` : `${name} makes up to ${attempts.low} attempts` };
  });
