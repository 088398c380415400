import { EVENT_ID, getScalarValue, SCALAR_STYLE, type Event, type MappingEvent, type ScalarEvent, type SequenceEvent } from 'js-yaml';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSequence, YamlSource } from './node.js';
import { Anchors } from './anchors.js';
import { addEntry, isMergeKey, mergeInto } from './map.js';
import { resolvePlain } from './scalar.js';

/** A complaint about a tree that was built all the same; offsets are into the source's text. */
export type Report = (code: string, start: number, message: string) => void;

/** Builds the root of every document from js-yaml's events. `text` is the parsed piece, which begins at `base` in `source.text`. */
export function buildDocuments(events: readonly Event[], text: string, base: number, source: YamlSource, report: Report): { root: YamlNode | undefined }[] {
  const builder: Builder = { events, next: 0, text, base, source, report, anchors: new Anchors(), depth: 0, lastEnd: base };
  const documents: { root: YamlNode | undefined }[] = [];
  while (builder.next < events.length) {
    builder.next++; // The document event.
    builder.anchors.clear();
    const first = events[builder.next] as Event;
    const root = readNode(builder);
    builder.next++; // Its end.
    const isEmpty = first.type === EVENT_ID.SCALAR && first.valueStart < 0 && first.tagStart < 0;
    documents.push({ root: isEmpty ? undefined : root });
  }
  return documents;
}

interface Builder {
  readonly events: readonly Event[];
  next: number;
  readonly text: string;
  readonly base: number;
  readonly source: YamlSource;
  readonly report: Report;
  readonly anchors: Anchors;
  depth: number;
  /** Where the last node ended: an empty value is there. */
  lastEnd: number;
}

/** Recursion is as deep as the nesting, which the parser bounds. */
function readNode(builder: Builder): YamlNode {
  const event = builder.events[builder.next++] as Event;
  switch (event.type) {
    case EVENT_ID.SCALAR:
      return readScalar(builder, event);
    case EVENT_ID.MAPPING:
      return readCollection(builder, event, readMap);
    case EVENT_ID.SEQUENCE:
      return readCollection(builder, event, readSequence);
    case EVENT_ID.ALIAS:
      return readAlias(builder, event.anchorStart, event.anchorEnd);
    default:
      return scalarNode(builder, null, '', false, undefined, builder.lastEnd, builder.lastEnd);
  }
}

function readScalar(builder: Builder, event: ScalarEvent): YamlScalar {
  const text = scalarText(builder.text, event);
  const tag = event.tagStart < 0 ? undefined : builder.text.slice(event.tagStart, event.tagEnd);
  const quoted = event.style !== SCALAR_STYLE.PLAIN;
  const value = quoted || (tag !== undefined && isStringTag(tag)) ? text : resolvePlain(text);
  let start = builder.lastEnd;
  let end = start;
  if (event.valueStart >= 0) {
    start = builder.base + event.valueStart;
    end = builder.base + event.valueEnd;
    if (quoted) {
      if (event.style <= SCALAR_STYLE.DOUBLE_QUOTED) {
        start--;
        end++;
      } else start += blockIndent(builder.text, event);
    }
  }
  builder.lastEnd = end;
  builder.anchors.count++;
  const node = scalarNode(builder, value, text, quoted, tag, start, end);
  if (event.anchorStart >= 0) builder.anchors.define(builder.text.slice(event.anchorStart, event.anchorEnd), node, 1, 0);
  return node;
}

/** A block that the file ends in without a line break has none at its end, though the parser adds one. */
function scalarText(text: string, event: ScalarEvent): string {
  const value = getScalarValue(text, event);
  const isBlock = event.style > SCALAR_STYLE.DOUBLE_QUOTED;
  return isBlock && event.valueEnd >= text.length && value.endsWith('\n') && !/[\r\n]$/.test(text) ? value.slice(0, -1) : value;
}

/** All scalars are made here, so that they share one shape. */
function scalarNode(builder: Builder, value: YamlScalar['value'], text: string, quoted: boolean, tag: string | undefined, start: number, end: number): YamlScalar {
  return { type: 'scalar', value, text, quoted, tag, source: builder.source, start, end };
}

const isStringTag = (tag: string): boolean => tag === '!!str' || tag === '!' || tag === '!!binary' || tag === '!<tag:yaml.org,2002:str>';

/** A block scalar's value is said to begin after the indentation of its first line. */
function blockIndent(text: string, event: ScalarEvent): number {
  let at = event.valueStart;
  while (at < event.valueEnd && text.charCodeAt(at) === 32) at++;
  return at - event.valueStart;
}

function readCollection<E extends MappingEvent | SequenceEvent>(builder: Builder, event: E, read: (builder: Builder, event: E) => YamlNode): YamlNode {
  const { anchors } = builder;
  anchors.count++;
  anchors.enter(++builder.depth);
  if (event.anchorStart < 0) {
    const node = read(builder, event);
    builder.depth--;
    return node;
  }
  const countBefore = anchors.count;
  const deepestBefore = anchors.deepest;
  anchors.deepest = builder.depth;
  const node = read(builder, event);
  const name = builder.text.slice(event.anchorStart, event.anchorEnd);
  anchors.define(name, node, anchors.count - countBefore + 1, anchors.deepest - builder.depth + 1);
  anchors.deepest = Math.max(deepestBefore, anchors.deepest);
  builder.depth--;
  return node;
}

function readMap(builder: Builder, event: MappingEvent): YamlMap {
  const entries: YamlEntry[] = [];
  let merges: YamlNode[] | undefined;
  while (!atEnd(builder)) {
    const keyStart = builder.lastEnd;
    const key = readNode(builder);
    const value = readNode(builder);
    if (key.type !== 'scalar') builder.report('yaml-complex-key', Math.max(key.start, keyStart), 'A mapping or sequence is used as a key; the entry is ignored. Kubernetes and Compose accept only scalar keys.');
    else if (isMergeKey(key)) (merges ??= []).push(value);
    else addEntry(entries, key, value, builder.report);
  }
  if (merges !== undefined) for (const merged of merges) mergeInto(entries, merged, builder.report);
  return { type: 'map', entries, tag: tagOf(builder, event), source: builder.source, start: builder.base + event.start, end: closeAt(builder, event, 123, 125) };
}

function readSequence(builder: Builder, event: SequenceEvent): YamlSequence {
  const items: YamlNode[] = [];
  while (!atEnd(builder)) items.push(readNode(builder));
  return { type: 'sequence', items, tag: tagOf(builder, event), source: builder.source, start: builder.base + event.start, end: closeAt(builder, event, 91, 93) };
}

function atEnd(builder: Builder): boolean {
  const event = builder.events[builder.next];
  if (event !== undefined && event.type !== EVENT_ID.POP) return false;
  builder.next++;
  return true;
}

const tagOf = (builder: Builder, event: MappingEvent | SequenceEvent): string | undefined =>
  event.tagStart < 0 ? undefined : builder.text.slice(event.tagStart, event.tagEnd);

/** The end of a collection: its last child's, or the bracket after it, which events do not tell. */
function closeAt(builder: Builder, event: MappingEvent | SequenceEvent, open: number, close: number): number {
  if (builder.text.charCodeAt(event.start) === open) {
    let at = Math.max(builder.lastEnd - builder.base, event.start + 1);
    while (at < builder.text.length && builder.text.charCodeAt(at) !== close) at = skipOne(builder.text, at);
    builder.lastEnd = Math.min(builder.base + at + 1, builder.base + builder.text.length);
  }
  return Math.max(builder.lastEnd, builder.base + event.start);
}

/** One character, or a whole comment: a comment may hold a bracket. */
function skipOne(text: string, at: number): number {
  if (text.charCodeAt(at) !== 35) return at + 1;
  const lineEnd = text.indexOf('\n', at);
  return lineEnd < 0 ? text.length : lineEnd;
}

function readAlias(builder: Builder, nameStart: number, nameEnd: number): YamlNode {
  const start = builder.base + nameStart - 1;
  const end = builder.base + nameEnd;
  builder.lastEnd = end;
  const name = builder.text.slice(nameStart, nameEnd);
  const target = builder.anchors.expand(name, builder.depth);
  if (typeof target === 'object') return target;
  if (target === 'yaml-syntax' || builder.anchors.isFirstRefusal()) builder.report(target, start, messageFor(target, name));
  return scalarNode(builder, null, '', false, undefined, start, end);
}

function messageFor(code: 'yaml-syntax' | 'yaml-alias-bomb' | 'yaml-too-deep', name: string): string {
  if (code === 'yaml-syntax') return `Alias *${name} has no anchor &${name} before it in this document. Define the anchor first.`;
  if (code === 'yaml-too-deep') return `Alias *${name} nests values too deeply; it is read as null.`;
  return `Aliases of this document expand to too many values (a "billion laughs" file); *${name} and later aliases are read as null.`;
}
