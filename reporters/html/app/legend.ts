import { h } from './dom.js';

const boxes: readonly (readonly [string, string])[] = [
  ['service', 'service'],
  ['store', 'store, cache, broker'],
  ['external', 'external'],
  ['entry', 'entry point'],
  ['single', 'one replica (×1)'],
];
const lines: readonly (readonly [string, string])[] = [
  ['solid', 'needs it to answer'],
  ['dashed', 'asynchronous or optional'],
  ['dotted', 'at start or health check'],
  ['no-timeout', 'no timeout set'],
  ['carries', 'way of the failure'],
];

const badges: readonly (readonly [string, string])[] = [
  ['error', 'findings, with errors'],
  ['warning', 'findings'],
];

/** The picture's grammar in words. */
export function legend(): HTMLElement {
  const entry = (kind: string) => ([name, text]: readonly [string, string]) => h('li', {}, h('span', { class: `sample ${kind} ${name}`, 'aria-hidden': 'true' }), text);
  return h('details', { class: 'legend', open: matchMedia('(min-width: 981px)').matches }, h('summary', {}, 'Legend'), h('ul', {}, ...boxes.map(entry('box')), ...lines.map(entry('line')), ...badges.map(entry('count'))));
}
