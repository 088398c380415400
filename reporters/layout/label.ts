import type { Component } from '../../analyzer/graph/document.js';

/** Sizes in pixels; the page and the SVG write labels in these sizes, so a label always fits its box. */
export const fontSize = 13;
export const lineHeight = 17;
/** An em of a system sans-serif holds about this many ems per character; wide on purpose, fonts differ by machine. */
const perCharacter = 0.59;
const longest = 26;
const widest = 12;

export interface Label {
  readonly name: readonly string[];
  readonly what: string;
}

/** The name, on two lines where it is long, and what it is. */
export function componentLabel(component: Component, replicas?: number): Label {
  // A store named after its technology would say one thing twice.
  const what = component.technology !== undefined && component.technology !== component.name ? component.technology : (component.role ?? component.kind);
  return { name: wrap(shorten(component.name)), what: replicas === undefined ? shorten(what) : `${shorten(what)} ×${replicas}` };
}

export const linesOf = (label: Label): readonly string[] => [...label.name, label.what];

/** Wide boxes make wide pictures, and a picture that must be shrunk cannot be read: long names break where their words do. */
function wrap(name: string): string[] {
  if (name.length <= widest) return [name];
  const breaks = [...name.matchAll(/[-._/ ]/g)].map((match) => (match[0] === '.' || match[0] === '/' ? match.index : match.index + 1));
  const usable = breaks.filter((at) => at > 2 && at < name.length - 2);
  const middle = name.length / 2;
  const at = usable.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b)[0];
  return at === undefined ? [name] : [name.slice(0, at).trimEnd(), name.slice(at)];
}

/** Keeps both ends: names of one system often differ only in their last part. */
export function shorten(text: string): string {
  const visible = [...text.replace(/\p{Cc}|\p{Cf}/gu, '�')];
  if (visible.length <= longest) return visible.join('');
  return `${visible.slice(0, longest - 11).join('')}…${visible.slice(-10).join('')}`;
}

export function boxSize(lines: readonly string[]): { readonly width: number; readonly height: number } {
  const characters = Math.max(...lines.map(widthInCharacters));
  return { width: Math.max(76, Math.ceil(characters * fontSize * perCharacter) + 20), height: lines.length * lineHeight + 10 };
}

/** Characters of the wide East Asian and emoji ranges take two places. */
function widthInCharacters(text: string): number {
  let width = 0;
  for (const character of text) width += character.codePointAt(0)! >= 0x1100 ? 1.75 : 1;
  return width;
}
