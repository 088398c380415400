import { get, items, stringOf, type YamlNode } from '../yaml/index.js';
import { inside } from '../paths.js';
import type { Frame } from './accumulate.js';
import type { Builder } from './builder.js';
import { join, listOf } from './kustomization.js';
import { resourcesIn, type Resource } from './resource.js';

/** `helmCharts`: local charts, rendered by whoever can; the others are named as not read. */
export function generateCharts(root: YamlNode, frame: Frame, builder: Builder): { readonly node: YamlNode; readonly resource: Resource }[] {
  const home = stringOf(get(root, 'helmGlobals', 'chartHome')) ?? 'charts';
  return listOf(root, 'helmCharts').flatMap((node) => {
    const name = stringOf(get(node, 'name')) ?? '';
    const chart = inside(frame.folder, join(home, name));
    const namespace = stringOf(get(node, 'namespace')) || stringOf(get(root, 'namespace')) || frame.namespace || '';
    if (chart === undefined || !['Chart.yaml', 'Chart.yml'].some((file) => builder.files.has(join(chart, file)))) {
      builder.problem(node, 'kustomize-remote', 'info', `The chart ${name} is not in this tree and is not read: what it defines is unknown.`);
      return [];
    }
    const rendered = builder.renderChart?.({ chart, values: valuesFor(node, frame), name: stringOf(get(node, 'releaseName')) || 'release-name', namespace, files: builder.files });
    if (rendered === undefined) {
      builder.problem(node, 'kustomize-chart', 'info', `The chart ${name} is not rendered here: what it defines is unknown in this overlay.`);
      return [];
    }
    const documents = builder.parse(rendered);
    return resourcesIn(documents, builder.budget).resources.map((resource) => ({ node, resource: { ...resource, hasOwnNamespace: namespace !== '' } }));
  });
}

/** Values written in place win over files, unless the entry says otherwise. */
function valuesFor(node: YamlNode, { folder }: Frame): (string | YamlNode)[] {
  const files = [get(node, 'valuesFile'), ...items(get(node, 'additionalValuesFiles'))].flatMap((file) => (file ? (inside(folder, stringOf(file) ?? '') ?? []) : []));
  const inline = get(node, 'valuesInline');
  if (inline === undefined) return files;
  const merge = stringOf(get(node, 'valuesMerge'));
  return merge === 'replace' ? [inline] : merge === 'merge' ? [inline, ...files] : [...files, inline];
}
