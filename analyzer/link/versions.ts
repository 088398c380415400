import type { ClientFact, Fact, LibraryFact, LibraryVersion } from '../facts/types.js';
import { namesOfLibrary } from '../knowledge/clients.js';
import { ofKind } from './facts.js';

/** Clients with the version of their library, as the nearest manifest above their code has it. */
export function withVersions(facts: readonly Fact[]): Fact[] {
  const libraries = new Map(ofKind(facts, 'library').map((fact) => [keyOf(fact.root, fact.ecosystem, fact.version.name), fact.version]));
  return facts.map((fact) => {
    const version = fact.kind === 'client' && libraries.size > 0 ? versionOf(fact, libraries) : undefined;
    return version === undefined ? fact : { ...fact, version };
  });
}

const keyOf = (root: string, ecosystem: LibraryFact['ecosystem'], name: string): string => `${ecosystem}\u0000${name}\u0000${root}`;

function versionOf({ library, at, packages }: ClientFact, libraries: ReadonlyMap<string, LibraryVersion>): LibraryVersion | undefined {
  const known = namesOfLibrary(library);
  if (known === undefined) return undefined;
  for (const start of [folderOf(at.file), ...packages])
    for (let folder = start; ; folder = folderOf(folder)) {
      const found = known.names.map((name) => libraries.get(keyOf(folder, known.ecosystem, name))).find((version) => version !== undefined);
      if (found) return found;
      if (folder === '.') break;
    }
  return undefined;
}

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');
