import type { DockerfileFact } from '../../../analyzer/facts/types.js';
import { defineRule, type RuleContext } from '../../define.js';
import { EACH_SERVICE_DOC } from '../../support/compose-files.js';
import { judgedStacks } from '../../support/stacks.js';
import { checkCompose } from './compose.js';

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
- An error where another service waits for it to be healthy and the Dockerfile that it is built from has no HEALTHCHECK and
  starts from a bare language or operating system; information in all other cases: an image that comes from elsewhere may have
  one. Those of one Compose file that nobody waits
  for are one finding, at the first of them.
- A HEALTHCHECK of the Dockerfile that the service is built from counts, in any stage that the image inherits from.
- Services that end, those with a profile, and images built from scratch, which have no program to ask with, are left out.
- Kubernetes ignores health checks of images, so Dockerfiles are looked at only through Compose. \`inputs: [dockerfile]\` looks at
  each Dockerfile by itself.`,
  references: ['https://docs.docker.com/reference/dockerfile/#healthcheck', 'https://docs.docker.com/reference/compose-file/services/#healthcheck'],
  peers: [
    { id: 'kics/698ed579', options: { eachService: true } },
    { id: 'checkov/CKV_DOCKER_2', options: { inputs: ['dockerfile'] } },
    ...['trivy/no_healthcheck_instruction', 'trivy/DS026'].map((id) => ({ id, options: { inputs: ['dockerfile'], stages: 'any' } })),
    { id: 'hadolint/DL3057', options: { inputs: ['dockerfile'], stages: 'all' } },
  ],
  needs: ['workload', 'dockerfile'],
  options: { inputs: ['compose'] as readonly string[], eachService: false, stages: '' },
  optionDocs: { inputs: 'Where to look: `compose`, `dockerfile`.', eachService: EACH_SERVICE_DOC, stages: 'Which stages of a Dockerfile have to have one, be it `NONE`, and whatever they begin with: `any` or `all`; else what it builds is looked at.' },
  check(context) {
    const { inputs, stages } = context.options;
    if (inputs.includes('compose')) for (const view of judgedStacks(context)) checkCompose(context, view);
    if (!inputs.includes('dockerfile')) return;
    for (const dockerfile of context.system.dockerfiles ?? []) {
      context.looked();
      if (lacksOne(dockerfile, stages)) reportDockerfile(context, dockerfile);
    }
  },
});

const lacksOne = ({ healthcheck, baseImage, namesHealthcheck, uncheckedStages }: DockerfileFact, stages: string): boolean =>
  stages === 'any' ? !namesHealthcheck : stages === 'all' ? uncheckedStages !== undefined : !healthcheck && baseImage !== 'scratch';

const reportDockerfile = (context: RuleContext, { path, at }: DockerfileFact): void =>
  context.report({
    subject: { component: path },
    object: { kind: 'Dockerfile', name: path },
    severity: 'info',
    message: `when a container of this image hangs, it still counts as up: ${path} has no HEALTHCHECK`,
    place: at,
    fix: { text: 'Ask the process whether it works.', suggestion: { language: 'dockerfile', text: 'HEALTHCHECK --interval=10s --retries=3 CMD curl -f http://localhost:8080/health || exit 1' } },
  });
