import type { FileSet } from '../../parser.js';
import { parseYamlSource, placeOf, textSource, type YamlNode } from '../../yaml/index.js';
import { toGoValue } from '../chart/go-yaml.js';
import { functions } from '../functions/index.js';
import { renderedSource } from '../source.js';
import { Budget } from '../template/budget.js';
import { LimitError, TemplateError, TemplateSyntaxError } from '../template/errors.js';
import { execute } from '../template/execute.js';
import type { Origin } from '../template/origin.js';
import { parseTemplate } from '../template/parser.js';
import { isMap, type GoMap, type GoValue } from '../template/values.js';
import type { Given } from './release.js';

/**
 * Values that are a template of helmfile's own. Which environment and which release it is for is known; what else it asks (the
 * environment's values, variables of who deploys) leaves the value unknown. https://helmfile.readthedocs.io/en/latest/#templating
 */
export function renderValues({ path, release, namespace, environment = 'default' }: Extract<Given, { kind: 'template' }>, files: FileSet): GoMap | undefined {
  const source = textSource(path, files.read(path) ?? '');
  try {
    const templates = new Map(parseTemplate(path, source).map((template) => [template.name, template]));
    const output = execute({ templates, functions, budget: new Budget(), complaints: [] }, path, toData({ Environment: { Name: environment }, Release: { Name: release, Namespace: namespace } }));
    const value = toGoValue(parseYamlSource(renderedSource(path, output)).documents[0]?.root, originOf);
    return isMap(value) ? value : undefined;
  } catch (error) {
    if ([TemplateError, TemplateSyntaxError, LimitError, RangeError].some((kind) => error instanceof kind)) return undefined;
    throw error;
  }
}

const toData = (data: Readonly<Record<string, Readonly<Record<string, string | undefined>>>>): GoMap =>
  new Map(Object.entries(data).map(([key, fields]): [string, GoValue] => [key, new Map(Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))]));

function originOf(node: YamlNode, label: string): Origin {
  const unknown = node.type === 'scalar' ? node.source.unknown?.(node.start, node.end) : undefined;
  const { from: _, ...place } = placeOf(node);
  return { from: { ...place, label }, ...(unknown === undefined ? {} : { unknown }) };
}
