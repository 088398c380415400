import { safeTemplate } from '../../facts/secrets.js';
import type { Template, TemplatePart } from '../../facts/template.js';
import type { ClientFact, ClientSetting } from '../../facts/types.js';
import type { FileSet } from '../parser.js';
import { ownerOf, type ManifestPackage } from '../source/program/index.js';
import { get, parseYaml, placeOf, stringOf, type YamlNode } from '../yaml/index.js';

const PROTOCOLS: Readonly<Record<string, readonly [protocol: string, port: string]>> = { postgresql: ['postgresql', '5432'], postgis: ['postgresql', '5432'], mysql2: ['mysql', '3306'], trilogy: ['mysql', '3306'], sqlserver: ['sqlserver', '1433'] };

/** The database that Rails connects to in production, else the first that the file describes. */
export function databaseFacts(paths: readonly string[], packages: readonly ManifestPackage[], files: FileSet): ClientFact[] {
  const owner = ownerOf(packages);
  return paths.flatMap((path) => {
    const root = owner(path);
    const document = parseYaml(path, withoutBlocks(files.read(path) ?? '')).documents[0]?.root;
    const section = get(document, 'production') ?? get(document, 'default') ?? get(document, 'development');
    return root === undefined || !packages.find((p) => p.root === root)?.startable ? [] : [get(section, 'primary') ?? section].flatMap((s) => databaseFact(s, get(document, 'default'), root));
  });
}

/** Lines of the template that only compute something. */
const withoutBlocks = (text: string): string => text.replace(/^\s*<%(?!=).*$/gm, '');

function databaseFact(section: YamlNode | undefined, base: YamlNode | undefined, root: string): ClientFact[] {
  const field = (name: string): YamlNode | undefined => get(section, name) ?? get(base, name);
  const [protocol, port] = PROTOCOLS[stringOf(field('adapter')) ?? ''] ?? [];
  const at = field('url') ?? field('host');
  if (protocol === undefined || port === undefined || !at) return [];
  const written = embedded(stringOf(at) ?? '');
  const number = field('port');
  const address: Template = at === field('url') ? written : [...written, { text: ':' }, ...(number ? embedded(stringOf(number) ?? port) : [{ text: port }])];
  const target = safeTemplate('url', address);
  const place = placeOf(at);
  return target ? [{ kind: 'client', id: `${place.file}:${place.line}:${place.column}`, packages: [root], library: 'activerecord', dependency: 'stores', protocol, targets: [target], targetAt: place, channels: [], at: place, calls: [], phase: 'request', strength: 'hard', settings: [...count('connectionPoolMaxConnections', field('pool'), 1), ...count('connectTimeout', field('connect_timeout'), 1000)] }] : [];
}

function count(name: string, node: YamlNode | undefined, factor: number): ClientSetting[] {
  const text = node && stringOf(node);
  return node && text !== undefined && /^\d{1,7}$/.test(text) ? [{ name, value: { value: Number(text) * factor, at: placeOf(node) } }] : [];
}

/** `<%= ENV.fetch("DB_HOST") { "db" } %>` and text around it. */
function embedded(text: string): Template {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const found of text.matchAll(/<%=\s*(?:ENV(?:\.fetch\(|\[)\s*["'](\w+)["'])?([^%]*)%>/g)) {
    if (found.index > end) parts.push({ text: text.slice(end, found.index) });
    const fallback = /["']([^"']*)["']|(\d+)/.exec(found[2]!);
    parts.push(found[1] === undefined ? { unknown: found[0] } : { env: found[1], ...(fallback ? { fallback: [{ text: fallback[1] ?? fallback[2]! }] } : {}) });
    end = found.index + found[0].length;
  }
  return end < text.length ? [...parts, { text: text.slice(end) }] : parts;
}
