import type { Place } from '../analyzer/facts/place.js';
import type { Finding } from '../analyzer/report/result.js';

/** `redis`, or `cart -> inventory` for a dependency. */
export const subjectOf = ({ subject }: Pick<Finding, 'subject'>, arrow = ' -> '): string =>
  'component' in subject ? subject.component : `${subject.from}${arrow}${subject.to}`;

/** The component that the finding is about, or the one that depends. */
export const ownerOf = ({ subject }: Pick<Finding, 'subject'>): string => ('component' in subject ? subject.component : subject.from);

/** `file:line`: the column rarely helps a person and widens every line. */
export const fileLine = (place: Pick<Place, 'file' | 'line'>): string => `${place.file}:${place.line}`;

/** With what decided the value where that stands elsewhere: `templates/cart.yaml:14 (from values.yaml:7 replicaCount)`. */
export const origin = ({ from }: { readonly from?: Pick<NonNullable<Place['from']>, 'file' | 'line' | 'label'> | undefined }): string => (from === undefined ? '' : ` (from ${[fileLine(from), from.label].filter((part) => part !== '').join(' ')})`);
