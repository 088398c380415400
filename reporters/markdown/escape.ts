import { plain } from '../plain.js';

const entity = (character: string): string => `&#${character.codePointAt(0)};`;

/** Text as text: no markup, no HTML, no table cell, no link, and nobody is notified by an `@name` in a manifest. */
export const escape = (text: string): string =>
  // An entity is undone before mentions and issue numbers are looked for; a word joiner is not.
  inert(plain(text).replace(/([@#])(?=[\p{L}\p{N}])/gu, '$1\u2060'));

/** A name or place in `<code>`: entities hold inside it, and unlike backticks it cannot be closed from within. */
export const code = (text: string): string => `<code>${inert(plain(text))}</code>`;

const inert = (text: string): string =>
  text
    .replace(/[&<>`*_[\]|~\\$]/g, entity)
    .replace(/:(?=\/\/)/g, entity)
    .replace(/(?<=\bwww)\./gi, entity);

/** A fenced block whose fence is longer than every run of backticks inside. */
export function fence(language: string, content: string): string {
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  const lines = content.replace(/\r\n?|\n$/g, (end) => (end === '\n' ? '' : '\n')).split('\n').map(plain);
  return [`${ticks}${language}`, ...lines, ticks].join('\n');
}
