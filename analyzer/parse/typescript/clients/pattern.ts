const NAME = '[\\w$#]+';

/** Compiles a path pattern (see `Library`) into an expression for whole signatures. */
export function pathPattern(pattern: string): RegExp {
  let expression = compiled.get(pattern);
  if (!expression) {
    expression = new RegExp(`^${translate(pattern)}$`);
    compiled.set(pattern, expression);
  }
  return expression;
}

const compiled = new Map<string, RegExp>();

/** `.**` is any number of names and calls, `*` one name, `{a,b}` one of several. */
function translate(pattern: string): string {
  return pattern.replace(/\.\*\*|\*|\{[^}]*\}|[^\w{}*]/g, (token) => {
    if (token === '.**') return `(?:\\.${NAME}|\\(\\))*`;
    if (token === '*') return NAME;
    if (token.startsWith('{')) return `(?:${token.slice(1, -1).split(',').map(translate).join('|')})`;
    return `\\${token}`;
  });
}
