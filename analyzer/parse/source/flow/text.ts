import type { Template } from '../../../facts/template.js';
import type { Flow } from './evaluate.js';
import { optionsOf, type Value } from './value.js';

/** Lists in lists; one that is appended to itself has no end. */
const MAX_NESTING = 4;
const MAX_ITEMS = 50;

/** A value as text, once for each alternative. A variable and what holds when it is not set are one text. */
export function templatesOf(flow: Flow, value: Value, nesting = 0): Template[] {
  const all = optionsOf(value).flatMap((option) => textsOf(flow, option, nesting));
  const variable = all.find((t) => t.length === 1 && 'env' in t[0]! && t[0].fallback === undefined);
  const literals = all.filter((t) => t !== variable && t.some((part) => !('text' in part) || part.text !== ''));
  if (!variable || literals.length !== 1) return all.filter((t) => t.length > 0);
  const [first] = variable;
  return first && 'env' in first ? [[{ ...first, fallback: literals[0]! }]] : all;
}

function textsOf(flow: Flow, value: Value, nesting: number): Template[] {
  switch (value.is) {
    case 'text': return [value.template];
    case 'number': return [[{ text: String(value.value) }]];
    case 'list': return nesting >= MAX_NESTING ? [] : value.items.slice(0, MAX_ITEMS).flatMap((item) => templatesOf(flow, flow.value(item.expression, item.frame), nesting + 1));
    case 'unknown': return [[{ unknown: value.shown }]];
    default: return [];
  }
}

/** The text, where it is one and nothing of it is a hole. */
export function plainText(flow: Flow, value: Value): string | undefined {
  const [template, ...others] = templatesOf(flow, value);
  if (!template || others.length > 0 || !template.every((part) => 'text' in part)) return undefined;
  return template.map((part) => ('text' in part ? part.text : '')).join('');
}
