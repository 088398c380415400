import type { YamlScalar, YamlSource } from './node.js';

/**
 * The text of a scalar as a source of its own, for a file inside of a file. In a literal block every line of the text is a line
 * of the file, behind its indentation; where that is not so (folded, escaped), everything is at the scalar's place.
 */
export function scalarSource(node: YamlScalar): YamlSource {
  const { source, text } = node;
  const whole = (): ReturnType<YamlSource['place']> => source.place(node.start, node.end);
  let starts: readonly number[] | 'differs' | undefined;
  return {
    file: source.file,
    text,
    place(start, end) {
      starts ??= lineOffsets(node) ?? 'differs';
      if (starts === 'differs') return whole();
      const before = text.slice(0, start);
      const lineStart = before.lastIndexOf('\n') + 1;
      const line = lineStart === 0 ? 0 : before.split('\n').length - 1;
      const offset = starts[line];
      return offset === undefined ? whole() : source.place(offset + start - lineStart, offset + end - lineStart);
    },
  };
}

/** Offset in the file of each line of a literal block's text; the node begins behind the indentation of the first. */
function lineOffsets({ source, start, end, text }: YamlScalar): readonly number[] | undefined {
  const written = source.text.slice(start, end).split('\n');
  const offsets: number[] = [];
  let at = start;
  for (const [i, line] of text.split('\n').entries()) {
    const raw = written[i]?.replace(/\r$/, '');
    if (raw === undefined ? line !== '' : line !== '' && !raw.endsWith(line)) return undefined;
    offsets.push(at + Math.max(0, (raw?.length ?? 0) - line.length));
    at += (written[i]?.length ?? 0) + 1;
  }
  return offsets;
}
