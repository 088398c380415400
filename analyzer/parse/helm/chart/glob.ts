import { compile, type Regex } from '../regexp/index.js';

const SPECIAL = /[\\.+*?()|[\]{}^$]/g;

/** A file pattern, matched in time proportional to the path: `*` and `?` stay in a folder, `**` does not, `{a,b}` are alternatives. */
export function glob(pattern: string): (path: string) => boolean {
  if (!/[\\*?[{]/.test(pattern)) return (path) => path === pattern;
  const suffix = /^\*([^\\*?[{/]+)$/.exec(pattern)?.[1];
  if (suffix !== undefined) return (path) => path.endsWith(suffix) && !path.includes('/');
  let regex: Regex | undefined;
  try {
    regex = compile(`^(?:${translate(pattern)})$`);
  } catch {
    // A pattern that is none matches nothing.
  }
  return (path) => regex?.find(path, 0) !== undefined;
}

const PART = /\*\*|\*|\?|\[(!|\^)?((?:\\[\s\S]|[^\]\\])+)\]|\{([^{}]*)\}|\\([\s\S])|[\s\S]/g;

function translate(pattern: string): string {
  return pattern.replace(PART, (part, not?: string, inside?: string, choices?: string, escaped?: string) => {
    if (part === '**') return '[\\s\\S]*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (inside !== undefined) return `[${not === undefined ? '' : '^'}${inside.replace(/[[\]]/g, '\\$&')}]`;
    if (choices !== undefined) return `(?:${choices.split(',').map(translate).join('|')})`;
    return (escaped ?? part).replace(SPECIAL, '\\$&');
  });
}
