import type { Finding, Result, Severity } from '../analyzer/report/result.js';
import type { Place } from '../analyzer/facts/place.js';
import { causesOf } from './causes.js';
import type { ReportOptions } from './options.js';
import { plain } from './plain.js';
import { fileLine, onDisk, origin } from './subject.js';
import { coverage, severities, verdict } from './summary.js';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** GitHub shows ten annotations of a kind for one step; the summary is a notice, too. */
const SHOWN: Readonly<Record<Severity, number>> = { error: 10, warning: 10, info: 9 };

/** Workflow commands: the worst findings as annotations at their lines, then one with the numbers. */
export function github(result: Result, options?: Pick<ReportOptions, 'title'>): string {
  const heads = causesOf(result.findings).map(({ head }) => head);
  const annotations = severities.flatMap((severity) => heads.filter((head) => head.severity === severity).slice(0, SHOWN[severity]).map(annotated));
  const hidden = heads.length - annotations.length;
  const numbers = [verdict(result), ...(hidden > 0 ? [`${hidden} not shown as annotations`] : []), coverage(result)].join('; ');
  return `${[...annotations, `::notice title=${property(options?.title ?? 'Faultline')}::${data(plain(numbers))}`].join('\n')}\n`;
}

function annotated({ severity, place, rule, message, path, fix }: Finding): string {
  const hops = path.map((step) => plain(`${step.component} ${step.text} (${fileLine(step.at)})`));
  const { file, within } = onDisk(place);
  const shown = within === undefined ? place : { ...place, file, line: 1, column: 1, length: 1 };
  return annotation(COMMANDS[severity], shown, rule, [plain(message) + plain(origin(place)), ...(within === undefined ? [] : [`In ${plain(within)}`]), ...hops, `Fix: ${plain(fix.text)}`].join('\n'));
}

/** One workflow command that marks a line; `text` has its control characters taken out already. */
export function annotation(command: string, { file, line, column, length }: Place, title: string, text: string): string {
  const where = { file: plain(file), line, endLine: line, col: column, endColumn: column + Math.max(1, length), title };
  const properties = Object.entries(where).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${command} ${properties.join(',')}::${data(text)}`;
}

// The runner decodes these and nothing else; a raw line break would start a command of its own.
export const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

export const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
