import type { Unit } from '../../facts/types.js';
import { cloudFacts, cloudObjects } from '../cloud/index.js';
import type { FileSet, Parser, ParseResult } from '../parser.js';
import { folderOf } from '../paths.js';
import { isModuleFile } from './evaluate/module.js';
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

function moduleUnits(claimed: readonly string[], files: FileSet): Unit[] {
  return findRoots(claimed, files).flatMap(({ root, files: own }) => {
    const environments = valuesFor(root, claimed);
    if (environments.length === 0) return [{ id: root, parser: 'terraform', root, files: own }];
    return environments.map((values) => ({ id: environments.length === 1 ? root : `${root} (${values.slice(root === '.' ? 0 : root.length + 1)})`, parser: 'terraform', root, files: [...own, values] }));
  });
}

function readRoot(unit: Unit, files: FileSet): ParseResult {
  const run = new Run(unit.root, files);
  const inputs = readInputs(unit, files, run);
  const scope = new Scope(run, run.module(unit.root), '', [], (name) => inputs.get(name));
  const resources = scope.all();
  const templates = [...run.modules.values()].flatMap((module) => templateOf(module) ?? []);
  return { facts: [...cloudFacts(resources), ...cloudObjects(resources, 'terraform'), ...templates], problems: run.problems };
}
