import { TemplateSyntaxError } from './errors.js';
import type { Token } from './lexer.js';

/** The tokens with a cursor. */
export class TokenStream {
  private at = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)] as Token;
  }

  next(): Token {
    const token = this.peek();
    if (this.at < this.tokens.length - 1) this.at++;
    return token;
  }

  skipSpace(): void {
    while (this.peek().type === 'space') this.next();
  }

  /** Expects the end of the action; returns the offset behind it. */
  close(): number {
    this.skipSpace();
    const token = this.next();
    if (token.type !== 'close') throw new TemplateSyntaxError(`unexpected ${token.text === '' ? 'end of the file' : JSON.stringify(token.text)} in an action`, token.start);
    return token.end;
  }
}
