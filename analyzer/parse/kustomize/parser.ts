import type { Unit } from '../../facts/types.js';
import { readDocuments, substitutedFolders, substitutionIn } from '../kubernetes/index.js';
import type { RenderChart } from '../chart-request.js';
import type { FileSet, Parser, ParseResult } from '../parser.js';
import { folderOf } from '../paths.js';
import { build } from './build.js';
import { isKustomization, isOtherTools } from './kustomization.js';
import { alreadyParsed, overlaysOf } from './overlays.js';

/** Kustomize overlays. A unit is one that no other includes, with everything that it reads; `renderChart` reads local charts. */
export const kustomize = (renderChart?: RenderChart): Parser => ({
  id: 'kustomize',
  claims: (path, head) => isKustomization(path) && !isOtherTools(head()),
  owns: (files) => overlaysOf(files).owned,
  units: (_, files) => overlaysOf(files).roots.map((path) => unitOf(path, files, substitutedFolders(files))),
  parse: (unit, files) => parse(unit, files, renderChart),
});

export const kustomizeParser: Parser = kustomize();

/** `applied`: files that say which variables Flux fills in after the build. */
type OverlayUnit = Unit & { readonly applied?: readonly string[] };

function unitOf(path: string, files: FileSet, folders: ReadonlyMap<string, readonly string[]>): OverlayUnit {
  const root = folderOf(path);
  const applied = folders.get(root);
  return { ...(applied ? { applied } : {}), id: `kustomize:${root}`, parser: 'kustomize', root, files: [path, ...new Set(overlaysOf(files).reach(path).filter((file) => file !== path))] };
}

function parse(unit: OverlayUnit, files: FileSet, renderChart: RenderChart | undefined): ParseResult {
  const built = build(unit.files[0]!, files, { parsed: alreadyParsed(files), ...(renderChart ? { renderChart } : {}) });
  const { facts, problems } = readDocuments(built, unit.applied && substitutionIn(unit.root, unit.applied, files));
  return { facts, problems: [...built.problems, ...problems] };
}
