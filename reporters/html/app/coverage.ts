import type { GraphDocument } from '../../../analyzer/graph/document.js';
import { count, h, plain, type Child } from './dom.js';
import { list, place } from './parts.js';

const most = 100;

/** What was not understood: without it a reader cannot tell "not there" from "not seen". Nothing when all was read. */
export function coverage({ coverage: { unresolved }, problems }: GraphDocument): HTMLElement[] {
  return [
    ...folded(count(unresolved.length, 'reference not resolved', 'references not resolved'), unresolved.map((one): Child[] => [`${plain(one.from)}: ${plain(one.expression)} (${plain(one.why)})`, place(one.evidence)])),
    ...folded(count(problems.length, 'problem while reading', 'problems while reading'), problems.map((problem): Child[] => [plain(problem.message), place(problem)])),
  ];
}

function folded(title: string, items: readonly (readonly Child[])[]): HTMLElement[] {
  if (items.length === 0) return [];
  const left = items.length - most;
  return [h('details', { class: 'coverage' }, h('summary', {}, title), list([...items.slice(0, most), ...(left > 0 ? [[`and ${left} more`]] : [])]))];
}
