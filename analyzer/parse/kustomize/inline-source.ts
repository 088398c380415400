import type { Place } from '../../facts/place.js';
import { placeOf, textSource, type YamlScalar, type YamlSource } from '../yaml/index.js';

/** YAML inside a scalar, with places in the file that holds it: a literal block shifts lines and columns, other styles only columns. */
export function inlineSource(scalar: YamlScalar, text: string): YamlSource {
  const own = textSource(scalar.source.file, text);
  let start: Place | undefined;
  return {
    file: scalar.source.file,
    text,
    place(from, to) {
      start ??= placeOf(scalar);
      const { line, column, length } = own.place(from, to);
      const quote = /["']/.test(scalar.source.text[scalar.start] ?? '') ? 1 : 0;
      return { ...start, line: start.line + line - 1, column: start.column + column - 1 + quote, length };
    },
  };
}
