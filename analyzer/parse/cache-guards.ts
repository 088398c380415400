/**
 * What code says that lets one load at a time, or spreads when entries run out: a lock, a flight that all share, `SET .. NX`, a random
 * part of the time to live.
 */
const GUARD = /single_?flight|mutex|semaphore|\block|\block\w*\(|acquire|setnx|['"]NX['"]|\bNX:|\bnx=|memoi[sz]e|coalesc|in_?flight|pending|jitter|rand(?:om|int)?\b|random|stale|\.WaitAsync\(/i;

/** Keys of one person's entries: nobody else asks for them. */
const PERSONAL = /user|e-?mail|session|token|account|customer|cart|basket|profile|wishlist/i;

export const isPersonal = (key: string): boolean => PERSONAL.test(key);

export const isGuarded = (code: string): boolean => GUARD.test(code);
