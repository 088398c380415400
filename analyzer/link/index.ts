import type { Config } from '../config/config.js';
import type { Fact, PackageFact, UnitFacts } from '../facts/types.js';
import type { Coverage, Environment } from '../graph/document.js';
import picomatch from 'picomatch';
import { nameByAppIds } from './app-ids.js';
import type { System } from '../system/system.js';
import { groupBy } from '../facts/groups.js';
import { compareText } from '../facts/place.js';
import { candidatesOf, isLoadGenerator, type Candidate } from './candidates.js';
import { followClients } from './code.js';
import { cloudSettings, followCloud, neededAcross } from './cloud.js';
import { nothingYet } from './collect.js';
import { componentsOf } from './components.js';
import { componentSettings } from './component-settings.js';
import { followConfigFiles } from './config-files.js';
import { looseGateways, withGateways } from './config-gateways.js';
import { clientSettings, declaredSettings } from './dependency-settings.js';
import { describeByPackages } from './described.js';
import { mergeEdges } from './edges.js';
import { evidence } from './evidence.js';
import { Externals } from './externals.js';
import { ofKind } from './facts.js';
import { identify, type Identity } from './identity.js';
import { findListeners } from './listeners.js';
import { followLogDrivers } from './log-drivers.js';
import { withMesh } from './mesh.js';
import { meshRoutes } from './mesh-routes.js';
import { nameTable } from './names.js';
import { connectionLimits } from './connection-limits.js';
import { createMeanings } from './meaning.js';
import { followLabelRoutes } from './label-routes.js';
import { linkObjects, patches, type Objects } from './objects.js';
import { withBaseImages } from './own-images.js';
import { linkPackages } from './packages.js';
import { findPublicHosts } from './public-hosts.js';
import type { Profile } from './kinds.js';
import { followMonitors } from './monitors.js';
import { followOperators } from './operators.js';
import { operatorSettings } from './operator-settings.js';
import { routeSettings } from './route-settings.js';
import { supportByPolicies } from './intended.js';
import { followManifests } from './references.js';
import { followReplies } from './replies.js';
import { createResolver } from './resolve.js';
import { findPublished } from './published.js';
import { followRoutes } from './routes.js';
import { followScalers } from './scalers.js';
import { settingRows } from './setting-rows.js';
import { recogniseBySpoken } from './spoken.js';
import { groupStacks, isShown, type StackFacts } from './stacks.js';
import { followStartOrder } from './start-order.js';
import { storeRoles } from './store-roles.js';
import { followSecretStores } from './secret-stores.js';
import { serverSettings } from './server-settings.js';
import { terminationSettings } from './termination.js';
import { buildSystem } from './system.js';
import type { Tools } from './tools.js';
import { unsetVariables } from './unset-variables.js';
import { collectVariables, type Variables } from './variables.js';
import { withVersions } from './versions.js';
import type { LinkedStack, World } from './world.js';

/** What discover and parse counted; the linker adds what it could not resolve. */
export type LinkCoverage = Pick<Coverage, 'files' | 'units' | 'wholes'>;

export interface LinkOptions {
  /**
   * What is written counts, and nothing else, as for tools that look at each file by itself: no environment is read from a path, so
   * nothing is left out as a test, and an object without a namespace is in `default`.
   */
  readonly literal?: boolean;
}

/**
 * Resolves the names in the facts into one system, as a linker resolves symbols. Pure: same facts and configuration, same bytes.
 * `given` are stacks that somebody else has put together: what runs in the place of what is declared.
 */
export function link(units: readonly UnitFacts[], config: Config, coverage: LinkCoverage, given: readonly StackFacts[] = [], { literal = false }: LinkOptions = {}): System {
  const facts = withVersions([...units.flatMap((unit) => unit.facts), ...given.flatMap((stack) => stack.facts)].filter((fact) => !isExample(fact)));
  const grouped = groupStacks(units, literal ? () => 'unknown' : environmentsOf(config));
  const variables = collectVariables(facts);
  const world = buildWorld([...grouped.stacks, ...given].sort((a, b) => compareText(a.stack.id, b.stack.id)), facts, config, variables, literal);
  const externals = new Externals(config.externals);
  const resolve = createResolver(world, externals, findListeners(world.stacks, ofKind(facts, 'package'), variables), findPublicHosts(world.stacks));
  const tools: Tools = { world, facts, config, variables, externals, resolve, profile: profiles(world, externals), meanings: createMeanings(world, externals), collected: nothingYet(), entries: new Map() };
  const { collected, entries } = tools;
  followClients(tools);
  followReplies(tools);
  recogniseBySpoken(tools);
  followManifests(tools);
  const configured = followConfigFiles(tools);
  for (const follow of [followOperators, followScalers, followSecretStores, followStartOrder, followLogDrivers, followRoutes, followCloud, followLabelRoutes, followMonitors, supportByPolicies]) follow(tools);
  const meshed = meshRoutes(world, collected);
  const dependencies = mergeEdges([...collected.edges, ...meshed.edges]);
  findPublished(world, entries, dependencies);
  const components = componentsOf(world, externals, entries, config);
  const named = (stack: LinkedStack, host: string, namespace: string): readonly string[] => {
    const answer = stack.names(host, { namespace });
    return answer?.is === 'components' ? answer.candidates.map((c) => world.idOf.get(c)!) : [];
  };
  const rows = [...componentSettings(world), ...cloudSettings(world), ...clientSettings(world, ofKind(facts, 'client'), variables, collected), ...declaredSettings(world, collected, named), ...routeSettings(world, collected), ...operatorSettings(world), ...connectionLimits(world), ...serverSettings(world, facts), ...terminationSettings(world, facts), ...configured];
  const stacksOfComponent = new Map(components.map((c) => [c.id, c.stacks.length]));
  const stacksOfDependency = new Map<string, number>();
  for (const d of dependencies) stacksOfDependency.set(`${d.from}\u0000${d.to}`, Math.max(d.stacks.length, stacksOfDependency.get(`${d.from}\u0000${d.to}`) ?? 0));
  const settings = settingRows([...withMesh(world, collected, rows), ...meshed.rows], (on) => (typeof on === 'string' ? stacksOfComponent.get(on) : stacksOfDependency.get(`${on.from}\u0000${on.to}`)) ?? 1);
  return buildSystem({ world, components, dependencies, settings, collected, coverage: withLeftOut(coverage, grouped.leftOut), unset: unsetVariables(world, facts, variables), facts, problems: units.flatMap((unit) => unit.problems) });
}

/** The stacks that units make, for those who choose among them. */
export const stacksOf = (units: readonly UnitFacts[], config: Config): readonly StackFacts[] => groupStacks(units, environmentsOf(config)).stacks;

const withLeftOut = (coverage: LinkCoverage, stacks: number): LinkCoverage => (stacks === 0 ? coverage : { ...coverage, units: { ...coverage.units, 'test or example stacks left out': stacks } });

function buildWorld(grouped: readonly StackFacts[], facts: readonly Fact[], config: Config, variables: Variables, literal: boolean): World {
  const isPatch = patches(grouped);
  const needed = neededAcross(grouped);
  const drafts = grouped.map((stack) => {
    const objects = linkObjects(stack, isPatch, literal);
    return { facts: stack, objects, candidates: candidatesOf(stack, objects, needed) };
  });
  const loose = programs(linkPackages(drafts.flatMap((d) => d.candidates), facts).filter((p) => isService(p, facts)), drafts.some((d) => d.candidates.length > 0));
  const deployed = drafts.map((d) => ({ ...d, candidates: withGateways(withBaseImages(d.candidates, facts), d.facts, d.objects, facts) }));
  const inFront = deployed.some((d) => d.candidates.some((c) => c.workloads.length > 0)) ? [] : looseGateways(loose, facts);
  const all = loose.length > 0 ? [...deployed, codeStack(loose, inFront)] : deployed;
  describeByPackages(all.flatMap((d) => d.candidates), facts);
  nameByAppIds(all.flatMap((d) => d.candidates));
  const stacks = all.map((draft) => ({ ...draft, names: nameTable(draft.facts, draft.objects, draft.candidates) }));
  const candidates = all.flatMap((d) => d.candidates);
  const joins = config.components.map((c) => [c.name, ...(c.aliases ?? [])]);
  const byName = identify(candidates, joins);
  const identities = stacks.length < 2 ? byName : identify(candidates, joins, storeRoles(stacks, idsOf(byName), variables));
  return { stacks, identities, idOf: idsOf(identities) };
}

const idsOf = (identities: readonly Identity[]): ReadonlyMap<Candidate, string> => new Map(identities.flatMap((i) => i.candidates.map((c) => [c, i.id] as const)));

/**
 * A package that nothing deploys is a component when it serves or consumes once started, or talks to something under the name of
 * an application; tools and samples are not.
 */
function isService(candidate: PackageFact, facts: readonly Fact[]): boolean {
  if (!candidate.startable) return false;
  const named = (candidate.names ?? []).length > 0;
  return candidate.listens.length > 0 || ofKind(facts, 'client').some((f) => (named || f.dependency === 'consumes') && f.packages.includes(candidate.root));
}

/** What only shows how the package around it is used runs in no process of it. Below `src/main/java` folders are names of Java's packages. */
const isExample = (fact: Fact): boolean =>
  fact.kind === 'client' && fact.packages.length > 0 && !/\.(?:java|kt)$/.test(fact.at.file) && fact.packages.every((root) => EXAMPLES.test(fact.at.file.startsWith(`${root}/`) ? fact.at.file.slice(root.length + 1) : fact.at.file));

const EXAMPLES = /(?:^|\/)(?:examples|samples|playgrounds?)\//i;

/** One program a folder: the package.json beside a C# project builds its pages. What only shows how something is used is none. */
function programs(loose: readonly PackageFact[], others: boolean): readonly PackageFact[] {
  const own = loose.filter(({ root, name }) => !isShown(`${root}/`) && !isLoadGenerator(name));
  return [...groupBy(own.length > 0 || others ? own : loose, ({ root }) => root).values()].flatMap((same) => {
    const serving = same.filter(({ listens }) => listens.length > 0);
    return (serving.length > 0 ? serving : same).slice(0, 1);
  });
}

function codeStack(packages: readonly PackageFact[], gateways: readonly Candidate[]): { facts: StackFacts; objects: Objects; candidates: Candidate[] } {
  const facts: StackFacts = { stack: { id: 'code', kind: 'code', root: '.', environment: 'unknown' }, facts: [], partial: false };
  const candidates = packages.map((p) => {
    const name = p.name.slice(p.name.lastIndexOf('/') + 1);
    const folder = p.root.slice(p.root.lastIndexOf('/') + 1);
    return { stack: 'code', name, kind: 'service' as const, names: new Set(folder === '.' ? [name] : [name, folder]), workloads: [], evidence: [evidence(p.at, 'package', p.root)], packages: [{ root: p.root, by: 'package' as const, at: p.at }] };
  });
  return { facts, objects: linkObjects(facts), candidates: [...candidates, ...gateways] };
}

function profiles(world: World, externals: Externals): Profile {
  const inside = new Map(world.identities.map((i) => [i.id, i.candidates.find((c) => c.technology !== undefined) ?? i.candidates[0]!]));
  return (id) => inside.get(id) ?? externals.all().find((e) => e.id === id) ?? { kind: 'external' };
}

function environmentsOf(config: Config): (path: string) => Environment | undefined {
  const globs = Object.entries(config.environments).map(([glob, environment]) => ({ matches: picomatch(glob, { dot: true, contains: false }), environment }));
  return (path) => globs.filter((g) => g.matches(path) || g.matches(path.replace(/\/$/, ''))).at(-1)?.environment;
}
