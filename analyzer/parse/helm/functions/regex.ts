import { TemplateError } from '../template/errors.js';
import type { Call } from '../template/evaluate.js';
import { compile, type Match, type Regex } from '../regexp/index.js';
import type { GoValue } from '../template/values.js';
import { integer, made, text, type Family } from './arguments.js';

const plain: Family = {
  regexMatch: (args, call) => regexOf(args, call).find(text(args, 1), 0) !== undefined,
  regexFind: (args, call) => matched(text(args, 1), regexOf(args, call).find(text(args, 1), 0)),
  regexFindAll: (args, call) => all(regexOf(args, call), text(args, 1), integer(args, 2)).map((match) => matched(text(args, 1), match)),
  regexReplaceAll: (args, call) => replace(regexOf(args, call), text(args, 1), (match) => expand(text(args, 2), text(args, 1), match), call),
  regexReplaceAllLiteral: (args, call) => replace(regexOf(args, call), text(args, 1), () => text(args, 2), call),
  regexSplit: (args, call) => split(regexOf(args, call), text(args, 1), integer(args, 2)),
};

/** Go's regular expressions, which take time in proportion to the text. https://pkg.go.dev/regexp/syntax */
export const regexFunctions: Family = {
  ...plain,
  ...Object.fromEntries(Object.entries(plain).map(([name, run]) => [`mustR${name.slice(1)}`, run])),
  regexQuoteMeta: (args) => text(args, 0).replace(/[\\.+*?()|[\]{}^$]/g, '\\$&'),
};

const CACHE = new Map<string, Regex>();
const MAX_CACHED = 500;

function regexOf(args: readonly GoValue[], call: Call): Regex {
  const pattern = text(args, 0);
  let regex = CACHE.get(pattern);
  if (regex === undefined) {
    try {
      regex = compile(pattern);
    } catch {
      throw new TemplateError(`error parsing regexp ${JSON.stringify(pattern.slice(0, 100))}`);
    }
    if (CACHE.size >= MAX_CACHED) CACHE.clear();
    CACHE.set(pattern, regex);
  }
  call.budget.step(Math.ceil((text(args, 1).length * regex.size) / 50));
  return regex;
}

const matched = (value: string, match: Match | undefined): string => (match === undefined ? '' : value.slice(match[0], match[1]));

/** Matches that do not overlap; an empty one right behind another does not count. */
function all(regex: Regex, value: string, limit: number): Match[] {
  const found: Match[] = [];
  let at = 0;
  let lastEnd = -1;
  while (at <= value.length && (limit < 0 || found.length < limit)) {
    const match = regex.find(value, at);
    if (match === undefined) break;
    const [start, end] = [match[0] as number, match[1] as number];
    if (end > start || start !== lastEnd) found.push(match);
    lastEnd = end;
    at = end > start ? end : end + ((value.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
  }
  return found;
}

function replace(regex: Regex, value: string, by: (match: Match) => string, call: Call): string {
  let result = '';
  let at = 0;
  for (const match of all(regex, value, -1)) {
    result += value.slice(at, match[0]) + by(match);
    call.budget.text(result.length / 100);
    at = match[1] as number;
  }
  return made(call, result + value.slice(at));
}

/** `$1`, `${1}`, `$name`: the longest name counts, and one that is no group is empty. */
const expand = (template: string, value: string, match: Match): string =>
  template.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, bare?: string, braced?: string) => {
    const name = bare ?? braced;
    if (name === undefined) return whole === '$$' ? '$' : whole;
    const group = /^\d+$/.test(name) ? Number(name) : (match.names.get(name) ?? -1);
    const [start, end] = [match[2 * group], match[2 * group + 1]];
    return start === undefined || end === undefined || start < 0 ? '' : value.slice(start, end);
  });

function split(regex: Regex, value: string, limit: number): string[] {
  if (limit === 0) return [];
  if (value === '') return [''];
  const parts: string[] = [];
  let from = 0;
  let end = 0;
  for (const match of all(regex, value, -1)) {
    if (limit > 0 && parts.length === limit - 1) break;
    end = match[0] as number;
    if (match[1] !== 0) parts.push(value.slice(from, end));
    from = match[1] as number;
  }
  return end === value.length ? parts : [...parts, value.slice(from)];
}
