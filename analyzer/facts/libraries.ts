import type { Place } from './place.js';

/** Registries, each with names and versions of its own. */
export type Ecosystem = 'npm' | 'pypi' | 'go' | 'maven' | 'nuget';

/** A library of which something is known, in the version that a folder's build takes. */
export interface LibraryFact {
  readonly kind: 'library';
  /** Folder of the manifest that asks for it. */
  readonly root: string;
  readonly ecosystem: Ecosystem;
  readonly version: LibraryVersion;
}

export interface LibraryVersion {
  /** In its registry. */
  readonly name: string;
  /** What is installed where it is locked; else the range that may be, as node-semver writes it. */
  readonly version: string;
  readonly locked: boolean;
  /** The line of the lock file, else of the manifest. */
  readonly at: Place;
}
