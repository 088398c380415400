import type { Unit } from '../../facts/types.js';
import type { RenderChart } from '../chart-request.js';
import { cloudFacts, cloudObjects } from '../cloud/index.js';
import type { FileSet, Parser } from '../parser.js';
import { folderOf } from '../paths.js';
import { readClusterObjects } from './cluster.js';
import { isModuleFile } from './evaluate/module.js';
import { RemoteStates } from './evaluate/remote-state.js';
import { Run } from './evaluate/run.js';
import { Scope } from './evaluate/scope.js';
import { NAMED_VALUES, readInputs, valuesFor, workspaceOf } from './inputs.js';
import { isPlan, readPlan } from './plan.js';
import type { Read } from './read.js';
import { chartOf } from './release.js';
import { findRoots } from './roots.js';
import { templateOf } from './template.js';
import { addsFiles } from './terragrunt.js';

/**
 * Terraform and OpenTofu: a root module with the local modules that it calls is one unit, once for each environment's values. What
 * it puts into a cluster is a unit of its own, in the language of the cluster; `renderChart` reads local charts.
 */
export const terraform = (renderChart?: RenderChart): Parser => ({
  id: 'terraform',
  claims: (path, head) => isModuleFile(path) || NAMED_VALUES.test(path) || (path.endsWith('.json') && isPlan(head())),
  units(claimed, files) {
    const plans = claimed.filter((path) => !isModuleFile(path) && !NAMED_VALUES.test(path));
    const units = [...moduleUnits(claimed, files), ...plans.map((path) => ({ id: path, parser: 'terraform', root: folderOf(path), files: [path] }))];
    return [...units, ...units.filter((unit) => mentions(unit, DEPLOYS, files)).map((unit) => ({ ...unit, id: `${unit.id}#kubernetes`, parser: CLUSTER }))];
  },
  parse(unit, files) {
    const [first = ''] = unit.files;
    const { declared, others, called, templates, problems } = isModuleFile(first) || NAMED_VALUES.test(first) ? readRoot(unit, files) : readPlan(first, files.read(first) ?? '');
    // Every argument is read for these, and with it whose state is asked for.
    const objects = cloudObjects([...declared, ...called], 'terraform');
    // What goes wrong in reading is the root's own unit's to say.
    if (unit.parser === CLUSTER) return readClusterObjects({ declared, others: others(), root: unit.root, files, renderChart });
    const ours = declared.filter((resource) => chartOf(resource, unit.root, files) === undefined);
    return { facts: [...cloudFacts(ours, others()), ...objects, ...templates], problems };
  },
});

export const terraformParser: Parser = terraform();

/** The parser's name of units that hold what goes into a cluster. */
const CLUSTER = 'terraform-kubernetes';
const DEPLOYS = /"(?:kubernetes_|kubectl_manifest"|helm_release")/;

/** `others`: the other root modules, where this one reads the state of some. `extended`: a tool adds files to its module. */
type RootUnit = Unit & { readonly others?: readonly Unit[]; readonly extended?: boolean };

function moduleUnits(claimed: readonly string[], files: FileSet): RootUnit[] {
  const added = addsFiles(files) ? { extended: true } : {};
  const units = findRoots(claimed, files).flatMap(({ root, files: own }) => {
    const environments = valuesFor(root, claimed);
    if (environments.length === 0) return [{ id: root, parser: 'terraform', root, files: own, ...added }];
    return environments.map((values) => ({ id: environments.length === 1 ? root : `${root} (${values.slice(root === '.' ? 0 : root.length + 1)})`, parser: 'terraform', root, files: [...own, values], ...added }));
  });
  return units.map((unit) => (mentions(unit, /terraform_remote_state/, files) ? { ...unit, others: besides(unit, units) } : unit));
}

const mentions = (unit: Unit, what: RegExp, files: FileSet): boolean => unit.files.some((path) => what.test(files.read(path) ?? ''));

/** One unit of every other root: the one of the same environment, where there are several. */
function besides(unit: Unit, units: readonly Unit[]): Unit[] {
  const chosen = new Map<string, Unit>();
  for (const other of units) if (other.root !== unit.root && (!chosen.has(other.root) || valuesOf(other) === valuesOf(unit))) chosen.set(other.root, other);
  return [...chosen.values()];
}

const valuesOf = ({ files }: Unit): string | undefined => files.find((path) => NAMED_VALUES.test(path))?.split('/').at(-1);

function readRoot(unit: RootUnit, files: FileSet): Read {
  const open = (other: Unit, states: RemoteStates): Scope => openRoot(other, new Run(other.root, files, states, other.id));
  const states = unit.others && new RemoteStates(unit.others, files, open);
  const run = new Run(unit.root, files, states);
  const declared = openRoot(unit, run).all();
  const templates = [...run.modules.values()].flatMap((module) => templateOf(module, unit.extended) ?? []);
  return { declared, others: () => states?.resources() ?? [], called: [], templates, problems: run.problems };
}

function openRoot(unit: Unit, run: Run): Scope {
  const inputs = readInputs(unit, run.files, run);
  run.workspace = valuesOf(unit) === undefined ? workspaceOf(inputs) : undefined;
  return new Scope(run, run.module(unit.root), run.unit === undefined ? '' : `${run.unit}:`, [], (name) => inputs.get(name));
}
