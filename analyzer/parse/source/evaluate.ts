import type { Template, TemplatePart } from '../../facts/template.js';
import { textOf, type SourceNode } from './node.js';

/**
 * Each language implements this for its expressions: literals, concatenation, constants, fields, reads of the environment,
 * property placeholders, format strings. What it cannot evaluate is an `unknown` part; it never gives up on the whole.
 */
export interface Evaluator {
  /** The expression as text with holes. */
  text(expression: SourceNode): Template;
  /** As a number, where it is one without running anything. */
  number(expression: SourceNode): number | undefined;
  /** As milliseconds, where it is a duration of the language (`Duration.ofSeconds(2)`, `2*time.Second`, `TimeSpan.FromSeconds(2)`). */
  duration(expression: SourceNode): number | undefined;
}

const MAX_SHOWN = 80;

export const unknown = (expression: SourceNode): Template => [{ unknown: textOf(expression).replace(/\s+/g, ' ').slice(0, MAX_SHOWN) }];

/** Neighbouring texts become one, empty ones vanish: equal templates look equal. */
export function concat(...templates: readonly Template[]): Template {
  const parts: TemplatePart[] = [];
  for (const part of templates.flat()) {
    const last = parts.at(-1);
    if (!('text' in part)) parts.push(part);
    else if (last && 'text' in last) parts[parts.length - 1] = { text: last.text + part.text };
    else if (part.text !== '') parts.push(part);
  }
  return parts;
}

/** The whole text, where nothing of it is a hole. */
export function textIn(template: Template): string | undefined {
  return template.every((part) => 'text' in part) ? template.map((part) => ('text' in part ? part.text : '')).join('') : undefined;
}

/**
 * Fills the verbs of a format string: `%s` and `%d` in C's manner, `{}` and `{0}` in others'. What has no argument is a hole.
 */
export function format(pattern: Template, values: readonly Template[], style: 'percent' | 'braces'): Template {
  let next = 0;
  const verb = style === 'percent' ? /%(?:(\d+)\$)?[-+#0-9.]*[sdvqiuxfn%]/g : /\{(\d*)(?::[^{}]*)?\}/g;
  return concat(
    ...pattern.map((part): Template => {
      if (!('text' in part)) return [part];
      const parts: TemplatePart[] = [];
      let end = 0;
      for (const found of part.text.matchAll(verb)) {
        parts.push({ text: part.text.slice(end, found.index) });
        end = found.index + found[0].length;
        if (found[0] === '%%') parts.push({ text: '%' });
        else {
          const position = found[1] ? Number(found[1]) - (style === 'percent' ? 1 : 0) : next++;
          parts.push(...(values[position] ?? [{ unknown: found[0] }]));
        }
      }
      return [...parts, { text: part.text.slice(end) }];
    }),
  );
}

const MAX_PLACEHOLDER_DEPTH = 8;

/** Placeholders of Spring's and MicroProfile's kind, `${name:fallback}`, also nested, as property holes. */
export function placeholders(text: string, depth = 0): Template {
  const open = text.indexOf('${');
  if (open < 0 || depth > MAX_PLACEHOLDER_DEPTH) return text === '' ? [] : [{ text }];
  const close = closing(text, open + 2);
  if (close < 0) return [{ text }];
  const inner = text.slice(open + 2, close);
  const colon = inner.indexOf(':');
  const name = colon < 0 ? inner : inner.slice(0, colon);
  const hole: TemplatePart = name.includes('${') ? { unknown: `\${${inner}}` } : { property: name.trim(), ...(colon < 0 ? {} : { fallback: placeholders(inner.slice(colon + 1), depth + 1) }) };
  return concat([{ text: text.slice(0, open) }], [hole], placeholders(text.slice(close + 1), depth));
}

function closing(text: string, from: number): number {
  let open = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '{') open++;
    else if (text[i] === '}' && --open === 0) return i;
  }
  return -1;
}
