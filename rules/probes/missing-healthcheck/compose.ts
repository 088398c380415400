import type { Place } from '../../../analyzer/facts/place.js';
import type { ComposeExtras, DockerfileFact } from '../../../analyzer/facts/types.js';
import { bringsNoHealthcheck } from '../../../analyzer/knowledge/bare-images.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { servesUsers, type RuleContext } from '../../define.js';
import { reportByFile, type SayOfServices } from '../../support/compose-files.js';
import { judge, reportWorkload, type Judged } from '../../support/judged.js';
import { names, oneOf } from '../../support/text.js';

/** Services of a Compose project: those that others wait for one by one, the rest by file. */
export function checkCompose(context: RuleContext<{ eachService: boolean }>, view: StackView): void {
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
    if (waits.length > 0) reportWaitedFor(context, judged, waits, compose.healthcheck !== undefined || (built !== undefined && isBare(built, build?.target)));
    else hanging.push({ judged, place: compose.healthcheck?.at ?? workload.fact.at });
  }
  reportByFile(context, hanging, sayHanging, context.options.eachService);
}

const CHECK = 'healthcheck:\n  test: ["CMD", "curl", "-f", "http://localhost:8080/health"]\n  interval: 10s\n  retries: 3';

const sayHanging: SayOfServices = (services) => ({
  severity: 'info',
  message: `when ${oneOf(services)} hangs, it still counts as up: ${services.length === 1 ? 'it has' : 'they have'} no health check`,
  fix: { text: `Ask ${names(services)} whether ${services.length === 1 ? 'it works' : 'they work'}.`, suggestion: { language: 'yaml', text: CHECK } },
});

/** One file pulls the image that another of the same project builds: the Dockerfile is known all the same. */
function builtElsewhere({ system }: RuleContext, { component, fact }: Workload): ComposeExtras['build'] {
  const same = system.stacks.flatMap(({ workloads }) => workloads.filter((other) => other.component === component && other.fact.ref.name === fact.ref.name));
  return same.map((other) => other.fact.compose?.build).find((build) => build !== undefined);
}

/** The image that it is built from brings none either. What is known of a Dockerfile is its last stage, which a target need not be. */
const isBare = ({ baseImage }: DockerfileFact, target: string | undefined): boolean => target === undefined && baseImage !== undefined && bringsNoHealthcheck(baseImage);

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
