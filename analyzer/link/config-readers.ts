import picomatch from 'picomatch';
import type { Place } from '../facts/place.js';
import type { ConfigReferenceFact, Container, DockerfileFact, Fact, Volume } from '../facts/types.js';
import type { Mechanism } from '../graph/document.js';
import { imageTechnology } from '../knowledge/images.js';
import type { Candidate } from './candidates.js';
import { ofKind } from './facts.js';
import type { LinkedWorkload, Objects } from './objects.js';
import { imagesOf, join } from './own-images.js';
import type { StackFacts } from './stacks.js';

/** That a component reads a configuration file, and what says so: a mount, a copy into its image, its place beside the source. */
export interface ConfigReading {
  readonly fact: ConfigReferenceFact;
  readonly by: Extract<Mechanism, 'volume' | 'build' | 'package' | 'config-file'>;
  readonly at: Place;
  readonly workload?: LinkedWorkload;
  readonly container?: Container;
  readonly dockerfile?: DockerfileFact;
}

interface Asked {
  readonly candidate: Candidate;
  readonly stack: Pick<StackFacts, 'facts'>;
  readonly objects: Pick<Objects, 'namespaceOf'>;
}

/** The configuration files that a component reads, each once, by the strongest evidence. */
export function configReadings(asked: Asked, facts: readonly Fact[]): ConfigReading[] {
  const files = ofKind(facts, 'config-reference').filter((fact) => fact.configMap === undefined);
  const inMaps = ofKind(asked.stack.facts, 'config-reference').filter((fact) => fact.configMap !== undefined);
  if (files.length + inMaps.length === 0) return [];
  const found = new Map<ConfigReferenceFact, ConfigReading>();
  for (const reading of [...mounted(asked, files, inMaps), ...copied(asked.candidate, files, facts), ...beside(asked.candidate, files)]) if (!found.has(reading.fact)) found.set(reading.fact, reading);
  return [...found.values()];
}

// ---------------------------------------------------------------- mounts

function mounted({ candidate, objects }: Asked, files: readonly ConfigReferenceFact[], inMaps: readonly ConfigReferenceFact[]): ConfigReading[] {
  return candidate.workloads.flatMap((workload) =>
    workload.fact.containers.flatMap((container) =>
      container.mounts.flatMap((mount) => {
        const volume = workload.fact.volumes.find((v) => v.name === mount.volume && v.kind !== 'secret');
        if (volume === undefined) return [];
        const own = volume.kind === 'configMap' || volume.kind === 'projected' ? inMaps.filter((fact) => holds(fact, volume, mount.subPath, workload, objects)) : [];
        const path = volume.file ?? (volume.kind === 'hostPath' ? volume.source : undefined);
        const disk = path === undefined ? [] : files.filter((fact) => fact.path === path || (within(path, fact.path) && suits(fact, candidate, mount.path)));
        return [...own, ...disk].map((fact) => ({ fact, by: 'volume' as const, at: mount.at, workload, container }));
      }),
    ),
  );
}

function holds({ configMap }: ConfigReferenceFact, volume: Volume, subPath: string | undefined, workload: LinkedWorkload, objects: Asked['objects']): boolean {
  return configMap !== undefined && configMap.ref.name === volume.source && objects.namespaceOf(configMap.ref) === workload.namespace && (subPath === undefined || subPath === configMap.key);
}

/** A whole folder is mounted: its files count for the product that reads them, or where configuration is mounted to. */
function suits(fact: ConfigReferenceFact, candidate: Candidate, path: string): boolean {
  if (candidate.technology !== undefined && fact.technology !== undefined) return candidate.technology === fact.technology;
  return candidate.technology === undefined && /^\/etc\/|conf/.test(path);
}

// ---------------------------------------------------------------- images

function copied(candidate: Candidate, files: readonly ConfigReferenceFact[], facts: readonly Fact[]): ConfigReading[] {
  return imagesOf(candidate, facts).flatMap(({ context, dockerfile }) => {
    const base = dockerfile.baseImage === undefined ? undefined : imageTechnology(dockerfile.baseImage)?.technology;
    const fits = (fact: ConfigReferenceFact): boolean => fact.technology !== undefined && fact.technology === base;
    return dockerfile.copies.flatMap((copy) => {
      const source = join(context, copy);
      const matches = /[*?[]/.test(source) ? picomatch(source, { dot: true }) : (path: string) => path === source;
      const taken = files.filter((fact) => matches(fact.path) || (within(source, fact.path) && (fits(fact) || (source !== context && source !== '.' && base === undefined && fact.proxy === true))));
      return taken.map((fact) => ({ fact, by: 'build' as const, at: dockerfile.at, dockerfile }));
    });
  });
}

// ---------------------------------------------------------------- beside the source

const SETTINGS_FOLDER = /^(?:(?:src\/)?(?:main\/)?(?:config|configs|conf|etc|settings|resources)\/)?[^/]+$/;

/** An application's own settings in its folder; and for what only its configuration shows, that configuration. */
function beside(candidate: Candidate, files: readonly ConfigReferenceFact[]): ConfigReading[] {
  const settings = files.filter((fact) => fact.format === 'settings' && candidate.packages.some(({ root }) => within(root, fact.path) && SETTINGS_FOLDER.test(root === '.' ? fact.path : fact.path.slice(root.length + 1))));
  const itself = candidate.workloads.length === 0 && candidate.packages.length === 0 ? files.filter((fact) => candidate.evidence.some((e) => e.mechanism === 'config-file' && e.file === fact.path)) : [];
  return [...settings.map((fact) => ({ fact, by: 'package' as const, at: fact.at })), ...itself.map((fact) => ({ fact, by: 'config-file' as const, at: fact.at }))];
}

const within = (outer: string, inner: string): boolean => outer === '.' || inner.startsWith(`${outer}/`);
