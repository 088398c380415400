import type { RenderChart } from '../chart-request.js';
import { followed, type CloudResource } from '../cloud/index.js';
import { readDocuments } from '../kubernetes/index.js';
import type { FileSet, ParseResult } from '../parser.js';
import { isManifest, manifestOf } from './manifest.js';
import { chartOf, requestOf } from './release.js';

export interface Deployed {
  readonly declared: readonly CloudResource[];
  readonly others: readonly CloudResource[];
  readonly root: string;
  readonly files: FileSet;
  readonly renderChart: RenderChart | undefined;
}

/** Objects and charts that Terraform puts into a cluster, as if they were committed as such. */
export function readClusterObjects({ declared, others, root, files, renderChart }: Deployed): ParseResult {
  const stack = followed([...declared, ...others]);
  const yaml = declared.flatMap((resource) => {
    const chart = chartOf(resource, root, files);
    if (chart !== undefined) return renderChart?.(requestOf(resource, chart, stack, files)) ?? [];
    return isManifest(resource) ? (manifestOf(resource, stack) ?? []) : [];
  });
  const { facts, problems } = readDocuments({ documents: yaml.flatMap(({ documents }) => documents) });
  return { facts, problems: [...yaml.flatMap((file) => file.problems), ...problems] };
}
