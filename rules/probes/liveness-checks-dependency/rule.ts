import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { probeTargets, type ProbeTarget } from '../../support/probes.js';
import { fall } from '../../support/redundancy.js';
import { userStacks } from '../../support/stacks.js';
import { keyOf, servers } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'liveness-checks-dependency',
  theme: 'probes',
  severity: 'error',
  summary: 'A liveness probe fails when a dependency fails, so a healthy process is restarted.',
  rationale: `
A failing liveness probe makes the kubelet kill the container. When the probe asks the database, a database that is slow for
half a minute restarts every pod that uses it, all at the same moment. The restarts do not mend the database; they add cold
caches, new connections and start-up queries to what it has to bear, and the outage outlives its cause.`,
  fix: `
Let the liveness path answer from the process alone, for example \`/livez\` that returns 200 whenever the event loop turns.
Put checks of what the service cannot work without into readiness, and only where answering without it makes no sense.`,
  limits: `
- A probe is followed from its path through the handler in the code to the clients that it reaches; exec probes through the
  hosts in their command. A client behind a fallback does not count, nor does a call to the pod itself.
- Compose does not restart on a failing health check, so there it is information.
- Health endpoints that a framework assembles are known for Spring Boot's actuator, MicroProfile Health and ASP.NET Core, as their
  defaults and the configuration say; those of Micronaut and Dropwizard are not.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/', 'https://docs.spring.io/spring-boot/reference/actuator/endpoints.html#actuator.endpoints.kubernetes-probes'],
  needs: ['workload'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of userStacks(context))
      for (const workload of servers(view)) {
        const targets = probeTargets(context.system, view, workload);
        context.looked();
        const [first, ...rest] = targets;
        if (first) report(context, view, workload, first, rest);
      }
  },
});

function report(context: RuleContext, view: StackView, workload: Workload, target: ProbeTarget, rest: readonly ProbeTarget[]): void {
  const { component, fact } = workload;
  const { name } = context.system.component(component);
  const compose = fact.platform === 'compose';
  const consequence = compose ? `${name} counts as unhealthy` : `every pod of ${name} is restarted, over and over`;
  context.report({
    subject: target.component === undefined ? { component } : { from: component, to: target.component },
    stack: view.stack.id,
    object: fact.ref,
    discriminator: keyOf(fact),
    severity: compose ? 'info' : fall(context, component, view).declared ? 'error' : 'warning',
    message: `if ${target.name} fails, ${consequence}: ${compose ? 'its health check' : 'its liveness probe'} ${target.how}`,
    place: target.probe,
    path: target.path.map((at, index) => ({ component, text: index === 0 ? `the probe of ${name} is answered here` : `which reaches ${target.name}`, at })),
    related: [...rest.map((other) => ({ at: other.path.at(-1) ?? other.probe, text: `also reaches ${other.name}` })), ...askAgain(context, view, component)],
    fix: { text: `Answer the ${compose ? 'health check' : 'liveness probe'} of ${name} from its own state; check ${target.name} in readiness at most.` },
  });
}

/** Each restart leaves the load to the replicas that are left, and who repeats what failed adds to it. */
const askAgain = ({ system, analysis }: RuleContext, view: StackView, component: string) =>
  analysis.feedbackLoops(view.stack.id).filter(({ members }) => members.some((member) => member.mechanism === 'restart' && member.component === component))
    .flatMap(({ members }) => members.flatMap(({ mechanism, at, component: from, to, value }) => (mechanism === 'retries' ? [{ at, text: `${system.component(from).name} then asks ${system.component(to!).name} up to ${value} times` }] : [])));
