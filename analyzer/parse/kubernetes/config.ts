import { safeNamedText } from '../../facts/secrets.js';
import { literal } from '../../facts/template.js';
import type { ConfigFact } from '../../facts/types.js';
import { knownOf } from '../../facts/value.js';
import { isEnvFile, readEnvFile } from '../dotenv/index.js';
import { entries, entryPlace, placeOf, scalarSource, type YamlEntry } from '../yaml/index.js';
import { boolIn, mapIn, textOf, type Problems } from './fields.js';
import type { KubernetesObject } from './object.js';

type Entry = ConfigFact['entries'][number];

export function readConfigMap({ declared, problems, root }: KubernetesObject): ConfigFact {
  const text = entries(mapIn(problems, root, 'data')).map((entry) => readEntry(problems, entry));
  const binary = entries(mapIn(problems, root, 'binaryData')).map(keyOnly);
  return { kind: 'config', ...declared, immutable: knownOf(boolIn(problems, root, 'immutable')), entries: [...text, ...binary] };
}

function readEntry(problems: Problems, entry: YamlEntry): Entry {
  const raw = textOf(problems, entry.value, `data.${entry.key.text}`) ?? '';
  const value = safeNamedText(entry.key.text, raw);
  return { key: entry.key.text, ...(value === undefined ? {} : { value: literal(value) }), at: entryPlace(entry), valueAt: placeOf(entry.value), multiline: raw.trimEnd().includes('\n'), ...envFile(problems, entry) };
}

/** An entry called like an env file is one, which the program that it is mounted for loads. */
function envFile(problems: Problems, { key, value }: YamlEntry): Pick<Entry, 'variables'> {
  if (!isEnvFile(key.text) || value.type !== 'scalar') return {};
  const read = readEnvFile(value.source.file, value.text, scalarSource(value));
  problems.push(...read.problems);
  return { variables: read.vars };
}

/** Keys only: a Secret's values are not even looked at. One without any is filled by somebody else, or was listed by its name alone. */
export function readSecret({ declared, problems, root }: KubernetesObject): ConfigFact {
  const keys = ['data', 'stringData'].flatMap((field) => entries(mapIn(problems, root, field)).map(keyOnly));
  return { kind: 'config', ...declared, immutable: knownOf(boolIn(problems, root, 'immutable')), entries: keys, ...(keys.length === 0 ? { keysUnknown: true } : {}) };
}

const keyOnly = (entry: YamlEntry): Entry => ({ key: entry.key.text, at: entryPlace(entry), multiline: false });
