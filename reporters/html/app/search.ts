import { button, h, plain } from './dom.js';
import type { Model } from './model.js';
import { selectComponent } from './parts.js';
import { nothing, type Store } from './state.js';

export interface Hit {
  readonly kind: 'component' | 'group' | 'finding';
  readonly id: string;
  readonly title: string;
  readonly detail: string;
}

const most = 12;

/** Names that begin with the words first, then names that contain them, then other text; each in the data's own order. */
export function searchFor(model: Model, text: string): Hit[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return [];
  const ranked: { readonly hit: Hit; readonly rank: number }[] = [];
  const consider = (hit: Hit, name: string, more: readonly (string | undefined)[]): void => {
    const lower = name.toLowerCase();
    const everything = [lower, ...more.map((part) => part?.toLowerCase() ?? '')].join('\n');
    if (!words.every((word) => everything.includes(word))) return;
    ranked.push({ hit, rank: lower === words[0] ? 0 : lower.startsWith(words[0]!) ? 1 : lower.includes(words[0]!) ? 2 : 3 });
  };
  for (const { id, name, kind, technology, aliases } of model.data.graph.components) {
    const group = model.groupOf(id)?.name;
    consider({ kind: 'component', id, title: name, detail: [technology ?? kind, group].filter(Boolean).join(', ') }, name, [technology, kind, group, ...aliases]);
  }
  for (const { id, name, components } of model.data.pictures.groups)
    if (model.views.has(`group:${id}`)) consider({ kind: 'group', id, title: name, detail: `${model.data.pictures.by}, ${components.length} components` }, name, []);
  for (const { fingerprint, rule, message, severity } of model.data.findings) consider({ kind: 'finding', id: fingerprint, title: rule, detail: `${severity}: ${message}` }, rule, [message]);
  return ranked.sort((a, b) => a.rank - b.rank).map(({ hit }) => hit);
}

/** The field with its list of hits: arrow keys, Enter, Escape, as in every search field. */
export function createSearch(input: HTMLInputElement, results: HTMLElement, model: Model, store: Store): void {
  let active = 0;
  let hits: Hit[] = [];
  const close = () => {
    results.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const choose = (hit: Hit | undefined) => {
    if (hit === undefined) return;
    open(model, store, hit);
    input.value = '';
    close();
  };
  const render = () => {
    const left = hits.length - most;
    results.replaceChildren(
      ...hits.slice(0, most).map((hit, index) => option(hit, index, index === active, () => choose(hit))),
      ...(left > 0 ? [h('p', { class: 'quiet' }, `${left} more; type on`)] : []),
      ...(hits.length === 0 ? [h('p', { class: 'quiet' }, 'Nothing of that name')] : []),
    );
    results.hidden = input.value.trim() === '';
    input.setAttribute('aria-expanded', String(!results.hidden));
    if (hits.length > 0) input.setAttribute('aria-activedescendant', `hit-${active}`);
  };
  input.addEventListener('input', () => {
    hits = searchFor(model, input.value);
    active = 0;
    render();
  });
  input.addEventListener('keydown', (event) => {
    const shown = Math.min(hits.length, most);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') active = (active + (event.key === 'ArrowDown' ? 1 : shown - 1)) % Math.max(1, shown);
    else if (event.key === 'Enter') return choose(hits[active]);
    else if (event.key === 'Escape' && input.value !== '') {
      input.value = '';
      event.stopPropagation();
      return close();
    } else return;
    event.preventDefault();
    render();
  });
  input.addEventListener('blur', () => setTimeout(close, 150));
}

function option(hit: Hit, index: number, active: boolean, choose: () => void): HTMLElement {
  return button({ id: `hit-${index}`, role: 'option', tabindex: '-1', 'aria-selected': String(active), class: 'hit' }, choose,
    h('span', { class: 'kind' }, hit.kind), h('b', {}, plain(hit.title)), h('span', {}, plain(hit.detail)));
}

function open(model: Model, store: Store, hit: Hit): void {
  if (hit.kind === 'component') selectComponent(model, store, hit.id);
  else if (hit.kind === 'group') store.update({ ...nothing, view: `group:${hit.id}` });
  else store.update({ ...nothing, finding: hit.id });
}
