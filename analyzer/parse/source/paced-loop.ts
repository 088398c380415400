import type { Pace } from '../../facts/types.js';
import { childOf, placeOf, textOf, walk, type SourceNode } from './node.js';
import { byClock, every, isSpread } from './pace.js';
import { FUNCTIONS, own } from './pause.js';

const LOOPS = /^(?:for|while|do)_statement$/;
/** `while True:`, `for {`, `for range ticker.C`, `while (!token.IsCancellationRequested)`, `while (await timer.WaitForNextTickAsync(token))`. */
const ENDLESS = /^(?:for\s*(?:;\s*;\s*)?\{|for\s+(?:_\s*:?=\s*)?range\s+[\w.]{1,60}\.C\b|while\s*\(?\s*(?:[tT]rue|1)\s*\)?\s*[:{\n]|while\s*\(\s*!\s*\w{1,40}\.IsCancellationRequested\s*\)|while\s*\(\s*await\s+\w{1,40}\.WaitForNextTickAsync\()/;
const SLEEP = /\b(?:time\.[sS]leep|asyncio\.sleep|Task\.Delay|Thread\.Sleep)\(\s*([^;,\n]{1,60}?)\s*(?:,\s*\w+)?\)\s*;?$/;
const TICKER = /\b(\w{1,40})\s*:?=\s*(?:time\.(?:NewTicker|Tick)|new\s+PeriodicTimer)\(\s*([^;\n]{1,60}?)\s*\)\s*;?\s*$/gm;
/** What a file that repeats anything has. */
const MARKS = /[sS]leep\(|NewTicker|time\.Tick\(|Task\.Delay|PeriodicTimer|add_job|scheduled_job|repeat_every|every\(|AddFunc/;
const MAX_HOPS = 2;

/** The pace of the endless loop that a call stands in, or of the schedule or loop that runs its function and nothing else calls. */
export function paceAround(call: SourceNode, hops = 0): Pace | undefined {
  if (!MARKS.test(call.source.text) || isSpread(call.source.text)) return undefined;
  const fn = enclosing(call);
  const loop = loopAround(call);
  if (loop) return paceOf(loop);
  const name = fn && nameOf(fn);
  const pace = scheduled(name, fn, call);
  if (pace || name === undefined || !/^\w{1,80}$/.test(name) || hops >= MAX_HOPS) return pace;
  const uses = callsOf(fn!, name).map((use) => paceAround(use, hops + 1));
  return uses.length > 0 && uses.every((use) => use !== undefined) ? uses[0] : undefined;
}

function enclosing(node: SourceNode): SourceNode | undefined {
  let up = node.parent;
  while (up && !FUNCTIONS.test(up.type)) up = up.parent;
  return up;
}

const nameOf = (fn: SourceNode): string | undefined => {
  const name = childOf(fn, 'name');
  return name && textOf(name);
};

function loopAround(node: SourceNode): SourceNode | undefined {
  for (let up = node.parent; up && !FUNCTIONS.test(up.type); up = up.parent) if (LOOPS.test(up.type) && ENDLESS.test(textOf(up).slice(0, 160))) return up;
  return undefined;
}

/** What waits each time round: a statement of the loop's own body, or the tick that it goes by. */
function paceOf(loop: SourceNode): Pace | undefined {
  const text = textOf(loop);
  const tickers = [...loop.source.text.matchAll(TICKER)].filter(([, name]) => new RegExp(`(?:range\\s+|<-\\s*|\\s)${name}(?:\\.C\\b|\\.WaitForNextTickAsync)|range\\s+${name}\\b`).test(text));
  if (tickers.length > 0) return tickers.length === 1 ? every(milliseconds(tickers[0]![2]!, loop), placeOf(loop)) : undefined;
  // Success that leaves the loop makes it one that tries again.
  if (own(loop).some(({ type }) => /^(?:return|break)_statement$/.test(type))) return undefined;
  const waits = statementsOf(loop).flatMap((node) => SLEEP.exec(textOf(node))?.[1] ?? []);
  return waits.length === 1 ? every(milliseconds(waits[0]!, loop), placeOf(loop)) : undefined;
}

const statementsOf = (loop: SourceNode): readonly SourceNode[] => childOf(loop, 'body')?.children.filter(({ type }) => /^expression_statement$|^call_expression$/.test(type)) ?? [];

const UNITS: Readonly<Record<string, number>> = { Millisecond: 1, Milliseconds: 1, milliseconds: 1, Second: 1000, Seconds: 1000, seconds: 1000, Minute: 60_000, Minutes: 60_000, minutes: 60_000, Hour: 3_600_000, Hours: 3_600_000, hours: 3_600_000 };

/** `30`, `30 * time.Second`, `time.Minute`, `TimeSpan.FromSeconds(30)`, or a constant of the file that is one of these. */
function milliseconds(written: string, { source: { file, text } }: SourceNode, depth = 0): number | undefined {
  const plain = /^\d{1,9}(?:\.\d{1,6})?$/.exec(written)?.[0];
  if (plain !== undefined) return Number(plain) * (file.endsWith('.py') ? 1000 : 1);
  const [, before, unit, after] = /^(?:(\d{1,9})\s*\*\s*)?time\.(Millisecond|Second|Minute|Hour)(?:\s*\*\s*(\d{1,9}))?$/.exec(written) ?? [];
  if (unit !== undefined) return Number(before ?? after ?? 1) * UNITS[unit]!;
  const [, span, amount] = /^TimeSpan\.From(Milliseconds|Seconds|Minutes|Hours)\(\s*(\d{1,9})\s*\)?$/.exec(written) ?? [];
  if (span !== undefined) return Number(amount) * UNITS[span]!;
  if (!/^\w{1,60}$/.test(written) || depth > 0) return undefined;
  const values = [...text.matchAll(new RegExp(`\\b${written}(?::\\s*\\w+)?\\s*=\\s*([^=\\n;]{1,60})`, 'g'))].map((found) => found[1]!.replace(/\s*(?:#|\/\/).*$/, '').trim());
  return values.length === 1 ? milliseconds(values[0]!, { source: { file, text } } as SourceNode, 1) : undefined;
}

/** `scheduler.add_job(poll, 'interval', seconds=30)`, `@repeat_every(seconds=30)`, `schedule.every(5).minutes.do(poll)`, `c.AddFunc("0 * * * *", poll)`. */
function scheduled(name: string | undefined, fn: SourceNode | undefined, { source: { text } }: SourceNode): Pace | undefined {
  if (!fn) return undefined;
  const handed = fn.parent && /argument/.test(fn.parent.type) ? fn.parent.parent : undefined;
  const literal = handed && /AddFunc\(\s*"([^"]{1,80})"/.exec(textOf(handed))?.[1];
  if (name === undefined || !/^\w{1,80}$/.test(name)) return byClock(literal, placeOf(handed ?? fn));
  const [, unit, amount] = new RegExp(`\\badd_job\\(\\s*(?:\\w+\\.)*${name}\\s*,[^()]{0,80}["']interval["'][^()]{0,80}?\\b(seconds|minutes|hours)\\s*=\\s*(\\d{1,6})`).exec(text) ?? decorated(fn) ?? turned(new RegExp(`\\bevery\\(\\s*(\\d{1,6})\\s*\\)\\.(seconds|minutes|hours)\\.do\\(\\s*(?:\\w+\\.)*${name}\\b`).exec(text)) ?? [];
  if (unit !== undefined) return every(Number(amount) * UNITS[unit]!, placeOf(fn));
  return byClock(new RegExp(`AddFunc\\(\\s*"([^"]{1,80})"\\s*,\\s*(?:\\w+\\.)*${name}\\b`).exec(text)?.[1], placeOf(fn));
}

const decorated = (fn: SourceNode): RegExpExecArray | null => (fn.parent?.type === 'decorated_definition' ? /^@[\w.]{0,60}(?:repeat_every\(|scheduled_job\(\s*["']interval["'])[^()]{0,80}?\b(seconds|minutes|hours)\s*=\s*(\d{1,6})/m.exec(textOf(fn.parent).slice(0, 400)) : null);

const turned = (found: RegExpExecArray | null): readonly string[] | undefined => (found ? [found[0], found[2]!, found[1]!] : undefined);

/** Where the same file calls a function, or a method by that name, apart from itself. */
function callsOf(fn: SourceNode, name: string): SourceNode[] {
  let root = fn;
  while (root.parent) root = root.parent;
  return [...walk(root)].filter((node) => /^(?:call|call_expression|invocation_expression)$/.test(node.type) && !(node.start >= fn.start && node.end <= fn.end) && new RegExp(`(?:^|[.\\s])${name}$`).test(textOf(childOf(node, 'function') ?? node.children[0] ?? node)));
}
