import { distance } from 'fastest-levenshtein';
import type { Flaw } from '../../facts/types.js';
import { fieldsOf, modelOf, type ApiField } from '../../knowledge/api-models.js';
import { entries, get, isNull, placeOf, unknownValue, type YamlMap, type YamlNode } from '../yaml/index.js';

/** What the API server would refuse or drop of an object: labels that are none, and, of built-in kinds, fields. */
export function flawsIn(root: YamlMap, apiVersion: string, kind: string): Flaw[] {
  const flaws = [...labelFlaws(root, 'metadata.labels'), ...TEMPLATES.flatMap((path) => labelFlaws(root, path))];
  const model = modelOf(apiVersion, kind);
  if (model !== undefined) checkModel(root, model, '', flaws);
  return flaws;
}

/** More flaws than this are one: the file is something else. */
const MOST = 50;

function checkModel(node: YamlMap, model: string, path: string, flaws: Flaw[]): void {
  const fields = fieldsOf(model);
  if (fields === undefined || flaws.length >= MOST) return;
  for (const { key, value } of node.entries) {
    const field = fields.get(key.text);
    // What a cluster writes itself is in dumps of it.
    if (path === '' && key.text === 'status') continue;
    if (field !== undefined) checkValue(value, field.type, path === '' ? key.text : `${path}.${key.text}`, flaws);
    else if (!isTemplated(key.text)) flaws.push({ what: 'unknown-field', path: path === '' ? key.text : `${path}.${key.text}`, at: placeOf(key), ...near(key.text, fields) });
  }
  for (const [name, { required }] of fields) if (required && isNull(get(node, name))) flaws.push({ what: 'missing-field', path: path === '' ? name : `${path}.${name}`, at: placeOf(node.entries[0]?.key ?? node) });
}

function checkValue(node: YamlNode, type: string, path: string, flaws: Flaw[]): void {
  if (isNull(node) || type === '*') return;
  const of = type.slice(1);
  if (type.startsWith('[')) {
    if (node.type === 'sequence') node.items.forEach((item, index) => checkValue(item, of, `${path}[${index}]`, flaws));
    else wrong(node, path, 'a list', flaws);
  } else if (type.startsWith('{')) {
    if (node.type === 'map') for (const { key, value } of node.entries) checkValue(value, of, `${path}.${key.text}`, flaws);
    else wrong(node, path, 'a mapping', flaws);
  } else if (Object.hasOwn(SCALARS, type)) checkScalar(node, SCALARS[type]!, path, flaws);
  else if (node.type === 'map') checkModel(node, type, path, flaws);
  else wrong(node, path, 'a mapping', flaws);
}

interface Scalar {
  readonly name: string;
  readonly takes: readonly string[];
}

const SCALARS: Readonly<Record<string, Scalar>> = {
  '#': { name: 'a number', takes: ['number'] },
  '?': { name: 'true or false', takes: ['boolean'] },
  '"': { name: 'text (put it in quotes)', takes: ['string'] },
  $: { name: 'text', takes: ['string', 'number', 'boolean'] },
  '%': { name: 'a number or text', takes: ['string', 'number'] },
};

function checkScalar(node: YamlNode, { name, takes }: Scalar, path: string, flaws: Flaw[]): void {
  if (node.type !== 'scalar' || !takes.includes(typeof node.value)) wrong(node, path, name, flaws);
}

function wrong(node: YamlNode, path: string, expected: string, flaws: Flaw[]): void {
  // A stand-in for what could not be evaluated, or that a template fills in, may be of any type.
  if (unknownValue(node) !== undefined || (node.type === 'scalar' && isTemplated(node.text))) return;
  flaws.push({ what: 'wrong-type', path, at: placeOf(node), hint: expected });
}

function near(name: string, fields: ReadonlyMap<string, ApiField>): { readonly hint?: string } {
  const [best] = [...fields.keys()].map((known) => ({ known, edits: distance(name.toLowerCase(), known.toLowerCase()) })).sort((a, b) => a.edits - b.edits);
  return best !== undefined && best.edits <= Math.max(1, Math.floor(name.length / 4)) ? { hint: best.known } : {};
}

// ---------------------------------------------------------------- labels

const TEMPLATES = ['spec.template.metadata.labels', 'spec.jobTemplate.spec.template.metadata.labels'];

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

function labelFlaws(root: YamlMap, path: string): Flaw[] {
  return entries(get(root, ...path.split('.'))).flatMap(({ key, value }): Flaw[] => {
    if (unknownValue(value) !== undefined || isTemplated(key.text)) return [];
    const flaw = keyFlaw(key.text) ?? (value.type === 'scalar' && value.value !== null ? valueFlaw(key.text, value.text) : undefined);
    return flaw === undefined ? [] : [{ what: 'bad-label', path: `${path}.${key.text}`, at: placeOf(key), hint: flaw }];
  });
}

function keyFlaw(key: string): string | undefined {
  const slash = key.lastIndexOf('/');
  const valid = NAME.test(key.slice(slash + 1)) && (slash < 0 || PREFIX.test(key.slice(0, slash)));
  return valid ? undefined : `"${shown(key)}" is no key of a label`;
}

function valueFlaw(key: string, text: string): string | undefined {
  if (text === '' || NAME.test(text) || isTemplated(text)) return undefined;
  return text.length > 63 ? `the value of label ${key} has ${text.length} characters, more than 63` : `label ${key} cannot have the value "${shown(text)}"`;
}

const shown = (text: string): string => (text.length > 63 ? `${text.slice(0, 60)}...` : text);

/** A tool fills it in before it is applied. */
const isTemplated = (text: string): boolean => /[${}<>]/.test(text);
