import { interpolate, type Dialect } from './interpolate.js';
import { cleanText, cleanValue } from './secrets/clean.js';
import { FIRST_HOLE, MAX_HOLES, REDACTED, withoutMarks } from './secrets/marks.js';
import { redactFlags } from './secrets/words.js';
import type { Template, TemplatePart } from './template.js';

export { isSecretName } from './secrets/names.js';

/**
 * Nothing that may be a secret becomes a fact. URLs are reduced to scheme, host, port and path, connection strings to host, port
 * and database; values whose name or look says "secret" are dropped. What is needed to draw the graph, the addresses, stays.
 */

/** An environment variable's value as a template; undefined when it is, or may be, a secret. */
export const safeEnvTemplate = (name: string, raw: string, dialect: Dialect = 'kubernetes'): Template | undefined => safeTemplate(name, interpolate(raw, dialect));

/** The same for a value that is already split into text and holes. */
export function safeTemplate(name: string, template: Template): Template | undefined {
  const holes: TemplatePart[] = [];
  const flat = template.map((part) => ('text' in part ? withoutMarks(part.text) : mark(holes, part))).join('');
  if (holes.length > MAX_HOLES) return undefined;
  const cleaned = cleanValue(name, flat);
  return cleaned === undefined ? undefined : split(cleaned, holes, name);
}

/** Free text (an argument, a line of configuration) with `…` where a secret was. */
export const safeText = (raw: string): string => shown(cleanText(withoutMarks(raw)));

/** The value of a named entry that holds no variables, such as a ConfigMap's. */
export function safeNamedText(name: string, raw: string): string | undefined {
  const cleaned = cleanValue(name, withoutMarks(raw));
  return cleaned === undefined ? undefined : shown(cleaned);
}

/** A command's arguments. A flag's secret may be the argument after it, so they are cleaned together. */
export const safeArgs = (args: readonly string[]): string[] => redactFlags(args.map(withoutMarks)).map((arg) => shown(arg === REDACTED ? arg : cleanText(arg)));

function mark(holes: TemplatePart[], part: TemplatePart): string {
  holes.push(part);
  return String.fromCharCode(FIRST_HOLE + Math.min(holes.length, MAX_HOLES) - 1);
}

const shown = (text: string): string => text.replaceAll(REDACTED, '…');

/** Puts the holes back. Their fallbacks are values too: cleaned by the variable's name and by the name of what they are part of. */
function split(cleaned: string, holes: readonly TemplatePart[], name: string): Template {
  return cleaned
    .split(/([\uE000-\uEFFF\uF8FF])/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (piece === REDACTED) return { unknown: 'redacted' };
      const hole = piece.length === 1 ? holes[piece.charCodeAt(0) - FIRST_HOLE] : undefined;
      return hole === undefined ? { text: piece } : withSafeFallback(hole, name);
    });
}

function withSafeFallback(part: TemplatePart, name: string): TemplatePart {
  if ('text' in part || 'unknown' in part || part.fallback === undefined) return part;
  const own = 'env' in part ? part.env : part.property;
  const fallback = safeTemplate(own, part.fallback);
  const safe = fallback === undefined ? undefined : safeTemplate(name, fallback);
  const hole = 'env' in part ? { env: part.env } : { property: part.property };
  return safe === undefined ? hole : { ...hole, fallback: safe };
}
