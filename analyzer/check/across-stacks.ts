import { groupBy } from '../facts/groups.js';
import { comparePlaces, formatPlace } from '../facts/place.js';
import type { Finding } from '../report/result.js';
import { sharedPart } from './fingerprint.js';

/**
 * A repository often deploys one object from several stacks: a variant of a manifest, a chart and its values, an overlay for each
 * region, one base for staging and production. What they all show is one cause, so it is one finding: where it is gravest, with the
 * other places beside it. It runs after ignores, so that one in a single stack hides that stack's finding alone. Takes and returns
 * findings in order, the worst first.
 */
export function joinStacks(findings: readonly Finding[]): readonly Finding[] {
  const alike = groupBy(findings, (finding) => sharedPart(finding.fingerprint));
  const byLine = groupBy([...alike.values()].map(joined), lineOf);
  return [...byLine.values()].flatMap((those) => (new Set(those.map(({ stack }) => stack)).size === those.length ? [joined(those)] : those));
}

/** One line of a base or of a chart is mended once, whatever its objects are called in staging and in production. */
const lineOf = ({ rule, subject, place, fingerprint, stack }: Finding): string =>
  stack === undefined ? fingerprint : JSON.stringify([rule, subject, formatPlace(place), place.from === undefined ? '' : formatPlace(place.from)]);

/** It keeps the lowest number of its fingerprints: one that a baseline knows stays known when another stack shows the same. */
function joined([worst, ...others]: readonly Finding[]): Finding {
  const [first, ...rest] = [worst!, ...others].map(({ fingerprint }) => fingerprint).sort();
  if (rest.length === 0) return worst!;
  const elsewhere = others.filter(({ place }, index) => [worst!, ...others.slice(0, index)].every((earlier) => comparePlaces(earlier.place, place) !== 0));
  const related = elsewhere.map(({ place, stack, message }) => ({ at: place, text: message === worst!.message ? `the same in ${stack}` : `in ${stack}: ${message}` }));
  return { ...worst!, fingerprint: first!, related: [...worst!.related, ...related] };
}
