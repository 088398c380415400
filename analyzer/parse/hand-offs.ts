/** What code says that bounds the tasks which it starts. */
const BOUND = /\bsem\w*\b|semaphore|setlimit|\btokens?\b|\bslots?\b|\bworkers?\b|\blimiter?\b/i;

export const isBounded = (code: string): boolean => BOUND.test(code);
