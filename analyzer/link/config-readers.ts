import picomatch from 'picomatch';
import type { Place } from '../facts/place.js';
import type { ConfigFact, ConfigReferenceFact, Container, DockerfileFact, Fact, Volume } from '../facts/types.js';
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
  readonly by: Extract<Mechanism, 'volume' | 'workload' | 'selector' | 'build' | 'package' | 'config-file'>;
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
  const roots = new Set(asked.candidate.packages.map(({ root }) => root));
  const files = ofKind(facts, 'config-reference').filter((fact) => fact.configMap === undefined && (fact.packages === undefined || fact.packages.some((root) => roots.has(root))));
  const inMaps = ofKind(asked.stack.facts, 'config-reference').filter((fact) => fact.configMap !== undefined);
  if (files.length + inMaps.length === 0) return [];
  const found = new Map<ConfigReferenceFact, ConfigReading>();
  for (const reading of [...mounted(asked, files, inMaps), ...declared(asked, inMaps), ...labelled(asked, inMaps), ...copied(asked.candidate, files, facts), ...beside(asked.candidate, files)]) if (!found.has(reading.fact)) found.set(reading.fact, reading);
  return [...found.values()];
}

// ---------------------------------------------------------------- mounts

function mounted({ candidate, stack, objects }: Asked, files: readonly ConfigReferenceFact[], inMaps: readonly ConfigReferenceFact[]): ConfigReading[] {
  const maps = ofKind(stack.facts, 'config');
  return candidate.workloads.flatMap((workload) =>
    workload.fact.containers.flatMap((container) =>
      container.mounts.flatMap((mount) => {
        const volume = workload.fact.volumes.find((v) => v.name === mount.volume && v.kind !== 'secret');
        if (volume === undefined) return [];
        const own = volume.kind === 'configMap' || volume.kind === 'projected' ? inMaps.filter((fact) => holds(fact, volume, mount.subPath, workload, objects, maps)) : [];
        const path = volume.file ?? (volume.kind === 'hostPath' ? volume.source : undefined);
        const disk = path === undefined ? [] : files.filter((fact) => fact.path === path || (within(path, fact.path) && suits(fact, candidate, mount.path)));
        return [...own, ...disk].map((fact) => ({ fact, by: 'volume' as const, at: mount.at, workload, container }));
      }),
    ),
  );
}

function holds({ configMap }: ConfigReferenceFact, volume: Volume, subPath: string | undefined, workload: LinkedWorkload, { namespaceOf }: Asked['objects'], maps: readonly ConfigFact[]): boolean {
  if (configMap?.ref.kind !== 'ConfigMap' || configMap.ref.name !== volume.source || namespaceOf(configMap.ref) !== workload.namespace) return false;
  // A path that is no key is a key under another name (`items`).
  const isKey = (key: string): boolean => maps.some((map) => map.ref.name === configMap.ref.name && namespaceOf(map.ref) === workload.namespace && map.entries.some((entry) => entry.key === key));
  return subPath === undefined || subPath === configMap.key || !isKey(subPath);
}

/** Products that read another's format. */
const COMPATIBLE: Readonly<Record<string, readonly string[]>> = { victoriametrics: ['prometheus'], alloy: ['prometheus', 'promtail'], valkey: ['redis'], keydb: ['redis'] };

/** A whole folder is mounted: its files count for the product that reads them, or where configuration is mounted to. */
function suits({ technology, format }: ConfigReferenceFact, candidate: Candidate, path: string): boolean {
  const product = candidate.technology;
  if (product !== undefined && technology !== undefined) return product === technology || (COMPATIBLE[product] ?? []).includes(technology);
  return /^\/etc\/|conf/.test(path) && (format !== 'settings' || product === undefined);
}

/** A resource that holds the configuration of what its operator makes of it. */
const declared = ({ candidate, objects }: Asked, inMaps: readonly ConfigReferenceFact[]): ConfigReading[] =>
  candidate.workloads.flatMap((workload) => {
    const { ref, at } = workload.fact;
    const own = inMaps.filter(({ configMap }) => configMap!.ref.kind === ref.kind && configMap!.ref.name === ref.name && objects.namespaceOf(configMap!.ref) === workload.namespace);
    return own.map((fact) => ({ fact, by: 'workload' as const, at, workload }));
  });

/** Grafana's sidecar loads data sources from ConfigMaps by their label. */
function labelled({ candidate, stack }: Asked, inMaps: readonly ConfigReferenceFact[]): ConfigReading[] {
  if (candidate.technology !== 'grafana') return [];
  const maps = ofKind(stack.facts, 'config').filter((map) => map.labels['grafana_datasource'] !== undefined);
  return inMaps.flatMap((fact) => {
    const map = fact.format === 'grafana-datasources' ? maps.find(({ ref }) => ref.name === fact.configMap!.ref.name && ref.namespace === fact.configMap!.ref.namespace) : undefined;
    return map ? [{ fact, by: 'selector' as const, at: map.at }] : [];
  });
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

/** An application's own settings in its folder, and what it passes on as a proxy; and for what only its configuration shows, that configuration. */
function beside(candidate: Candidate, files: readonly ConfigReferenceFact[]): ConfigReading[] {
  const settings = files.filter((fact) => fact.format === 'settings' && candidate.packages.some(({ root }) => within(root, fact.path) && SETTINGS_FOLDER.test(root === '.' ? fact.path : fact.path.slice(root.length + 1))));
  const itself = candidate.workloads.length === 0 && candidate.packages.length === 0 ? files.filter((fact) => candidate.evidence.some((e) => e.mechanism === 'config-file' && e.file === fact.path)) : [];
  const routes = files.filter((fact) => fact.proxy === true && fact.packages !== undefined);
  return [...[...settings, ...routes].map((fact) => ({ fact, by: 'package' as const, at: fact.at })), ...itself.map((fact) => ({ fact, by: 'config-file' as const, at: fact.at }))];
}

const within = (outer: string, inner: string): boolean => outer === '.' || inner.startsWith(`${outer}/`);
