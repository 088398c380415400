import type { Problem } from './types.js';

/** Something of the input is missing from the facts, so what seems to be absent may be there: it lies elsewhere, or could not be read. */
export const isGap = ({ severity, code }: Problem): boolean => severity === 'error' || code.endsWith('-remote') || GAPS.has(code);

const GAPS: ReadonlySet<string> = new Set(['helm-dependency-not-read', 'helm-archive', 'helm-values-not-read', 'helm-expression', 'module-not-read']);
