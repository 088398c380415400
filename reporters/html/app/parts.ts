import { button, h, plain, type Child } from './dom.js';
import type { Model } from './model.js';
import { nothing, type Store } from './state.js';
import type { Finding } from '../../../analyzer/report/result.js';
import { fileLine, origin } from '../../subject.js';

/** Small pieces that several parts of the page show alike. */

const words: Readonly<Record<Finding['severity'], string>> = { error: 'Error', warning: 'Warning', info: 'Info' };

export const severityMark = (severity: Finding['severity']): HTMLElement => h('span', { class: `severity ${severity}` }, words[severity]);

/** As plain text, so it can be copied into a terminal or an editor. */
export function place(at: { readonly file: string; readonly line: number; readonly from?: { readonly file: string; readonly line: number; readonly label: string } | undefined }): HTMLElement {
  // Long paths break after their slashes; the line number stays with the name.
  const parts = plain(fileLine(at) + origin(at)).split(/(?<=\/)/).flatMap((part) => [part, h('wbr')]);
  return h('code', { class: 'place' }, ...parts);
}

export function componentLink(model: Model, store: Store, id: string): HTMLButtonElement {
  return button({ class: 'link' }, () => selectComponent(model, store, id), plain(model.component(id)?.name ?? id));
}

/** Selects, and changes to a picture in which the component can be seen where the present one lacks it. */
export function selectComponent(model: Model, store: Store, id: string): void {
  const view = viewWith(model, store.state.view, id);
  store.update({ ...nothing, node: id, focus: view === undefined ? 1 : 0, ...(view === undefined ? {} : { view }) });
}

/** Undefined where no picture has it: then the picture around it is drawn. */
function viewWith(model: Model, present: string, id: string): string | undefined {
  const group = model.groupOf(id);
  return [present, 'all', ...(group === undefined ? [] : [`group:${group.id}`])].find((view) => model.views.get(view)?.boxes.some((box) => box.component === id));
}

export const section = (title: string, ...children: readonly Child[]): HTMLElement => h('section', {}, h('h3', {}, title), ...children);

export const list = (items: readonly (readonly Child[])[], kind = ''): HTMLElement => h('ul', { class: kind }, ...items.map((item) => h('li', {}, ...item)));

/** Longer lists are cut, with a word that they are. */
export const mostListed = 12;

/** A section with a row for each; nothing for none. */
export function listed<T>(title: string, all: readonly T[], row: (one: T) => readonly Child[]): HTMLElement[] {
  if (all.length === 0) return [];
  const left = all.length - mostListed;
  return [section(title, list([...all.slice(0, mostListed).map(row), ...(left > 0 ? [[`and ${left} more`]] : [])]))];
}
