import type { Dependency, Evidence } from '../../../analyzer/graph/document.js';
import type { Finding } from '../../../analyzer/report/result.js';
import { budgetSections } from './budgets.js';
import { button, count, h, plain, type Child } from './dom.js';
import { faultSections, requestsSentence } from './faults.js';
import { findingPanel } from './finding-panel.js';
import type { Model } from './model.js';
import { componentLink, list, place, section, severityMark } from './parts.js';
import { waveSentence } from './sentence.js';
import { nothing, type State, type Store } from './state.js';
import { settingsSection } from './settings.js';

const mostEvidence = 12;
/** The worst come first; the rest is folded away, so that what follows is seen. */
const mostOpen = 4;

/** The details of what is selected. The panel is away when nothing is. */
export function renderPanel(panel: HTMLElement, model: Model, store: Store): void {
  const { state } = store;
  const content = contentOf(model, store, state);
  document.body.classList.toggle('with-panel', content !== undefined);
  panel.hidden = content === undefined;
  const close = button({ class: 'close', 'aria-label': 'Close details' }, () => store.update(nothing), '×');
  panel.replaceChildren(...(content === undefined ? [] : [close, ...content]));
  panel.scrollTop = 0;
}

function contentOf(model: Model, store: Store, state: State): HTMLElement[] | undefined {
  const finding = state.finding === undefined ? undefined : model.findings.get(state.finding);
  if (finding !== undefined) return findingPanel(model, store, finding);
  if (state.line !== undefined) return linePanel(model, store, state.line.from, state.line.to);
  return state.node === undefined ? undefined : componentPanel(model, store, state.node);
}

function componentPanel(model: Model, store: Store, id: string): HTMLElement[] {
  const component = model.component(id);
  if (component === undefined) return [h('h2', {}, 'Not in this system')];
  const group = model.groupOf(id);
  const named = (name: string, value: string | undefined) => (value === undefined ? undefined : `${name} ${value}`);
  const facts = [component.technology, component.role, component.kind, named(model.data.pictures.by, group?.loose === true ? undefined : group?.name), named('tier', component.tier), named('owner', component.owner)].filter((fact) => fact !== undefined);
  const { state } = store;
  const wave = model.wave(id, state.environment);
  return [
    h('h2', {}, plain(component.name)),
    h('p', { class: 'facts' }, ...[...new Set(facts)].map((fact) => h('span', { class: 'chip' }, plain(fact))), component.entry !== undefined && h('span', { class: 'chip entry' }, 'entry point')),
    h('p', { class: wave.lost.length > 0 ? 'consequence bad' : 'consequence' }, waveSentence(model, id, state.environment)),
    ...requestsSentence(model, store, id),
    focusControl(store, id),
    ...findingsSection(store, model.findingsOf(id)),
    ...faultSections(model, store, id),
    ...budgetSections(model, store, id),
    ...settingsSection(model, model.settingsOf(id), state),
    ...dependencySection('Depends on', model, store, model.out(id), (dependency) => dependency.to),
    ...dependencySection('Needed by', model, store, model.in(id), (dependency) => dependency.from),
    ...lostSection(model, store, wave.lost),
    ...evidenceSection([...(component.entry?.evidence ?? []), ...component.evidence]),
    ...(component.stacks.length > 0 ? [section('Stacks', list(component.stacks.map((stack) => [h('code', {}, plain(stack))])))] : []),
  ];
}

function focusControl(store: Store, id: string): HTMLElement {
  const choice = (hops: number, label: string) =>
    button({ 'aria-pressed': String(store.state.focus === hops) }, () => store.update({ node: id, focus: hops }), label);
  return h('div', { class: 'choices', role: 'group', 'aria-label': 'Show the surroundings only' }, h('span', {}, 'Show'), choice(0, 'all'), choice(1, '1 hop'), choice(2, '2 hops'), choice(3, '3 hops'));
}

function linePanel(model: Model, store: Store, from: string, to: string): HTMLElement[] {
  const dependencies = model.out(from).filter((dependency) => dependency.to === to);
  const findings = model.findingsOf(from).filter(({ subject }) => 'from' in subject && subject.from === from && subject.to === to);
  return [
    h('h2', {}, componentLink(model, store, from), ' → ', componentLink(model, store, to)),
    list(dependencies.map((dependency) => [describe(dependency)])),
    ...findingsSection(store, findings),
    ...settingsSection(model, model.settingsBetween(from, to), store.state),
    ...evidenceSection(dependencies.flatMap((dependency) => dependency.evidence)),
  ];
}

const describe = ({ kind, strength, phase, protocol }: Dependency): string =>
  [kind, protocol, strength === 'hard' ? 'hard' : 'soft (may be missed)', phase === 'request' ? undefined : `${phase} only`].filter((word) => word !== undefined).join(', ');

function findingsSection(store: Store, findings: readonly Finding[]): HTMLElement[] {
  if (findings.length === 0) return [];
  const item = (finding: Finding): Child[] => [
    button({ class: 'finding' }, () => store.update({ ...nothing, finding: finding.fingerprint }), severityMark(finding.severity), h('b', {}, finding.rule), h('span', {}, plain(finding.message)), place(finding.place)),
  ];
  const [first, more] = [findings.slice(0, mostOpen), findings.slice(mostOpen)].map((some) => list(some.map(item), 'plain'));
  const folded = findings.length > mostOpen && h('details', {}, h('summary', {}, count(findings.length - mostOpen, 'more finding')), more);
  return [section(count(findings.length, 'finding'), first, folded)];
}

function dependencySection(title: string, model: Model, store: Store, dependencies: readonly Dependency[], far: (dependency: Dependency) => string): HTMLElement[] {
  if (dependencies.length === 0) return [];
  const item = (dependency: Dependency): Child[] => [
    componentLink(model, store, far(dependency)),
    button({ class: 'how', title: 'Show this dependency' }, () => store.update({ ...nothing, line: { from: dependency.from, to: dependency.to } }), describe(dependency)),
    dependency.evidence[0] !== undefined && place(dependency.evidence[0]),
  ];
  return [section(title, list(dependencies.map(item), 'dependencies'))];
}

/** Names in full, by group: the sentence above has only the first of them. */
function lostSection(model: Model, store: Store, lost: readonly string[]): HTMLElement[] {
  if (lost.length === 0) return [];
  const groups = new Map<string, string[]>();
  for (const id of lost) {
    const group = model.groupOf(id);
    const name = group === undefined || group.loose === true ? '' : group.name;
    groups.set(name, [...(groups.get(name) ?? []), id]);
  }
  const row = ([name, ids]: [string, string[]]): Child[] => [name !== '' && h('b', {}, plain(name)), ' ', ...ids.flatMap((id, index): Child[] => [index > 0 && ', ', componentLink(model, store, id)])];
  return [section('Affected when it fails', list([...groups].map(row), 'lost'))];
}

function evidenceSection(evidence: readonly Evidence[]): HTMLElement[] {
  if (evidence.length === 0) return [];
  const item = (one: Evidence): Child[] => [place(one), ` ${one.note === undefined ? one.mechanism : plain(one.note)}`];
  const left = evidence.length - mostEvidence;
  return [section('Evidence', list([...evidence.slice(0, mostEvidence).map(item), ...(left > 0 ? [[`and ${count(left, 'more place')}`]] : [])], 'evidence'))];
}
