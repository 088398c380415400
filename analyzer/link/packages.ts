import { compareText } from '../facts/place.js';
import { knownOf } from '../facts/value.js';
import type { DockerfileFact, Fact, ImageBuildFact, PackageFact } from '../facts/types.js';
import { isEmulatorImage } from '../knowledge/emulators.js';
import { imageTechnology } from '../knowledge/images.js';
import type { Candidate, PackageLink } from './candidates.js';
import { evidence } from './evidence.js';
import { ofKind } from './facts.js';
import { linkByAlias } from './package-aliases.js';

/**
 * Which source a component runs, strongest evidence first: its own build (Compose `build`), a build of its image (skaffold), a
 * folder named like its image, a folder or package named like the component. Returns the packages that no component runs.
 */
export function linkPackages(candidates: readonly Candidate[], facts: readonly Fact[]): PackageFact[] {
  const packages = [...ofKind(facts, 'package')].sort((a, b) => compareText(a.root, b.root));
  const builds = ofKind(facts, 'image-build');
  const dockerfiles = new Map(ofKind(facts, 'dockerfile').map((f) => [f.path, f]));
  const used = new Set<string>();
  for (const candidate of packages.length === 0 ? [] : candidates) {
    if (candidate.workloads.length === 0 || candidate.technology) continue;
    join(candidate, byBuild(candidate, packages, builds, dockerfiles) ?? byMount(candidate, packages) ?? byImageFolder(candidate, packages) ?? byName(candidate, packages), used);
  }
  linkByAlias(candidates, packages, used);
  markOtherCommands(candidates);
  return packages.filter((p) => !used.has(p.root));
}

export function join(candidate: Candidate, link: PackageLink | undefined, used: Set<string>): void {
  if (!link) return;
  candidate.packages.push(link);
  candidate.evidence.push(evidence(link.at, link.by, `runs ${link.root}`));
  used.add(link.root);
}

/** A migration Job of a service's image runs some of its code; the service itself runs all. */
function markOtherCommands(candidates: readonly Candidate[]): void {
  const plain = new Set(candidates.filter((c) => !overridesCommand(c)).flatMap((c) => c.packages.map((p) => `${c.stack}\u0000${p.root}`)));
  for (const candidate of candidates.filter(overridesCommand))
    candidate.packages.forEach((link, i) => {
      if (plain.has(`${candidate.stack}\u0000${link.root}`)) candidate.packages[i] = { ...link, otherCommand: true };
    });
}

const overridesCommand = (candidate: Candidate): boolean => candidate.workloads.every((w) => w.fact.containers.some((c) => c.role === 'main' && c.command.length + c.args.length > 0));

function byBuild(candidate: Candidate, packages: readonly PackageFact[], builds: readonly ImageBuildFact[], dockerfiles: ReadonlyMap<string, DockerfileFact>): PackageLink | undefined {
  for (const { fact } of candidate.workloads) {
    const own = fact.compose?.build;
    if (own) {
      const found = built(own.context, own.dockerfile, packages, dockerfiles);
      if (found) return { root: found.root, by: 'build', at: own.at };
    }
    for (const image of images(candidate)) {
      const build = builds.find((b) => b.image !== undefined && (repository(b.image) === image || lastSegment(b.image) === image || (b.by === 'build-tool' && b.image === lastSegment(image))));
      const found = build && built(build.context, build.dockerfile, packages, dockerfiles);
      if (found) return { root: found.root, by: 'build', at: build.at };
    }
  }
  return undefined;
}

/** The package in the Dockerfile's folder or the context; else the only one under the context that the Dockerfile copies. */
function built(context: string, dockerfile: string | undefined, packages: readonly PackageFact[], dockerfiles: ReadonlyMap<string, DockerfileFact>): PackageFact | undefined {
  // An emulator that is handed a program runs it as the cloud would, as something else.
  if (isEmulatorImage(dockerfiles.get(dockerfile ?? joinPath(context, 'Dockerfile'))?.baseImage ?? '')) return undefined;
  const named = dockerfile ? assembly(dockerfiles.get(dockerfile), packages.filter((p) => within(context, p.root))) : undefined;
  if (named) return named;
  const folder = dockerfile ? folderOf(dockerfile) : context;
  const exact = packages.find((p) => p.root === folder) ?? packages.find((p) => p.root === context);
  const copies = dockerfile ? dockerfiles.get(dockerfile)?.copies ?? [] : [];
  if (exact && (exact.startable || !isWorkspaceRoot(exact, packages)) && takes(copies.map((copy) => joinPath(context, copy)), exact, packages)) return exact;
  const inside = packages.filter((p) => p.startable && within(context, p.root) && copies.some((copy) => copy !== '.' && (within(joinPath(context, copy), p.root) || (p.root !== '.' && within(p.root, joinPath(context, copy))))));
  return inside.length === 1 ? inside[0] : exact;
}

/** Something of the package gets into the image, and not only a package below it: `COPY ui ./` takes nothing of the repository's root. */
const takes = (copied: readonly string[], { root }: PackageFact, packages: readonly PackageFact[]): boolean =>
  copied.length === 0 || copied.some((path) => !packages.some((p) => p.startable && p.root !== root && within(root, p.root) && within(p.root, path)));

/** `dotnet Shop.Orders.dll`: an assembly is called as its project. */
const assembly = (dockerfile: DockerfileFact | undefined, packages: readonly PackageFact[]): PackageFact | undefined =>
  only(packages.filter((p) => p.startable && dockerfile?.command.some((word) => word === `${p.name}.dll` || word.endsWith(`/${p.name}.dll`))));

const isWorkspaceRoot = (candidate: PackageFact, packages: readonly PackageFact[]): boolean => packages.some((p) => p !== candidate && within(candidate.root, p.root));

/** `./cart/target/cart.jar:/app.jar`: a bare runtime that is handed the built program. */
function byMount(candidate: Candidate, packages: readonly PackageFact[]): PackageLink | undefined {
  for (const { fact } of candidate.workloads)
    for (const { kind, source, at } of fact.volumes) {
      if (kind !== 'hostPath' || source === undefined || !BUILT.test(source)) continue;
      const [found] = packages.filter((p) => p.startable && p.language === 'java' && within(p.root, source)).sort((a, b) => b.root.length - a.root.length);
      if (found) return { root: found.root, by: 'build', at };
    }
  return undefined;
}

const BUILT = /(?:^|\/)(?:target|build\/libs)(?:\/|$)|\.[jw]ar$/;

function byImageFolder(candidate: Candidate, packages: readonly PackageFact[]): PackageLink | undefined {
  for (const image of images(candidate)) {
    const found = only(packages.filter((p) => p.startable && (lastSegment(p.root) === lastSegment(image) || unscoped(p.name) === lastSegment(image))));
    if (found) return { root: found.root, by: 'image', at: found.at };
  }
  return undefined;
}

function byName(candidate: Candidate, packages: readonly PackageFact[]): PackageLink | undefined {
  const found = only(packages.filter((p) => p.startable && (candidate.names.has(lastSegment(p.root)) || candidate.names.has(unscoped(p.name)))));
  if (!found) return byFolderAround(candidate, packages);
  return { root: found.root, by: candidate.names.has(lastSegment(found.root)) ? 'folder-name' : 'package', at: found.at };
}

/** `reviews/reviews-application`: the only program in a folder of the component's name. */
function byFolderAround(candidate: Candidate, packages: readonly PackageFact[]): PackageLink | undefined {
  const found = only(packages.filter((p) => p.startable && p.root.split('/').slice(0, -1).some((folder) => candidate.names.has(folder))));
  return found && { root: found.root, by: 'folder-name', at: found.at };
}

/** Repositories of the images that are the team's own. */
export function images(candidate: Candidate): string[] {
  const all = candidate.workloads.flatMap((w) => w.fact.containers.filter((c) => c.role === 'main').map((c) => knownOf(c.image)));
  return [...new Set(all.filter((i): i is string => i !== undefined && imageTechnology(i) === undefined).map(repository))];
}

/** An image without its tag and digest; a registry's port is no tag. */
export function repository(image: string): string {
  const name = image.split('@')[0]!;
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

export const lastSegment = (path: string): string => repository(path.slice(path.lastIndexOf('/') + 1));
export const unscoped = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');
export const within = (outer: string, inner: string): boolean => outer === '.' || inner === outer || inner.startsWith(`${outer}/`);
const only = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined);

function joinPath(base: string, path: string): string {
  const segments: string[] = base === '.' ? [] : base.split('/');
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.length === 0 ? '.' : segments.join('/');
}
