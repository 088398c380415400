import type { GraphView } from './graph-view.js';
import { keyOf } from './classes.js';
import type { Model } from './model.js';
import type { Scene } from './scene.js';
import { nothing, type Store } from './state.js';

const directions: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

/** `/` searches, Escape clears, T is the table; in the picture arrows walk from box to box and Enter opens a closed group. */
export function listenToKeys(graph: HTMLElement, search: HTMLInputElement, model: Model, store: Store, view: GraphView, scene: () => Scene): void {
  let group: string | undefined;
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const writing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key === 'Escape') {
      group = undefined;
      search.value = '';
      search.blur();
      store.update(nothing);
    } else if (writing) return;
    else if (event.key === '/') search.focus();
    else if (event.key === 't' || event.key === 'T') store.update({ table: !store.state.table });
    else return;
    event.preventDefault();
  });
  graph.addEventListener('keydown', (event) => {
    const direction = directions[event.key];
    if (direction !== undefined) {
      const { node } = store.state;
      const next = view.towards(node === undefined ? group : keyOf(model, scene(), node), direction);
      if (next === undefined) return;
      group = next.startsWith('g/') ? next : undefined;
      store.update(group === undefined ? { ...nothing, node: next.slice(2) } : { ...nothing });
      view.point(group);
    } else if (event.key === 'Enter' && group !== undefined) {
      store.update({ ...nothing, view: `group:${group.slice(2)}` });
      group = undefined;
    } else if (event.key === '+' || event.key === '=') view.zoom(1.3);
    else if (event.key === '-') view.zoom(1 / 1.3);
    else if (event.key === '0') view.fit();
    else return;
    event.preventDefault();
  });
}
