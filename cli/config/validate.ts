import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { didYouMean } from '../../analyzer/config/nearest.js';
import { formatPlace, type Place } from '../../analyzer/facts/place.js';
import { entries, entryPlace, items, placeOf, toPlain, type YamlNode } from '../../analyzer/parse/yaml/index.js';
import type { Rule } from '../../rules/define.js';
import { packageFile } from '../package.js';

/** Compiled once: who walks a history validates the configuration of every commit. */
let compiled: ValidateFunction | undefined;

function compile(): ValidateFunction {
  const schema = JSON.parse(readFileSync(packageFile('schemas/config.schema.json'), 'utf8')) as object;
  return new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true }).compile(schema);
}

/** What is wrong with a configuration, each line with its place and what to do; empty when nothing is. */
export function validateConfig(root: YamlNode, rules: readonly Rule[]): readonly string[] {
  const validate = (compiled ??= compile());
  validate(toPlain(root));
  const errors = (validate.errors ?? []).filter((error) => !isConsequence(error));
  return [...new Set([...errors.map((error) => describe(error, root)), ...ruleErrors(root, rules)])];
}

/** `anyOf` says again what its branches said. */
const isConsequence = (error: ErrorObject): boolean => error.keyword === 'anyOf';

function describe(error: ErrorObject, root: YamlNode): string {
  const path = error.instancePath.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const where = path.length === 0 ? 'the configuration' : `"${path.join('.')}"`;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params['additionalProperty']);
      const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
      return `${show(locate(root, [...path, key]))} unknown key "${key}".${didYouMean(key, known) || ` Known here: ${known.join(', ')}.`}`;
    }
    case 'enum': {
      const allowed = (error.params['allowedValues'] as unknown[]).filter((value) => typeof value === 'string');
      return `${show(locate(root, path))} ${where} must be one of ${allowed.join(', ')}.${didYouMean(String(error.data), allowed)}`;
    }
    case 'required':
      return `${show(locate(root, path))} ${where} needs "${String(error.params['missingProperty'])}".`;
    case 'type':
      return `${show(locate(root, path))} ${where} must be ${asText(error.params['type'])}.`;
    default:
      return `${show(locate(root, path))} ${where} ${error.message ?? 'is not valid'}.`;
  }
}

const TYPES: Readonly<Record<string, string>> = { object: 'a map', array: 'a list', string: 'text', number: 'a number', boolean: 'true or false' };
const asText = (type: unknown): string => [type].flat().map((name) => TYPES[String(name)] ?? String(name)).join(' or ');

/** Rule ids, and each rule's own options with their types: the schema cannot know them. */
function ruleErrors(root: YamlNode, rules: readonly Rule[]): readonly string[] {
  const ids = rules.map(({ id }) => id);
  return entries(entryNode(root, 'rules')).flatMap((entry) => {
    const rule = rules.find(({ id }) => id === entry.key.text);
    if (!rule) return [`${show(entryPlace(entry))} there is no rule "${entry.key.text}".${didYouMean(entry.key.text, ids) || ' "faultline rules" lists them.'}`];
    return entries(entry.value).flatMap((option) => {
      const name = option.key.text;
      if (name === 'severity') return [];
      if (!Object.hasOwn(rule.options, name)) {
        const known = ['severity', ...Object.keys(rule.options)];
        return [`${show(entryPlace(option))} ${rule.id} has no option "${name}".${didYouMean(name, known) || ` Known: ${known.join(', ')}.`}`];
      }
      const wanted = typeName(rule.options[name]);
      return typeName(toPlain(option.value)) === wanted ? [] : [`${show(placeOf(option.value))} "${name}" of ${rule.id} must be ${asText(wanted)}.`];
    });
  });
}

const typeName = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);
const entryNode = (root: YamlNode, key: string): YamlNode | undefined => entries(root).find((entry) => entry.key.text === key)?.value;

/** The key's place for a key, the item's for an item; as deep as the path leads. */
export function locate(root: YamlNode, path: readonly string[]): Place {
  let place = placeOf(root);
  let node: YamlNode | undefined = root;
  for (const step of path) {
    const entry: ReturnType<typeof entries>[number] | undefined = entries(node).find(({ key }) => key.text === step);
    node = entry ? entry.value : items(node)[Number(step)];
    if (!node) return place;
    place = entry ? entryPlace(entry) : placeOf(node);
  }
  return place;
}

const show = (place: Place): string => `${formatPlace(place)}:`;
