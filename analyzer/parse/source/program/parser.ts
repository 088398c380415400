import { compareText, type Place } from '../../../facts/place.js';
import type { PackageFact } from '../../../facts/types.js';
import { folderOf } from '../../paths.js';
import type { FileSet, Parser, ParseResult } from '../../parser.js';
import { loadLanguage, type SourceLanguage } from '../grammars.js';
import type { ClientLibrary } from '../library.js';
import { clientsOf } from './clients.js';
import type { Dialect } from './dialect.js';
import { marksOf } from './marks.js';
import { createProgram, type SourcePackage } from './program.js';

/** A package as its manifest describes it. */
export interface ManifestPackage extends SourcePackage {
  readonly name: string;
  readonly at: Place;
  readonly startsAt: Place | undefined;
}

/** A language whose parser is nothing but data: how its manifests are read, how its syntax reads, and its client libraries. */
export interface CodeLanguage {
  readonly id: SourceLanguage;
  readonly dialect: Dialect;
  readonly libraries: readonly ClientLibrary[];
  readonly source: RegExp;
  readonly manifest: RegExp;
  /** Further files that `more` reads. */
  readonly companion?: RegExp;
  /** What the Dockerfile of a folder without a manifest must say for its files to be a package. */
  readonly image: RegExp;
  packages(manifests: readonly string[], files: FileSet): readonly ManifestPackage[];
  more?(companions: readonly string[], packages: readonly ManifestPackage[], files: FileSet): ParseResult['facts'];
}

const LEFT_OUT = /(?:^|\/)(?:tests?|specs?|vendor|node_modules|target|examples?|benches|fixtures|migrations)\//i;

/** All source of the language in a tree is one unit, because packages build on each other. */
export function codeParser(language: CodeLanguage): Parser {
  const { id } = language;
  return {
    id,
    claims: (path) => language.source.test(path) || language.manifest.test(path) || (language.companion?.test(path) ?? false),
    units: (claimed) => (claimed.length === 0 ? [] : [{ id: `${id}:.`, parser: id, root: '.', files: claimed }]),
    async parse(unit, files) {
      const source = unit.files.filter((path) => language.source.test(path) && !LEFT_OUT.test(path));
      const declared = language.packages(unit.files.filter((path) => language.manifest.test(path) && !LEFT_OUT.test(path)), files);
      const packages = [...declared, ...withoutManifest(language, source, declared, files)];
      const code = packages.some((p) => p.startable) ? await readCode(language, source, packages, files) : { facts: [], problems: [] };
      const more = language.more?.(unit.files.filter((path) => language.companion!.test(path)), packages, files) ?? [];
      return { facts: [...packages.map((p) => packageFact(id, p)), ...code.facts, ...more], problems: code.problems };
    },
  };
}

async function readCode({ id, dialect, libraries }: CodeLanguage, source: readonly string[], packages: readonly ManifestPackage[], files: FileSet): Promise<ParseResult> {
  const marks = marksOf(libraries);
  if (!source.some((path) => marks.test(files.read(path) ?? ''))) return { facts: [], problems: [] };
  const program = createProgram(dialect, await loadLanguage(id), source, packages, (text) => marks.test(text), files);
  return { facts: clientsOf(program, libraries).map(({ fact }) => fact), problems: program.problems };
}

/** A folder that is built into an image of the language's and has no manifest: its Dockerfile starts it. */
function withoutManifest({ image }: CodeLanguage, source: readonly string[], declared: readonly ManifestPackage[], files: FileSet): readonly ManifestPackage[] {
  const known = new Set(declared.map((p) => p.root));
  const folders = [...new Set(source.map(folderOf))].filter((folder) => !known.has(folder)).sort(compareText);
  return folders.flatMap((root) => {
    const path = root === '.' ? 'Dockerfile' : `${root}/Dockerfile`;
    const found = image.exec(files.read(path) ?? '');
    if (!found) return [];
    const line = (files.read(path) ?? '').slice(0, found.index).split('\n').length;
    const at = { file: path, line, column: 1, length: found[0].length };
    return [{ root, name: root.slice(root.lastIndexOf('/') + 1), at, startsAt: at, startable: true, uses: [], libraries: new Set<string>() }];
  });
}

const packageFact = (language: string, { root, name, at, startable, startsAt, uses }: ManifestPackage): PackageFact => ({
  kind: 'package', root, name, language, at, startable, ...(startsAt ? { startsAt } : {}), listens: [], uses,
});
