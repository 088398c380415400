import { distance } from 'fastest-levenshtein';
import type { Flaw } from '../../facts/types.js';
import { modelNameOf, modelOf, type ApiModel, type ApiType } from '../../knowledge/api-models.js';
import { entries, get, isNull, placeOf, unknownValue, type YamlMap, type YamlNode } from '../yaml/index.js';

/** What the API server would refuse or drop of an object: labels that are none, and, of built-in kinds, fields. */
export function flawsIn(root: YamlMap, apiVersion: string, kind: string): Flaw[] {
  const flaws = TEMPLATES.flatMap((path) => labelFlaws(root, path));
  const model = modelNameOf(apiVersion, kind);
  if (model !== undefined) checkModel(root, model, undefined, flaws);
  return flaws;
}

/** Where a node is, from itself up; made a text only for the few that have a flaw. */
interface Path {
  readonly step: string | number;
  readonly above: Path | undefined;
}

function pathText({ step, above }: Path): string {
  if (typeof step === 'number') return `${above === undefined ? '' : pathText(above)}[${step}]`;
  return above === undefined ? step : `${pathText(above)}.${step}`;
}

/** What a cluster writes itself, which is in dumps of it, and what SOPS adds to an encrypted file and takes away when it decrypts it. */
const ADDED: ReadonlySet<string> = new Set(['status', 'sops']);

/** More flaws than this are one: the file is something else. */
const MOST = 50;

function checkModel(node: YamlMap, name: string, path: Path | undefined, flaws: Flaw[]): void {
  const model = modelOf(name);
  if (model === undefined || flaws.length >= MOST) return;
  for (const { key, value } of node.entries) {
    if (path === undefined && ADDED.has(key.text)) continue;
    const type = model.fields.get(key.text);
    const own = { step: key.text, above: path };
    if (type !== undefined) checkValue(value, type, own, flaws);
    else if (!isTemplated(key.text)) flaws.push({ what: 'unknown-field', path: pathText(own), at: placeOf(key), ...near(key.text, model.fields) });
  }
  for (const field of model.required) if (isNull(get(node, field))) flaws.push({ what: 'missing-field', path: pathText({ step: field, above: path }), at: placeOf(node.entries[0]?.key ?? node) });
}

function checkValue(node: YamlNode, type: ApiType, path: Path, flaws: Flaw[]): void {
  if (isNull(node)) return;
  switch (type.is) {
    case 'model':
      return node.type === 'map' ? checkModel(node, type.name, path, flaws) : wrong(node, path, 'a mapping', flaws);
    case 'list':
      if (node.type !== 'sequence') return wrong(node, path, 'a list', flaws);
      return node.items.forEach((item, step) => checkValue(item, type.of, { step, above: path }, flaws));
    case 'map':
      if (node.type !== 'map') return wrong(node, path, 'a mapping', flaws);
      return node.entries.forEach(({ key, value }) => checkValue(value, type.of, { step: key.text, above: path }, flaws));
    case 'scalar':
      if (type.code !== '*') checkScalar(node, SCALARS[type.code]!, path, flaws);
  }
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

function checkScalar(node: YamlNode, { name, takes }: Scalar, path: Path, flaws: Flaw[]): void {
  if (node.type !== 'scalar' || !takes.includes(typeof node.value)) wrong(node, path, name, flaws);
}

function wrong(node: YamlNode, path: Path, expected: string, flaws: Flaw[]): void {
  // A stand-in for what could not be evaluated, or that a template fills in, may be of any type.
  if (unknownValue(node) !== undefined || (node.type === 'scalar' && isTemplated(node.text))) return;
  flaws.push({ what: 'wrong-type', path: pathText(path), at: placeOf(node), hint: expected });
}

function near(name: string, fields: ApiModel['fields']): { readonly hint?: string } {
  const [best] = [...fields.keys()].map((known) => ({ known, edits: distance(name.toLowerCase(), known.toLowerCase()) })).sort((a, b) => a.edits - b.edits);
  return best !== undefined && best.edits <= Math.max(1, Math.floor(name.length / 4)) ? { hint: best.known } : {};
}

// ---------------------------------------------------------------- labels

const TEMPLATES = [['metadata', 'labels'], ['spec', 'template', 'metadata', 'labels'], ['spec', 'jobTemplate', 'spec', 'template', 'metadata', 'labels']] as const;

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

function labelFlaws(root: YamlMap, path: readonly string[]): Flaw[] {
  return entries(get(root, ...path)).flatMap(({ key, value }): Flaw[] => {
    if (unknownValue(value) !== undefined || isTemplated(key.text)) return [];
    const flaw = keyFlaw(key.text) ?? (value.type === 'scalar' && value.value !== null ? valueFlaw(key.text, value.text) : undefined);
    return flaw === undefined ? [] : [{ what: 'bad-label', path: `${path.join('.')}.${key.text}`, at: placeOf(key), hint: flaw }];
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
