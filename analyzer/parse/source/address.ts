import { isResolverScheme } from '../../facts/resolver-scheme.js';
import type { Template, TemplatePart } from '../../facts/template.js';

/** First of the characters that stand for holes while a text is taken apart; Unicode leaves them to private use. */
const FIRST_MARK = 0xe000;
const NAME = '[^\\s/?#@,;=()]';
const SCHEME = /^(?:jdbc:)?[a-z][a-z\d+.-]*:\/\//i;

/**
 * The address in a target: scheme, host and port. Paths belong to calls; user names, passwords and queries of URLs and
 * connection strings never become a fact.
 */
export function addressOf(template: Template): Template {
  const text = marked(template);
  const scheme = SCHEME.exec(text)?.[0];
  if (scheme && isResolverScheme(scheme.slice(0, -3).toLowerCase())) return unmarked(template, scheme + named(text.slice(scheme.length)));
  return unmarked(template, scheme ? scheme + hosts(text.slice(scheme.length)) : reduced(text));
}

/** What follows the origin of a URL, or the whole text when it has none; queries are left out. */
export function pathOf(template: Template): Template {
  const text = marked(template);
  const path = isAbsolute(template) ? text.slice(marked(addressOf(template)).length) : text;
  const clean = isAbsolute(template) && !text.startsWith(marked(addressOf(template))) ? '' : path;
  return unmarked(template, clean.split(/[?#]/, 1)[0]!);
}

/** A whole address rather than a path on the client's own. */
export function isAbsolute(template: Template): boolean {
  const [first] = template;
  if (first === undefined) return false;
  if ('text' in first) return SCHEME.test(first.text) || first.text.startsWith('//') || /^[\w-]+(?:\.[\w-]+)*:\d+/.test(first.text);
  return !('unknown' in first);
}

const hosts = (rest: string): string => {
  const authority = rest.split(/[/?#]/, 1)[0]!;
  return authority.slice(authority.lastIndexOf('@') + 1);
};

/** `etcd:///orders`, `consul://user:password@consul:8500/orders?wait=5s`. */
const named = (rest: string): string => hosts(rest) + (/\/[^?#]*/.exec(rest)?.[0] ?? '');

/** Connection strings of drivers, `user:password@host`, `host:port/path`. */
function reduced(text: string): string {
  const tcp = new RegExp(`(?:tcp|udp)\\((${NAME}+)\\)`).exec(text);
  if (tcp) return tcp[1]!;
  const host = /(?:^|[;\s])(?:host|server|data source|addr|address)\s*=\s*([^;\s]+)/i.exec(text);
  if (host) return host[1]! + ((port) => (port && !host[1]!.includes(':') ? `:${port}` : ''))(/(?:^|[;\s])port\s*=\s*([^;\s]+)/i.exec(text)?.[1]);
  return text.includes('=') ? '' : hosts(text);
}

const marked = (template: Template): string => template.map((part, i) => ('text' in part ? part.text.replace(/[\ue000-\uf8ff]/g, '\ufffd') : String.fromCharCode(FIRST_MARK + (i % 0x1000)))).join('');

function unmarked(template: Template, text: string): Template {
  return text
    .split(/([\ue000-\uf8ff])/)
    .filter((piece) => piece !== '')
    .map((piece): TemplatePart => {
      const part = template[piece.charCodeAt(0) - FIRST_MARK];
      return part === undefined || 'text' in part ? { text: piece } : withCleanFallback(part);
    });
}

const withCleanFallback = (part: TemplatePart): TemplatePart => (('env' in part || 'property' in part) && part.fallback ? { ...part, fallback: addressOf(part.fallback) } : part);
