import { showTemplate } from '../facts/template.js';
import type { PackageFact } from '../facts/types.js';
import type { Candidate, PackageLink } from './candidates.js';
import { images, join, lastSegment, unscoped } from './packages.js';

/**
 * What is left after the sure ways: a program under the name that it registers by, `cart` beside `cart-service`, an image
 * `shop-cart` beside a folder `cart`. Only where one program and one component are left for a name.
 */
export function linkByAlias(candidates: readonly Candidate[], packages: readonly PackageFact[], used: Set<string>): void {
  const open = candidates.filter((c) => c.workloads.length > 0 && c.technology === undefined && c.packages.length === 0);
  if (open.length === 0) return;
  const links = WAYS.flatMap((way) => {
    const found = open.flatMap((candidate) => {
      const taken = new Set(candidates.filter((c) => c.stack === candidate.stack).flatMap((c) => c.packages.map((p) => p.root)));
      const fitting = packages.filter((p) => p.startable && !taken.has(p.root) && way(candidate, p));
      return fitting.length === 1 ? [{ candidate, found: fitting[0]! }] : [];
    });
    // Two components of one stack for the same program: nobody knows which.
    return found.filter((one) => found.filter((other) => other.found === one.found && other.candidate.stack === one.candidate.stack).length === 1);
  });
  for (const { candidate, found } of links) if (candidate.packages.length === 0) join(candidate, linkTo(found), used);
}

const linkTo = ({ root, at }: PackageFact): PackageLink => ({ root, by: 'package', at });

type Way = (candidate: Candidate, source: PackageFact) => boolean;

const registeredAs: Way = (candidate, source) => source.names?.some(({ name }) => candidate.names.has(showTemplate(name))) ?? false;

const sameStem: Way = (candidate, source) => {
  const own = new Set([...candidate.names, ...images(candidate).map(lastSegment)].map(stem));
  return namesOf(source).some((name) => own.has(stem(name)));
};

const prefixedImage: Way = (candidate, source) => images(candidate).map(lastSegment).some((image) => namesOf(source).some((name) => image.endsWith(`-${name}`) || image.endsWith(`_${name}`)));

const WAYS: readonly Way[] = [registeredAs, sameStem, prefixedImage];

const namesOf = (source: PackageFact): readonly string[] => [lastSegment(source.root), unscoped(source.name), ...(source.names ?? []).map(({ name }) => showTemplate(name))].filter((name) => name.length > 2);

/** `cart`, `cart-service` and `CartService` are one name. */
const stem = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '').replace(/(?:microservice|service|server|svc|application|app)$/, '') || name;
