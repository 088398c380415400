import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { NoSuchPath, rootOf } from '../../analyzer/discover/index.js';
import { sideOfBaseline, type Baseline } from '../../analyzer/drift/baseline.js';
import type { Side } from '../../analyzer/drift/side.js';
import { UsageError } from '../errors.js';
import { readDocument } from './document.js';

export const BASELINE = '.faultline/baseline.json';

export interface FoundBaseline {
  /** Where to write it. */
  readonly path: string;
  /** As messages name it: relative to the analysed root where it lies there. */
  readonly file: string;
}

/** The file that is named, else the one of the analysed root. */
export function locateBaseline(paths: readonly string[], named: string | undefined): FoundBaseline {
  if (named !== undefined) return { path: named, file: named };
  const root = existingRoot(paths);
  const path = join(root, BASELINE);
  return { path, file: relative(root, path).replaceAll('\\', '/') };
}

export const hasBaseline = (paths: readonly string[]): boolean => existsSync(locateBaseline(paths, undefined).path);

export function loadBaseline({ path, file }: FoundBaseline): { readonly baseline: Baseline; readonly side: Side } {
  const { document, text } = readDocument(path, 'baseline', file);
  const baseline = document as Baseline;
  return { baseline, side: sideOfBaseline(baseline, file, text) };
}

function existingRoot(paths: readonly string[]): string {
  try {
    return rootOf(paths.length === 0 ? ['.'] : paths);
  } catch (error) {
    if (error instanceof NoSuchPath) throw new UsageError(`${error.message}. Give the path of a folder or file to analyze.`);
    throw error;
  }
}
