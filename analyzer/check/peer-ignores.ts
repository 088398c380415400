import { peersOf, type Rule } from '../../rules/define.js';
import { compareText, type Place } from '../facts/place.js';
import type { System } from '../system/system.js';
import { annotatedObjects, coversObject } from './annotations.js';
import { isContent, outerBlock } from './comments.js';
import type { Ignore } from './ignores.js';

/**
 * Ignores that were written for other tools, read as ignores of the rules that cover their checks, for teams that move over.
 * Nobody is told about those that hide nothing: they are not ours to remove. Sources:
 * https://docs.kubelinter.io/#/configuring-kubelinter?id=ignoring-violations-for-specific-cases,
 * https://github.com/zegl/kube-score#ignoring-a-test, https://polaris.docs.fairwinds.com/customization/exemptions/,
 * https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html
 */
export function peerIgnores(system: System, texts: Iterable<readonly [path: string, text: string]>, rules: readonly Rule[]): readonly Ignore[] {
  const covering = coveringRules(rules);
  const ignore = ({ checks, reason, at }: Skip, by: Ignore['by'], covers: Ignore['covers']): Ignore[] => {
    const ids = [...new Set(checks.flatMap(covering))].sort(compareText);
    return ids.length === 0 ? [] : [{ by, rules: ids, reason: reason || 'ignored for another tool', at, placed: false, covers }];
  };
  return [
    ...annotatedObjects(system).flatMap((object) => Object.entries(object.annotations).flatMap(([key, { value, at }]) => annotationSkips(key, value, at).flatMap((skip) => ignore(skip, 'annotation', (finding) => coversObject(object, finding))))),
    ...commentSkips(texts).flatMap(({ skip, covers }) => ignore(skip, 'comment', covers)),
  ];
}

/** A check by the peer's id, or all of a peer's: `kube-linter/*`. */
function coveringRules(rules: readonly Rule[]): (check: string) => readonly string[] {
  const byCheck = new Map<string, string[]>();
  for (const rule of rules)
    for (const { id } of peersOf(rule))
      for (const key of [id.toLowerCase(), `${id.slice(0, id.indexOf('/'))}/*`]) byCheck.set(key, [...(byCheck.get(key) ?? []), rule.id]);
  return (check) => byCheck.get(check.toLowerCase()) ?? [];
}

interface Skip {
  readonly checks: readonly string[];
  readonly reason: string;
  readonly at: Place;
}

const LINTER = 'ignore-check.kube-linter.io/';
const POLARIS = /^polaris\.fairwinds\.com\/(?:(.+)-)?exempt$/;
const CHECKOV = /^(?:checkov|bridgecrew)\.io\/skip\d*$/;

function annotationSkips(key: string, value: string, at: Place): Skip[] {
  if (key.startsWith(LINTER)) return [{ checks: [`kube-linter/${key.slice(LINTER.length)}`], reason: value, at }];
  if (key === 'kube-linter.io/ignore-all') return [{ checks: ['kube-linter/*'], reason: value, at }];
  if (key === 'kube-score/ignore') return [{ checks: value.split(',').map((id) => (id.trim() === '*' ? 'kube-score/*' : `kube-score/${id.trim()}`)), reason: '', at }];
  const polaris = POLARIS.exec(key);
  if (polaris) return value.toLowerCase() === 'true' ? [{ checks: [`polaris/${polaris[1] ?? '*'}`], reason: '', at }] : [];
  if (!CHECKOV.test(key)) return [];
  const [id = '', ...reason] = value.split('=');
  return [{ checks: [`checkov/${id.trim()}`], reason: reason.join('=').trim(), at }];
}

const MARK = ':skip=';
const COMMENT = /(?:#|\/\/)\s*(?:checkov|bridgecrew):skip=([\w-]+)(?::\s*(.*\S))?\s*$/;

/** In a Dockerfile such a comment covers the file, elsewhere the block that it stands in. */
function commentSkips(texts: Iterable<readonly [path: string, text: string]>): { skip: Skip; covers: Ignore['covers'] }[] {
  return [...texts].flatMap(([file, text]) => {
    if (!text.includes(MARK)) return [];
    const lines = text.split(/\r?\n/);
    return lines.flatMap((line, index) => {
      const match = COMMENT.exec(line);
      if (!match || isContent(line)) return [];
      const [first, last] = /(?:^|\/|\.)Dockerfile/.test(file) ? [1, lines.length] : outerBlock(lines, index);
      const at = { file, line: index + 1, column: match.index + 1, length: match[0].trimEnd().length };
      return [{ skip: { checks: [`checkov/${match[1]!}`], reason: match[2] ?? '', at }, covers: ({ place }: { readonly place: Place }) => place.file === file && place.line >= first && place.line <= last }];
    });
  });
}
