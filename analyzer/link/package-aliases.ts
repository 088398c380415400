import { showTemplate } from '../facts/template.js';
import type { Container, PackageFact } from '../facts/types.js';
import { knownOf } from '../facts/value.js';
import type { Candidate, PackageLink } from './candidates.js';
import { images, join, lastSegment, repository, unscoped } from './packages.js';

/**
 * What is left after the sure ways: a program under the name that it registers by, `cart` beside `cart-service`, an image
 * `shop-cart` beside a folder `cart`, a container of its name, a manifest in a program's folder. Only where one program and one
 * component are left for a name.
 */
export function linkByAlias(candidates: readonly Candidate[], packages: readonly PackageFact[], used: Set<string>): void {
  const startable = packages.filter((p) => p.startable);
  const open = startable.length === 0 ? [] : candidates.filter((c) => c.workloads.length > 0 && c.technology === undefined && c.packages.length === 0);
  if (open.length === 0) return;
  const taken = takenByStack(candidates);
  const links = [...WAYS, namedContainer(candidates)].flatMap((way) => {
    const found = open.flatMap((candidate) => {
      const fitting = startable.filter((p) => !taken.get(candidate.stack)?.has(p.root) && way(candidate, p));
      return fitting.length === 1 ? [{ candidate, found: fitting[0]!, key: `${candidate.stack}\u0000${fitting[0]!.root}` }] : [];
    });
    // Two components of one stack for the same program: nobody knows which.
    const claims = new Map<string, number>();
    for (const { key } of found) claims.set(key, (claims.get(key) ?? 0) + 1);
    return found.filter(({ key }) => claims.get(key) === 1);
  });
  for (const { candidate, found } of links) if (candidate.packages.length === 0) join(candidate, linkTo(found), used);
}

/** Roots of the packages that components of each stack run already. */
function takenByStack(candidates: readonly Candidate[]): ReadonlyMap<string, ReadonlySet<string>> {
  const taken = new Map<string, Set<string>>();
  for (const candidate of candidates) {
    const roots = taken.get(candidate.stack) ?? new Set<string>();
    for (const { root } of candidate.packages) roots.add(root);
    taken.set(candidate.stack, roots);
  }
  return taken;
}

const linkTo = ({ root, at }: PackageFact): PackageLink => ({ root, by: 'package', at });

type Way = (candidate: Candidate, source: PackageFact) => boolean;

const registeredAs: Way = (candidate, source) => source.names?.some(({ name }) => candidate.names.has(showTemplate(name))) ?? false;

const sameStem: Way = (candidate, source) => {
  const own = new Set([...candidate.names, ...images(candidate).map(lastSegment)].map(stem));
  return namesOf(source).some((name) => own.has(stem(name)));
};

const prefixedImage: Way = (candidate, source) => images(candidate).map(lastSegment).some((image) => namesOf(source).some((name) => image.endsWith(`-${name}`) || image.endsWith(`_${name}`)));

/** Its manifest lies with the program's source: `cart/k8s/deployment.yaml`. */
const filedWith: Way = ({ workloads }, { root }) => root !== '.' && workloads.every(({ fact }) => fact.platform === 'kubernetes' && fact.at.file.startsWith(`${root}/`));

const WAYS: readonly Way[] = [registeredAs, sameStem, prefixedImage, filedWith];

/**
 * The manifest's own word for the program in the container, where the workload and the image are called otherwise. A name that
 * containers of several images share (the chart's) says nothing of any.
 */
function namedContainer(candidates: readonly Candidate[]): Way {
  const imagesOf = new Map<string, Set<string>>();
  for (const { name, image } of candidates.flatMap(mainContainers)) imagesOf.set(stem(name), (imagesOf.get(stem(name)) ?? new Set()).add(repository(knownOf(image) ?? '')));
  return (candidate, source) => {
    const names = new Set(mainContainers(candidate).map(({ name }) => stem(name)));
    return names.size === 1 && imagesOf.get([...names][0]!)!.size === 1 && namesOf(source).some((name) => names.has(stem(name)));
  };
}

const mainContainers = ({ workloads }: Candidate): readonly Container[] => workloads.flatMap(({ fact }) => fact.containers.filter(({ role }) => role === 'main'));

const namesOf = (source: PackageFact): readonly string[] => [lastSegment(source.root), unscoped(source.name), ...(source.names ?? []).map(({ name }) => showTemplate(name))].filter((name) => name.length > 2);

/** `cart`, `cart-service`, `CartService` and `cart-service-deployment` are one name. */
const stem = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '').replace(/(?:microservice|service|server|svc|application|app)?(?:deployment|deploy|statefulset|rollout)?$/, '') || name;
