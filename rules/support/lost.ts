import type { ObjectRef } from '../../analyzer/facts/types.js';
import type { Place } from '../../analyzer/facts/place.js';
import type { Fix, Severity } from '../../analyzer/report/result.js';
import type { StackView } from '../../analyzer/system/system.js';
import { nearest } from '../../analyzer/config/nearest.js';
import { servesUsers, type RuleContext } from '../define.js';
import { objectKey } from './objects.js';

/** A reference, or a setting, of one object that does not work. */
export interface Lost {
  readonly object: ObjectRef;
  /** Component that suffers, where one is known; else the object is the subject. */
  readonly component?: string | undefined;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  readonly related?: readonly { readonly at: Place; readonly text: string }[];
  readonly fix: Fix;
  /** What of the object is meant: two references of one object are two findings. */
  readonly what: string;
}

/** Reports it for its object. Where no users are served, nobody gets an error yet. */
export function reportLost(context: Pick<RuleContext, 'report'>, view: StackView, { object, component, severity, what, ...rest }: Lost): void {
  context.report({
    ...rest,
    subject: { component: component ?? object.name },
    stack: view.stack.id,
    object,
    discriminator: `${objectKey(view, object)} ${what}`,
    severity: severity === 'error' && !servesUsers(view) ? 'warning' : severity,
  });
}

/** `Name cart instead, or add ...` where a name is near, else only what to add. */
export function nameOrAdd(name: string, known: Iterable<string>, missing: string): Fix {
  const near = nearest(name, known);
  return { text: near === undefined ? `Add ${missing}, or correct the name.` : `Name ${near} instead, or add ${missing}.` };
}
