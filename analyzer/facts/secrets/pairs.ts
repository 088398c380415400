import { isMark, REDACTED } from './marks.js';
import { isPasswordName, isSecretName } from './names.js';

const KEY_CHAR = /[\w.\-]/;
const MAX_KEY = 80;
/** Keys of ADO.NET strings that have a space; any other word before a space belongs to the value. */
const SPACED_KEY = '(?:User|Data|Initial|Network|Integrated|Persist|Connection|Connect|Pool|Min|Max|Trust|Multiple|Application|Command|Packet|Load|Allow|Convert|Server) [A-Za-z ]{1,30}';
/** Where the next pair of a list begins: the value before it ends there. */
const NEXT_PAIR = new RegExp(`;\\s*${SPACED_KEY}=|[;,&\\s]["']?[A-Za-z][\\w.\\-]{0,40}["']?=`, 'g');
const SEMICOLON_LIST = new RegExp(`;\\s*(?:${SPACED_KEY}|[A-Za-z][\\w.]{0,40}\\s?)=|;\\s*$`);
const NEXT_JSON_PAIR = /[,}\]]/g;

/** `password=x`, `"token": "x"`, `spring.datasource.password: x`: the value goes, the key stays. */
export function redactPairs(text: string): string {
  let result = '';
  let done = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char !== '=' && char !== ':') continue;
    const key = keyBefore(text, at, done);
    if (key === '' || !isSecretName(key) || isHostAndPort(text, at, key)) continue;
    const start = skipSpace(text, at + 1);
    const end = key.startsWith('-') ? wordEnd(text, start) : valueEnd(text, start, char);
    if (end === start) continue;
    result += text.slice(done, start) + REDACTED;
    done = end;
    at = Math.max(at, end - 1);
  }
  return result + text.slice(done);
}

/** The name before the separator, quoted or not; looked for at most `MAX_KEY` back, so that the whole stays linear. */
function keyBefore(text: string, at: number, from: number): string {
  let end = at;
  while (end > from && (text.charAt(end - 1) === ' ' || text.charAt(end - 1) === '"' || text.charAt(end - 1) === "'")) end--;
  let start = end;
  while (start > from && end - start < MAX_KEY && KEY_CHAR.test(text.charAt(start - 1))) start--;
  return text.slice(start, end);
}

/** `token-service:8080` is an address. */
const isHostAndPort = (text: string, at: number, key: string): boolean =>
  text.charAt(at) === ':' && !isPasswordName(key) && (isMark(text.charAt(at + 1)) || /^\d{2,5}(?![\w.@-])/.test(text.slice(at + 1, at + 8)));

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at++;
  return at;
}

function valueEnd(text: string, start: number, separator: string): number {
  const quote = text.charAt(start);
  if (quote === '"' || quote === "'") return quotedEnd(text, start);
  // A number in JSON ends with its element; else a value may hold anything up to the next pair.
  const next = separator === ':' && /^(?:-?[\d.]+|true|false|null)\s*[,}\]]/.test(text.slice(start, start + 200)) ? NEXT_JSON_PAIR : NEXT_PAIR;
  next.lastIndex = start;
  return next.exec(text)?.index ?? text.length;
}

/** A flag's value is one word. */
function wordEnd(text: string, start: number): number {
  const quote = text.charAt(start);
  if (quote === '"' || quote === "'") return quotedEnd(text, start);
  const length = text.slice(start).search(/\s/);
  return length < 0 ? text.length : start + length;
}

function quotedEnd(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.charAt(at) === quote) return at + 1;
  }
  return text.length;
}

/** Keys of ADO.NET, ODBC, libpq and cloud connection strings that say where, not who. */
const PLACE_KEYS = new Set(['server', 'host', 'hostaddr', 'hostname', 'data source', 'datasource', 'address', 'addr', 'network address', 'port', 'database', 'initial catalog', 'dbname', 'db', 'endpoint', 'accountendpoint', 'defaultendpointsprotocol', 'endpointsuffix', 'entitypath', 'servers', 'hosts']);
const PEOPLE_KEYS = /^(?:user|username|user id|userid|uid|password|pwd|pass|accountkey|accountname|sharedaccesskey|sharedaccesskeyname|passfile|trusted_connection|integrated security)$/;

/** `Server=db;Port=5432;Password=x` or `host=db password=x`: only host, port and database stay. Undefined when it is none of these. */
export function reduceConnectionString(text: string): string | undefined {
  if (text.length > 4096 || !text.includes('=')) return undefined;
  const separator = SEMICOLON_LIST.test(text) ? ';' : ' ';
  const pairs = splitPairs(text, separator);
  const keys = pairs.map(([key]) => key.toLowerCase());
  const isConnection = keys.some((key) => PLACE_KEYS.has(key)) && (keys.some((key) => PEOPLE_KEYS.test(key) || isSecretName(key)) || (separator === ';' && keys.length > 1));
  if (!isConnection) return undefined;
  return pairs.flatMap(([key, value]) => (PLACE_KEYS.has(key.toLowerCase()) ? [`${key}=${value}`] : [])).join(separator);
}

/** Splits at separators outside quotes. Pieces without `=` are the rest of some value: they go. */
function splitPairs(text: string, separator: string): [string, string][] {
  const pairs: [string, string][] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const char = text.charAt(at);
    if ((char === '"' || char === "'") && text.charAt(at - 1) === '=') at = quotedEnd(text, at) - 1;
    if (at < text.length && char !== separator) continue;
    const piece = text.slice(start, at);
    const equals = piece.indexOf('=');
    if (equals > 0) pairs.push([piece.slice(0, equals).trim(), piece.slice(equals + 1).trim()]);
    start = at + 1;
  }
  return pairs;
}
