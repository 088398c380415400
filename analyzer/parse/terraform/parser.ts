import type { Unit } from '../../facts/types.js';
import type { RenderChart } from '../chart-request.js';
import { cloudFacts, cloudObjects, followed, type CloudResource } from '../cloud/index.js';
import { readDocuments } from '../kubernetes/index.js';
import type { FileSet, Parser, ParseResult } from '../parser.js';
import { folderOf } from '../paths.js';
import { isModuleFile } from './evaluate/module.js';
import { RemoteStates } from './evaluate/remote-state.js';
import { Run } from './evaluate/run.js';
import { Scope } from './evaluate/scope.js';
import { NAMED_VALUES, readInputs, valuesFor } from './inputs.js';
import { isManifest, manifestOf } from './manifest.js';
import { isPlan, readPlan } from './plan.js';
import { chartOf, requestOf } from './release.js';
import { findRoots } from './roots.js';
import { templateOf } from './template.js';

/**
 * Terraform and OpenTofu: a root module with the local modules that it calls is one unit, once for each environment's values. What
 * it puts into a cluster is a unit of its own, in the language of the cluster; `renderChart` reads local charts.
 */
export const terraform = (renderChart?: RenderChart): Parser => ({
  id: 'terraform',
  claims: (path, head) => isModuleFile(path) || NAMED_VALUES.test(path) || (path.endsWith('.json') && isPlan(head())),
  units(claimed, files) {
    const plans = claimed.filter((path) => !isModuleFile(path) && !NAMED_VALUES.test(path));
    return [...moduleUnits(claimed, files), ...plans.map((path) => ({ id: path, parser: 'terraform', root: folderOf(path), files: [path] }))];
  },
  parse(unit, files) {
    const [first] = unit.files;
    if (first !== undefined && !isModuleFile(first) && !NAMED_VALUES.test(first)) return readPlan(first, files.read(first) ?? '');
    return unit.parser === CLUSTER ? readClusterObjects(unit, files, renderChart) : readRoot(unit, files);
  },
});

export const terraformParser: Parser = terraform();

/** The parser's name of units that hold what goes into a cluster. */
const CLUSTER = 'terraform-kubernetes';
const DEPLOYS = /"(?:kubernetes_|kubectl_manifest"|helm_release")/;

/** `others`: the other root modules, where this one reads the state of some. */
type RootUnit = Unit & { readonly others?: readonly Unit[] };

function moduleUnits(claimed: readonly string[], files: FileSet): RootUnit[] {
  const units = findRoots(claimed, files).flatMap(({ root, files: own }) => {
    const environments = valuesFor(root, claimed);
    if (environments.length === 0) return [{ id: root, parser: 'terraform', root, files: own }];
    return environments.map((values) => ({ id: environments.length === 1 ? root : `${root} (${values.slice(root === '.' ? 0 : root.length + 1)})`, parser: 'terraform', root, files: [...own, values] }));
  });
  const mentions = (unit: Unit, what: RegExp): boolean => unit.files.some((path) => what.test(files.read(path) ?? ''));
  const roots = units.map((unit) => (mentions(unit, /terraform_remote_state/) ? { ...unit, others: besides(unit, units) } : unit));
  return [...roots, ...roots.filter((unit) => mentions(unit, DEPLOYS)).map((unit) => ({ ...unit, id: `${unit.id}#kubernetes`, parser: CLUSTER }))];
}

/** One unit of every other root: the one of the same environment, where there are several. */
function besides(unit: Unit, units: readonly Unit[]): Unit[] {
  const chosen = new Map<string, Unit>();
  for (const other of units) if (other.root !== unit.root && (!chosen.has(other.root) || valuesOf(other) === valuesOf(unit))) chosen.set(other.root, other);
  return [...chosen.values()];
}

const valuesOf = ({ files }: Unit): string | undefined => files.find((path) => NAMED_VALUES.test(path))?.split('/').at(-1);

function readRoot(unit: RootUnit, files: FileSet): ParseResult {
  const { run, states, resources } = evaluated(unit, files);
  const objects = cloudObjects(resources, 'terraform');
  const templates = [...run.modules.values()].flatMap((module) => templateOf(module) ?? []);
  const ours = resources.filter((resource) => chartOf(resource, unit.root, files) === undefined);
  return { facts: [...cloudFacts(ours, states?.resources()), ...objects, ...templates], problems: run.problems };
}

/** Objects and charts as if they were committed as such. What goes wrong in evaluating is the root's own unit's to say. */
function readClusterObjects(unit: RootUnit, files: FileSet, renderChart: RenderChart | undefined): ParseResult {
  const { resources, states } = evaluated(unit, files);
  const deployed = resources.filter((resource) => isManifest(resource) || chartOf(resource, unit.root, files) !== undefined);
  // Every argument is read once, so that it is known whose state is asked for.
  cloudObjects(deployed, 'terraform');
  const stack = followed([...resources, ...(states?.resources() ?? [])]);
  const yaml = deployed.flatMap((resource) => {
    const chart = chartOf(resource, unit.root, files);
    return (chart === undefined ? manifestOf(resource, stack) : renderChart?.(requestOf(resource, chart, stack, files))) ?? [];
  });
  const { facts, problems } = readDocuments({ documents: yaml.flatMap(({ documents }) => documents) });
  return { facts, problems: [...yaml.flatMap((file) => file.problems), ...problems] };
}

function evaluated(unit: RootUnit, files: FileSet): { readonly run: Run; readonly states: RemoteStates | undefined; readonly resources: readonly CloudResource[] } {
  const open = (other: Unit, states: RemoteStates): Scope => openRoot(other, new Run(other.root, files, states, other.id));
  const states = unit.others && new RemoteStates(unit.others, open);
  const run = new Run(unit.root, files, states);
  return { run, states, resources: openRoot(unit, run).all() };
}

function openRoot(unit: Unit, run: Run): Scope {
  const inputs = readInputs(unit, run.files, run);
  return new Scope(run, run.module(unit.root), run.unit === undefined ? '' : `${run.unit}:`, [], (name) => inputs.get(name));
}
