import type { Fact, PackageFact, Problem } from '../../facts/types.js';
import { literal } from '../../facts/template.js';
import type { FileSet, Parser, ParseResult } from '../parser.js';
import { ownerOf } from '../source/program/index.js';
import { providedBy, readProjects, type Project } from './project.js';
import { isLaunchSettings, isSettings, launchPorts, settingsFacts } from './settings.js';

const PROJECT = /\.csproj$/;
/** Compilers write these. */
const GENERATED = /(?:^|\/)(?:obj|bin)\/|\.(?:g|designer|generated)\.cs$|(?:^|\/)Migrations\//i;
const TESTS = /(?:^|\/)(?:tests?|[\w.-]*[._-](?:\w*tests?|specs?))\//i;

/**
 * C#: which projects there are and what they start, what their configuration says, and which clients their code registers and
 * calls. All source of a tree is one unit, because projects build on each other.
 */
export const csharpParser: Parser = {
  id: 'csharp',
  claims: (path) => /\.cs$/.test(path) || PROJECT.test(path) || isSettings(path) || isLaunchSettings(path),
  units: (claimed) => (claimed.some((path) => /\.cs(?:proj)?$/.test(path)) ? [{ id: 'csharp:.', parser: 'csharp', root: '.', files: claimed }] : []),
  async parse(unit, files) {
    const projects = readProjects(unit.files.filter((path) => PROJECT.test(path)), files);
    const owner = ownerOf(projects);
    const configuration = settingsOf(unit.files.filter((path) => isSettings(path) && !/(?:^|\/)(?:obj|bin)\//.test(path)), owner, files);
    const clients = new Set(projects.filter((p) => p.client).map((p) => p.root));
    const source = unit.files.filter((path) => path.endsWith('.cs') && !GENERATED.test(path) && !TESTS.test(path) && !clients.has(owner(path) ?? ''));
    const code = projects.some((p) => p.startable) ? await codeOf(source, projects, files) : { facts: [], problems: [] };
    return { facts: [...projects.map((p) => packageFact(p, unit.files, files)), ...configuration.facts, ...code.facts], problems: [...configuration.problems, ...code.problems] };
  },
};

const codeOf = async (source: readonly string[], projects: readonly Project[], files: FileSet): Promise<ParseResult> => (await import('./code.js')).readCode(source, projects, files);

function settingsOf(paths: readonly string[], owner: (path: string) => string | undefined, files: FileSet): { facts: Fact[]; problems: Problem[] } {
  const read = paths.map((path) => settingsFacts(path, files.read(path) ?? '', owner(path)));
  return { facts: read.flatMap((r) => r.facts), problems: read.flatMap((r) => r.problems) };
}

function packageFact(project: Project, paths: readonly string[], files: FileSet): PackageFact {
  const launch = paths.find((path) => isLaunchSettings(path) && path === `${project.root === '.' ? '' : `${project.root}/`}Properties/launchSettings.json`);
  const local = launch && project.web ? launchPorts(launch, files.read(launch) ?? '').map(({ port, at }) => ({ port: literal(String(port)), at })) : [];
  // The port of the images, unless the environment says another.
  const listens = project.web && project.startsAt ? [...local, { port: [{ env: 'ASPNETCORE_HTTP_PORTS', fallback: literal('8080') }], at: project.startsAt }] : [];
  return {
    kind: 'package', root: project.root, name: project.name, language: 'csharp', at: project.at, startable: project.startable,
    ...(project.startsAt ? { startsAt: project.startsAt } : {}), listens, uses: project.uses, ...providedBy(project),
  };
}
