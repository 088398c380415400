import { REDACTED, unshelve, type Shelf } from './marks.js';
import { isAddressName, isPathName, isSecretName } from './names.js';
import { reduceConnectionString, redactPairs } from './pairs.js';
import { redactTokens } from './tokens.js';
import { liftUrls } from './urls.js';
import { redactLine } from './words.js';

/** Longer lines are data, not configuration. */
const MAX_LINE = 8192;
const MAX_TEXT = 1 << 20;

/** A named value without its secrets; undefined when the name or the value says that all of it is one. */
export function cleanValue(name: string, text: string): string | undefined {
  if (text.length > MAX_TEXT) return undefined;
  const secret = isSecretName(name);
  if (!secret && isPlainAddress(text)) return text;
  const cleaned = secret ? addressOnly(name, text) : (reduceConnection(text) ?? cleanText(text));
  return cleaned === undefined || isAllRedacted(cleaned, text) ? undefined : cleaned;
}

/** Any text, line by line. What spans lines (PEM blocks, nested values of a secret key) is followed. */
export function cleanText(text: string): string {
  if (text.length > MAX_TEXT) return REDACTED;
  const state: LineState = { inPem: false, deeperThan: undefined };
  return text
    .split('\n')
    .map((line) => cleanLine(line, state))
    .join('\n');
}

interface LineState {
  inPem: boolean;
  /** Indentation of a secret key without a value of its own: deeper lines are its value. */
  deeperThan: number | undefined;
}

function cleanLine(line: string, state: LineState): string {
  if (line.trim() === '') return line;
  if (line.includes('-----BEGIN ')) state.inPem = !line.includes('-----END ');
  else if (state.inPem && line.includes('-----END ')) state.inPem = false;
  else if (!state.inPem) return cleanPlainLine(line, state);
  return REDACTED;
}

function cleanPlainLine(line: string, state: LineState): string {
  const indent = line.search(/\S/);
  if (state.deeperThan !== undefined && indent >= 0) {
    if (indent > state.deeperThan) return REDACTED;
    state.deeperThan = undefined;
  }
  const opened = /^\s*(?:- )?["']?([\w.-]{1,80})["']?\s*[:=]\s*(?:[|>][-+0-9]{0,2}|\[|\\)?\s*$/.exec(line);
  if (opened?.[1] !== undefined && isSecretName(opened[1])) state.deeperThan = indent;
  if (line.length > MAX_LINE) return REDACTED;
  return cleanFlat(line);
}

/** Short words without a separator can only be secrets by their name: most values are of this kind. */
const isPlainWord = (line: string): boolean => line.length < 16 && !/[^A-Za-z0-9._/]/.test(line);

/**
 * `http://cart.shop.svc:8080/v1`: lower-case labels that are short or have no digits, so that none can be a key. Most values that
 * are no plain word are of this kind, and what follows is slow.
 */
const isPlainAddress = (text: string): boolean => text.length < 128 && PLAIN_ADDRESS.test(text);
const LABEL = '(?:[a-z][a-z0-9-]{0,14}|[a-z][a-z-]{0,40})';
const PLAIN_ADDRESS = new RegExp(`^(?:[a-z][a-z0-9+.-]{0,15}://)?${LABEL}(?:\\.${LABEL}){0,8}(?::\\d{1,5})?(?:/[a-z0-9._-]{0,15}){0,6}$`);

function cleanFlat(line: string): string {
  if (isPlainWord(line) || isPlainAddress(line)) return line;
  const shelf: Shelf = { urls: [] };
  const lifted = liftUrls(line, shelf);
  return unshelve(shelf, redactMarkup(redactTokens(redactLine(redactPairs(lifted)))));
}

/** `<password>x</password>`. */
const redactMarkup = (text: string): string => text.replace(/<([\w.:-]{1,80})>[^<]*</g, (all, name: string) => (isSecretName(name) ? `<${name}>${REDACTED}<` : all));

function reduceConnection(text: string): string | undefined {
  if (text.includes('\n') || text.length > MAX_LINE) return undefined;
  const shelf: Shelf = { urls: [] };
  const reduced = reduceConnectionString(liftUrls(text.trim(), shelf));
  return reduced === undefined ? undefined : unshelve(shelf, redactTokens(reduced));
}

const LEADING_HOLE = /^[\uE000-\uEFFF](?::\d{1,5})?(?=\/|$)/;

/** A secret's name on an address or a file: `TOKEN_SERVICE_URL`, `PASSWORD_FILE`. Nothing but the origin or the path stays. */
function addressOnly(name: string, text: string): string | undefined {
  const value = text.trim();
  if (isPathName(name)) return /^\/[\w./-]{1,200}$/.test(value) ? redactTokens(value) : undefined;
  if (!isAddressName(name) || value.length > MAX_LINE) return undefined;
  const url = /^[A-Za-z][A-Za-z0-9+.-]{0,39}:\/\/[^/]+/.exec(cleanFlat(value))?.[0];
  if (url !== undefined) return url.includes(REDACTED) ? undefined : url;
  // `${AUTH_URL}/oauth/token`: a variable with a name of its own, which says whether it is a secret.
  const variable = LEADING_HOLE.exec(value)?.[0];
  if (variable !== undefined) return variable;
  return /^[a-z][a-z-]*[a-z](?:\.[a-z0-9-]+)*(?::\d{1,5})?$/.test(value) ? value : undefined;
}

const isAllRedacted = (cleaned: string, original: string): boolean => cleaned !== original && cleaned.replaceAll(REDACTED, '').trim() === '';
