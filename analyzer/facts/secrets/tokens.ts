import { REDACTED } from './marks.js';

/** Keys whose issuers made them recognizable. */
const KNOWN_KEYS =
  /(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeoprs]-[\w-]{8,}|[sprk]k_(?:live|test)_\w{8,}|AIza[\w-]{30,}|eyJ[\w-]{6,300}\.[\w-]{4,}(?:\.[\w-]*)?|SG\.[\w-]{16,}\.[\w-]+|npm_\w{30,}|dop_v1_\w{30,}|hv[sb]\.[\w-]{20,}|sk-[\w-]{20,}|\$2[aby]\$\d\d\$[./\w]{50,}/g;

const RUN = /[A-Za-z0-9+/_=-]{20,}/g;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Takes out what looks like a key, a JSON web token or a base64 blob. */
export function redactTokens(text: string): string {
  if (UUID.test(text)) return REDACTED;
  return text.replace(KNOWN_KEYS, REDACTED).replace(RUN, (run, at: number) => (text.slice(Math.max(0, at - 7), at).endsWith('sha256:') ? run : redactRun(run)));
}

function redactRun(run: string): string {
  if (!run.includes('/')) return looksRandom(run, 20) ? REDACTED : run;
  // A path is judged by its segments; base64 has slashes too, but does not begin with one and mixes more.
  if (!run.startsWith('/') && run.length >= 32 && /[0-9]/.test(run) && /[A-Z]{3}/.test(run) && changes(run.replaceAll('/', '')) * 5 >= run.length) return REDACTED;
  return run
    .split('/')
    .map((segment) => (looksRandom(segment, 20) ? REDACTED : segment))
    .join('/');
}

/** Random text changes between lower case, upper case and digits far more often than words do. */
export function looksRandom(text: string, minLength: number): boolean {
  if (text.length < minLength) return false;
  if (/^[0-9a-fA-F]{32,}$/.test(text) || (/={1,2}$/.test(text) && /^[A-Za-z0-9+/_-]+={1,2}$/.test(text))) return true;
  const longest = Math.max(...text.split(/[-_]/).map((part) => part.length));
  return longest >= 12 && /[0-9]/.test(text) && changes(text) * 4 >= text.length;
}

const classOf = (code: number): number => (code >= 97 && code <= 122 ? 1 : code >= 65 && code <= 90 ? 2 : code >= 48 && code <= 57 ? 3 : 0);

/** How often the class of character changes; a capital that begins a word counts once. */
function changes(text: string): number {
  let count = 0;
  let before = classOf(text.charCodeAt(0));
  for (let at = 1; at < text.length; at++) {
    const now = classOf(text.charCodeAt(at));
    if (now !== before && now !== 0 && before !== 0 && !(before === 2 && now === 1)) count++;
    before = now;
  }
  return count;
}
