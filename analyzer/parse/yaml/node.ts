/**
 * The positioned YAML tree. Every node knows the text that it was read from and its offsets there; places (line, column) are
 * computed on demand, because most nodes never become evidence. Nodes of one document may come from several sources: a patch
 * merged into a base keeps the patch's places, a rendered template keeps the template's.
 */
export type YamlNode = YamlScalar | YamlMap | YamlSequence;

interface Spanned {
  readonly source: YamlSource;
  /** UTF-16 offsets into `source.text`, end exclusive. */
  readonly start: number;
  readonly end: number;
}

export interface YamlScalar extends Spanned {
  readonly type: 'scalar';
  /** Resolved as Kubernetes does (YAML 1.1 booleans in plain scalars). */
  readonly value: string | number | boolean | null;
  /** The scalar's text after unquoting and folding: `"0123"` and `0123` both give `0123`. */
  readonly text: string;
  readonly quoted: boolean;
  /** Local tag as written (`!reset`, `!Ref`), if any. */
  readonly tag?: string;
}

export interface YamlMap extends Spanned {
  readonly type: 'map';
  readonly entries: readonly YamlEntry[];
  readonly tag?: string;
}

export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

export interface YamlSequence extends Spanned {
  readonly type: 'sequence';
  readonly items: readonly YamlNode[];
  readonly tag?: string;
}

/** Text with a way to turn offsets into places. Rendered text implements `place` with its source map. */
export interface YamlSource {
  readonly file: string;
  readonly text: string;
  /** The place of `[start, end)`; `length` stops at the end of the first line. */
  place(start: number, end: number): import('../../facts/place.js').Place;
  /** The expression, where the text of `[start, end)` only stands in for a value that could not be evaluated. */
  unknown?(start: number, end: number): string | undefined;
}
