import { formatPlace, type Place } from '../../../analyzer/facts/place.js';
import type { Container } from '../../../analyzer/facts/types.js';
import type { StackView, Workload } from '../../../analyzer/system/system.js';
import { servesUsers, type RuleContext } from '../../define.js';
import { tagOf } from '../../support/images.js';
import { names } from '../../support/text.js';
import { keyOf } from '../../support/workloads.js';

/** A container with an image whose tag moves. */
export interface Moved {
  readonly workload: Workload;
  readonly container: Container;
  readonly image: string;
  readonly at: Place;
}

/** Where the tag would be changed: the value behind a template, else the container itself. */
export const decidedAt = ({ at, image }: Moved): string => (at.from ? `${at.from.file}:${at.from.line}:${at.from.column} ${image}` : formatPlace(at));

/** What a chart says where nobody says otherwise. */
const isChartsOwn = ({ at }: Moved): boolean => /(?:^|\/)values\.ya?ml$/.test(at.from?.file ?? '');

/** One finding for what one value decides. */
export function report(context: Pick<RuleContext, 'system' | 'report'>, view: StackView, alike: readonly Moved[]): void {
  const [first, ...others] = alike as readonly [Moved, ...Moved[]];
  const { workload: { component, fact }, container, image, at } = first;
  const { tag } = tagOf(image);
  const isLatest = (tag ?? 'latest').startsWith('latest');
  const who = names([...new Set(alike.map(({ workload }) => context.system.component(workload.component).name))], 3);
  context.report({
    subject: { component },
    stack: view.stack.id,
    object: fact.ref,
    discriminator: `${keyOf(fact)} ${container.name}`,
    severity: servesUsers(view) && fact.platform === 'kubernetes' && fact.role !== 'job' && isLatest && !isChartsOwn(first) ? 'warning' : 'info',
    message: `a restart of ${who} may bring other code, and a rollback may not bring the old back: ${image === '' ? `container ${container.name} names no image` : `${image} ${tag === undefined ? 'has no tag' : 'names a moving tag'}`}`,
    place: at,
    related: others.map((other) => ({ at: other.at, text: `the same image, of ${other.workload.fact.ref.kind} ${other.workload.fact.ref.name}` })),
    fix: { text: `Name the version of ${image || 'the image'} that was tested, best with its digest.` },
  });
}
