import type { Template, TemplatePart } from './template.js';

/** `kubernetes`: `$(VAR)`. `compose`: `$VAR`, `${VAR}`, `${VAR:-fallback}`. `none`: no variables at all. */
export type Dialect = 'kubernetes' | 'compose' | 'none';

const MAX_NESTING = 20;
/** Bounds that no hand-written value reaches: they keep unclosed braces from costing quadratic time. */
const MAX_COMPOSE = 1 << 16;
const MAX_BRACED = 1024;

/** Splits a value into text and variables, as the platform will when it starts the container. */
export function interpolate(raw: string, dialect: Dialect): Template {
  if (dialect === 'none' || !raw.includes('$')) return [{ text: raw }];
  if (dialect === 'compose' && raw.length > MAX_COMPOSE) return [{ text: raw }];
  return dialect === 'kubernetes' ? joined(kubernetesParts(raw)) : joined(composeParts(raw, 0));
}

/** `$$` is a dollar sign, `$(NAME)` a variable; everything else stands for itself. */
function kubernetesParts(raw: string): TemplatePart[] {
  return [...raw.matchAll(/\$\$|\$\(([-._A-Za-z][-._A-Za-z0-9]*)\)|[^$]+|\$/g)].map((match) => (match[1] !== undefined ? { env: match[1] } : { text: match[0] === '$$' ? '$' : match[0] }));
}

function composeParts(raw: string, nesting: number): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  while (at < raw.length) {
    const dollar = raw.indexOf('$', at);
    if (dollar < 0 || dollar === raw.length - 1) break;
    if (dollar > at) parts.push({ text: raw.slice(at, dollar) });
    const next = raw.charAt(dollar + 1);
    const end = next === '{' ? closingBrace(raw, dollar + 2) : -1;
    const name = /[A-Za-z_]\w*/y;
    name.lastIndex = dollar + 1;
    const plain = name.exec(raw)?.[0];
    if (next === '$') parts.push({ text: '$' });
    else if (end >= 0) parts.push(braced(raw.slice(dollar + 2, end), nesting));
    else parts.push(plain === undefined ? { text: '$' } : { env: plain });
    at = end >= 0 ? end + 1 : next === '$' ? dollar + 2 : dollar + 1 + (plain?.length ?? 0);
  }
  return at < raw.length ? [...parts, { text: raw.slice(at) }] : parts;
}

const [DOLLAR, OPEN, CLOSE] = [36, 123, 125];

function closingBrace(raw: string, from: number): number {
  if (raw.indexOf('}', from) < 0) return -1;
  let depth = 1;
  for (let at = from; at < raw.length && at < from + MAX_BRACED; at++) {
    const char = raw.charCodeAt(at);
    if (char === CLOSE && --depth === 0) return at;
    if (char === OPEN && raw.charCodeAt(at - 1) === DOLLAR) depth++;
  }
  return -1;
}

/** The inside of `${...}`. `:?message` has no fallback; what `:+` would give depends on a value that is not known. */
function braced(inside: string, nesting: number): TemplatePart {
  const match = /^([A-Za-z_]\w*)(?:(:?[-?+])(.*))?$/s.exec(inside);
  if (match?.[1] === undefined || nesting > MAX_NESTING) return { unknown: 'variable' };
  const [, env, operator, rest] = match;
  if (operator?.endsWith('+')) return { unknown: env };
  return operator?.endsWith('-') ? { env, fallback: joined(composeParts(rest ?? '', nesting + 1)) } : { env };
}

/** Neighbouring texts become one, so that equal values have equal templates. */
function joined(parts: readonly TemplatePart[]): Template {
  const result: TemplatePart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if ('text' in part && last !== undefined && 'text' in last) result[result.length - 1] = { text: last.text + part.text };
    else result.push(part);
  }
  return result;
}
