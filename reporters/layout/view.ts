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
