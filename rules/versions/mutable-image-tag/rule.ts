import { groupBy } from '../../../analyzer/facts/groups.js';
import { isKnown, type Known } from '../../../analyzer/facts/value.js';
import type { Container } from '../../../analyzer/facts/types.js';
import type { Workload } from '../../../analyzer/system/system.js';
import { defineRule, type RuleContext } from '../../define.js';
import { shortName } from '../../support/images.js';
import { checkBases } from './bases.js';
import { decidedAt, report, type Moved } from './moved.js';
import { moves } from './moves.js';
import { AQUA, SCORED } from '../../support/peers.js';
import { judgedStacks } from '../../support/stacks.js';
import { isTemplated } from '../../support/text.js';

export const rule = defineRule({
  id: 'mutable-image-tag',
  theme: 'versions',
  severity: 'warning',
  summary: 'An image is named by a tag that can mean something else tomorrow.',
  rationale: `
A tag such as \`latest\` is a pointer that the publisher moves. A pod that is rescheduled pulls what it points to now, so a
node failure at night becomes an unplanned upgrade; two pods of one Deployment run different code; and a rollback changes
nothing, because the manifest it goes back to names the same tag.`,
  fix: 'Name a version that is never published twice, best with its digest: `redis:7.4.1@sha256:...`.',
  limits: `
- \`latest\` is a warning on Kubernetes, where pods move and pull. Compose pulls again only when it is told to, so there, as for
  other moving tags, it is information. So is what a chart's own \`values.yaml\` says, for who installs the
  chart gives the tag, and a Job, which runs once.
- A value that decides the images of several containers is one finding.
- A reference with a digest is fine whatever its tag says. Version numbers count as fixed, short ones too. A colon before the last
  slash is the registry's port, which kube-score takes for a tag.
- Images that the project builds itself stay quiet when a build tool sets their tag at deployment (Compose \`build\`, an artifact
  of skaffold), and so do references that a template fills in. Base images of Dockerfiles are looked at where \`inputs\` asks for it.`,
  references: ['https://kubernetes.io/docs/concepts/containers/images/', 'https://kubernetes.io/docs/concepts/configuration/overview/'],
  peers: [
    { id: 'kics/583053b7', options: { movingTags: [] } },
    { id: 'trivy/KSV013', options: { movingTags: [], counts: ['latest', 'untagged', 'missing'] }, of: AQUA },
    { id: 'datree/1', options: { movingTags: [], initContainers: false } },
    ...['kube-linter/latest-tag', 'polaris/tagNotSpecified', 'checkov/CKV_K8S_14'].map((id) => ({ id, options: { movingTags: [], counts: ['latest', 'untagged', 'missing'] } })),
    ...['kube-score/container-image-tag', 'steadybit/image-latest-tag'].map((id) => ({ id, options: { movingTags: [], counts: ['latest', 'untagged', 'missing'] }, of: SCORED })),
    { id: 'hadolint/DL3006', options: { movingTags: [], inputs: ['dockerfile'], counts: ['untagged'] } },
    { id: 'hadolint/DL3007', options: { movingTags: [], inputs: ['dockerfile'], counts: ['latest'] } },
    { id: 'checkov/CKV_DOCKER_7', options: { movingTags: [], inputs: ['dockerfile'] } },
    { id: 'popeye/100', options: { movingTags: [], counts: ['untagged'] } },
    { id: 'popeye/101', options: { movingTags: [], counts: ['latest'] } },
    'gremlin/version-uniformity',
  ],
  needs: ['workload', 'dockerfile'],
  options: {
    inputs: ['workload'] as readonly string[],
    counts: ['latest', 'untagged'] as readonly string[],
    initContainers: true,
    movingTags: ['stable', 'main', 'master', 'trunk', 'edge', 'nightly', 'dev', 'develop', 'development', 'staging', 'production', 'prod', 'lts', 'current', 'rolling', 'canary', 'mainline', 'alpine', 'slim'] as readonly string[],
  },
  optionDocs: { counts: 'Whether a written `latest`, no tag at all (`untagged`), and a container without an image (`missing`) count.', initContainers: 'Look at init containers, too.', inputs: 'Where to look: `workload` for what runs, `dockerfile` for what images are built on.', movingTags: 'Tags, besides `latest`, that their publishers move.' },
  check(context) {
    const { inputs, initContainers } = context.options;
    if (inputs.includes('dockerfile')) checkBases(context, context.options);
    if (!inputs.includes('workload')) return;
    for (const view of judgedStacks(context)) {
      const moving = view.workloads.flatMap((workload) => workload.fact.containers.flatMap((container): Moved[] => {
        const image = container.role === 'main' || initContainers ? imageOf(container) : undefined;
        if (image === undefined || namesNone(image.value) || isTaggedAtDeployment(context, workload, image.value)) return [];
        context.looked();
        return moves(image.value, context.options) ? [{ workload, container, image: image.value, at: image.at }] : [];
      }));
      for (const alike of groupBy(moving, decidedAt).values()) report(context, view, alike);
    }
  },
});

/** A template fills it in, or a chart's values leave it to who installs the chart. */
const namesNone = (image: string): boolean => isTemplated(image) || image.startsWith(':');

/** Compose builds it, or skaffold, which deploys what it built under a tag of its own. */
const isTaggedAtDeployment = ({ system }: Pick<RuleContext, 'system'>, { fact }: Workload, image: string): boolean =>
  fact.compose?.build !== undefined || (system.imageBuilds ?? []).some((build) => build.by === 'skaffold' && build.image !== undefined && shortName(build.image) === shortName(image));

/** Where nobody wrote an image, the container with an empty one; undefined where it is not known. */
const imageOf = ({ image, at }: Container): Known<string> | undefined => (image === undefined ? { value: '', at } : isKnown(image) ? image : undefined);
