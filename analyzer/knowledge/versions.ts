import semver from 'semver';
import type { LibraryVersion } from '../facts/libraries.js';

// Ranges of npm are a language of their own, with carets, alternatives and prereleases: its own implementation reads them.

/** A range of versions in which a library does something else. */
export interface VersionBand {
  /** As node-semver writes it. */
  readonly range: string;
  /** The name in the registry that counts so; absent: every name for which no band of its own is there. */
  readonly of?: string;
}

/**
 * The bands that the version may lie in; undefined among them: it may lie in none. One answer where the version is locked, or where
 * the range that a manifest allows lies within a band; without a version each is possible.
 */
export function possibleBands<B extends VersionBand>(all: readonly B[], version: LibraryVersion | undefined): readonly (B | undefined)[] {
  const own = all.filter(({ of }) => of !== undefined && of === version?.name);
  const bands = own.length > 0 ? own : all.filter(({ of }) => of === undefined);
  const everything = [...bands, undefined];
  if (version === undefined) return everything;
  if (version.locked) {
    const exact = semver.coerce(version.version)?.version;
    return exact === undefined ? everything : [bands.find(({ range }) => semver.satisfies(exact, range))];
  }
  const allowed = version.version;
  if (semver.validRange(allowed) === null) return everything;
  const within = bands.find(({ range }) => semver.subset(allowed, range));
  if (within) return [within];
  const met = bands.filter(({ range }) => semver.intersects(allowed, range));
  return [...met, undefined];
}
