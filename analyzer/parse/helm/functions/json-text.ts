import type { Budget } from '../template/budget.js';
import { deeper, GoInt, GoObject, isMap, sortedKeys, type GoValue } from '../template/values.js';

/** encoding/json: keys sorted, and what HTML would misread escaped. */
export function toJsonText(value: GoValue, budget: Budget, options: { readonly indent?: string; readonly escapeHtml?: boolean } = {}): string {
  const { indent, escapeHtml = true } = options;
  const write = (item: GoValue, depth: number): string => {
    budget.step();
    const content = item instanceof GoObject ? item.content : item;
    if (isMap(content)) return wrap('{', '}', sortedKeys(content).map((key) => `${string(key)}:${indent === undefined ? '' : ' '}${write(content.get(key) ?? null, deeper(depth))}`), depth);
    if (Array.isArray(content)) return wrap('[', ']', content.map((entry) => write(entry, deeper(depth))), depth);
    if (typeof content === 'string') return string(content);
    if (content instanceof GoInt) return String(content.value);
    return typeof content === 'number' ? numberText(content) : String(content);
  };
  const string = (text: string): string => {
    const quoted = JSON.stringify(text).replace(/[\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`).replaceAll('\\b', '\\u0008').replaceAll('\\f', '\\u000c');
    return escapeHtml ? quoted.replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`) : quoted;
  };
  const wrap = (open: string, close: string, items: readonly string[], depth: number): string => {
    if (indent === undefined || items.length === 0) return open + items.join(',') + close;
    const pad = `\n${indent.repeat(depth + 1)}`;
    return `${open}${pad}${items.join(`,${pad}`)}\n${indent.repeat(depth)}${close}`;
  };
  const text = write(value, 0);
  budget.text(text.length);
  return text;
}

/** Up to 21 digits written out, as JavaScript does. */
const numberText = (value: number): string => (Number.isFinite(value) ? String(value) : 'null');
