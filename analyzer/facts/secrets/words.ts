import { isMark, REDACTED } from './marks.js';
import { isSecretName } from './names.js';

/** Commands whose short flags carry a password: attached (`-pSECRET`) or as the next word. */
const SHORT_FLAGS: readonly { readonly command: RegExp; readonly attached?: RegExp; readonly next?: RegExp }[] = [
  { command: /(?:^|\/)(?:mysql|mysqladmin|mysqldump|mysqlshow|mariadb(?:-\w+)?)$/, attached: /^-p./, next: /^-p$/ },
  { command: /(?:^|\/)(?:mongo|mongosh|mongodump|mongorestore|mongoexport|clickhouse-client|sqlcmd|rabbitmqadmin|ldapsearch|sshpass|influx)$/, next: /^-[pPw]$/, attached: /^-[pPw][^\s=]/ },
  { command: /(?:^|\/)(?:redis-cli|valkey-cli|keydb-cli)$/, next: /^-a$/ },
  { command: /(?:^|\/)(?:curl|wget|http)$/, next: /^(?:-u|--user|-a|--auth|--proxy-user)$/ },
];
/** Words of configuration languages without a separator: `requirepass x`, `Bearer x`. */
const DIRECTIVES = /^(?:requirepass|masterauth|bearer|basic|identified)$/i;

/** The words of one command line: flags and directives take the word after them along. */
export function redactFlags(words: readonly string[]): string[] {
  let command: (typeof SHORT_FLAGS)[number] | undefined;
  let takesNext = false;
  return words.map((word) => {
    if (takesNext && !/^-{1,2}[A-Za-z]/.test(word)) {
      takesNext = false;
      return REDACTED;
    }
    command = SHORT_FLAGS.find((candidate) => candidate.command.test(word)) ?? command;
    takesNext = isSecretFlag(word) || DIRECTIVES.test(word) || command?.next?.test(word) === true;
    if (!takesNext && command?.attached?.test(word) === true) return word.slice(0, 2) + REDACTED;
    return word;
  });
}

/** Whether the word after this one is a secret: `--password`. */
const isSecretFlag = (word: string): boolean => /^-{1,2}[A-Za-z][\w.-]*$/.test(word) && isSecretName(word.replace(/^-+/, ''));

/** Splits a line into words; a quoted word is one. White space is kept apart, to be put back. */
export function redactLine(line: string): string {
  const words = line.match(/\s+|"[^"]*"|'[^']*'|[^\s"']+|["']/g) ?? [];
  const isSpace = (word: string): boolean => /^\s/.test(word);
  const cleaned = redactFlags(words.filter((word) => !isSpace(word))).map(redactWord);
  let next = 0;
  return words.map((word) => (isSpace(word) ? word : (cleaned[next++] ?? ''))).join('');
}

/** A quoted word may be a command line itself (`sh -c "..."`). */
const redactWord = (word: string): string => (/^(["']).*\s.*\1$/s.test(word) ? word.charAt(0) + redactLine(word.slice(1, -1)) + word.slice(-1) : withoutUser(word));

/** `user:secret@host:5432/db`, `user:secret@tcp(host:3306)/db`, `scott/tiger@db:1521`: what is before the `@` goes. */
function withoutUser(word: string): string {
  const at = word.lastIndexOf('@');
  // URLs are reduced on their own, before or after this.
  if (at <= 0 || word.includes('://') || word.startsWith('sha256:', at + 1)) return word;
  const before = word.slice(0, at);
  const after = word.slice(at + 1);
  const dsn = /^(?:tcp[46]?|unix|udp)\([^)]*\)/.exec(after);
  if (dsn !== null) return prefixOf(before) + after.replace(/\?.*$/s, '');
  const oracle = before.includes('/') && /^(?:\/\/)?[\w.-]+:\d+/.test(after);
  const hasSecret = before.includes(':') || oracle;
  return hasSecret && (/^[\w.[/]/.test(after) || isMark(after.charAt(0))) ? prefixOf(before) + after.replace(/[?].*$/s, '') : word;
}

/** `--dsn=user:pw`, `"user:pw`, `jdbc:oracle:thin:scott/tiger`: what stands before the user name stays. */
function prefixOf(before: string): string {
  const prefix = /^(?:jdbc:oracle:\w+:|-{1,2}[\w-]{1,60}=|[A-Za-z_]\w{0,60}=|["'])+/.exec(before)?.[0] ?? '';
  return prefix.startsWith('jdbc:') ? `${prefix}@` : prefix;
}
