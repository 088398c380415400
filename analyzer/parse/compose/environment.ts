import { compareText } from '../../facts/place.js';
import type { Template } from '../../facts/template.js';
import type { EnvVar } from '../../facts/types.js';
import { inside } from '../paths.js';
import { readRawVars, resolveRawVars, safeEnvVar, type RawVar } from '../dotenv/index.js';
import { get, isNull, placeOf, type YamlEntry, type YamlNode } from '../yaml/index.js';
import { folderFor, forwardSlashes, resolveFile } from './files.js';
import type { Loading } from './layer.js';
import { booleanIn, templateOf, textIn, whereIs } from './read.js';
import { listSection, mapSection } from './shape.js';
import type { Variables } from './variables.js';

/** The container's environment: env files in their order, then `environment`, each replacing what came before. */
export function environmentOf(service: YamlNode, variables: Variables, loading: Loading): readonly EnvVar[] {
  const all = new Map<string, EnvVar>();
  const values = new Map<string, Template | undefined>();
  for (const item of listSection(service, 'env_file', loading.problems)) {
    const path = envFileOf(item, loading);
    const text = path === undefined ? undefined : loading.files.read(path);
    if (path === undefined || text === undefined) continue;
    const { vars, problems } = readRawVars(path, text);
    loading.problems.addAll(problems);
    const outer = (name: string): Template | undefined => variables.get(name)?.value ?? values.get(name);
    const raw = textIn(get(item, 'format')) === 'raw' ? vars.map(uninterpolated) : vars;
    for (const resolved of resolveRawVars(raw, outer, ({ source }) => [{ unknown: source }])) {
      values.set(resolved.raw.name, resolved.value);
      all.set(resolved.raw.name, { ...safeEnvVar(resolved.raw, resolved.value ?? passedOn(resolved.raw.name)), file: path });
    }
  }
  for (const entry of mapSection(service, 'environment', loading.problems)) all.set(entry.key.text, readEntry(entry, variables));
  return [...all.values()].sort((a, b) => compareText(a.name, b.name));
}

/** Whether a file that it names is not there as it is named: an example in its place holds what its author thought of. */
export const hasUnreadEnvFile = (service: YamlNode, loading: Loading): boolean =>
  listSection(service, 'env_file', loading.problems).some((item) => {
    const node = item.type === 'map' ? get(item, 'path') : item;
    const path = node === undefined ? undefined : inside(folderFor(node, loading), forwardSlashes(textIn(node) ?? ''));
    return path === undefined || !loading.files.has(path);
  });

/** Short form: a path; long form: `path`, `required`, `format`. */
function envFileOf(item: YamlNode, loading: Loading): string | undefined {
  const node = item.type === 'map' ? get(item, 'path') : item;
  const required = booleanIn(get(item, 'required'));
  const isOptional = required !== undefined && 'value' in required && !required.value;
  return node === undefined ? undefined : resolveFile(node, loading, 'env', isOptional);
}

const uninterpolated = (raw: RawVar): RawVar =>
  raw.pieces === undefined ? raw : { ...raw, pieces: raw.pieces.map((piece) => ({ text: 'text' in piece ? piece.text : piece.source })) };

/** `NAME` without a value passes on the variable of whoever runs Compose. */
const passedOn = (name: string): Template => [{ unknown: `\${${name}}` }];

function readEntry({ key, value }: YamlEntry, variables: Variables): EnvVar {
  const name = key.text;
  const at = placeOf(key);
  if (!isNull(value)) return safeEnvVar({ name, at, valueAt: whereIs(value) }, templateOf(value) ?? [{ unknown: value.type }]);
  const variable = variables.get(name);
  return safeEnvVar({ name, at, valueAt: variable?.at }, variable?.value ?? passedOn(name));
}
