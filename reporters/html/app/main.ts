import type { PageData } from '../data.js';
import { byId, count } from './dom.js';
import { renderFindings } from './findings.js';
import { createGraphView } from './graph-view.js';
import { readHash, writeHash } from './hash.js';
import { listenToKeys } from './keyboard.js';
import { legend } from './legend.js';
import { createModel, type Model } from './model.js';
import { renderPanel } from './panel.js';
import { selectComponent } from './parts.js';
import { sceneOf } from './scene.js';
import { createSearch } from './search-field.js';
import { waveSentence } from './sentence.js';
import { createStore, nothing, type State } from './state.js';
import { renderTable } from './table.js';
import { renderToolbar, statusText } from './toolbar.js';

start(createModel(JSON.parse(byId('data').textContent ?? '') as PageData));

function start(model: Model): void {
  document.documentElement.classList.remove('no-script');
  const known = knownOf(model);
  const store = createStore(readHash(location.hash, known));
  const view = createGraphView(byId('graph'), model, {
    component: (id) => (store.state.node === id && store.state.focus === 0 ? store.update(nothing) : store.update({ ...nothing, node: id, focus: store.state.focus })),
    group: (id) => store.update({ ...nothing, view: `group:${id}` }),
    frame: () => model.views.has('groups') && store.update({ ...nothing, view: 'groups' }),
    line: (from, to) => store.update({ ...nothing, line: { from, to } }),
    background: () => store.update(nothing),
  });
  let scene = sceneOf(model, store.state);
  const render = (): void => {
    const { state } = store;
    scene = sceneOf(model, state);
    renderFindings(byId('findings'), model, store);
    renderToolbar(byId('toolbar'), model, store, view);
    renderPanel(byId('panel'), model, store);
    renderTable(byId('table'), model, store);
    byId('graph').hidden = state.table;
    view.draw(scene, state);
    byId('status').textContent = statusText(scene);
    byId('said').textContent = spoken(model, state);
  };
  store.subscribe((state) => {
    const hash = writeHash(state, known.defaults);
    if (location.hash.slice(1) !== hash) history.pushState(undefined, '', `#${hash}`);
    render();
  });
  addEventListener('popstate', () => store.update(readHash(location.hash, known)));
  createSearch(byId('search') as HTMLInputElement, byId('results'), model, store);
  listenToKeys(byId('graph'), byId('search') as HTMLInputElement, model, store, view, () => scene);
  byId('legend').append(legend());
  byId('summary').textContent = summary(model);
  // Links from the still picture and the browser's address bar both come in as hashes.
  if (store.state.node !== undefined && model.views.get(store.state.view)?.boxes.some((box) => box.component !== undefined) === false) selectComponent(model, store, store.state.node);
  else render();
}

function knownOf(model: Model) {
  const { graph, findings, pictures } = model.data;
  const defaults: State = { view: pictures.first, focus: 0, kinds: [], severities: [], table: false };
  return {
    defaults,
    views: new Set(model.views.keys()),
    components: new Set(graph.components.map(({ id }) => id)),
    findings: new Set(findings.map(({ fingerprint }) => fingerprint)),
    environments: new Set<string>(graph.stacks.map((stack) => stack.environment)),
  };
}

function summary(model: Model): string {
  const { components, dependencies, stacks } = model.data.graph;
  return [count(components.length, 'component'), count(dependencies.length, 'dependency', 'dependencies'), count(stacks.length, 'stack'), count(model.data.findings.length, 'finding')].join(' · ');
}

/** For those who hear the page: what a selection means. */
function spoken(model: Model, state: State): string {
  if (state.finding !== undefined) return model.findings.get(state.finding)?.message ?? '';
  return state.node === undefined ? '' : waveSentence(model, state.node, state.environment);
}
