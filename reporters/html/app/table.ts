import { button, h, plain } from './dom.js';
import type { Model } from './model.js';
import { componentLink } from './parts.js';
import type { State, Store } from './state.js';

/** Rows that are written at once; a button brings the next. */
const page = 300;

/** The same data as rows: for screen readers, for copying into a sheet, and for systems too large to draw. */
export function renderTable(parent: HTMLElement, model: Model, store: Store): void {
  const { state } = store;
  parent.hidden = !state.table;
  if (!state.table) return parent.replaceChildren();
  const graph = model.graph(state.environment);
  const shown = graph.components.filter((component) => state.kinds.length === 0 || state.kinds.includes(component.kind));
  const columns = ['Component', 'Kind', model.data.pictures.by, 'Affected when it fails', 'Findings', 'Depends on', 'Needed by'];
  const caption = h('caption', {}, `${shown.length} of ${model.data.graph.components.length} components`);
  const head = h('thead', {}, h('tr', {}, ...columns.map((column) => h('th', { scope: 'col' }, column))));
  const body = h('tbody', {});
  parent.replaceChildren(h('table', {}, caption, head, body));
  append(parent, body, shown.map((component) => component.id), (id) => row(model, store, state, id));
}

function append(parent: HTMLElement, body: HTMLElement, ids: readonly string[], rowOf: (id: string) => HTMLElement): void {
  body.append(...ids.slice(0, page).map(rowOf));
  const left = ids.slice(page);
  if (left.length === 0) return;
  const more = button({ class: 'more' }, () => (more.remove(), append(parent, body, left, rowOf)), `Show ${Math.min(left.length, page)} of ${left.length} more`);
  parent.append(more);
}

function row(model: Model, store: Store, state: State, id: string): HTMLElement {
  const component = model.component(id)!;
  const group = model.groupOf(id);
  const wave = model.wave(id, state.environment);
  const names = (ids: readonly string[]) => [...new Set(ids)].map((one) => plain(model.component(one)?.name ?? one)).join(', ');
  return h('tr', { 'aria-current': state.node === id ? 'true' : undefined },
    h('th', { scope: 'row' }, componentLink(model, store, id)),
    h('td', {}, component.technology === undefined ? component.kind : `${component.kind}, ${component.technology}`),
    h('td', {}, group === undefined || group.loose === true ? '' : plain(group.name)),
    h('td', {}, `${wave.lost.length} of ${wave.of}`),
    h('td', {}, String(model.findingsOf(id).length)),
    h('td', {}, names(model.out(id).map((dependency) => dependency.to))),
    h('td', {}, names(model.in(id).map((dependency) => dependency.from))));
}
