import type { Place } from '../../../analyzer/facts/place.js';
import type { ComposeExtras, DockerfileFact } from '../../../analyzer/facts/types.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { defineRule, servesUsers, type RuleContext } from '../../define.js';
import { EACH_SERVICE_DOC, reportByFile, type SayOfServices } from '../../support/compose-files.js';
import { judge, reportWorkload, type Judged } from '../../support/judged.js';
import { judgedStacks } from '../../support/stacks.js';
import { names } from '../../support/text.js';

export const rule = defineRule({
  id: 'missing-healthcheck',
  theme: 'probes',
  severity: 'error',
  summary: 'A container never says whether it works, so nobody waits for it and nobody notices when it hangs.',
  rationale: `
Without a health check a container is "up" while its process exists. What depends on it is started in the same second and fails
its first calls; a hung process is shown as running for days. And a service that others wait for with \`service_healthy\` must have
one: without it Compose gives up and does not start them at all.`,
  fix: `
Add a \`healthcheck\` to the service, or a \`HEALTHCHECK\` to its Dockerfile, that asks the process itself.`,
  limits: `
- An error where another service waits for it to be healthy and the Dockerfile that it is built from has no HEALTHCHECK;
  information in all other cases: an image that comes from elsewhere may have one. Those of one Compose file that nobody waits
  for are one finding, at the first of them.
- A HEALTHCHECK of the Dockerfile that the service is built from counts, in any stage that the image inherits from.
- Services that end, those with a profile, and images built from scratch, which have no program to ask with, are left out.
- Kubernetes ignores health checks of images, so Dockerfiles are looked at only through Compose. \`inputs: [dockerfile]\` looks at
  each Dockerfile by itself.`,
  references: ['https://docs.docker.com/reference/dockerfile/#healthcheck', 'https://docs.docker.com/reference/compose-file/services/#healthcheck'],
  peers: [
    { id: 'kics/698ed579', options: { eachService: true } },
    { id: 'checkov/CKV_DOCKER_2', options: { inputs: ['dockerfile'] } },
    ...['trivy/no_healthcheck_instruction', 'trivy/DS026', 'hadolint/DL3057'].map((id) => ({ id, options: { inputs: ['dockerfile'] } })),
  ],
  needs: ['workload', 'dockerfile'],
  options: { inputs: ['compose'] as readonly string[], eachService: false },
  optionDocs: { inputs: 'Where to look: `compose`, `dockerfile`.', eachService: EACH_SERVICE_DOC },
  check(context) {
    const { inputs } = context.options;
    if (inputs.includes('compose')) for (const view of judgedStacks(context)) checkCompose(context, view);
    if (!inputs.includes('dockerfile')) return;
    for (const dockerfile of context.system.dockerfiles ?? []) {
      context.looked();
      if (!dockerfile.healthcheck && dockerfile.baseImage !== 'scratch') reportDockerfile(context, dockerfile);
    }
  },
});

function checkCompose(context: RuleContext<{ eachService: boolean }>, view: StackView): void {
  const hanging: { readonly judged: Judged; readonly place: Place }[] = [];
  const dockerfiles = new Map((context.system.dockerfiles ?? []).map((dockerfile) => [dockerfile.path, dockerfile]));
  for (const workload of view.workloads) {
    const { compose, role, ref } = workload.fact;
    if (!compose || role !== 'serve' || compose.profiles.length > 0) continue;
    context.looked();
    const build = compose.build ?? builtElsewhere(context, workload);
    const built = build ? dockerfiles.get(build.dockerfile) : undefined;
    if (compose.healthcheck ? !compose.healthcheck.disabled : built?.healthcheck !== undefined || built?.baseImage === 'scratch') continue;
    const waits = view.workloads.flatMap(({ fact }) => (fact.compose?.dependsOn ?? []).filter(({ service, condition }) => service === ref.name && condition === 'service_healthy').map(({ at }) => ({ at, name: fact.ref.name })));
    const judged = judge(context, view, workload);
    if (waits.length > 0) reportWaitedFor(context, judged, waits, built !== undefined || compose.healthcheck !== undefined);
    else hanging.push({ judged, place: compose.healthcheck?.at ?? workload.fact.at });
  }
  reportByFile(context, hanging, sayHanging, context.options.eachService);
}

const CHECK = 'healthcheck:\n  test: ["CMD", "curl", "-f", "http://localhost:8080/health"]\n  interval: 10s\n  retries: 3';

const sayHanging: SayOfServices = (services) => ({
  severity: 'info',
  message: `when ${services.length === 1 ? services[0]! : `one of ${names(services)}`} hangs, it still counts as up: ${services.length === 1 ? 'it has' : 'they have'} no health check`,
  fix: { text: `Ask ${names(services)} whether ${services.length === 1 ? 'it works' : 'they work'}.`, suggestion: { language: 'yaml', text: CHECK } },
});

/** One file pulls the image that another of the same project builds: the Dockerfile is known all the same. */
function builtElsewhere({ system }: RuleContext, { component, fact }: Workload): ComposeExtras['build'] {
  const same = system.stacks.flatMap(({ workloads }) => workloads.filter((other) => other.component === component && other.fact.ref.name === fact.ref.name));
  return same.map((other) => other.fact.compose?.build).find((build) => build !== undefined);
}

function reportWaitedFor(context: RuleContext, judged: Judged, waits: readonly { readonly at: Place; readonly name: string }[], sure: boolean): void {
  const { fact } = judged.workload;
  const waiting = names([...new Set(waits.map(({ name }) => name))]);
  reportWorkload(context, judged, {
    severity: sure && servesUsers(judged.view) ? 'error' : 'info',
    message: `${waiting} ${waits.length === 1 ? 'does' : 'do'} not start, waiting for ${judged.name} to be healthy, which ${sure ? 'has no health check' : 'has none unless its image brings one'}`,
    place: fact.compose?.healthcheck?.at ?? fact.at,
    related: waits.map(({ at, name }) => ({ at, text: `${name} waits for it to be healthy` })),
    fix: { text: `Ask ${judged.name} whether it works.`, suggestion: { language: 'yaml', text: CHECK, at: fact.at } },
  });
}

const reportDockerfile = (context: RuleContext, { path, at }: DockerfileFact): void =>
  context.report({
    subject: { component: path },
    object: { kind: 'Dockerfile', name: path },
    severity: 'info',
    message: `when a container of this image hangs, it still counts as up: ${path} has no HEALTHCHECK`,
    place: at,
    fix: { text: 'Ask the process whether it works.', suggestion: { language: 'dockerfile', text: 'HEALTHCHECK --interval=10s --retries=3 CMD curl -f http://localhost:8080/health || exit 1' } },
  });
