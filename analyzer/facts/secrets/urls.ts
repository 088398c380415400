import { REDACTED, shelve, type Shelf } from './marks.js';
import { looksRandom } from './tokens.js';

const SCHEME_CHAR = /[A-Za-z0-9+.-]/;
const MAX_SCHEME = 40;
/** How far behind a URL's apparent end the rest of its password is looked for. */
const MAX_PASSWORD = 512;
/** Ends a URL in running text. Commas and semicolons do not: they stand in lists of hosts, in parameters and in passwords. */
const URL_END = /[\s"'`<>\\]/;

/** Replaces every URL by a mark for `scheme://host:port/path`: user info, query, parameters and fragment are gone. */
export function liftUrls(text: string, shelf: Shelf): string {
  let result = '';
  let done = 0;
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', Math.max(at + 3, done))) {
    const start = schemeStart(text, at, done);
    if (start === at) continue;
    const end = urlEnd(text, at + 3);
    result += text.slice(done, start) + lift(text.slice(start, end), shelf);
    done = end;
  }
  return result + text.slice(done);
}

function schemeStart(text: string, colon: number, from: number): number {
  let start = colon;
  while (start > from && colon - start < MAX_SCHEME && SCHEME_CHAR.test(text.charAt(start - 1))) start--;
  return start;
}

/** A quote or bracket may belong to a password: when it does not close the URL for sure, the word is looked at whole. */
function urlEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && !URL_END.test(text.charAt(end))) end++;
  if (end === text.length || /\s/.test(text.charAt(end)) || /^(?:\\?["'`]+(?:[,:;)}\]\s]|$)|<\/[\w:.-]{1,80}>)/.test(text.slice(end, end + 84))) return end;
  let wordEnd = end;
  while (wordEnd < Math.min(text.length, end + MAX_PASSWORD) && !/\s/.test(text.charAt(wordEnd))) wordEnd++;
  return text.slice(from, end).includes('?') || text.slice(end, wordEnd).includes('@') ? wordEnd : end;
}

/** A run may hold several URLs (`http://a,http://b`); a bracket or stop that closes it is not its part. */
function lift(run: string, shelf: Shelf): string {
  const closing = /[)\]}]?[;,.]?$/.exec(run)?.[0] ?? '';
  const body = /[([{]/.test(run) || closing === '' ? run : run.slice(0, -closing.length);
  const next = /[,;|](?=[A-Za-z][A-Za-z0-9+.-]{0,39}:\/\/)/.exec(body);
  if (next === null) return shelve(shelf, reduceUrl(body)) + run.slice(body.length);
  return shelve(shelf, reduceUrl(body.slice(0, next.index))) + next[0] + lift(body.slice(next.index + 1), shelf) + run.slice(body.length);
}

/** `scheme://user:secret@host:port/path?query` as `scheme://host:port/path`. What cannot be told apart is redacted whole. */
function reduceUrl(url: string): string {
  const colon = url.indexOf('://');
  const scheme = url.slice(0, colon);
  const rest = url.slice(colon + 3);
  const authorityEnd = rest.search(/[/?#;]/);
  const authority = authorityEnd < 0 ? rest : rest.slice(0, authorityEnd);
  const tail = authorityEnd < 0 ? '' : rest.slice(authorityEnd);
  const hosts = hostsOf(authority, tail);
  return hosts === undefined ? `${scheme}://${REDACTED}` : `${scheme}://${hosts}${safePath(tail)}`;
}

/**
 * The hosts without user info. A password with an unescaped `/`, `#` or `?` puts the `@` behind the authority's end: then it is
 * not known where the host begins. `https://host/@scope/name` is told apart by its slash.
 */
function hostsOf(authority: string, tail: string): string | undefined {
  const at = tail.indexOf('@');
  const isPlain = at < 0 || isInQuery(tail, at) || (isHostList(authority) && tail.startsWith('/') && (!authority.includes(':') || tail.charAt(at - 1) === '/'));
  return isPlain ? withoutUser(authority) : undefined;
}

function withoutUser(authority: string): string | undefined {
  const ats = authority.split('@').length - 1;
  if (ats === 0) return isHostList(authority) || authority === '' ? authority : undefined;
  if (ats === 1) return hostList(authority.slice(authority.indexOf('@') + 1));
  // Several: either each host of a list has its user info, or a password holds an `@`.
  const parts = authority.split(',');
  if (parts.length > 1 && parts.every((part) => part.split('@').length === 2)) return hostList(parts.map((part) => part.slice(part.indexOf('@') + 1)).join(','));
  return hostList(authority.slice(authority.lastIndexOf('@') + 1));
}

const hostList = (text: string): string | undefined => (isHostList(text) ? text : undefined);

/** `/path?next=a@b`: the `@` comes after a query began properly, with a key. */
const isInQuery = (tail: string, at: number): boolean => /[?;][\w.-]+=/.test(tail.slice(0, at));

/** Names or addresses with ports. A port may be a variable, in whichever syntax; a word would be half a password. */
const isHostList = (text: string): boolean => text.length > 0 && text.split(',').every((host) => HOST.test(host));
const HOST = /^(?:[\w.\-*~%${}()\uE000-\uEFFF]*|\[[0-9a-fA-F:.%]*\])(?::(?:\d*|[\uE000-\uEFFF]+|\$[({]?[\w.-]*[)}]?))?$/;

/** The path up to the query, and only as far as no segment looks like a key: webhooks carry their secret there. */
function safePath(tail: string): string {
  const end = tail.search(/[?#;<>"'`\\]/);
  const segments = (end < 0 ? tail : tail.slice(0, end)).split('/');
  const unsafe = segments.findIndex((segment) => segment.includes('@') || looksRandom(segment, 16) || /^T[A-Z0-9]{8,}$/.test(segment));
  return unsafe < 0 ? segments.join('/') : [...segments.slice(0, unsafe), REDACTED].join('/');
}
