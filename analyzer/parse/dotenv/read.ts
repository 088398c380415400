import { compareText, type Place } from '../../facts/place.js';
import type { EnvVar, Problem } from '../../facts/types.js';
import type { Template } from '../../facts/template.js';
import { textSource } from '../yaml/index.js';
import { evaluate, parsePieces, type Piece, type VariablePiece } from './interpolate.js';
import { safeEnvVar, shareable } from './safe.js';
import { scanAssignments } from './scan.js';

/** A variable as its file writes it, before interpolation. Raw: it may hold a secret, so it never becomes a fact as it is. */
export interface RawVar {
  readonly name: string;
  readonly at: Place;
  readonly valueAt?: Place;
  /** Undefined for a bare `NAME`, which passes on the loader's own variable. */
  readonly pieces?: readonly Piece[];
}

/** The variables of an env file as a process that loads it sees them, without secrets. A later assignment replaces an earlier one. */
export function readEnvFile(path: string, text: string, source = textSource(path, text)): { readonly vars: readonly EnvVar[]; readonly problems: readonly Problem[] } {
  const { vars, problems } = readRawVars(path, text, source);
  return { vars: resolveRawVars(vars, () => undefined, fromProcess).map(({ raw, value }) => safeEnvVar(raw, value)), problems };
}

export function readRawVars(path: string, text: string, source = textSource(path, text)): { readonly vars: readonly RawVar[]; readonly problems: readonly Problem[] } {
  const scanned = scanAssignments(text);
  const vars = scanned.assignments.map(({ name, start, value }): RawVar => {
    const at = source.place(start, start + name.length);
    if (value === undefined) return { name, at };
    const pieces = value.interpolated ? parsePieces(value.text) : [{ text: value.text }];
    return { name, at, valueAt: source.place(value.start, value.end), pieces };
  });
  const problems = scanned.problems.map(({ code, at, message }): Problem => {
    const { line, column } = source.place(at, at);
    return { code, file: path, line, column, severity: 'warning', message };
  });
  return { vars, problems };
}

export interface ResolvedVar {
  readonly raw: RawVar;
  /** Without secrets; undefined when it is set by nobody that we can see. */
  readonly value: Template | undefined;
}

/** Interpolates in file order: a value sees the variables above it, then `outer`. Sorted by name, the last of each. */
export function resolveRawVars(
  vars: readonly RawVar[],
  outer: (name: string) => Template | undefined,
  unset: (piece: VariablePiece) => Template,
): readonly ResolvedVar[] {
  const known = new Map<string, ResolvedVar>();
  const lookup = ({ variable }: VariablePiece): Template | undefined => outer(variable) ?? known.get(variable)?.value;
  for (const raw of vars) {
    const value = raw.pieces === undefined ? outer(raw.name) : evaluate(raw.pieces, lookup, unset);
    known.set(raw.name, { raw, value: value === undefined ? undefined : shareable(raw.name, value) });
  }
  return [...known.values()].sort((a, b) => compareText(a.raw.name, b.raw.name));
}

/** A process that loads the file itself fills what is left from its own environment. */
const fromProcess = (piece: VariablePiece): Template => [{ env: piece.variable }];
