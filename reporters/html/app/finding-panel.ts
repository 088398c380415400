import type { Finding } from '../../../analyzer/report/result.js';
import { h, plain, type Child } from './dom.js';
import { subjectsOf, type Model } from './model.js';
import { componentLink, list, place, section, severityMark } from './parts.js';
import type { Store } from './state.js';

/** A finding in full: what happens, the path step by step with its evidence, and what to do. */
export function findingPanel(model: Model, store: Store, finding: Finding): HTMLElement[] {
  const rule = model.data.rules.find(({ id }) => id === finding.rule);
  return [
    h('p', { class: 'facts' }, severityMark(finding.severity), h('span', { class: 'chip' }, finding.rule), finding.stack !== undefined && h('span', { class: 'chip' }, plain(finding.stack)), finding.environment !== 'unknown' && h('span', { class: 'chip' }, finding.environment)),
    h('p', { class: 'consequence' }, plain(finding.message)),
    h('p', {}, place(finding.place)),
    ...pathSection(model, store, finding),
    fixSection(finding),
    ...(finding.related.length === 0 ? [] : [section('See also', list(finding.related.map(({ at, text }): Child[] => [place(at), ` ${plain(text)}`]), 'evidence'))]),
    section('About', list(subjectsOf(finding).map((id): Child[] => [componentLink(model, store, id)]))),
    ...(rule === undefined ? [] : [section('Rule', h('p', {}, plain(rule.summary)), h('p', {}, h('code', { class: 'place' }, rule.page)))]),
    h('p', { class: 'quiet' }, `Fingerprint ${finding.fingerprint}`),
  ];
}

function pathSection(model: Model, store: Store, finding: Finding): HTMLElement[] {
  if (finding.path.length === 0) return [];
  const step = (one: Finding['path'][number]) => h('li', {}, componentLink(model, store, one.component), h('span', {}, plain(one.text)), place(one.at));
  return [section('How it spreads', h('ol', { class: 'steps' }, ...finding.path.map(step)))];
}

function fixSection({ fix }: Finding): HTMLElement {
  const { suggestion } = fix;
  if (suggestion === undefined) return section('Fix', h('p', {}, plain(fix.text)));
  const code = h('pre', {}, h('code', {}, suggestion.text));
  return section('Fix', h('p', {}, plain(fix.text)), suggestion.at !== undefined && h('p', {}, place(suggestion.at)), code);
}
