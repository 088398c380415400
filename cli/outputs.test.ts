import { describe, expect, it } from 'vitest';
import { formats } from '../reporters/index.js';
import { UsageError } from './errors.js';
import { pairOutputs, type FormatArgument } from './outputs.js';

/** `-f text -o x` as a command line would be written. */
const given = (line: string): FormatArgument[] => [...line.matchAll(/-(f|o) (\S+)/g)].map(([, option, value]) => (option === 'f' ? { format: value! } : { output: value! }));
const paired = (line: string): string => pairOutputs(given(line), formats, 'text').map(({ format, file }) => `${format}>${file ?? 'stdout'}`).join(' ');

describe('formats and outputs pair', () => {
  it.each([
    ['', 'text>stdout'],
    ['-f json', 'json>stdout'],
    ['-f json -o a', 'json>a'],
    ['-f sarif -f html -o a -o b', 'sarif>a html>b'],
    ['-o a -f sarif -o b -f html', 'sarif>a html>b'],
    ['-f text -f sarif -o a', 'text>stdout sarif>a'],
    ['-f sarif -o a -f text', 'sarif>a text>stdout'],
    ['-o r.html', 'html>r.html'],
    ['-o r.html -o r.md', 'html>r.html markdown>r.md'],
    ['-f text -o a -o out/x.SARIF', 'text>a sarif>out/x.SARIF'],
  ])('%s', (line, expected) => expect(paired(line)).toBe(expected));

  it.each([
    ['-f text -f json', 'Only one format can go to standard output, not text and json'],
    ['-o report', 'Which format should report have?'],
    ['-f json -o a -f text -o a', 'Two formats would be written to a'],
    ['-f htlm', 'Did you mean "html"?'],
    ['-f constructor', 'There is no format "constructor"'],
  ])('%s is refused with a word on why', (line, message) => {
    expect(() => paired(line)).toThrow(UsageError);
    expect(() => paired(line)).toThrow(message);
  });
});
