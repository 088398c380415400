import type { Finding, Severity } from '../../../analyzer/report/result.js';
import { causesOf, type Cause } from '../../causes.js';
import { byOutcome } from '../../outcomes.js';
import { coverage } from './coverage.js';
import { button, count, h, plain } from './dom.js';
import { visibleFindings, type Model } from './model.js';
import { place, severityMark } from './parts.js';
import { nothing, type Store } from './state.js';

const severities: readonly Severity[] = ['error', 'warning', 'info'];
/** As many are written at once; a button brings the next. */
const page = 100;

/** The findings as the text report orders them: by what would happen, the worst first, one entry a cause. */
export function renderFindings(aside: HTMLElement, model: Model, store: Store): void {
  const visible = visibleFindings(model, store.state);
  const all = model.data.findings.length;
  const heading = h('h2', {}, visible.length === all ? count(all, 'finding') : `${visible.length} of ${count(all, 'finding')}`);
  const body = h('div', {});
  const scroll = aside.scrollTop;
  aside.replaceChildren(heading, ...(all === 0 ? [] : [severityFilter(model, store)]), body, ...coverage(model.data.graph));
  append(body, store, entriesOf(model, visible), 0);
  if (visible.length === 0) body.append(h('p', { class: 'quiet' }, all === 0 ? 'Nothing found.' : 'The filters hide all findings.'));
  if (model.data.known !== undefined) body.append(h('p', { class: 'quiet' }, `${count(model.data.known, 'finding')} known to the baseline.`));
  if (model.data.suppressed > 0) body.append(h('p', { class: 'quiet' }, `${count(model.data.suppressed, 'finding')} ignored on purpose.`));
  aside.scrollTop = scroll;
}

interface Entry {
  readonly outcome: string;
  readonly cause: Cause;
}

const entriesOf = (model: Model, findings: readonly Finding[]): Entry[] =>
  byOutcome(model.data, causesOf(findings)).flatMap(({ outcome, causes }) => causes.map((cause) => ({ outcome, cause })));

function append(body: HTMLElement, store: Store, entries: readonly Entry[], from: number): void {
  let outcome = entries[from - 1]?.outcome;
  let items: HTMLElement | undefined = body.querySelector<HTMLElement>('ul:last-of-type') ?? undefined;
  for (const entry of entries.slice(from, from + page)) {
    if (entry.outcome !== outcome || items === undefined) {
      items = h('ul', { class: 'plain' });
      body.append(h('h3', {}, entry.outcome), items);
      outcome = entry.outcome;
    }
    items.append(h('li', {}, item(store, entry.cause)));
  }
  const left = entries.length - from - page;
  if (left > 0) body.append(moreButton(left, () => append(body, store, entries, from + page)));
}

function moreButton(left: number, show: () => void): HTMLElement {
  const more = button({ class: 'more' }, () => (more.remove(), show()), `Show ${Math.min(left, page)} of ${left} more`);
  return more;
}

function item(store: Store, { head, others }: Cause): HTMLElement {
  const chosen = store.state.finding;
  const current = [head, ...others].some((finding) => finding.fingerprint === chosen);
  const choose = () => store.update({ ...nothing, finding: current ? undefined : head.fingerprint });
  return button({ class: 'finding', 'aria-current': current ? 'true' : undefined, 'data-finding': head.fingerprint }, choose,
    severityMark(head.severity), h('b', {}, head.rule), h('span', {}, plain(head.message)), place(head.place),
    others.length > 0 && h('small', {}, `and ${count(others.length, 'more place')}: ${elsewhere(others)}`));
}

/** Where else: the stacks if they have names, since the rest of a cause is the same. */
function elsewhere(others: readonly Finding[]): string {
  const names = [...new Set(others.map((finding) => plain(finding.stack ?? finding.place.file)))];
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} ...` : names.join(', ');
}

function severityFilter(model: Model, store: Store): HTMLElement {
  const chosen = store.state.severities;
  const chip = (severity: Severity) => {
    const n = model.data.findings.filter((finding) => finding.severity === severity).length;
    const on = chosen.includes(severity);
    const next = on ? chosen.filter((one) => one !== severity) : [...chosen, severity];
    return button({ class: `filter ${severity}`, 'aria-pressed': String(on), 'data-severity': severity }, () => store.update({ severities: next }), severity === 'info' ? `${n} info` : count(n, severity));
  };
  return h('div', { class: 'filters', role: 'group', 'aria-label': 'Severities' }, ...severities.map(chip));
}
