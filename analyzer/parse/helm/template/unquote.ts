const ESCAPES: Readonly<Record<string, string>> = { a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', "'": "'", '"': '"' };
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]))/g;

/** A Go interpreted string literal. Throws on an escape that Go does not know. */
export function unquoteString(raw: string): string {
  return raw.slice(1, -1).replace(ESCAPE, (_, hex?: string, short?: string, long?: string, octal?: string, plain?: string) => {
    if (plain === undefined) return String.fromCodePoint(octal === undefined ? parseInt(hex ?? short ?? long ?? '', 16) : parseInt(octal, 8));
    const char = Object.hasOwn(ESCAPES, plain) ? ESCAPES[plain] : undefined;
    if (char === undefined) throw new SyntaxError(plain);
    return char;
  });
}

/** A Go rune literal's number. */
export const unquoteChar = (raw: string): number => unquoteString(raw).codePointAt(0) ?? 0;
