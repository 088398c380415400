/**
 * What code says that lets one load at a time, or spreads when entries run out: a lock, a flight that all share, `SET .. NX`, a random
 * part of the time to live.
 */
const GUARD = /single_?flight|mutex|semaphore|\block|\block\w*\(|acquire|setnx|['"]NX['"]|\bNX:|\bnx=|memoi[sz]e|coalesc|in_?flight|pending|jitter|rand(?:om|int)?\b|random|stale|\.WaitAsync\(/i;

export const isGuarded = (code: string): boolean => GUARD.test(code);
