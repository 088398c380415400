import picomatch from 'picomatch';
import type { Config, SuppressConfig } from '../config/config.js';
import type { Place } from '../facts/place.js';
import type { Finding, Suppression } from '../report/result.js';

/** One thing that hides findings, wherever it was written. */
export interface Ignore {
  readonly by: Suppression['by'];
  /** Rule ids or globs over them. */
  readonly rules: readonly string[];
  readonly reason?: string;
  readonly at: Place;
  readonly covers: (finding: Finding) => boolean;
  /** Without a place nobody can be told where to remove it. */
  readonly placed?: false;
}

/** `rule-id, other-rule -- reason`: what stands behind `faultline-ignore`, and in an annotation between semicolons. */
export function parseIgnore(text: string): { readonly rules: readonly string[]; readonly reason?: string } {
  const [ids = '', ...rest] = text.split(/(?:^|\s)--(?:\s|$)/);
  const reason = rest.join(' -- ').trim();
  return { rules: ids.split(/[\s,]+/).filter((id) => id !== ''), ...(reason === '' ? {} : { reason }) };
}

/** The configuration's `suppress` entries: every field that an entry has must fit. */
export const configIgnores = (config: Config): readonly Ignore[] =>
  config.suppress.map((entry) => ({
    by: 'config', rules: [entry.rule], reason: entry.reason, covers: fits(entry),
    ...(entry.at ? { at: entry.at } : { at: { file: 'faultline.config.yaml', line: 1, column: 1, length: 0 }, placed: false }),
  }));

function fits(entry: SuppressConfig): (finding: Finding) => boolean {
  const component = entry.component === undefined ? undefined : picomatch(entry.component, { dot: true });
  const path = entry.path === undefined ? undefined : picomatch(entry.path, { dot: true });
  return (finding) =>
    (component === undefined || subjects(finding).some((id) => component(id))) &&
    (path === undefined || path(finding.place.file)) &&
    (entry.object === undefined || (finding.object !== undefined && [finding.object.name, `${finding.object.kind}/${finding.object.name}`].includes(entry.object)));
}

const subjects = ({ subject }: Finding): readonly string[] => ('component' in subject ? [subject.component] : [subject.from, subject.to]);
