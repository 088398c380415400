import type { Unit } from '../../facts/types.js';
import { readDocuments } from '../kubernetes/index.js';
import type { FileSet, Parser, ParseResult } from '../parser.js';
import { folderOf } from '../paths.js';
import { build } from './build.js';
import type { RenderChart } from './builder.js';
import { isKustomization, isOtherTools } from './kustomization.js';
import { alreadyParsed, overlaysOf } from './overlays.js';

/** Kustomize overlays. A unit is one that no other includes, with everything that it reads; `renderChart` reads local charts. */
export const kustomize = (renderChart?: RenderChart): Parser => ({
  id: 'kustomize',
  claims: (path, head) => isKustomization(path) && !isOtherTools(head()),
  owns: (files) => overlaysOf(files).owned,
  units: (_, files) => overlaysOf(files).roots.map((path) => unitOf(path, files)),
  parse: (unit, files) => parse(unit, files, renderChart),
});

export const kustomizeParser: Parser = kustomize();

function unitOf(path: string, files: FileSet): Unit {
  const root = folderOf(path);
  return { id: `kustomize:${root}`, parser: 'kustomize', root, files: [path, ...new Set(overlaysOf(files).reach(path).filter((file) => file !== path))] };
}

function parse(unit: Unit, files: FileSet, renderChart: RenderChart | undefined): ParseResult {
  const built = build(unit.files[0]!, files, { parsed: alreadyParsed(files), ...(renderChart ? { renderChart } : {}) });
  const { facts, problems } = readDocuments(built);
  return { facts, problems: [...built.problems, ...problems] };
}
