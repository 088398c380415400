import type { Fact } from './types.js';

/** Files that are parsed together: one manifest, one Compose project, all TypeScript of the tree. */
export interface Unit {
  readonly id: string;
  /** The parser's id. */
  readonly parser: string;
  /** Folder, relative to the root, `.` for the root itself. */
  readonly root: string;
  readonly files: readonly string[];
}

export type ProblemSeverity = 'error' | 'warning' | 'info';

/** Input that could not be read or understood. `message` says what is wrong and what to do. */
export interface Problem {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: ProblemSeverity;
  readonly message: string;
}

export interface UnitFacts {
  readonly unit: Unit;
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
}
