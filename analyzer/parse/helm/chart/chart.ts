import type { YamlSource } from '../../yaml/index.js';
import type { GoMap, GoValue } from '../template/values.js';

/** An entry of `dependencies` in Chart.yaml. */
export interface Requirement {
  /** The chart's name; after the dependencies are settled its alias. */
  name: string;
  readonly chart: string;
  readonly version: string;
  readonly repository: string;
  readonly condition: string;
  readonly tags: readonly string[];
  readonly alias: string;
  readonly importValues: readonly GoValue[];
  enabled: boolean;
}

/** A chart with its subcharts, as read; settling its dependencies replaces `requirements`, `subcharts` and `values`. */
export interface Chart {
  /** From Chart.yaml, or the alias that a parent gives it. */
  name: string;
  readonly version: string;
  readonly isLibrary: boolean;
  /** Chart.yaml as decoded. */
  readonly metadata: GoMap;
  requirements: Requirement[];
  subcharts: Chart[];
  values: GoMap;
  /** `templates/x.yaml` -> its text. */
  readonly templates: readonly { readonly name: string; readonly source: YamlSource }[];
  /** Everything else, by its path in the chart; read when it is asked for. */
  readonly files: ReadonlyMap<string, () => string>;
  readonly crds: readonly string[];
}
