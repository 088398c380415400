import { mapOf, type CloudResource, type CloudValue, type Entry } from '../cloud/index.js';
import { entries, entryOf, entryPlace, get, placeOf, stringOf, type YamlEntry, type YamlNode } from '../yaml/index.js';
import { Evaluator } from './evaluate.js';
import { annotationsOf } from './metadata.js';
import { impliedBy } from './implied.js';
import { TYPES } from './types.js';

export interface Resources {
  readonly declared: readonly CloudResource[];
  /** Those that others only imply: subscriptions inside topics, events of functions. */
  readonly implied: readonly CloudResource[];
  /** Those whose condition does not hold. */
  readonly absent: readonly CloudResource[];
}

export function resourcesOf(root: YamlNode, evaluator = new Evaluator(root)): Resources {
  const declared = declaredIn(root, evaluator);
  return { declared, implied: impliedBy(declared), absent: resourcesWhere(root, (condition) => condition !== undefined && evaluator.condition(condition) === false, evaluator) };
}

/** `unit`: the template's, where another one reads it. */
export const declaredIn = (root: YamlNode, evaluator: Evaluator, unit?: string): CloudResource[] => resourcesWhere(root, (condition) => condition === undefined || evaluator.condition(condition) !== false, evaluator, unit);

const resourcesWhere = (root: YamlNode, which: (condition: string | undefined) => boolean, evaluator: Evaluator, unit?: string): CloudResource[] =>
  entries(get(root, 'Resources')).flatMap((entry) => (which(stringOf(get(entry.value, 'Condition'))) ? (resourceOf(entry, root, evaluator, unit) ?? []) : []));

function resourceOf(entry: YamlEntry, root: YamlNode, evaluator: Evaluator, unit: string | undefined): CloudResource | undefined {
  const written = stringOf(get(entry.value, 'Type'));
  if (written === undefined) return undefined;
  const properties = get(entry.value, 'Properties');
  const shared = written === 'AWS::Serverless::Function' ? get(root, 'Globals', 'Function') : undefined;
  const known = new Map<string, Entry | undefined>();
  const argument = (name: string): Entry | undefined => {
    if (!known.has(name)) {
      known.set(name, undefined);
      known.set(name, name === 'skip_final_snapshot' ? deletedAtOnce(entry.value) : POLICIES.has(name) ? evaluated(entryOf(entry.value, name), evaluator) : combined(properties, shared, name, evaluator));
    }
    return known.get(name);
  };
  const names = [...new Set([...[...entries(properties), ...entries(shared)].map((e) => e.key.text), ...POLICIES])];
  const type = Object.hasOwn(TYPES, written) ? TYPES[written]! : written;
  return { address: evaluator.prefix + entry.key.text, ...(unit === undefined ? {} : { unit }), type, written, label: entry.key.text, modules: [], at: entryPlace(entry), argument, names, annotations: annotationsOf(entry.value, root) };
}

/** Attributes of the resource itself that are read as if they were properties. */
const POLICIES: ReadonlySet<string> = new Set(['DeletionPolicy', 'UpdateReplacePolicy']);

/** A property; maps of the template's globals are below those of the function. */
function combined(properties: YamlNode | undefined, shared: YamlNode | undefined, name: string, evaluator: Evaluator): Entry | undefined {
  const own = evaluated(entryOf(properties, name), evaluator);
  const global = evaluated(entryOf(shared, name), evaluator);
  return own && global ? { ...own, value: below(global.value, own.value) } : (own ?? global);
}

function below(lower: CloudValue, upper: CloudValue): CloudValue {
  if (lower.is !== 'map' || upper.is !== 'map') return upper;
  const merged = new Map(lower.entries);
  for (const [key, entry] of upper.entries) {
    const before = merged.get(key);
    merged.set(key, before ? { ...entry, value: below(before.value, entry.value) } : entry);
  }
  return mapOf(merged, upper.at);
}

const evaluated = (entry: YamlEntry | undefined, evaluator: Evaluator): Entry | undefined => entry && { key: entryPlace(entry), value: evaluator.value(entry.value), at: placeOf(entry.value) };

/** `DeletionPolicy: Delete` is what takes no last snapshot. */
function deletedAtOnce(node: YamlNode): Entry | undefined {
  const policy = entryOf(node, 'DeletionPolicy');
  if (!policy || stringOf(policy.value) === undefined) return undefined;
  const at = placeOf(policy.value);
  return { key: entryPlace(policy), value: { is: 'scalar', value: stringOf(policy.value) === 'Delete', at, origins: [] }, at };
}
