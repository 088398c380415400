import { readFileSync } from 'node:fs';
import type { Result } from '../../analyzer/report/result.js';
import { drawPictures } from '../layout/views.js';
import type { ReportOptions } from '../options.js';
import { drawSvg } from '../svg.js';
import type { PageData } from './data.js';
import { pageHtml } from './page.js';

/** One file with everything in it: it asks for nothing, and its policy lets nothing in. */
export async function html(result: Result, options: ReportOptions): Promise<string> {
  const pictures = await drawPictures(result.graph);
  const title = options.title ?? 'Faultline report';
  const reported = new Set(result.findings.map((finding) => finding.rule));
  const data: PageData = {
    title,
    version: result.tool.version,
    graph: result.graph,
    findings: result.findings,
    impact: result.impact,
    faults: result.faults,
    budgets: result.budgets,
    suppressed: result.suppressed.length,
    ...(result.baseline ? { known: result.baseline.known } : {}),
    rules: result.rules.filter(({ id }) => reported.has(id)).map(({ id, summary, page }) => ({ id, summary, page })),
    pictures,
  };
  const first = pictures.views.find((view) => view.id === pictures.first)!;
  const script = asset('app.js');
  const style = asset('page.css');
  return pageHtml({
    title,
    data: embedJson(data),
    script,
    style,
    still: drawSvg(result.graph, first, pictures.groups, title),
  });
}

/**
 * JSON inside a script element: `<` could end the element, and the two separators are line ends in older scripts. Both forms mean
 * the same to the parser.
 */
export const embedJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The bundle lies beside the compiled file; from the sources it is in the output folder. */
function asset(name: string): string {
  const folder = import.meta.url.endsWith('.ts') ? '../../dist/reporters/html/' : './';
  return readFileSync(new URL(`${folder}${name}`, import.meta.url), 'utf8');
}
