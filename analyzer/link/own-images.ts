import { knownOf } from '../facts/value.js';
import type { DockerfileFact, Fact, ImageBuildFact } from '../facts/types.js';
import { imageTechnology } from '../knowledge/images.js';
import type { Candidate } from './candidates.js';
import { evidence } from './evidence.js';
import { ofKind } from './facts.js';
import { repository } from './packages.js';

/**
 * An image that adds nothing but scripts and settings to a well-known one is still that product: `FROM postgres` with an init
 * script is a database. With source of the team's own it is a service, and whether a proxy's image passes requests on or only
 * serves files, its configuration tells.
 */
export function withBaseImages(candidates: readonly Candidate[], facts: readonly Fact[]): Candidate[] {
  const programs = new Set(ofKind(facts, 'package').flatMap(({ root, startable }) => (startable ? [root] : [])));
  return candidates.map((candidate) => {
    // A build file beside a Dockerfile makes no program of it.
    if (candidate.kind !== 'service' || candidate.technology !== undefined || candidate.packages.some(({ root, by }) => by !== 'build' || programs.has(root))) return candidate;
    const [own, ...others] = imagesOf(candidate, facts);
    const base = own === undefined || others.length > 0 ? undefined : imageTechnology(own.dockerfile.baseImage ?? '');
    if (base === undefined || base.kind === 'gateway') return candidate;
    const { kind, technology, role } = base;
    return { ...candidate, kind, technology, ...(role ? { role } : {}), evidence: [...candidate.evidence, evidence(own!.dockerfile.at, 'image', `built from ${technology}`)] };
  });
}

/** What builds the images that it runs: its own build, a build of that name, the Dockerfile beside its source. */
export function imagesOf(candidate: Candidate, facts: readonly Fact[]): { readonly context: string; readonly dockerfile: DockerfileFact }[] {
  const dockerfiles = new Map(ofKind(facts, 'dockerfile').map((f) => [f.path, f]));
  const builds = ofKind(facts, 'image-build');
  const own = candidate.workloads.flatMap(({ fact }) => (fact.compose?.build ? [fact.compose.build] : []));
  const named = candidate.workloads.flatMap(({ fact }) => fact.containers.flatMap((c) => byName(knownOf(c.image), builds)));
  const source = builds.filter((b) => b.by === 'dockerfile-folder' && candidate.packages.some((p) => p.root === b.context));
  for (const group of [own, named, source]) {
    const found = group.flatMap(({ context, dockerfile }) => {
      const fact = dockerfile === undefined ? dockerfiles.get(join(context, 'Dockerfile')) : dockerfiles.get(dockerfile);
      return fact ? [{ context, dockerfile: fact }] : [];
    });
    if (found.length > 0) return found;
  }
  return [];
}

function byName(image: string | undefined, builds: readonly ImageBuildFact[]): ImageBuildFact[] {
  if (image === undefined || imageTechnology(image) !== undefined) return [];
  const name = lastSegment(repository(image));
  const built = builds.filter((b) => b.image !== undefined && lastSegment(repository(b.image)) === name);
  const folders = builds.filter((b) => b.by === 'dockerfile-folder' && lastSegment(b.context) === name);
  return built.length > 0 ? built : folders.length === 1 ? folders : [];
}

const lastSegment = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A path as it is written in a folder, relative to the root. */
export function join(base: string, path: string): string {
  const segments: string[] = base === '.' ? [] : base.split('/');
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.length === 0 ? '.' : segments.join('/');
}
