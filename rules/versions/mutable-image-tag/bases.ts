import type { RuleContext } from '../../define.js';
import { isTemplated } from '../../support/text.js';
import { moves, type Moving } from './moves.js';

/** What images are built on, in every stage of a Dockerfile. */
export function checkBases(context: Pick<RuleContext, 'system' | 'looked' | 'report'>, options: Moving): void {
  for (const { path, bases } of context.system.dockerfiles ?? [])
    for (const { image, at } of bases) {
      if (image === 'scratch' || isTemplated(image)) continue;
      context.looked();
      if (!moves(image, options)) continue;
      context.report({
        subject: { component: path },
        object: { kind: 'Dockerfile', name: path },
        discriminator: image,
        severity: 'info',
        message: `the next build of ${path} may bring another ${image}, and the last one cannot be built again`,
        place: at,
        fix: { text: `Name the version of ${image} that was tested, best with its digest.` },
      });
    }
}
