/** Something the user can mend: the message says what, where and what to do. Exit code 2, no stack trace. */
export class UsageError extends Error {}
