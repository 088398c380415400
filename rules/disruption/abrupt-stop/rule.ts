import type { Setting } from '../../../analyzer/graph/document.js';
import { isKnown, isUnknown } from '../../../analyzer/facts/value.js';
import type { Workload } from '../../../analyzer/system/system.js';
import { defineRule, type Report, type RuleContext } from '../../define.js';
import { placeOf } from '../../support/places.js';
import { userStacks } from '../../support/stacks.js';
import { keyOf, mainContainers, onKubernetes, servers } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'abrupt-stop',
  theme: 'disruption',
  severity: 'warning',
  summary: 'A server is stopped in the middle of its requests: nothing in it handles the signal, or the signal never gets there.',
  rationale: `
In each rollout, each time that fewer replicas are wanted, and each time that a node is drained, pods get SIGTERM, and may finish what
they work on. A Go program that does not ask for the signal ends at once, and its callers see connections that break: a handful of
errors on every release, more the busier it is. A program of Node.js or Python that is the first process of its container does not
end at all; it is killed when the grace period is over, with its connections, transactions and leases as they are. And a shell or npm
between the container and the program keeps the signal to itself, so that code that handles it never runs.`,
  fix: `
On SIGTERM stop taking requests, finish those that are there, then end: \`server.Shutdown(ctx)\` and \`GracefulStop()\` in Go,
\`server.close()\` in Node.js, \`app.enableShutdownHooks()\` in Nest, \`server.stop(grace)\` in Python. Start the program itself, as a
list: \`CMD ["node", "server.js"]\`, or with \`exec\` where a shell is needed.`,
  limits: `
- Code is looked at in Go, TypeScript, JavaScript and gRPC servers in Python, where it starts a server by itself. Where any of it speaks
  of signals, shutting down or grace, a library may do it, and nothing is said. The hosts of .NET, Spring and the servers for WSGI and ASGI stop by themselves.
- A shell keeps the signal where it is dash (images made from Debian and Ubuntu), started by the shell form of a Dockerfile's only
  command or by \`sh -c\` without \`exec\`. A command of the workload replaces the image's, and is not looked at.
- A preStop hook that waits leaves most requests time to end; then nothing is said.
- A warning where a Go server of several replicas ends at once, or where code that handles the signal never gets it; else information.`,
  references: ['https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example', 'https://github.com/nodejs/docker-node/blob/main/docs/BestPractices.md#handling-kernel-signals', 'https://pkg.go.dev/os/signal'],
  needs: ['package'],
  options: {},
  optionDocs: {},
  check(context) {
    for (const view of userStacks(context))
      for (const workload of servers(view).filter(onKubernetes)) {
        const setting = (name: string): Setting | undefined => context.system.setting(workload.component, name, view.stack.id);
        const [handles, through] = [setting('handlesStop'), setting('startedThrough')];
        if (!handles && !through) continue;
        context.looked();
        const said = mainContainers(workload.fact).some(({ preStop }) => preStop) ? undefined : through ? unheard(context, workload, through, handles) : unhandled(context, workload, handles!);
        if (said) context.report({ subject: { component: workload.component }, stack: view.stack.id, object: workload.fact.ref, discriminator: keyOf(workload.fact), ...said });
      }
  },
});

type Said = Pick<Report, 'message' | 'place' | 'fix' | 'related' | 'severity'>;

/** The shell or npm has the signal. */
function unheard({ system }: RuleContext, { component, fact }: Workload, through: Setting, handles: Setting | undefined): Said {
  const { name } = system.component(component);
  const npm = through.value === 'npm';
  const end = npm ? 'it is killed in the middle of its requests' : `it is killed ${graceOf(fact)} with all that it holds`;
  return {
    severity: handles?.value === true ? 'warning' : 'info',
    message: `when a pod of ${name} is stopped, ${end}: its image starts it through ${npm ? 'npm' : 'a shell'}, which does not pass the signal on${handles?.value === true ? ', so the code that handles it never runs' : ''}`,
    place: placeOf(through.evidence),
    related: handles?.value === true ? [{ at: placeOf(handles.evidence), text: 'the signal is handled here' }] : [],
    fix: { text: `Start ${name} itself, without ${npm ? 'npm' : 'a shell'} around it.` },
  };
}

/** Nothing in the code asks for it. */
function unhandled({ system }: RuleContext, { component, fact, effectiveReplicas }: Workload, handles: Setting): Said | undefined {
  if (handles.value !== false) return undefined;
  const { name } = system.component(component);
  const isGo = handles.evidence.note === 'go';
  return {
    severity: isGo && (effectiveReplicas?.value ?? 0) > 1 ? 'warning' : 'info',
    message: isGo
      ? `each rollout cuts the requests that ${name} works on: it ends at once when it is told to stop`
      : `when a pod of ${name} is stopped, it goes on until it is killed ${graceOf(fact)}, or ends in the middle of its requests where another process started it: nothing in its code handles SIGTERM`,
    place: placeOf(handles.evidence),
    related: [],
    fix: { text: `Let ${name} finish its requests when it gets SIGTERM.` },
  };
}

function graceOf({ terminationGracePeriodSeconds: written }: Workload['fact']): string {
  return isUnknown(written) ? 'after its grace period' : `after ${isKnown(written) ? written.value : 30} s`;
}
