import { isKnown } from '../../../analyzer/facts/value.js';
import { defineRule } from '../../define.js';
import { tagOf } from '../../support/images.js';
import { judgedWorkloads, reportWorkload } from '../../support/judged.js';
import { SCANNED } from '../../support/peers.js';
import { isTemplated } from '../../support/text.js';
import { KINDS_DOC } from '../../support/workloads.js';

export const rule = defineRule({
  id: 'missing-image-digest',
  theme: 'versions',
  severity: 'info',
  off: true,
  summary: 'An image is named by a tag, which its publisher can move.',
  rationale: `
A tag is a name that the registry resolves at the moment of the pull. A version can be published again, by mistake or by somebody
who took over the account; nodes that pulled before and after then run different code under one name. A digest is the content.`,
  fix: `
Pin the digest beside the tag: \`redis:7.4.1@sha256:...\`; let a bot raise both.`,
  limits: `
- Off by default: where nobody raises them, digests keep security fixes out. \`mutable-image-tag\` reports the tags that move by
  design.
- Images that a template fills in, or that Compose builds, are left out; so are those of \`repositories\`.`,
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-names'],
  peers: [{ id: 'kubescape/C-0306', options: {}, of: SCANNED }, { id: 'checkov/CKV_K8S_43', options: { withoutImage: true } }, 'kics/7c81d34c', { id: 'datree/23', options: { initContainers: false } }],
  needs: ['workload'],
  options: { kinds: [] as readonly string[], repositories: [] as readonly string[], withoutImage: false, initContainers: true },
  optionDocs: { kinds: KINDS_DOC, repositories: 'Prefixes of images that need no digest.', initContainers: 'Look at init containers, too.', withoutImage: 'Look at containers that name no image, too.' },
  check(context) {
    const { kinds, repositories, withoutImage, initContainers } = context.options;
    for (const judged of judgedWorkloads(context, kinds))
      for (const { name, at, role, image = withoutImage ? { value: '', at } : undefined } of judged.workload.fact.containers) {
        if ((role !== 'main' && !initContainers) || !isKnown(image) || isTemplated(image.value) || repositories.some((prefix) => image.value.startsWith(prefix))) continue;
        context.looked();
        if (tagOf(image.value).pinned) continue;
        reportWorkload(context, judged, {
          of: name,
          severity: 'info',
          message: `container ${name} of ${judged.name} runs whatever ${image.value || 'it is given'} is when a node pulls it: it has no digest`,
          place: image.at,
          fix: { text: `Pin the digest of ${image.value || 'the image'}.` },
        });
      }
  },
});
