import type { Template } from '../facts/template.js';
import { HOLE } from './address.js';

/** What a variable or property holds where the text is used; undefined when nobody said. */
export type Lookup = (kind: 'env' | 'property', name: string) => Template | undefined;

const MAX_DEPTH = 12;

/** The text with its holes filled; what stays unknown becomes one `HOLE`. Variables that refer to each other end at a depth. */
export function fill(template: Template, lookup: Lookup, depth = 0): string {
  return template.map((part) => fillPart(part, lookup, depth)).join('');
}

function fillPart(part: Template[number], lookup: Lookup, depth: number): string {
  if ('text' in part) return part.text;
  if ('unknown' in part || depth > MAX_DEPTH) return HOLE;
  const found = 'env' in part ? lookup('env', part.env) : lookup('property', part.property);
  const chosen = found ?? part.fallback;
  return chosen === undefined ? HOLE : fill(chosen, lookup, depth + 1);
}

/** A lookup in plain variables; nothing else is known. */
export const fromVariables = (variables: ReadonlyMap<string, Template>): Lookup => (kind, name) => (kind === 'env' ? variables.get(name) : undefined);

/** Every variable that the text needs has a value of its own; no default of the code decides. */
export const isConfigured = (template: Template, lookup: Lookup): boolean => template.every((part) => 'text' in part || ('env' in part && lookup('env', part.env) !== undefined));

/** Somebody wrote it: text of its own, or a hole that something fills; not only what a library takes when nothing is set. */
export const isWritten = (template: Template, lookup: Lookup): boolean => template.some((part) => partWritten(part, lookup));

function partWritten(part: Template[number], lookup: Lookup): boolean {
  if ('text' in part) return !/^[:/]*$/.test(part.text);
  if ('unknown' in part) return true;
  if (('env' in part ? lookup('env', part.env) : lookup('property', part.property)) !== undefined) return true;
  return part.fallback?.some((inner) => !('text' in inner) && partWritten(inner, lookup)) ?? false;
}

/** Nothing but properties: a starter that may never have been configured. */
export const isOnlyProperty = (template: Template): boolean => template.every((part) => 'property' in part || ('text' in part && /^[:/]*$/.test(part.text)));
