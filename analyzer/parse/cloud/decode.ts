import type { Place } from '../../facts/place.js';
import { entries, entryPlace, items, parseYamlSource, placeOf, type YamlNode, type YamlSource } from '../yaml/index.js';
import { joinParts, listOf, mapOf, partsOf, scalar, unknown, type CloudValue, type Entry, type Scalar, type UnknownValue } from './value.js';

const FIRST = 0xe000;
const MAX_HOLES = 0x1000;

/** JSON or YAML inside a text (a heredoc, a template file): its structure, with the text's holes as values of their own. */
export function decode(value: CloudValue): CloudValue {
  if (value.is === 'encoded') return value.of;
  const parts = partsOf(value);
  const holes = parts.filter((p): p is UnknownValue => p.is === 'unknown');
  if (value.is === 'unknown' || holes.length > MAX_HOLES) return unknown('…', value.at, holes.flatMap((h) => h.origins));
  const carried: (Scalar | UnknownValue)[] = [];
  const marked = parts.map((part) => {
    // Known text that came from a resource is a hole too, so that it is known where it came from.
    const kept = part.is === 'unknown' || (part.origins.length > 0 && /^[^"{}[\]\n]*$/.test(String(part.value)));
    return kept && carried.length < MAX_HOLES ? String.fromCharCode(FIRST + carried.push(part) - 1) : String((part as Scalar).value ?? '');
  });
  const source = sourceOf(parts, marked, value.at);
  const { documents, problems } = parseYamlSource(source);
  const root = documents[0]?.root;
  if (!root || documents.length !== 1 || problems.some((p) => p.severity === 'error')) return unknown('…', value.at, parts.flatMap((p) => p.origins));
  return convert(root, carried);
}

/** Places lie in the part that the offset falls into, which may be a line of a template file. */
function sourceOf(parts: readonly (Scalar | UnknownValue)[], marked: readonly string[], whole: Place): YamlSource {
  const text = marked.join('');
  return {
    file: whole.file,
    text,
    place(start) {
      let at = 0;
      for (const [index, part] of parts.entries()) {
        const piece = marked[index]!;
        if (start < at + piece.length || index === parts.length - 1) return within(part.at, piece.slice(0, start - at));
        at += piece.length;
      }
      return whole;
    },
  };
}

function within(at: Place, before: string): Place {
  const lines = before.split('\n').length - 1;
  return lines === 0 ? at : { file: at.file, line: at.line + lines, column: 1 + before.length - before.lastIndexOf('\n') - 1, length: 1 };
}

function convert(node: YamlNode, carried: readonly (Scalar | UnknownValue)[]): CloudValue {
  const at = placeOf(node);
  if (node.type === 'sequence') return listOf(items(node).map((item) => convert(item, carried)), at);
  if (node.type === 'map')
    return mapOf(new Map(entries(node).map((entry): [string, Entry] => [entry.key.text, { key: entryPlace(entry), value: convert(entry.value, carried), at: placeOf(entry.value) }])), at);
  if (!/[\uE000-\uEFFF]/.test(node.text)) return scalar(node.value, at);
  const pieces = node.text.split(/([\uE000-\uEFFF])/).filter((piece) => piece !== '');
  return joinParts(pieces.map((piece) => carried[piece.charCodeAt(0) - FIRST] ?? scalar(piece, at)), at);
}
