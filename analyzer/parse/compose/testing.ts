import { showTemplate } from '../../facts/template.js';
import type { ImageBuildFact, Problem, Unit, WorkloadFact } from '../../facts/types.js';
import { memoryFiles } from '../memory-files.js';
import { composeParser } from './parser.js';

/** One parsed project, as tests ask for it. */
export interface ParsedProject {
  readonly unit: Unit;
  readonly services: readonly WorkloadFact[];
  readonly builds: readonly ImageBuildFact[];
  readonly problems: readonly Problem[];
  service(name: string): WorkloadFact;
  /** Values of the environment, shown. */
  environment(name: string): Readonly<Record<string, string | undefined>>;
}

/** Every project of a tree, through the same steps that a run takes. */
export async function parseProjects(texts: Readonly<Record<string, string>>): Promise<readonly ParsedProject[]> {
  const files = memoryFiles(texts);
  const claimed = files.paths.filter((path) => composeParser.claims(path, () => (files.read(path) ?? '').slice(0, 4096)));
  return Promise.all(composeParser.units(claimed, files).map(async (unit) => {
    const { facts, problems } = await composeParser.parse(unit, files);
    const services = facts.filter((fact) => fact.kind === 'workload');
    const service = (name: string): WorkloadFact => {
      const found = services.find((candidate) => candidate.ref.name === name);
      if (found === undefined) throw new Error(`no service ${name}`);
      return found;
    };
    const environment = (name: string) => Object.fromEntries((service(name).containers[0]?.env ?? []).map((variable) => [variable.name, variable.value && showTemplate(variable.value)]));
    return { unit, services, builds: facts.filter((fact) => fact.kind === 'image-build'), problems, service, environment };
  }));
}

/** The only project of a tree. */
export async function parseProject(texts: Readonly<Record<string, string>> | string): Promise<ParsedProject> {
  const projects = await parseProjects(typeof texts === 'string' ? { 'compose.yaml': texts } : texts);
  if (projects[0] === undefined || projects.length > 1) throw new Error(`${projects.length} projects: ${projects.map((project) => project.unit.id).join(', ')}`);
  return projects[0];
}
