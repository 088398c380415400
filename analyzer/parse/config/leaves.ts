import type { Place } from '../../facts/place.js';
import { entries, items, parseYamlSource, placeOf, stringOf, type YamlNode } from '../yaml/index.js';
import { linesOf } from './lines.js';
import type { TextSource } from './reader.js';
import { unquoted } from './target.js';

/** One value of a structured file by the keys that lead to it; places in lists are left out: `scrape_configs.static_configs.targets`. */
export interface Leaf {
  readonly path: string;
  readonly text: string;
  readonly at: Place;
}

/** Longer lines are data. */
const MAX_LINE = 8192;

/** The only document's root, or the first's; undefined where it is no YAML (a template of some engine, for example). */
export function yamlRoot(source: TextSource): YamlNode | undefined {
  const { documents, problems } = parseYamlSource(source);
  return problems.some((problem) => problem.severity === 'error') ? undefined : documents.find(({ root }) => root !== undefined)?.root;
}

export function yamlLeaves(node: YamlNode | undefined, path = ''): Leaf[] {
  if (node === undefined) return [];
  if (node.type === 'map') return entries(node).flatMap(({ key, value }) => yamlLeaves(value, path === '' ? key.text : `${path}.${key.text}`));
  if (node.type === 'sequence') return items(node).flatMap((item) => yamlLeaves(item, path));
  const text = stringOf(node);
  return text === undefined || text === '' ? [] : [{ path, text, at: placeOf(node) }];
}

/** `key = value` below `[section]` and `[[section]]`: TOML as far as single-line values go, INI, and property files. */
export function tableLeaves(source: TextSource): Leaf[] {
  const leaves: Leaf[] = [];
  let section = '';
  for (const { text: line, start } of linesOf(source)) {
    if (line.length > MAX_LINE) continue;
    const text = line.trimEnd();
    const heading = /^\s*\[{1,2}\s*([^\][]{1,200}?)\s*\]{1,2}\s*(?:[#;].*)?$/.exec(text);
    if (heading) section = heading[1]!.replaceAll(/["']/g, '');
    const pair = heading || /^\s*[#;!]/.test(text) ? null : /^(\s*["']?([\w.\-/ ]{1,200}?)["']?\s*[=:]\s*)(\S.*)$/.exec(text);
    if (!pair) continue;
    const at = source.place(start + pair[1]!.length, start + pair[1]!.length + pair[3]!.length);
    for (const value of valuesOf(pair[3]!)) leaves.push({ path: section === '' ? pair[2]! : `${section}.${pair[2]!}`, text: value, at });
  }
  return leaves;
}

/** A quoted text, a list of them, or a bare text up to a comment. */
function valuesOf(text: string): string[] {
  if (text.startsWith('[')) return [...text.matchAll(/"([^"]*)"|'([^']*)'/g)].map((match) => match[1] ?? match[2]!);
  const quoted = /^"([^"]*)"|^'([^']*)'/.exec(text);
  return [quoted ? (quoted[1] ?? quoted[2]!) : unquoted(text.replace(/\s[#;].*$/, ''))];
}
