import type { Environment } from '../../../analyzer/graph/document.js';
import { button, count, h, plain } from './dom.js';
import type { GraphView } from './graph-view.js';
import type { Model } from './model.js';
import type { Scene } from './scene.js';
import { nothing, type Store } from './state.js';

/** What is in the picture: which view, environment and kinds; and the table instead of it. */
export function renderToolbar(bar: HTMLElement, model: Model, store: Store, view: GraphView): void {
  const { state } = store;
  // A menu that is open stays open while its boxes are ticked.
  const open = bar.querySelector('details')?.open === true;
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.id : '';
  bar.replaceChildren(
    ...viewChoice(model, store),
    ...environmentChoice(model, store),
    kindChoice(model, store, open),
    h('span', { class: 'space' }),
    button({ 'aria-label': 'Zoom out' }, () => view.zoom(1 / 1.3), '−'),
    button({ 'aria-label': 'Zoom in' }, () => view.zoom(1.3), '+'),
    button({}, () => view.fit(), 'Fit'),
    button({ id: 'table-button', 'aria-pressed': String(state.table), title: 'Shortcut: T' }, () => store.update({ table: !state.table }), 'Table'),
  );
  if (focused !== '') document.getElementById(focused)?.focus();
}

/** How many of how many: nothing is left out of a picture in silence. */
export function statusText(scene: Scene): string {
  const held = scene.closed.components;
  const left = scene.of - scene.shown - held;
  return [
    `${scene.shown} of ${count(scene.of, 'component')} shown`,
    ...(scene.closed.groups > 0 ? [`${count(scene.closed.groups, 'closed group')} ${scene.closed.groups === 1 ? 'holds' : 'hold'} ${held}`] : []),
    ...(left > 0 ? [`${left} not in this picture`] : []),
  ].join('; ');
}

function viewChoice(model: Model, store: Store): HTMLElement[] {
  if (model.views.size < 2) return [];
  const names: [string, string][] = [...model.views.keys()].map((id) => [id, viewName(model, id)]);
  return [select('view-choice', 'View', names, store.state.view, (view) => store.update({ ...nothing, view }))];
}

function viewName(model: Model, id: string): string {
  if (id === 'all') return 'Everything open';
  if (id === 'groups') return `All ${model.data.pictures.by}s closed`;
  const group = model.groups.get(id.slice('group:'.length));
  return `Open: ${plain(group?.name ?? id)}`;
}

function environmentChoice(model: Model, store: Store): HTMLElement[] {
  const environments = [...new Set(model.data.graph.stacks.map((stack) => stack.environment))].filter((one) => one !== 'unknown').sort();
  if (environments.length < 2) return [];
  const choices: [string, string][] = [['', 'All environments'], ...environments.map((one): [string, string] => [one, one])];
  return [select('environment-choice', 'Environment', choices, store.state.environment ?? '', (value) => store.update({ environment: value === '' ? undefined : (value as Environment) }))];
}

function select(id: string, label: string, options: readonly (readonly [string, string])[], value: string, choose: (value: string) => void): HTMLElement {
  const element = h('select', { id, 'aria-label': label }, ...options.map(([key, text]) => h('option', { value: key, selected: key === value }, text)));
  element.addEventListener('change', () => choose(element.value));
  return element;
}

function kindChoice(model: Model, store: Store, open: boolean): HTMLElement {
  const all = [...new Set(model.data.graph.components.map((component) => component.kind))].sort();
  const chosen = store.state.kinds.length === 0 ? all : store.state.kinds;
  const box = (kind: (typeof all)[number]) => {
    const input = h('input', { type: 'checkbox', id: `kind-${kind}`, checked: chosen.includes(kind) });
    input.addEventListener('change', () => {
      const next = input.checked ? [...chosen, kind] : chosen.filter((one) => one !== kind);
      store.update({ kinds: next.length === all.length ? [] : next });
    });
    const n = model.data.graph.components.filter((component) => component.kind === kind).length;
    return h('label', {}, input, ` ${kind} `, h('span', { class: 'quiet' }, String(n)));
  };
  const title = chosen.length === all.length ? 'All kinds' : `${chosen.length} of ${all.length} kinds`;
  return h('details', { class: 'menu', open }, h('summary', {}, title), h('div', {}, ...all.map(box)));
}
