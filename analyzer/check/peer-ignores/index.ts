import { peersOf, type Rule } from '../../../rules/define.js';
import { compareText, type Place } from '../../facts/place.js';
import type { System } from '../../system/system.js';
import { annotatedObjects, coversObject } from '../annotations.js';
import type { Ignore } from '../ignores.js';
import { annotationSkips, readsPods } from './annotations.js';
import { commentSkips } from './comments.js';

/** What somebody told another tool not to report. */
export interface Skip {
  /** Checks by the peers' ids; `kube-linter/*` is all of a peer's. */
  readonly checks: readonly string[];
  readonly reason: string;
  readonly at: Place;
}

/**
 * Ignores that were written for other tools, read as ignores of the rules that cover their checks, for teams that move over.
 * Nobody is told about those that hide nothing: they are not ours to remove.
 */
export function peerIgnores(system: System, texts: Iterable<readonly [path: string, text: string]>, rules: readonly Rule[]): readonly Ignore[] {
  const covering = coveringRules(rules);
  const ignore = ({ checks, reason, at }: Skip, by: Ignore['by'], covers: Ignore['covers']): Ignore[] => {
    const ids = [...new Set(checks.flatMap(covering))].sort(compareText);
    return ids.length === 0 ? [] : [{ by, rules: ids, reason: reason || 'ignored for another tool', at, placed: false, covers }];
  };
  return [
    ...annotatedObjects(system).flatMap((object) => Object.entries(object.annotations).flatMap(([key, { value, at }]) => (object.ofPods && !readsPods(key) ? [] : annotationSkips(key, value, at)).flatMap((skip) => ignore(skip, 'annotation', (finding) => coversObject(object, finding))))),
    ...commentSkips(texts).flatMap(({ skip, covers }) => ignore(skip, 'comment', covers)),
  ];
}

/** KICS names its queries by whole UUIDs, of which ids here are the beginning; Trivy writes one id in several ways, and tfsec wrote it in another. */
const canonical = (check: string): string =>
  check.toLowerCase().replace(/^trivy\/(?:aws|azure|google|digitalocean)-([a-z]+\d?)-([a-z-]+)$/, (_, of: string, what: string) => `trivy/${of}/${what.replaceAll('-', '_')}`).replace(/^(kics\/[\da-f]{8})-[\da-f-]+$/, '$1').replace(/^trivy\/(?:avd-)?(ksv|ds)-0(\d{3})$/, 'trivy/$1$2').replace(/^trivy\/(aws|azu|gcp)-(\d{4})$/, 'trivy/avd-$1-$2');

/** cfn-lint takes the beginning of an id for all that begin so. */
const LINTED = /^cfn-lint\/[EWI]\d{0,3}$/;

function coveringRules(rules: readonly Rule[]): (check: string) => readonly string[] {
  const byCheck = new Map<string, string[]>();
  for (const rule of rules)
    for (const { id } of peersOf(rule))
      for (const key of [id.toLowerCase(), `${id.slice(0, id.indexOf('/'))}/*`]) byCheck.set(key, [...(byCheck.get(key) ?? []), rule.id]);
  return (check) => byCheck.get(canonical(check)) ?? (LINTED.test(check) ? [...byCheck].flatMap(([id, found]) => (id.startsWith(canonical(check)) ? found : [])) : []);
}
