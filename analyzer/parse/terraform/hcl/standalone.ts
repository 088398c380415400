import type { YamlSource } from '../../yaml/index.js';
import type { Expression } from './ast.js';
import { Cursor, SyntaxProblem } from './cursor.js';
import { readTemplate } from './template.js';

/** A text that is a template by itself: a file of `templatefile`, a string of JSON syntax. Undefined when it is not valid. */
export function parseHclTemplate(source: YamlSource, start = 0, end = source.text.length): Expression | undefined {
  const cursor = new Cursor(source, end);
  cursor.position = start;
  try {
    return { is: 'template', parts: readTemplate(cursor), source, start, end };
  } catch (error) {
    if (error instanceof SyntaxProblem) return undefined;
    throw error;
  }
}
