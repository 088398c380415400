import type { Place } from '../analyzer/facts/place.js';
import type { Finding } from '../analyzer/report/result.js';

/** `redis`, or `cart -> inventory` for a dependency. */
export const subjectOf = ({ subject }: Pick<Finding, 'subject'>, arrow = ' -> '): string =>
  'component' in subject ? subject.component : `${subject.from}${arrow}${subject.to}`;

/** The component that the finding is about, or the one that depends. */
export const ownerOf = ({ subject }: Pick<Finding, 'subject'>): string => ('component' in subject ? subject.component : subject.from);

/** A packaged chart is one file on the disk; what lies in it is named beside it. */
export function onDisk({ file, line }: Pick<Place, 'file' | 'line'>): { readonly file: string; readonly within?: string } {
  const [, archive, inner] = /^(.*\.tgz)\/(.+)$/.exec(file) ?? [];
  return archive === undefined ? { file } : { file: archive, within: `${inner}:${line}` };
}

/** `file:line`: the column rarely helps a person and widens every line. In an archive: `charts/cache.tgz (templates/cache.yaml:4)`. */
export function fileLine(place: Pick<Place, 'file' | 'line'>): string {
  const { file, within } = onDisk(place);
  return within === undefined ? `${file}:${place.line}` : `${file} (${within})`;
}

/** With what decided the value where that stands elsewhere: `templates/cart.yaml:14 (from values.yaml:7 replicaCount)`. */
export const origin = ({ from }: { readonly from?: Pick<NonNullable<Place['from']>, 'file' | 'line' | 'label'> | undefined }): string => (from === undefined ? '' : ` (from ${[fileLine(from), from.label].filter((part) => part !== '').join(' ')})`);
