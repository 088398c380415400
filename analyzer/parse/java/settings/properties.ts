import { placeAt, sourceText } from '../../source/index.js';
import { entry, profileIn, type Entry, type SettingsDocument } from './entry.js';

/** Reads `.properties`: `key=value`, `key: value`, continued lines, `#---` between documents. */
export function readProperties(path: string, text: string): SettingsDocument[] {
  const source = sourceText(path, text);
  const documents: Entry[][] = [[]];
  for (let line = 0; line < source.lines.length; line++) {
    const start = source.lines[line]!;
    let raw = lineAt(text, start);
    if (/^[#!]---\s*$/.test(raw)) documents.push([]);
    if (/^\s*(?:[#!]|$)/.test(raw)) continue;
    while (/(?:^|[^\\])(?:\\\\)*\\$/.test(raw) && line + 1 < source.lines.length) raw = raw.slice(0, -1) + lineAt(text, source.lines[++line]!).trimStart();
    const pair = /^\s*((?:[^\s=:\\]|\\.)+)\s*[=:\s]\s*(.*)$/.exec(raw);
    if (!pair) continue;
    const valueStart = start + pair[0].length - pair[2]!.length;
    documents.at(-1)!.push(entry(pair[1]!.replace(/\\(.)/g, '$1'), pair[2]!.trim().replace(/\\([:=#! \\])/g, '$1'), placeAt(source, valueStart, valueStart + Math.max(1, pair[2]!.length))));
  }
  return documents.filter((entries, index) => index === 0 || entries.length > 0).map((entries) => ({ path, at: placeAt(source, 0, 1), profile: profileIn(entries), entries }));
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '');
}
