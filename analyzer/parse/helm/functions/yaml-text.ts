import type { Budget } from '../template/budget.js';
import { originOf, type Origin, type Trace, type Traced } from '../template/origin.js';
import { deeper, GoObject, isMap, type GoList, type GoMap, type GoValue } from '../template/values.js';
import { compareKeys } from './yaml-keys.js';
import { keyText, scalarText } from './yaml-scalar.js';

/** `toYaml`: byte for byte what sigs.k8s.io/yaml writes, since charts hash it. Its lines know where their values were written. */
export function toYamlText(value: GoValue, budget: Budget): Traced {
  const writer: Writer = { parts: [], length: 0, column: 0, marks: [], budget };
  writeValue(writer, value, 0, 'root', 0);
  const text = writer.parts.join('').replace(/\n$/, '');
  return { text, trace: (start) => traceIn(writer.marks, start) };
}

interface Mark {
  readonly start: number;
  readonly origin: Origin;
}

interface Writer {
  readonly parts: string[];
  length: number;
  column: number;
  readonly marks: Mark[];
  readonly budget: Budget;
}

function write(writer: Writer, text: string): void {
  writer.parts.push(text);
  writer.length += text.length;
  const newline = text.lastIndexOf('\n');
  writer.column = newline < 0 ? writer.column + text.length : text.length - newline - 1;
  writer.budget.text(text.length);
}

/** The last entry that begins at or before the offset. */
function traceIn(marks: readonly Mark[], start: number): Trace {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle] as Mark).start <= start) low = middle + 1;
    else high = middle;
  }
  const origin = marks[low - 1]?.origin;
  return { ...(origin?.from && { from: origin.from }), ...(origin?.unknown !== undefined && { unknown: origin.unknown }) };
}

type Context = 'root' | 'map' | 'item';

function writeValue(writer: Writer, value: GoValue, indent: number, context: Context, depth: number): void {
  const content = value instanceof GoObject ? value.content : value;
  const lead = context === 'map' ? ' ' : '';
  if (isMap(content) && content.size > 0) return writeMap(writer, content, indent, context, deeper(depth));
  if (Array.isArray(content) && content.length > 0) return writeList(writer, content, indent, context, deeper(depth));
  const text = isMap(content) ? '{}' : Array.isArray(content) ? '[]' : scalarText(content, indent, writer.column + lead.length);
  write(writer, `${lead}${text}\n`);
}

function writeMap(writer: Writer, map: GoMap, indent: number, context: Context, depth: number): void {
  const own = context === 'map' ? indent + 2 : indent;
  if (context === 'map') write(writer, '\n');
  let isFirst = context === 'item';
  for (const key of [...map.keys()].sort(compareKeys)) {
    writer.budget.step();
    if (!isFirst) write(writer, ' '.repeat(own));
    isFirst = false;
    mark(writer, originOf(map, key));
    write(writer, `${keyText(key)}:`);
    writeValue(writer, map.get(key) ?? null, own, 'map', depth);
  }
}

/** A list in a map stands at the map's own indentation. */
function writeList(writer: Writer, list: GoList, indent: number, context: Context, depth: number): void {
  if (context === 'map') write(writer, '\n');
  let isFirst = context === 'item';
  list.forEach((item, index) => {
    writer.budget.step();
    if (!isFirst) write(writer, ' '.repeat(indent));
    isFirst = false;
    mark(writer, originOf(list, index));
    write(writer, '- ');
    writeValue(writer, item, indent + (isCollection(item) ? 2 : 0), 'item', depth);
  });
}

const isCollection = (value: GoValue): boolean => isMap(value) || Array.isArray(value) || value instanceof GoObject;
const mark = (writer: Writer, origin: Origin | undefined): void => void (origin && writer.marks.push({ start: writer.length, origin }));
