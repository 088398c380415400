import { compareText } from '../../facts/place.js';
import type { Problem, Unit } from '../../facts/types.js';
import type { FileSet, Parser, ParseResult } from '../parser.js';
import { folderOf, isShownBy } from '../paths.js';
import { isComposeFile } from './claims.js';
import { outlineOf } from './outline.js';
import { isDefaultName, planCandidates, type Candidate } from './plan.js';
import { readProject, type ReadProject } from './project.js';

export const composeParser: Parser = { id: 'compose', claims: isComposeFile, units: unitsOf, parse };

/** One unit a project, with every file that reading it takes. */
function unitsOf(claimed: readonly string[], files: FileSet): readonly Unit[] {
  const projects = planCandidates(claimed.filter((path) => !isShownBy(path, (each) => files.has(each))), files).map((candidate) => {
    const recorded = new Set<string>();
    return { candidate, recorded, read: readProject(candidate.layers, recording(files, recorded)) };
  });
  return projects
    .filter((project) => !projects.some((other) => other !== project && isPartOf(project, other)))
    .map(({ candidate, recorded }) => toUnit(candidate, recorded))
    .sort((a, b) => compareText(a.id, b.id));
}

interface Planned {
  readonly candidate: Candidate;
  readonly read: ReadProject;
}

/**
 * An included file is a part of the project that includes it. A file that others extend stays a project only if Compose would
 * find it by its name: `docker compose up` runs what has a default name, and a `common.yml` that is there to be extended is run
 * by nobody. Of two files that include each other, the first stays.
 */
function isPartOf(part: Planned, whole: Planned): boolean {
  const { identity } = part.candidate;
  const owner = whole.candidate.identity;
  const pulls = (read: ReadProject, path: string): boolean => read.included.has(path) || (read.extended.has(path) && !isDefaultName(path));
  return identity !== owner && pulls(whole.read, identity) && !(pulls(part.read, owner) && compareText(identity, owner) < 0);
}

function toUnit({ layers }: Candidate, recorded: ReadonlySet<string>): Unit {
  const companions = [...recorded].filter((path) => !layers.includes(path)).sort(compareText);
  return { id: idOf(layers), parser: 'compose', root: folderOf(layers[0] ?? '.'), files: [...layers, ...companions] };
}

const idOf = (layers: readonly string[]): string => `compose:${layers.join('+')}`;

function parse(unit: Unit, files: FileSet): ParseResult {
  // The layers are the first files; the id says how many, and their companions follow.
  const count = unit.files.findIndex((_, index) => idOf(unit.files.slice(0, index + 1)) === unit.id) + 1;
  const layers = unit.files.slice(0, Math.max(1, count));
  const outlines = layers.map((path) => outlineOf(path, files));
  const { facts, problems } = readProject(layers, files);
  const old = outlines.filter((outline) => outline.isVersion1).map((outline) => version1(outline.path));
  if (outlines.some((outline) => outline.isCompose)) return { facts, problems: [...problems, ...old] };
  return { facts, problems, notMine: problems.length > 0 ? [] : layers };
}

const version1 = (file: string): Problem => ({
  code: 'compose-version-1',
  file,
  line: 1,
  column: 1,
  severity: 'warning',
  message: 'This is the Compose format of before 2016, which Compose no longer reads. It is understood here; put the services under services: to run it.',
});

/** Notes which files were read. */
function recording(files: FileSet, recorded: Set<string>): FileSet {
  return {
    paths: files.paths,
    has: (path) => files.has(path),
    size: (path) => files.size(path),
    read(path) {
      const text = files.read(path);
      if (text !== undefined) recorded.add(path);
      return text;
    },
  };
}
