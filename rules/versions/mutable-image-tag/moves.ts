/** `stable`, `latest-alpine`: every word moves. `main-4f2a91c` names one build. */
export const moves = (tag: string, moving: readonly string[]): boolean => tag.split('-').every((word) => word === 'latest' || moving.includes(word));
