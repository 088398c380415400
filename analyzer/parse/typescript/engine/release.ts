import type { Library } from '../clients/library.js';
import type { Manifest } from '../manifest.js';

/** The knowledge base's entry for the release of a library that a package was written for: its own, or that of older releases. */
export function entryOf({ id, older, packages }: Library, manifest: Manifest | undefined): string {
  const range = packages.map((name) => manifest?.dependencies.get(name)).find((found) => found !== undefined);
  const release = older && range !== undefined ? leastOf(range) : undefined;
  return older && release && isBefore(release, older.before) ? older.id : id;
}

type Release = readonly number[];

/** `^3.5.9` was written when that was the newest; undefined for what names no number: `latest`, a location. */
function leastOf(range: string): Release | undefined {
  const written = /^\s*[\^~>=v]*\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(range);
  return written ? [written[1], written[2], written[3]].map((part) => Number(part ?? 0)) : undefined;
}

function isBefore(release: Release, other: Release): boolean {
  const differs = release.findIndex((part, i) => part !== other[i]);
  return differs >= 0 && release[differs]! < other[differs]!;
}
