import type { YamlSource } from '../../yaml/index.js';
import { LimitError } from './errors.js';
import type { Origin, Trace, Traced } from './origin.js';
import { matchLines } from './trace-lines.js';

const MAX_SEGMENTS = 1_000_000;
const NO_VALUE = '<no value>';

interface Segment {
  readonly start: number;
  readonly end: number;
  readonly source: YamlSource;
  /** In the template: of the text itself, or of the action that wrote it. */
  readonly from: number;
  readonly to: number;
  /** Absent for literal text of the template. */
  readonly origin?: Origin;
}

/** What a template writes, with a segment for each piece that says where it comes from. */
export class Output implements Traced {
  private readonly parts: string[] = [];
  private readonly segments: Segment[] = [];
  private length = 0;
  private joined: string | undefined;

  literal(source: YamlSource, from: number, text: string): void {
    this.add(text, { start: this.length, end: this.length + text.length, source, from, to: from + text.length });
  }

  value(source: YamlSource, from: number, to: number, text: string, origin: Origin): void {
    if (text !== '') this.add(text, { start: this.length, end: this.length + text.length, source, from, to, origin });
  }

  private add(text: string, segment: Segment): void {
    this.parts.push(text);
    this.segments.push(segment);
    this.length += text.length;
    this.joined = undefined;
    if (this.segments.length > MAX_SEGMENTS) throw new LimitError(`a template writes more than ${MAX_SEGMENTS} pieces of text`);
  }

  get text(): string {
    return (this.joined ??= this.parts.join(''));
  }

  /** Helm takes Go's mark for a missing value out of what it renders. https://github.com/helm/helm/blob/main/pkg/engine/engine.go */
  withoutNoValue(): Output {
    if (!this.text.includes(NO_VALUE)) return this;
    const cleaned = new Output();
    for (const segment of this.segments) {
      const text = this.text.slice(segment.start, segment.end);
      const clean = text.replaceAll(NO_VALUE, '');
      cleaned.add(clean, { ...segment, start: cleaned.length, end: cleaned.length + clean.length });
    }
    return cleaned;
  }

  trace(start: number, end: number): Trace {
    let at = this.segmentAt(start);
    const first = this.segments[at];
    if (first === undefined) return {};
    const own = first.origin === undefined ? { place: first.source.place(first.from + start - first.start, first.from + Math.min(end, first.end) - first.start) } : this.traceValue(first, first.origin, start, end);
    // A value that is put together (`"{{ .host }}:{{ .port }}"`) comes from the first of its parts that a values file gave.
    let { from, unknown } = own as Trace;
    for (at++; at < this.segments.length && (from === undefined || unknown === undefined); at++) {
      const segment = this.segments[at] as Segment;
      if (segment.start >= end) break;
      if (segment.origin === undefined) continue;
      const next = this.traceValue(segment, segment.origin, segment.start, Math.min(end, segment.end));
      from ??= next.from;
      unknown ??= next.unknown;
    }
    return { ...own, ...(from && { from }), ...(unknown !== undefined && { unknown }) };
  }

  private traceValue(segment: Segment, origin: Origin, start: number, end: number): Trace {
    const action = { place: segment.source.place(segment.from, segment.to) };
    const own: Trace = { ...action, ...(origin.from && { from: origin.from }), ...(origin.unknown !== undefined && { unknown: origin.unknown }) };
    if (origin.traced === undefined) return own;
    const text = this.text.slice(segment.start, segment.end);
    const inner = matchLines(text, origin.traced, start - segment.start, Math.min(end, segment.end) - segment.start);
    if (inner === undefined) return own;
    // One line put into the middle of a line was written where the action is; a block was written where its lines are.
    const isBlock = text.trim().includes('\n');
    return { ...own, ...inner, place: isBlock && inner.place !== undefined ? inner.place : action.place };
  }

  /** Index of the segment that holds an offset. */
  private segmentAt(offset: number): number {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.segments[middle] as Segment).start <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
