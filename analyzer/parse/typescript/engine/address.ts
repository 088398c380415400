import type { Template, TemplatePart } from '../../../facts/template.js';
import { concat } from '../evaluate/value.js';

/** What a URL expression is relative to. */
export type UrlForm = 'absolute' | 'relative' | 'unknown';

export function urlForm(template: Template): UrlForm {
  const [first] = template;
  if (!first) return 'relative';
  if ('text' in first) return /^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(first.text) || (first.text === '' && template.length > 1) ? 'absolute' : /^[\w-]+(?:\.[\w-]+)*:\d+/.test(first.text) ? 'absolute' : 'relative';
  return 'unknown' in first ? 'unknown' : 'absolute';
}

/**
 * The address without what follows it: scheme, host and port. Paths belong to calls; user info and queries may hold secrets
 * and never become a fact.
 */
export function originOf(template: Template): Template {
  const parts: TemplatePart[] = [];
  let seen = '';
  for (const part of withoutUserInfo(template)) {
    if (!('text' in part)) {
      parts.push(cleanHole(part));
      seen += '\u0000';
      continue;
    }
    const end = endOfAuthority(seen, part.text);
    parts.push({ text: end === -1 ? part.text : part.text.slice(0, end) });
    if (end !== -1) break;
    seen += part.text;
  }
  return concat(parts);
}

/** Where the authority ends inside `text`, given what stands before it; -1 when it does not. */
function endOfAuthority(before: string, text: string): number {
  const whole = before + text;
  const scheme = /^[a-z][a-z\d+.-]*:(?:[a-z]+:)?\/\//i.exec(whole)?.[0].length ?? 0;
  const end = whole.slice(scheme).search(/[/?#]/);
  return end === -1 ? -1 : Math.max(0, scheme + end - before.length);
}

const cleanHole = (part: TemplatePart): TemplatePart => (('env' in part || 'property' in part) && part.fallback ? { ...part, fallback: originOf(part.fallback) } : part);

/** Everything between `//` and the authority's last `@`, holes included. */
function withoutUserInfo(template: Template): Template {
  const at = lastAt(template);
  if (at === undefined) return template;
  const [part, offset] = at;
  const first = template[0];
  const scheme = first && 'text' in first ? /^[^/]*\/\//.exec(first.text)?.[0] ?? '' : '';
  const rest = template[part] as { readonly text: string };
  return concat([{ text: scheme }, { text: rest.text.slice(offset + 1) }], template.slice(part + 1));
}

function lastAt(template: Template): readonly [part: number, offset: number] | undefined {
  let found: readonly [number, number] | undefined;
  let before = '';
  for (const [index, part] of template.entries()) {
    if (!('text' in part)) {
      before += '\u0000';
      continue;
    }
    const end = endOfAuthority(before, part.text);
    const authority = end === -1 ? part.text : part.text.slice(0, end);
    const offset = authority.lastIndexOf('@');
    if (offset !== -1) found = [index, offset];
    if (end !== -1) return found;
    before += part.text;
  }
  return found;
}

/** The path of a URL for display: no origin, no query. */
export function pathOf(template: Template): Template {
  const origin = urlForm(template) === 'relative' ? [] : originOf(template);
  const skipped = origin.length;
  const last = origin.at(-1);
  const rest = skipped === 0 ? template : template.slice(skipped - 1);
  const [first, ...others] = rest;
  const head = first && 'text' in first && last && 'text' in last ? [{ text: first.text.slice(first.text.indexOf(last.text) + last.text.length) }] : skipped === 0 && first ? [first] : [];
  const path = concat(head, others);
  const query = path.findIndex((p) => 'text' in p && p.text.includes('?'));
  if (query === -1) return path;
  const part = path[query] as { readonly text: string };
  return concat(path.slice(0, query), [{ text: part.text.slice(0, part.text.indexOf('?')) }]);
}
