import type { Unit } from '../../facts/types.js';
import { cloudFacts, cloudObjects } from '../cloud/index.js';
import type { FileSet, Parser, ParseResult } from '../parser.js';
import { folderOf } from '../paths.js';
import { isModuleFile } from './evaluate/module.js';
import { RemoteStates } from './evaluate/remote-state.js';
import { Run } from './evaluate/run.js';
import { Scope } from './evaluate/scope.js';
import { NAMED_VALUES, readInputs, valuesFor } from './inputs.js';
import { isPlan, readPlan } from './plan.js';
import { findRoots } from './roots.js';
import { templateOf } from './template.js';

/** Terraform and OpenTofu: a root module with the local modules that it calls is one unit, once for each environment's values. */
export const terraformParser: Parser = {
  id: 'terraform',
  claims: (path, head) => isModuleFile(path) || NAMED_VALUES.test(path) || (path.endsWith('.json') && isPlan(head())),
  units(claimed, files) {
    const plans = claimed.filter((path) => !isModuleFile(path) && !NAMED_VALUES.test(path));
    return [...moduleUnits(claimed, files), ...plans.map((path) => ({ id: path, parser: 'terraform', root: folderOf(path), files: [path] }))];
  },
  parse(unit, files) {
    const [first] = unit.files;
    return first !== undefined && !isModuleFile(first) && !NAMED_VALUES.test(first) ? readPlan(first, files.read(first) ?? '') : readRoot(unit, files);
  },
};

/** `others`: the other root modules, where this one reads the state of some. */
type RootUnit = Unit & { readonly others?: readonly Unit[] };

function moduleUnits(claimed: readonly string[], files: FileSet): RootUnit[] {
  const units = findRoots(claimed, files).flatMap(({ root, files: own }) => {
    const environments = valuesFor(root, claimed);
    if (environments.length === 0) return [{ id: root, parser: 'terraform', root, files: own }];
    return environments.map((values) => ({ id: environments.length === 1 ? root : `${root} (${values.slice(root === '.' ? 0 : root.length + 1)})`, parser: 'terraform', root, files: [...own, values] }));
  });
  return units.map((unit) => (unit.files.some((path) => files.read(path)?.includes('terraform_remote_state')) ? { ...unit, others: besides(unit, units) } : unit));
}

/** One unit of every other root: the one of the same environment, where there are several. */
function besides(unit: Unit, units: readonly Unit[]): Unit[] {
  const chosen = new Map<string, Unit>();
  for (const other of units) if (other.root !== unit.root && (!chosen.has(other.root) || valuesOf(other) === valuesOf(unit))) chosen.set(other.root, other);
  return [...chosen.values()];
}

const valuesOf = ({ files }: Unit): string | undefined => files.find((path) => NAMED_VALUES.test(path))?.split('/').at(-1);

function readRoot(unit: RootUnit, files: FileSet): ParseResult {
  const open = (other: Unit, states: RemoteStates): Scope => openRoot(other, new Run(other.root, files, states, other.id));
  const states = unit.others && new RemoteStates(unit.others, open);
  const run = new Run(unit.root, files, states);
  const resources = openRoot(unit, run).all();
  const objects = cloudObjects(resources, 'terraform');
  const templates = [...run.modules.values()].flatMap((module) => templateOf(module) ?? []);
  return { facts: [...cloudFacts(resources, states?.resources()), ...objects, ...templates], problems: run.problems };
}

function openRoot(unit: Unit, run: Run): Scope {
  const inputs = readInputs(unit, run.files, run);
  return new Scope(run, run.module(unit.root), run.unit === undefined ? '' : `${run.unit}:`, [], (name) => inputs.get(name));
}
