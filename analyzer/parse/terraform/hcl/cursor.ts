import type { YamlSource } from '../../yaml/index.js';

/** What is wrong and where; caught by the body that can go on after it. */
export class SyntaxProblem extends Error {
  constructor(message: string, readonly offset: number) {
    super(message);
  }
}

const MAX_DEPTH = 150;
const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const BLANK = /(?:[ \t\r]|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;
const BLANK_LINES = /(?:[ \t\r\n]|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;

/** A position in one text. Newlines end an attribute, except inside brackets: `brackets` counts those. */
export class Cursor {
  position = 0;
  private brackets = 0;
  private depth = 0;

  constructor(readonly source: YamlSource, readonly end = source.text.length) {}

  fail(message: string, offset = this.position): never {
    throw new SyntaxProblem(message, offset);
  }

  /** Skips blanks and comments; newlines too where they mean nothing. */
  skip(lines = this.brackets > 0): void {
    const pattern = lines ? BLANK_LINES : BLANK;
    pattern.lastIndex = this.position;
    if (pattern.test(this.source.text)) this.position = Math.min(pattern.lastIndex, this.end);
  }

  get atEnd(): boolean {
    return this.position >= this.end;
  }

  sees(text: string): boolean {
    return this.position + text.length <= this.end && this.source.text.startsWith(text, this.position);
  }

  /** Takes the text when it comes next. */
  take(text: string): boolean {
    if (!this.sees(text)) return false;
    this.position += text.length;
    return true;
  }

  expect(text: string): void {
    this.skip();
    if (!this.take(text)) this.fail(`expected \`${text}\``);
  }

  takeName(): string | undefined {
    return this.takePattern(NAME);
  }

  takePattern(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.position;
    const match = sticky.exec(this.source.text);
    if (!match || match[0] === '' || sticky.lastIndex > this.end) return undefined;
    this.position = sticky.lastIndex;
    return match[0];
  }

  /** Inside brackets newlines are blanks; inside an object's braces and a template they are not again. */
  within<T>(read: () => T, lines = true): T {
    const outer = this.brackets;
    this.brackets = lines ? outer + 1 : 0;
    try {
      return this.deeper(read);
    } finally {
      this.brackets = outer;
    }
  }

  deeper<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH) this.fail(`nested deeper than ${MAX_DEPTH} levels`);
    try {
      return read();
    } finally {
      this.depth--;
    }
  }
}
