import type { YamlSource } from '../yaml/index.js';
import type { Output } from './template/output.js';

/** Rendered text as a YAML source: its places are the template's, with the values file's place behind them. */
export function renderedSource(file: string, output: Output): YamlSource {
  return {
    file,
    text: output.text,
    place(start, end) {
      const { place, from } = output.trace(start, end);
      return { ...(place ?? { file, line: 1, column: 1, length: 0 }), ...(from && { from }) };
    },
    unknown: (start, end) => output.trace(start, end).unknown,
  };
}
