import { isUnknown } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { tagOf } from '../../support/images.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { SCANNED, SCORED } from '../../support/peers.js';
import { isTemplated } from '../../support/text.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'unwanted-pull-policy',
  theme: 'versions',
  severity: 'info',
  off: true,
  summary: 'A container asks the registry for its image each time it starts, or runs what it has by chance.',
  rationale: `
With \`Always\` each start of a container asks the registry, also when the node has the image. While the registry is down or limits
its answers, no pod can be restarted or moved: an outage of somebody else's service stops the recovery of yours. For an image
whose name never changes its meaning, asking gains nothing. A moving tag is another matter: without \`Always\` each node runs what
it happened to pull first.`,
  fix: `
Pin the image (a version, a digest) and leave the policy at \`IfNotPresent\`.`,
  limits: `
- Off by default. By default it reports \`Always\` on a pinned image. Most tools want \`Always\` everywhere, for the sake of image
  credentials and of tags that move; we think that a dependency on the registry in the path of recovery costs more than it
  gains, and that moving tags are better mended (\`mutable-image-tag\`). \`wanted: Always\` checks what those tools check.
- A policy that nobody wrote is \`Always\` for \`latest\` and for no tag, else \`IfNotPresent\`.`,
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy'],
  peers: [
    { id: 'kube-score/container-image-pull-policy', options: { wanted: 'Always' }, of: SCORED },
    { id: 'polaris/pullPolicyNotAlways', options: { wanted: 'Always', asWritten: true } },
    { id: 'kubescape/C-0075', options: { wanted: 'Always', latestOnly: true, initContainers: false }, of: SCANNED },
    { id: 'checkov/CKV_K8S_15', options: { wanted: 'Always', digests: false, withoutImage: true } },
    { id: 'kics/caa3479d', options: { wanted: 'Always', digests: false, moving: false } },
  ],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], wanted: 'IfNotPresent', latestOnly: false, digests: true, asWritten: false, withoutImage: false, moving: true, initContainers: true },
  optionDocs: {
    kinds: KINDS_DOC,
    wanted: 'The policy that is right: `IfNotPresent` for pinned images, or `Always` for all.',
    latestOnly: 'Look only at images whose tag moves.',
    digests: 'Look at images with a digest, too.',
    moving: 'Look at images whose tag moves, too.',
    withoutImage: 'A container that names no image has no policy that is right.',
    initContainers: 'Look at init containers, too.',
    asWritten: 'A policy that nobody wrote is not the one that is wanted, whatever the tag.',
  },
  check(context) {
    const { kinds, wanted, latestOnly, digests, asWritten, withoutImage, moving, initContainers } = context.options;
    for (const judged of judgedWorkloads(context, kinds))
      for (const { name, at, image, imagePullPolicy: policy, role } of judged.workload.fact.containers) {
        if (role === 'init' && !initContainers) continue;
        if (isUnknown(policy) || isUnknown(image) || (image === undefined && policy === undefined && !withoutImage && !asWritten) || isTemplated(image?.value ?? '')) continue;
        const { tag = 'latest', pinned } = tagOf(image?.value ?? '');
        const moves = tag === 'latest' && !pinned;
        if ((latestOnly && !moves) || (moves && !moving) || (pinned && !digests)) continue;
        context.looked();
        const applies = policy?.value ?? (moves && !asWritten ? 'Always' : 'IfNotPresent');
        const asks = wanted === 'Always';
        if (asks ? applies === 'Always' && !(withoutImage && !image?.value) : applies !== 'Always' || moves) continue;
        reportWorkload(context, judged, {
          of: name,
          severity: 'info',
          message: asks ? `container ${name} of ${judged.name} may start from an image that its node pulled long ago: its pull policy is ${applies}` : `${judged.name} cannot be restarted while the registry is down: container ${name} asks for its image each time`,
          place: policy?.at ?? image?.at ?? at,
          fix: { text: asks ? `Set imagePullPolicy of container ${name} to Always.` : `Set imagePullPolicy of container ${name} to IfNotPresent.`, suggestion: { language: 'yaml', text: `imagePullPolicy: ${asks ? 'Always' : 'IfNotPresent'}`, at: policy?.at ?? image?.at ?? at } },
        });
      }
  },
});
