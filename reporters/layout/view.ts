/** A picture with positions: plain JSON, so that the report page and the SVG draw the same one. Pixels, origin top left. */
export interface View {
  /** `all`, `groups`, or `group:<id>` for one open group. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Components and closed groups, by top left corner. */
  readonly boxes: readonly Box[];
  /** Frames of open groups, drawn behind their boxes. */
  readonly frames: readonly Frame[];
  readonly lines: readonly Line[];
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Exactly one of `component` and `group` is there: a component, or a group that is closed. */
export interface Box extends Rect {
  readonly key: string;
  readonly component?: string;
  readonly group?: string;
}

export interface Frame extends Rect {
  readonly group: string;
}

/** All dependencies between two boxes as one line; `points` are x, y pairs from border to border. */
export interface Line {
  readonly from: string;
  readonly to: string;
  readonly points: readonly number[];
  /** Indexes into the graph document's dependencies. */
  readonly dependencies: readonly number[];
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly components: readonly string[];
  /** Made by us for what has no group of its own: drawn as a frame only when closed. */
  readonly loose?: boolean;
}

export const componentKey = (id: string): string => `c/${id}`;
export const groupKey = (id: string): string => `g/${id}`;

/** The middle of the longest piece of a line: where a sign or a number has most room. */
export function middleOf(points: readonly number[]): { readonly x: number; readonly y: number } {
  let found = { x: points[0] ?? 0, y: points[1] ?? 0 };
  let longest = -1;
  for (let index = 0; index + 3 < points.length; index += 2) {
    const [x, y, nextX, nextY] = points.slice(index, index + 4) as [number, number, number, number];
    const length = Math.abs(nextX - x) + Math.abs(nextY - y);
    if (length > longest) [longest, found] = [length, { x: (x + nextX) / 2, y: (y + nextY) / 2 }];
  }
  return found;
}
