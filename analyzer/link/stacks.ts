import { compareText } from '../facts/place.js';
import { isGap } from '../facts/gaps.js';
import type { Fact, Unit, UnitFacts } from '../facts/types.js';
import type { Environment, Stack } from '../graph/document.js';
import { asDevelopment } from './development.js';
import { environmentOfManifest, environmentOfName, environmentOfPath } from './environment.js';
import { groupManifests, namespacesOf, type Group } from './manifest-groups.js';
import { joinSideBySide } from './side-by-side.js';

/** A stack with the facts that its units gave. */
export interface StackFacts {
  readonly stack: Stack;
  readonly facts: readonly Fact[];
  /** Something of it could not be read, so what seems missing may be there. */
  readonly partial: boolean;
}

/** What these read is started as one: a Compose project, the host of a .NET Aspire application. */
const STARTS_TOGETHER: ReadonlySet<string> = new Set(['compose', 'aspire']);

/**
 * Groups units into stacks. A Compose project is one by itself, and so is what another tool builds as a whole (an overlay).
 */
export function groupStacks(all: readonly UnitFacts[], environments: (path: string) => Environment | undefined): { readonly stacks: StackFacts[]; readonly leftOut: number } {
  const units = withoutAsides(all, environments);
  const manifests = units.filter((u) => u.unit.parser === 'kubernetes' && u.facts.length + u.problems.length > 0);
  const projects = units.filter((u) => STARTS_TOGETHER.has(u.unit.parser) && u.facts.some((f) => f.kind === 'workload'));
  const isElsewhere = installedByTerraform(units);
  const wholes = units.filter((u) => isWhole(u.unit.parser) && !isElsewhere(u) && !isVariant(u, units, environments) && u.facts.some((f) => f.kind === 'workload' || f.kind === 'service'));
  const clouds = units.filter((u) => isCloud(u.unit.parser) && u.facts.length > 0);
  const stacks = [
    ...groupManifests(manifests).map((group) => manifestStack(group, environments)),
    ...joinSideBySide(besideProduction(wholes.map((unit) => wholeStack(unit, environments)))),
    ...besideProduction(clouds.map((unit) => cloudStack(unit, environments))),
    ...joinSideBySide(projects.map((unit) => composeStack(unit, environments, manifests.length + wholes.length > 0))).map(asDevelopment),
  ];
  const kept = withoutTests(uniqueIds(stacks), environments).sort((a, b) => compareText(a.stack.id, b.stack.id));
  return { stacks: kept, leftOut: stacks.length - kept.length + all.length - units.length };
}

/** Folders of what is written about, and of what is no longer or not yet deployed. */
const ASIDE = /(?:^|\/)(?:docs?|documentation|\.?archived?|attic|deprecated|obsolete|wip)\//i;

/** Folders of what shows how something is used; in a folder of environments or applications it is the name of one. */
const SHOWN = /(?:^|(?<!(?:^|\/)(?:overlays?|env(?:ironment)?s?|clusters?|stages?|apps?|namespaces?))\/)(?:examples?|samples?|demos?|playgrounds?)\//i;

/** A path of what only shows how something is used. */
export const isShown = (path: string): boolean => SHOWN.test(path);

/** What is shown with plain files; the parsers of what is built as a whole look at the folder themselves. */
const PLAIN: ReadonlySet<string> = new Set(['kubernetes', 'compose']);

/** Manifests in a manual or an archive are not the system, nor are examples, unless they are all that is there beside tests. */
function withoutAsides(units: readonly UnitFacts[], environments: (path: string) => Environment | undefined): readonly UnitFacts[] {
  const pathOf = ({ unit }: UnitFacts): string => unit.files[0] ?? `${unit.root}/`;
  const isAside = (one: UnitFacts): boolean => STACKED.has(one.unit.parser) && (ASIDE.test(`${pathOf(one)}/`) || (PLAIN.has(one.unit.parser) && SHOWN.test(pathOf(one)))) && environments(pathOf(one)) === undefined;
  const deploys = (one: UnitFacts): boolean => STACKED.has(one.unit.parser) && one.facts.some(({ kind }) => kind === 'workload' || kind === 'cloud-resource') && (environments(pathOf(one)) ?? environmentOfManifest(pathOf(one))) !== 'test';
  return units.some((one) => deploys(one) && !isAside(one)) ? units.filter((one) => !isAside(one)) : units;
}

/** Parsers whose unit is deployed as a whole, and the kind of stack that it is. */
const WHOLES: ReadonlyMap<string, Stack['kind']> = new Map([['kustomize', 'kustomize'], ['helm', 'helm'], ['terraform-kubernetes', 'kubernetes']]);
/** Parsers whose units make stacks. */
const STACKED: ReadonlySet<string> = new Set(['kubernetes', 'terraform', 'cloudformation', ...STARTS_TOGETHER, ...WHOLES.keys()]);
const isWhole = (parser: string): boolean => WHOLES.has(parser);

/** A chart that Terraform installs is deployed with the values that it is given there, not with its own. */
function installedByTerraform(units: readonly UnitFacts[]): (unit: UnitFacts) => boolean {
  const filesOf = ({ facts }: UnitFacts): string[] => facts.flatMap((fact) => ('at' in fact ? [fact.at.file] : []));
  const rendered = new Set(units.filter(({ unit }) => unit.parser === 'terraform-kubernetes').flatMap(filesOf));
  return (one) => one.unit.parser === 'helm' && !one.unit.id.includes('#') && filesOf(one).some((file) => rendered.has(file));
}

/** Values of a chart that nothing names, that name no environment, and that lie beside what the chart is deployed with: one way to use it. */
function isVariant({ unit }: UnitFacts, units: readonly UnitFacts[], environments: (path: string) => Environment | undefined): boolean {
  if (unit.parser !== 'helm' || !hasOwnValues(unit) || environmentOfValues(unit, environments) !== undefined) return false;
  return units.some((other) => other.unit.parser === 'helm' && other.unit.root === unit.root && other.unit.id.includes('#') && !hasOwnValues(other.unit));
}

/** Its values are a file of the chart's folder, and no release chose them. */
const hasOwnValues = ({ id, root, files }: Unit): boolean => id.includes('#') && files.includes(`${root === '.' ? '' : `${root}/`}${id.slice(id.indexOf('#') + 1)}`);

function wholeStack({ unit, facts, problems }: UnitFacts, environments: (path: string) => Environment | undefined): StackFacts {
  const environment = environments(`${unit.root}/`) ?? environmentOfValues(unit, environments) ?? environmentOfInputs(unit, environments) ?? environmentOfPath(unit.root);
  return { stack: { id: unit.id, kind: WHOLES.get(unit.parser)!, root: unit.root, environment }, facts, partial: problems.some(isGap) };
}

/** Of one thing deployed under several names, one of which is production's, the others are not for users whatever they are called. */
function besideProduction(stacks: readonly StackFacts[]): StackFacts[] {
  const production = new Set(stacks.flatMap(({ stack }) => (stack.environment === 'production' ? [withoutVariant(stack)] : [])));
  return stacks.map((each) => (each.stack.environment === 'unknown' && production.has(withoutVariant(each.stack)) ? { ...each, stack: { ...each.stack, environment: 'development' } } : each));
}

/** A release without its environment, a root module without its values; a chart with its own values and a stack of another kind are themselves. */
const withoutVariant = ({ id, kind }: Stack): string => (kind === 'helm' && id.includes('#') ? id.slice(0, Math.max(id.lastIndexOf('/'), id.indexOf('#') + 1)) : kind === 'terraform' ? id.replace(/ \(.*\)$/, '') : id);

/** A chart is deployed as what its values file says, the part of the unit's id behind `#`. */
function environmentOfValues({ id, parser, root }: Unit, environments: (path: string) => Environment | undefined): Environment | undefined {
  const at = id.indexOf('#');
  if (parser !== 'helm' || at < 0) return undefined;
  const values = id.slice(at + 1);
  const named = environments(root === '.' ? values : `${root}/${values}`) ?? environmentOfPath(values);
  return named === 'unknown' ? undefined : named;
}

const isCloud = (parser: string): boolean => parser === 'terraform' || parser === 'cloudformation';

function environmentOfInputs(unit: Unit, environments: (path: string) => Environment | undefined): Environment | undefined {
  const values = unit.files.findLast((file) => /\.tfvars(?:\.json)?$/.test(file));
  const named = values === undefined ? undefined : (environments(values) ?? environmentOfPath(values));
  return named === 'unknown' ? undefined : named;
}

/** The values file that is read last names the environment before the folder does. */
function cloudStack({ unit, facts, problems }: UnitFacts, environments: (path: string) => Environment | undefined): StackFacts {
  const environment = environmentOfInputs(unit, environments) ?? environments(`${unit.root}/`) ?? environmentOfPath(unit.parser === 'terraform' ? unit.root : unit.id);
  return { stack: { id: unit.id, kind: unit.parser as Stack['kind'], root: unit.root, environment }, facts, partial: problems.some((p) => p.severity !== 'info') };
}

/** A folder may hold stacks of two kinds. */
function uniqueIds(stacks: readonly StackFacts[]): StackFacts[] {
  const count = new Map<string, number>();
  for (const { stack } of stacks) count.set(stack.id, (count.get(stack.id) ?? 0) + 1);
  return stacks.map((s) => (count.get(s.stack.id)! > 1 && isCloud(s.stack.kind) ? { ...s, stack: { ...s.stack, id: `${s.stack.id} (${s.stack.kind})` } } : s));
}

/**
 * What a test brings up, with its own driver and stand-ins, is not the system; unless it is all that is there, or all that
 * deploys a chart that is not itself for tests.
 */
function withoutTests(stacks: readonly StackFacts[], environments: (path: string) => Environment | undefined): StackFacts[] {
  const others = stacks.filter((s) => s.stack.environment !== 'test');
  const charts = new Set(others.flatMap(({ stack }) => (stack.kind === 'helm' ? [stack.root] : [])));
  const isOnly = ({ kind, root }: Stack): boolean => kind === 'helm' && !charts.has(root) && (environments(`${root}/`) ?? environmentOfPath(root)) !== 'test';
  return others.length > 0 ? stacks.filter(({ stack }) => stack.environment !== 'test' || isOnly(stack)) : [...stacks];
}

function manifestStack(group: Group, environments: (path: string) => Environment | undefined): StackFacts {
  const paths = group.units.map((u) => u.unit.files[0]!);
  const named = commonEnvironment(paths);
  const environment = environments(`${group.root}/`) ?? (named === 'unknown' ? environmentOfNamespaces(group.units) : named);
  return {
    stack: { id: group.root, kind: 'kubernetes', root: group.root, environment },
    facts: group.units.flatMap((u) => u.facts),
    partial: group.units.some((u) => u.problems.some((p) => p.severity === 'error')),
  };
}

function environmentOfNamespaces(units: readonly UnitFacts[]): Environment {
  const [only, ...others] = new Set(units.flatMap(namespacesOf));
  return (only !== undefined && others.length === 0 ? environmentOfName(only) : undefined) ?? 'unknown';
}

function commonEnvironment(paths: readonly string[]): Environment {
  const found = new Set(paths.map(environmentOfManifest));
  return found.size === 1 ? [...found][0]! : 'unknown';
}

function composeStack(unit: UnitFacts, environments: (path: string) => Environment | undefined, besideManifests: boolean): StackFacts {
  const file = unit.unit.files[0] ?? unit.unit.root;
  const named = environmentOfPath(file);
  // Beside Kubernetes manifests a Compose file without a name for it is how the team runs the system on a laptop.
  const environment = environments(file) ?? (named !== 'unknown' ? named : besideManifests ? 'development' : 'unknown');
  return {
    stack: { id: unit.unit.id, kind: 'compose', root: unit.unit.root, environment },
    facts: unit.facts,
    partial: unit.problems.some((p) => p.severity === 'error'),
  };
}
