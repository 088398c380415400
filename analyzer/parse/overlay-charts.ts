import { mergeFiles } from './helm/chart/coalesce.js';
import { isLeftOut } from './helm/chart/hooks.js';
import { loadChart, readValues } from './helm/chart/load.js';
import { renderChart } from './helm/chart/render.js';
import { renderedSource } from './helm/source.js';
import { LimitError, TemplateError } from './helm/template/errors.js';
import { toGoValue } from './helm/chart/go-yaml.js';
import { isMap } from './helm/template/values.js';
import type { RenderChart } from './chart-request.js';
import type { Origin } from './helm/template/origin.js';
import { parseYamlSource, placeOf, unknownValue, type YamlNode } from './yaml/index.js';
import type { Problem } from '../facts/types.js';

/** Renders the charts that overlays and Terraform name: where two languages meet, outside of both. */
export const renderOverlayChart: RenderChart = (request) => {
  try {
    return render(request);
  } catch (error) {
    if (error instanceof LimitError || error instanceof TemplateError || error instanceof RangeError) return undefined;
    throw error;
  }
};

const render: RenderChart = ({ chart: root, values, name, namespace, files }) => {
  const problems: Problem[] = [];
  const chart = loadChart(root, files, problems);
  if (chart === undefined) return undefined;
  const given = values.map((one) => (typeof one === 'string' ? readValues(files, one, problems) : toGoValue(one, originOf))).map((value) => (value !== undefined && isMap(value) ? value : new Map()));
  const { manifests, problems: more } = renderChart(chart, mergeFiles(given), { name, namespace: namespace === '' ? 'default' : namespace });
  const rendered = manifests.map(({ file, output }) => parseYamlSource(renderedSource(file, output)));
  return { documents: rendered.flatMap(({ documents }) => documents).filter(({ root }) => !isLeftOut(root)), problems: [...problems, ...more, ...rendered.flatMap((yaml) => yaml.problems)] };
};

const originOf = (node: YamlNode, label: string): Origin => {
  const unknown = unknownValue(node)?.unknown;
  return { from: { ...placeOf(node), label }, ...(unknown === undefined ? {} : { unknown }) };
};
