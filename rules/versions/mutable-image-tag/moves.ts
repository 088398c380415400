import { tagOf } from '../../support/images.js';

export interface Moving {
  readonly movingTags: readonly string[];
  /** `latest`, `untagged`, `missing`. */
  readonly counts: readonly string[];
}

/** `stable`, `latest-alpine`: every word moves. `main-4f2a91c` names one build. A digest never moves. */
export function moves(image: string, { movingTags, counts }: Moving): boolean {
  if (image === '') return counts.includes('missing');
  const { tag, pinned } = tagOf(image);
  if (pinned) return false;
  if (tag === undefined) return counts.includes('untagged');
  return tag.split('-').every((word) => (word === 'latest' && counts.includes(word)) || movingTags.includes(word));
}
