import { groupBy } from '../../analyzer/facts/groups.js';
import type { Place } from '../../analyzer/facts/place.js';
import type { Finding, Result, Severity, Suppression } from '../../analyzer/report/result.js';
import { plain } from '../plain.js';
import { onDisk, ownerOf, subjectOf } from '../subject.js';

export type SarifObject = Readonly<Record<string, unknown>>;

export const level = (severity: Severity): string => (severity === 'info' ? 'note' : severity);

/** GitHub keeps 100 locations of a result and 1,000 of a code flow. */
const RELATED = 100;
const HOPS = 1000;

type AnyFinding = Finding | Result['suppressed'][number];

/** `compared`: a baseline was given, and this is not in it. */
export function toSarifResult(finding: AnyFinding, ruleIndex: number, compared = false): SarifObject {
  const related = relatedOf(finding).slice(0, RELATED);
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: level(finding.severity),
    ...(compared && !('suppression' in finding) ? { baselineState: 'new' } : {}),
    message: { text: messageOf(finding, related) },
    locations: [{ ...location(finding.place), logicalLocations: [{ name: plain(ownerOf(finding)), kind: 'component' }] }],
    // GitHub tells alerts apart by this one alone; ours survives edits above the line, as the fingerprint does.
    partialFingerprints: { primaryLocationLineHash: `${finding.fingerprint}:1`, 'faultline/v1': finding.fingerprint },
    relatedLocations: related.map(({ at, text }, index) => ({ id: index + 1, ...location(at, text) })),
    ...(finding.path.length > 0 ? { codeFlows: [codeFlow(finding)] } : {}),
    ...fixesOf(finding),
    ...('suppression' in finding ? { suppressions: [suppression(finding.suppression)] } : {}),
    properties: { subject: plain(subjectOf(finding)), environment: finding.environment, ...(finding.stack === undefined ? {} : { stack: plain(finding.stack) }) },
  };
}

/** One fix, of all its edits; those of one file together. */
function fixesOf({ fix }: Finding): SarifObject {
  const edits = fix.suggestion?.edits ?? [];
  if (edits.length === 0) return {};
  const changes = [...groupBy(edits, ({ at }) => onDisk(at).file)].map(([file, of]) => ({
    artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' },
    replacements: of.map(({ at, text }) => ({ deletedRegion: { startLine: at.line, startColumn: at.column, endLine: at.line, endColumn: at.column + at.length }, insertedContent: { text } })),
  }));
  return { fixes: [{ description: { text: words(fix.text) }, artifactChanges: changes }] };
}

interface Related {
  readonly at: Place;
  readonly text: string;
  /** The word in the message that links there. */
  readonly link: string;
}

function relatedOf(finding: Finding): Related[] {
  const hops = finding.path.map(({ at, component, text }) => ({ at, text: `${component}: ${text}`, link: component }));
  const { from } = finding.place;
  return [...hops, ...(from === undefined ? [] : [{ at: from, text: `decided by ${from.label}`, link: from.label }]), ...finding.related.map(({ at, text }) => ({ at, text, link: text }))];
}

function messageOf(finding: Finding, related: readonly Related[]): string {
  const links = related.map(({ link }, index) => `[${words(link)}](${index + 1})`);
  const hops = Math.min(finding.path.length, links.length);
  return [
    words(finding.message),
    ...(hops > 0 ? [`Path: ${links.slice(0, hops).join(' → ')}`] : []),
    ...(links.length > hops ? [`See: ${links.slice(hops).join(', ')}`] : []),
    `Fix: ${words(finding.fix.text)}`,
  ].join('\n');
}

/** In SARIF messages brackets make links, braces placeholders, and a backslash escapes a bracket. */
const words = (text: string): string => plain(text).replace(/[[\]\\]/g, '\\$&').replace(/[{}]/g, '$&$&');

/** Viewers open the file: of what lies in an archive, the archive. */
function location(at: Place, text?: string): SarifObject {
  const { file, within } = onDisk(at);
  const said = [text, within].filter((part) => part !== undefined).join(', ');
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' }, region: region(within === undefined ? at : { ...at, line: 1, column: 1, length: 1 }) },
    ...(said === '' ? {} : { message: { text: words(said) } }),
  };
}

// One line long: a pull request shows an alert only where all its lines are in the diff. The end is exclusive.
const region = ({ line, column, length }: Place): SarifObject => ({ startLine: line, startColumn: column, endLine: line, endColumn: column + Math.max(1, length) });

/** A relative reference: every segment percent-encoded, so that none looks like a scheme; half a surrogate pair has no encoding. */
export const uriOf = (file: string): string => file.split('/').map((segment) => encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd'))).join('/');

function codeFlow(finding: Finding): SarifObject {
  const locations = finding.path.slice(0, HOPS).map(({ at, component, text }) => ({ location: location(at, `${component}: ${text}`) }));
  return { message: { text: words(finding.message) }, threadFlows: [{ locations }] };
}

const suppression = ({ by, reason, at }: Suppression): SarifObject => ({
  kind: by === 'config' ? 'external' : 'inSource',
  status: 'accepted',
  ...(reason === undefined ? {} : { justification: plain(reason) }),
  ...(at === undefined ? {} : { location: location(at) }),
});
