import { compareText } from '../../../analyzer/facts/place.js';
import type { Amplification } from '../../../analyzer/propagation/analysis.js';
import type { StackView, System } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { hopPlace, placeOf, stepsOf } from '../../support/places.js';
import { codeStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';

type Options = { readonly warn: number; readonly error: number };
type Hops = Amplification['path'];

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
- The number is the worst case: each hop fails each time. Retries that the code, a mesh, a gateway or a route sets are counted. Those
  that a library makes by itself are where they repeat calls of a service; drivers of databases, caches and brokers mostly
  mean reconnecting, which sends nothing, so their defaults are not.
- The finding is on the last component that the path multiplies for; shorter paths of the same chain are not reported again.
- Retries with a token budget are counted in full, because a budget's size says nothing about a single request.`,
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
        if (found && found.path.length > 0) worst.set(id, counted(context.system, view, found.path));
      }
      context.looked(worst.size);
      for (const [id, { attempts, path }] of worst) {
        const key = keyOf(path);
        if (attempts < context.options.warn || path.at(-1)!.attempts < 2 || isContinued(worst, path) || seen.has(key)) continue;
        seen.add(key);
        report(context, view, id, attempts, path);
      }
    }
  },
});

/** The path with one attempt where retries are only a driver's own habit. */
function counted(system: System, view: StackView, path: Hops): Amplification {
  const hops = path.map((hop) => {
    const byDefault = system.setting(hop.dependency, 'retriesOnCall', view.stack.id)?.origin === 'default';
    return byDefault && hop.dependency.kind !== 'calls' ? { ...hop, attempts: 1 } : hop;
  });
  return { attempts: hops.reduce((product, { attempts }) => product * attempts, 1), path: hops };
}

const keyOf = (path: Hops): string => path.map(({ dependency: { from, to }, attempts }) => `${from} ${attempts} ${to}`).join(' ');

/** True when the same chain multiplies further down: that end is reported, with this one on its path. */
const isContinued = (worst: ReadonlyMap<string, Amplification>, path: Hops): boolean =>
  [...worst.values()].some((other) => other.path.length > path.length && keyOf(other.path.slice(0, path.length)) === keyOf(path) && other.path.slice(path.length).some(({ attempts }) => attempts > 1));

function report(context: RuleContext<Options>, view: StackView, id: string, attempts: number, path: Hops): void {
  const { system } = context;
  const retrying = path.filter((hop) => hop.attempts > 1);
  const product = retrying.map((hop) => hop.attempts).join(' x ');
  const steps = stepsOf(system, path.map(({ dependency }) => dependency), view);
  const places = retrying.flatMap((hop) => retryPlace(system, hop, view));
  const name = system.component(id).name;
  context.report({
    subject: { component: id },
    discriminator: path.map(({ dependency }) => dependency.from).join(' '),
    severity: attempts >= context.options.error ? 'error' : 'warning',
    message: `when ${name} fails, one request at ${system.component(path[0]!.dependency.from).name} becomes ${retrying.length > 1 ? `${product} = ` : ''}${attempts} requests to it`,
    place: places.at(-1)?.at ?? hopPlace(path.at(-1)!.dependency, view),
    path: steps.map((step, index) => ({ ...step, text: path[index]!.attempts > 1 ? `${step.text}, up to ${path[index]!.attempts} times` : step.text })),
    related: places.slice(0, -1),
    fix: { text: `Retry only in ${system.component(retrying.at(-1)!.dependency.from).name}, directly above ${name}${retrying.length > 1 ? `; not in ${names([...new Set(retrying.slice(0, -1).map(({ dependency }) => system.component(dependency.from).name))].sort(compareText))}` : ', and fewer times'}.` },
  });
}

/** Where the hop's attempts are decided: by the mesh, by the client, or by both, which multiplies. */
function retryPlace(system: System, { dependency, attempts }: Hops[number], view: StackView) {
  const own = system.setting(dependency, 'retriesOnCall', view.stack.id);
  const mesh = system.setting(dependency, 'meshRetries', view.stack.id);
  const { name } = system.component(dependency.from);
  return [
    ...(mesh ? [{ at: placeOf(mesh.evidence), text: `the mesh retries each attempt of ${name}` }] : []),
    ...(own ? [{ at: placeOf(own.evidence), text: `${name} makes up to ${attempts} attempts` }] : []),
  ];
}
