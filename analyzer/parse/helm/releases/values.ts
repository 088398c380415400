import type { Problem } from '../../../facts/types.js';
import type { FileSet } from '../../parser.js';
import { get, placeOf, stringOf, type YamlNode } from '../../yaml/index.js';
import { toGoValue } from '../chart/go-yaml.js';
import { readValues } from '../chart/load.js';
import { setOrigin, type Origin } from '../template/origin.js';
import { isMap, type GoMap, type GoValue } from '../template/values.js';
import type { Given } from './release.js';
import { renderValues } from './values-template.js';

/** The values that are given, each as a map of its own; what cannot be read is a problem. */
export const readGiven = (values: readonly Given[], files: FileSet, problems: Problem[]): GoMap[] => values.map((given) => readOne(given, files, problems) ?? new Map());

function readOne(given: Given, files: FileSet, problems: Problem[]): GoMap | undefined {
  if (given.kind === 'file') return readValues(files, given.path, problems);
  if (given.kind === 'set') return setValue(given);
  const rendered = given.kind === 'template' ? renderValues(given, files) : undefined;
  if (rendered !== undefined) return rendered;
  if (given.kind === 'unread' || given.kind === 'template') {
    const { file, line, column } = placeOf(given.named);
    const message = `${calledAs(given.named)} generated, cannot be read or is not in the analysed folder, so this release is read without it.`;
    problems.push({ code: 'helm-values-not-read', file, line, column, severity: 'info', message });
    return undefined;
  }
  const value = toGoValue(given.node, (node, label) => originOf(node, label, given.templated));
  return isMap(value) ? value : undefined;
}

/** A values file by its path, or the object that holds them. */
const calledAs = (named: YamlNode): string => {
  const path = stringOf(named);
  return path !== undefined ? `The values file ${path} is` : `What ${stringOf(get(named, 'kind')) ?? 'the object'} ${stringOf(get(named, 'name')) ?? ''} adds to the values is`;
};

/** What another tool's template decides is unknown here. */
function originOf(node: YamlNode, label: string, templated: boolean): Origin {
  const from = { ...placeOf(node), label };
  return templated && node.type === 'scalar' && node.text.includes('{{') ? { from, unknown: node.text } : { from };
}

/** `image.tag` and `annotations.example\.com/a`; items of lists are left aside. https://helm.sh/docs/intro/using_helm/ */
function setValue({ key, node, isText, isOpen }: Extract<Given, { kind: 'set' }>): GoMap | undefined {
  const text = stringOf(node) ?? '';
  if (/[[\]{},]/.test(key)) return undefined;
  const path = key.split(/(?<!\\)\./).map((name) => name.replace(/\\(.)/g, '$1'));
  if (path.length > MAX_DEPTH) return undefined;
  return path.reduceRight<GoValue>((value, name) => {
    const map: GoMap = new Map([[name, value]]);
    setOrigin(map, name, isOpen ? { from: { ...placeOf(node), label: key }, unknown: text } : originOf(node, key, true));
    return map;
  }, isText ? text : typed(text)) as GoMap;
}

const MAX_DEPTH = 30;

function typed(text: string): GoValue {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return /^(?:0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}
