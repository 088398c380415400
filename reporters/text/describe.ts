import type picocolors from 'picocolors';
import type { Severity, Step } from '../../analyzer/report/result.js';
import type { Cause } from '../causes.js';
import { plain } from '../plain.js';
import { fileLine, origin, subjectOf } from '../subject.js';
import { count } from '../summary.js';
import { columns, pad, wrap } from '../wrap.js';

export type Colours = ReturnType<typeof picocolors.createColors>;

export interface Paper {
  readonly colours: Colours;
  readonly width: number;
  readonly verbose: boolean;
}

/** Columns that the severity's word takes; everything else is indented by as much. */
export const GUTTER = 9;
export const INDENT = ' '.repeat(GUTTER);

/** One cause: the consequence, the path that the failure takes, the fix, and where the same comes from. */
export function describe(cause: Cause, paper: Paper): string[] {
  const { head } = cause;
  const { colours } = paper;
  const [first = '', ...more] = wrap(plain(head.message), paper.width - GUTTER);
  return [
    severityLabel(head.severity, colours) + colours.bold(first),
    ...more.map((line) => INDENT + colours.bold(line)),
    ...path(cause, paper),
    ...labelled('Fix: ', plain(head.fix.text), paper),
    ...(paper.verbose ? suggestion(cause, paper) : []),
    ...alsoFor(cause, paper),
    ...alsoAt(cause, paper),
    ...identity(cause, paper),
  ];
}

const severityLabel = (severity: Severity, colours: Colours): string =>
  ({ error: (word: string) => colours.red(colours.bold(word)), warning: colours.yellow, info: colours.cyan })[severity](severity.padEnd(GUTTER));

/** Longer paths keep their ends: where traffic enters and where it fails. */
const HOPS = 7;

function path({ head }: Cause, paper: Paper): string[] {
  if (head.path.length === 0) return [];
  const hidden = paper.verbose ? 0 : Math.max(0, head.path.length - HOPS);
  const hops = draw(hidden === 0 ? head.path : [...head.path.slice(0, 3), ...head.path.slice(3 + hidden)], paper);
  if (hidden > 0) hops.splice(3, 0, [`${INDENT}${paper.colours.dim(`… ${hidden} hops …`)}`]);
  return hops.flat();
}

// One line a hop where all of them fit, so that places stand in a column; else the place goes below its hop.
function draw(steps: readonly Step[], { colours, width }: Paper): string[][] {
  const rows = steps.map(({ component, text, at }, index) => ({ name: plain(`${index > 0 ? '→ ' : ''}${component}`), text: plain(without(component, text)), place: plain(fileLine(at)) }));
  const names = Math.max(...rows.map((row) => columns(row.name)));
  const texts = Math.max(...rows.map((row) => columns(row.text)));
  const places = Math.max(...rows.map((row) => columns(row.place)));
  if (GUTTER + names + texts + places + 4 <= width) return rows.map((row) => [`${INDENT}${pad(row.name, names)}  ${pad(row.text, texts)}  ${colours.dim(row.place)}`]);
  return rows.map((row) => [...wrap(`${row.name}  ${row.text}`, width - GUTTER).map((line) => INDENT + line), `${INDENT}    ${colours.dim(row.place)}`]);
}

/** `cart calls redis` beside the name `cart` is `calls redis`. */
const without = (component: string, text: string): string => (text.startsWith(`${component} `) ? text.slice(component.length + 1) : text);

function labelled(label: string, text: string, { width, colours }: Paper): string[] {
  const indent = ' '.repeat(label.length);
  return wrap(text, width - GUTTER - label.length).map((line, index) => INDENT + (index === 0 ? colours.green(label) : indent) + line);
}

function suggestion({ head }: Cause, { colours }: Paper): string[] {
  return head.fix.suggestion ? head.fix.suggestion.text.split(/\r?\n/).map((line) => `${INDENT}    ${colours.green('+')} ${plain(line)}`) : [];
}

// The last line is where to go, and the name to ask about or to ignore. Production goes without saying.
function identity({ head }: Cause, { colours, width, verbose }: Paper): string[] {
  const where = verbose ? (head.stack ?? head.environment) : head.environment;
  const parts = [fileLine(head.place) + origin(head.place), head.rule, ...(!verbose && (where === 'production' || where === 'unknown') ? [] : [where])];
  return wrap(plain(parts.join(' · ')), width - GUTTER).map((line) => INDENT + colours.dim(line));
}

const PLACES = 4;

// A line that two services run is one cause; the others are named once.
function alsoFor({ head, others }: Cause, paper: Paper): string[] {
  const subjects = [...new Set(others.map((other) => subjectOf(other)))].filter((subject) => subject !== subjectOf(head));
  const rest = paper.verbose ? 0 : Math.max(0, subjects.length - PLACES);
  const words = [...subjects.slice(0, subjects.length - rest).map(plain), ...(rest > 0 ? [`and ${rest} more`] : [])];
  return words.length === 0 ? [] : labelled('Also: ', words.join(', '), paper);
}


function alsoAt({ head, others }: Cause, paper: Paper): string[] {
  const known = new Set([head.place, ...head.path.map((step) => step.at)].map(fileLine));
  const own = head.related.map(({ at, text }) => ({ place: fileLine(at), note: paper.verbose ? text : '' }));
  const twins = others.map(({ place, environment }) => ({ place: fileLine(place), note: environment === head.environment ? '' : environment }));
  const places = [...new Map([...own, ...twins].filter(({ place }) => !known.has(place)).map((one) => [one.place, one])).values()];
  if (places.length === 0) return [];
  const shown = paper.verbose ? places : places.slice(0, PLACES);
  const rest = places.length - shown.length;
  const words = shown.map(({ place, note }) => plain(note === '' ? place : `${place} (${note})`));
  return labelled('See: ', [...words, ...(rest > 0 ? [`and ${count(rest, 'more place')}`] : [])].join(', '), paper);
}
