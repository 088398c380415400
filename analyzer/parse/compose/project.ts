import type { Fact, WorkloadFact } from '../../facts/types.js';
import { isKnown } from '../../facts/value.js';
import type { FileSet, ParseResult } from '../parser.js';
import { entries, get, isNull, placeOf, type YamlEntry, type YamlMap } from '../yaml/index.js';
import { imageBuildOf } from './build.js';
import { reportUndeclared } from './declared.js';
import { servicesOf, type Loading } from './layer.js';
import { loadProject, rootRequest } from './load.js';
import { RUNNABLE } from './outline.js';
import { Problems } from './problems.js';
import { textIn } from './read.js';
import { readService, type Reading } from './service.js';
import { withSidecars, type NetworkOf } from './sidecars.js';

export interface ReadProject extends ParseResult {
  readonly included: ReadonlySet<string>;
  readonly extended: ReadonlySet<string>;
}

/** Files of one project; far more than anyone splits a project into. */
const MOST_FILES = 200;

/** The facts of the project that `layers` make when they are merged in this order. */
export function readProject(layers: readonly string[], files: FileSet): ReadProject {
  const problems = new Problems();
  const loading: Loading = { files, problems, folders: new Map(), included: new Set(), extended: new Set(), partial: false, budget: MOST_FILES };
  const { model, variables } = loadProject(rootRequest(layers), loading);
  const services = servicesOf(model);
  const read = model === undefined || services === undefined ? [] : readServices({ root: model, services, variables, loading });
  return { facts: withRoles(withSidecars(read, networkIn(services))), problems: problems.list(), included: loading.included, extended: loading.extended };
}

const networkIn = (services: YamlMap | undefined): NetworkOf => (name) => /^service:(.+)$/.exec(textIn(get(get(services, name), 'network_mode')) ?? '')?.[1];

function readServices(reading: Reading): readonly Fact[] {
  const names = new Set(reading.services.entries.map((service) => service.key.text));
  return reading.services.entries.flatMap((service): Fact[] => {
    if (service.value.type !== 'map') {
      reportEmpty(service, reading.loading.problems);
      return [];
    }
    // Where a file is missing, that is the one problem, not what it would have defined.
    if (!reading.loading.partial) {
      reportNothingToRun(service, reading.loading.problems);
      reportUnknownDependencies(service, names, reading.loading.problems);
    }
    const workload = readService(service, reading);
    if (!reading.loading.partial) reportUndeclared(service.value, workload, reading.root, reading.loading.problems);
    const build = workload.compose?.build;
    return build === undefined ? [workload] : [workload, imageBuildOf(service.value, build)];
  });
}

/** A job ends: nothing restarts it, and whoever waits for it waits for its success; or it is called by what is done once. */
function withRoles(facts: readonly Fact[]): readonly Fact[] {
  const waits = new Map<string, Set<string>>();
  for (const fact of facts) {
    if (fact.kind !== 'workload') continue;
    for (const { service, condition } of fact.compose?.dependsOn ?? []) waits.set(service, (waits.get(service) ?? new Set()).add(condition));
  }
  const isJob = (workload: WorkloadFact): boolean => {
    const conditions = waits.get(workload.ref.name);
    if (restarts(workload) || conditions?.has('service_healthy')) return false;
    return (conditions?.size === 1 && conditions.has('service_completed_successfully')) || isDoneOnce(workload);
  };
  return facts.map((fact) => (fact.kind === 'workload' && isJob(fact) ? { ...fact, role: 'job' } : fact));
}

const isDoneOnce = ({ ref, compose }: WorkloadFact): boolean => compose?.published.length === 0 && /[-_](?:migrat(?:e|ions?|or)|init|bootstrap|setup|seed(?:er)?)$/i.test(ref.name);

/** A job may be retried until it succeeds. */
function restarts({ compose }: WorkloadFact): boolean {
  const restart = compose?.restart;
  return restart !== undefined && !(isKnown(restart) && (restart.value === 'no' || restart.value.startsWith('on-failure')));
}

function reportEmpty({ key }: YamlEntry, problems: Problems): void {
  problems.add(placeOf(key), 'error', 'compose-wrong-type', `Service ${key.text} has no definition; it is skipped.`);
}

function reportNothingToRun({ key, value }: YamlEntry, problems: Problems): void {
  if (RUNNABLE.some((name) => !isNull(get(value, name)))) return;
  problems.add(placeOf(key), 'warning', 'compose-nothing-to-run', `Service ${key.text} has neither image nor build here: what it runs is defined in a file that is not read with this one.`);
}

function reportUnknownDependencies({ value }: YamlEntry, names: ReadonlySet<string>, problems: Problems): void {
  for (const { key } of entries(get(value, 'depends_on'))) {
    if (names.has(key.text)) continue;
    problems.add(placeOf(key), 'warning', 'compose-missing-service', `depends_on names ${key.text}, which this project does not define. Correct the name, or add the service.`);
  }
}
