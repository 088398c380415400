import { button, h, plain } from './dom.js';
import type { Model } from './model.js';
import { selectComponent } from './parts.js';
import { searchFor, type Hit } from './search.js';
import { nothing, type Store } from './state.js';

const most = 12;

/** The field with its list of hits: arrow keys, Enter, Escape, as in every search field. */
export function createSearch(input: HTMLInputElement, results: HTMLElement, model: Model, store: Store): void {
  let active = 0;
  let hits: Hit[] = [];
  const clear = () => {
    input.value = '';
    hits = [];
    show();
  };
  const choose = (hit: Hit | undefined) => {
    if (hit === undefined) return;
    clear();
    open(model, store, hit);
  };
  const show = () => showHits(input, results, hits, active, choose);
  input.addEventListener('input', () => {
    hits = searchFor(model, input.value);
    active = 0;
    show();
  });
  input.addEventListener('keydown', (event) => {
    const shown = Math.max(1, Math.min(hits.length, most));
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? shown - 1 : 0;
    if (event.key === 'Enter') choose(hits[active]);
    else if (event.key === 'Escape' && input.value !== '') {
      clear();
      event.stopPropagation();
    } else if (step > 0) {
      active = (active + step) % shown;
      show();
      event.preventDefault();
    }
  });
  input.addEventListener('focus', show);
  // Later than the click on a hit, which takes the focus away.
  input.addEventListener('blur', () => setTimeout(() => (results.hidden = true), 150));
}

function showHits(input: HTMLInputElement, results: HTMLElement, hits: readonly Hit[], active: number, choose: (hit: Hit) => void): void {
  const left = hits.length - most;
  results.replaceChildren(
    ...hits.slice(0, most).map((hit, index) => option(hit, index, index === active, () => choose(hit))),
    ...(left > 0 ? [h('p', { class: 'quiet' }, `${left} more; type on`)] : []),
    ...(hits.length === 0 ? [h('p', { class: 'quiet' }, 'Nothing of that name')] : []),
  );
  results.hidden = input.value.trim() === '';
  input.setAttribute('aria-expanded', String(!results.hidden));
  if (hits.length > 0) input.setAttribute('aria-activedescendant', `hit-${active}`);
  else input.removeAttribute('aria-activedescendant');
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
