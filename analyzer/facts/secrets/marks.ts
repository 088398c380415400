/**
 * While a value is cleaned, what must not be touched or read is one private-use character each: a template's holes, URLs that
 * are already reduced, and what was redacted. So cleaning sees one flat string and no hole can be torn apart.
 */
export const FIRST_HOLE = 0xe000;
export const MAX_HOLES = 0x1000;
const FIRST_URL = 0xf000;
const MAX_URLS = 0x800;

/** Stands for text that was taken out. */
export const REDACTED = '\uF8FF';

/** Any mark: allowed wherever a host, port or path may stand. */
export const isMark = (char: string): boolean => char >= '\uE000' && char <= REDACTED;

/** Marks that the input brings along are no marks. */
export const withoutMarks = (text: string): string => text.replace(/[\uE000-\uF8FF]/g, '\uFFFD');

/** Reduced URLs that are kept aside until the text around them is clean. */
export interface Shelf {
  readonly urls: string[];
}

export function shelve(shelf: Shelf, url: string): string {
  if (shelf.urls.length >= MAX_URLS) return REDACTED;
  shelf.urls.push(url);
  return String.fromCharCode(FIRST_URL + shelf.urls.length - 1);
}

export const unshelve = (shelf: Shelf, text: string): string => text.replace(/[\uF000-\uF7FF]/g, (mark) => shelf.urls[mark.charCodeAt(0) - FIRST_URL] ?? REDACTED);
