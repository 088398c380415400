import type { Setting } from '../../../analyzer/graph/document.js';
import type { StackView, System } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { inMesh } from '../../support/mesh/injection.js';
import { placeOf } from '../../support/places.js';
import { codeStacks } from '../../support/stacks.js';
import { duration } from '../../support/text.js';
import { type Idle, balancerOf } from './balancer.js';

export const rule = defineRule({
  id: 'keep-alive-inversion',
  theme: 'timeouts',
  severity: 'warning',
  summary: 'A server closes idle connections before the load balancer in front of it does.',
  rationale: `
A load balancer keeps connections to its targets open and uses them again. Where the server closes an idle one first, there is a moment in
which the balancer has already sent the next request into it: it gets a reset instead of an answer, cannot know whether the request was
worked on, and tells the user 502. Nothing is wrong in any log of the server. It happens to a few requests in ten thousand, most of
them when there is little traffic, and looks like chance.`,
  fix: `
Let the server keep idle connections longer than the load balancer: for an Application Load Balancer with its 60 s,
\`server.keepAliveTimeout = 65_000\` and \`server.headersTimeout = 66_000\` on what \`app.listen()\` returns.`,
  limits: `
- Servers of Node.js' \`http\` (Express, Koa, Nest without Fastify) behind an AWS Application Load Balancer: an Ingress of the class
  \`alb\`, or a Terraform resource that routes to the service. The balancer keeps an idle connection for 60 s unless it is told otherwise.
- Where the code does not set \`keepAliveTimeout\`, five seconds count if the Dockerfile's image is a \`node\` of up to version 24; later
  ones keep connections for longer.
- Pods with a sidecar or in a mesh are left out, as a proxy answers the balancer there. So is code that sets the limit in a way
  that nobody can evaluate.`,
  references: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-502-issues', 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html', 'https://nodejs.org/api/http.html#serverkeepalivetimeout'],
  needs: ['package'],
  options: {},
  optionDocs: {},
  check(context) {
    const seen = new Set<string>();
    for (const view of codeStacks(context))
      for (const id of view.components) {
        const kept = context.system.setting(id, 'keepAliveTimeout', view.stack.id);
        const idle = balancerOf(context.system, view, id);
        // Zero switches the limit off: such a server closes nothing.
        if (!idle || typeof kept?.value !== 'number' || kept.value === 0 || !answersItself(context.system, view, id)) continue;
        context.looked();
        if (kept.value >= idle.ms || seen.has(id)) continue;
        seen.add(id);
        report(context, view, id, kept, idle);
      }
  },
});

function report({ system, report: add }: RuleContext, { stack }: StackView, component: string, kept: Setting, idle: Idle): void {
  const { name } = system.component(component);
  const [server, balancer] = [duration(Number(kept.value)), duration(idle.ms)];
  const byDefault = (yes: boolean): string => (yes ? ' by default' : '');
  add({
    subject: { component },
    stack: stack.id,
    message: `now and then users of ${name} get a 502: it closes a connection that is idle for ${server}${byDefault(kept.origin === 'default')}, and the load balancer in front uses it for up to ${balancer}${byDefault(idle.byDefault)}`,
    place: placeOf(kept.evidence),
    related: [{ at: idle.at, text: `the load balancer keeps idle connections for ${balancer}${byDefault(idle.byDefault)}` }],
    fix: { text: `Let the server of ${name} keep idle connections for longer than ${balancer}: set keepAliveTimeout to ${idle.ms + 5000} or more, and headersTimeout above it.` },
  });
}

/** Nothing in its pods stands between the balancer and the server. */
function answersItself(system: System, view: StackView, id: string): boolean {
  const own = view.workloads.filter(({ component }) => component === id);
  return own.length > 0 && own.every(({ fact, namespace }) => fact.containers.filter(({ role }) => role !== 'init').length === 1 && !inMesh(system, fact, namespace));
}
