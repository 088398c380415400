import { parseYamlSource, textSource, type YamlNode } from '../../yaml/index.js';
import { toGoValue, type OriginOf } from '../chart/go-yaml.js';
import type { Call } from '../template/evaluate.js';
import type { Origin } from '../template/origin.js';
import { matchLines } from '../template/trace-lines.js';
import { TemplateError } from '../template/errors.js';
import { isList, isMap, type GoMap, type GoValue } from '../template/values.js';
import { at, map, text, type Family } from './arguments.js';
import { toJsonText } from './json-text.js';
import { toTomlText } from './toml-text.js';
import { toYamlText } from './yaml-text.js';

const yaml: Family[string] = (args, call) => {
  const traced = toYamlText(at(args, 0), call.budget);
  const own = call.origins[0];
  return { result: { value: traced.text, origin: { ...(own?.from && { from: own.from }), ...(own?.unknown !== undefined && { unknown: own.unknown }), traced } } };
};

/** Between values and their texts. Helm answers a text that it cannot read with an `Error` entry, not with a failure. */
export const dataFunctions: Family = {
  toYaml: yaml,
  mustToYaml: yaml,
  toYamlPretty: yaml,
  fromYaml: (args, call) => readYaml(text(args, 0), call, isMap) ?? new Map([['Error', 'error converting YAML to JSON: the text is no mapping']]),
  fromYamlArray: (args, call) => readYaml(text(args, 0), call, isList) ?? ['error converting YAML to JSON: the text is no list'],
  toJson: (args, call) => toJsonText(at(args, 0), call.budget),
  mustToJson: (args, call) => toJsonText(at(args, 0), call.budget),
  toPrettyJson: (args, call) => toJsonText(at(args, 0), call.budget, { indent: '  ' }),
  mustToPrettyJson: (args, call) => toJsonText(at(args, 0), call.budget, { indent: '  ' }),
  toRawJson: (args, call) => toJsonText(at(args, 0), call.budget, { escapeHtml: false }),
  mustToRawJson: (args, call) => toJsonText(at(args, 0), call.budget, { escapeHtml: false }),
  fromJson: (args, call) => readJson(text(args, 0), call, isMap) ?? new Map([['Error', 'invalid JSON']]),
  fromJsonArray: (args, call) => readJson(text(args, 0), call, isList) ?? ['invalid JSON'],
  mustFromJson: (args, call) => {
    const value = readJson(text(args, 0), call, () => true);
    if (value === undefined) throw new TemplateError('invalid JSON');
    return value;
  },
  toToml: (args) => toTomlText(map(args, 0)),
  mustToToml: (args) => toTomlText(map(args, 0)),
};

function readYaml<T extends GoValue>(written: string, call: Call, is: (value: GoValue) => value is T): GoValue | undefined {
  call.budget.step(Math.ceil(written.length / 100));
  const { documents, problems } = parseYamlSource(textSource('', written));
  const value = toGoValue(documents[0]?.root, originIn(written, call.origins[0]));
  if (value === null && problems.length === 0) return is(EMPTY_MAP()) ? EMPTY_MAP() : [];
  return problems.some(({ severity }) => severity === 'error') || !is(value) ? undefined : value;
}

const EMPTY_MAP = (): GoMap => new Map();

/** Text that was rendered before it is read (`include "x" . | fromYaml`) keeps the places of its values. */
function originIn(written: string, origin: Origin | undefined): OriginOf | undefined {
  if (origin?.traced === undefined && origin?.from === undefined) return undefined;
  return (node: YamlNode) => {
    const trace = origin.traced && matchLines(written, origin.traced, node.start, node.end);
    const from = trace?.from ?? origin.from;
    const unknown = trace?.unknown ?? origin.unknown;
    return from === undefined && unknown === undefined ? undefined : { ...(from && { from }), ...(unknown !== undefined && { unknown }) };
  };
}

function readJson(written: string, call: Call, is: (value: GoValue) => boolean): GoValue | undefined {
  call.budget.step(Math.ceil(written.length / 100));
  try {
    JSON.parse(written);
  } catch {
    return undefined;
  }
  const value = toGoValue(parseYamlSource(textSource('', written)).documents[0]?.root);
  return is(value) ? value : undefined;
}
