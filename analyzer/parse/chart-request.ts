import type { FileSet } from './parser.js';
import type { YamlFile, YamlNode } from './yaml/index.js';

/** What a language that is not Helm's own asks for where it names a chart; `values` are files or values, in the order in which they are laid over each other. */
export interface ChartRequest {
  /** The chart's folder. */
  readonly chart: string;
  readonly values: readonly (string | YamlNode)[];
  readonly name: string;
  readonly namespace: string;
  readonly files: FileSet;
}

/** A chart, rendered by whoever can: undefined when it cannot be read. */
export type RenderChart = (request: ChartRequest) => YamlFile | undefined;
