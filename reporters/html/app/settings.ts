import { groupBy } from '../../../analyzer/facts/groups.js';
import type { Setting } from '../../../analyzer/graph/document.js';
import { count, h, plain } from './dom.js';
import type { Model } from './model.js';
import { place, section } from './parts.js';
import type { State } from './state.js';
import { settingName, settingValue } from './values.js';

/** One row a name; stacks that agree share a line. What nobody wrote is folded away, since it is most of it. */
export function settingsSection(model: Model, settings: readonly Setting[], { environment }: State): HTMLElement[] {
  const stacks = new Set(model.graph(environment).stacks.map((stack) => stack.id));
  const here = settings.filter(({ stack }) => environment === undefined || stack === undefined || stacks.has(stack));
  if (here.length === 0) return [];
  const rows = [...groupBy(here, (setting) => setting.name)];
  const written = rows.filter(([, values]) => values.some((setting) => setting.origin === 'explicit'));
  const left = rows.filter(([, values]) => values.every((setting) => setting.origin !== 'explicit'));
  const folded = left.length === 0 ? [] : [h('details', { class: 'defaults', open: written.length === 0 }, h('summary', {}, `${count(left.length, 'setting')} that nobody wrote`), table(left))];
  return [section('Settings', ...(written.length === 0 ? [] : [table(written)]), ...folded)];
}

const table = (rows: readonly (readonly [string, readonly Setting[]])[]): HTMLElement => h('table', { class: 'settings' }, h('tbody', {}, ...rows.map(row)));

function row([name, settings]: readonly [string, readonly Setting[]]): HTMLElement {
  const values = [...groupBy(settings, (setting) => `${settingValue(setting)}\n${setting.origin}`).values()];
  return h('tr', {}, h('th', { scope: 'row' }, settingName(name)), h('td', {}, ...values.map((same) => value(same, values.length > 1))));
}

function value(same: readonly Setting[], differs: boolean): HTMLElement {
  const [first] = same as [Setting, ...Setting[]];
  const places = new Map(same.map((setting) => [`${setting.evidence.file}:${setting.evidence.line}`, setting.evidence]));
  const stacks = [...new Set(same.flatMap(({ stack }) => (stack === undefined ? [] : [plain(stack)])))];
  return h('div', {}, h('b', {}, plain(settingValue(first))), h('span', { class: `origin ${first.origin}` }, first.origin),
    differs && stacks.length > 0 && h('small', {}, ` in ${stacks.join(', ')}`),
    ...[...places.values()].slice(0, 3).map(place), first.source !== undefined && h('small', { class: 'place' }, plain(first.source)));
}
