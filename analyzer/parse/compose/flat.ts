import { textOf } from '../dotenv/index.js';
import type { YamlNode } from '../yaml/index.js';
import { templateOf } from './read.js';

/** Stands for an unset variable while a short syntax is taken apart. */
const HOLE = '\uE000';

/** A scalar as one string, its unknown parts marked. Short syntaxes (`${PORT}:80`) are then split as usual. */
export function flatText(node: YamlNode): string | undefined {
  const template = templateOf(node);
  if (template === undefined) return undefined;
  return textOf(template) ?? template.map((part) => ('text' in part ? part.text : HOLE)).join('');
}

/** A part of a flat text, when it is known. */
export const known = (text: string | undefined): string | undefined => (text === undefined || text === '' || text.includes(HOLE) ? undefined : text);
