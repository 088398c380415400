import type { Place } from '../../facts/place.js';
import type { Template } from '../../facts/template.js';
import { committedEnvFile, readRawVars, resolveRawVars } from '../dotenv/index.js';
import type { FileSet } from '../parser.js';
import type { Problems } from './problems.js';

/** A variable that the project's env files set for interpolation. */
export interface Variable {
  /** Without secrets, whatever it is put into: a secret is a hole. */
  readonly value: Template;
  readonly at: Place;
}

export type Variables = ReadonlyMap<string, Variable>;

/**
 * Reads env files in order; a later one replaces an earlier one. `outer` goes before them all: it stands for the environment
 * that an included project inherits. The environment of whoever runs Compose is not known, so it never counts.
 */
export function readVariables(paths: readonly string[], outer: Variables, files: FileSet, problems: Problems): Variables {
  const variables = new Map<string, Variable>();
  for (const named of paths) {
    const path = committedEnvFile(named, files);
    const text = path === undefined ? undefined : files.read(path);
    if (path === undefined || text === undefined) continue;
    const file = readRawVars(path, text);
    problems.addAll(file.problems);
    const lookup = (name: string): Template | undefined => (outer.get(name) ?? variables.get(name))?.value;
    for (const { raw, value } of resolveRawVars(file.vars, lookup, ({ source }) => [{ unknown: source }])) {
      if (value !== undefined) variables.set(raw.name, { value, at: raw.at });
    }
  }
  return new Map([...variables, ...outer]);
}
