import type { GraphDocument } from '../analyzer/graph/document.js';
import type { Result } from '../analyzer/report/result.js';

/** The result as it is, `schemas/result.schema.json`. JSON's own escapes keep control characters out of a terminal. */
export const json = (result: Result): string => printJson(result);

/** The graph alone, `schemas/graph.schema.json`. */
export const graphJson = (graph: GraphDocument): string => printJson(graph);

// JSON leaves C1 controls and line separators as they are; escaped, they are the same string to every reader.
export const printJson = (value: unknown): string =>
  `${JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
