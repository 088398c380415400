import type { Place } from '../facts/place.js';
import type { Template } from '../facts/template.js';
import type { ConfigFact, Container, DockerfileFact, EnvFileFact, EnvVar, Fact } from '../facts/types.js';
import type { Mechanism } from '../graph/document.js';
import type { Candidate } from './candidates.js';
import { ofKind } from './facts.js';
import type { Lookup } from './fill.js';
import type { LinkedWorkload } from './objects.js';
import { mountedVariables } from './mounted-variables.js';
import { handedWhole } from './shared-files.js';
import { collectProperties } from './properties.js';
import type { LinkedStack } from './world.js';

/** An environment variable as a container sees it: the value and where its author wrote it. */
export interface Variable {
  readonly name: string;
  readonly value: Template;
  readonly at: Place;
  readonly mechanism: Mechanism;
  /** The file or ConfigMap that all who name it are handed whole (Compose `env_file`, Kubernetes `envFrom`). */
  readonly file?: string;
}

/** What the environment of a component holds, by stack. */
export interface Variables {
  /** In one container: its own `env` over `envFrom` over env files that are mounted into it, ConfigMaps followed. Secrets' values are nobody's business. */
  ofContainer(stack: LinkedStack, workload: LinkedWorkload, container: Container): readonly Variable[];
  /** The ConfigMap or Secret of that name in that namespace. */
  config(stack: LinkedStack, kind: 'ConfigMap' | 'Secret', namespace: string, name: string): ConfigFact | undefined;
  /** For code that the component runs: its main containers, then its image, then the `.env` files beside its source. */
  lookup(stack: LinkedStack, candidate: Candidate): Lookup;
}

export function collectVariables(facts: readonly Fact[]): Variables {
  const envFiles = ofKind(facts, 'env-file');
  const dockerfiles = ofKind(facts, 'dockerfile');
  const configs = new Map<LinkedStack, ReadonlyMap<string, ConfigFact>>();
  const configsOf = (stack: LinkedStack): ReadonlyMap<string, ConfigFact> => {
    const known = configs.get(stack) ?? new Map(stack.objects.configs.map((c) => [`${c.ref.kind} ${stack.objects.namespaceOf(c.ref)}/${c.ref.name}`, c]));
    configs.set(stack, known);
    return known;
  };
  const config: Variables['config'] = (stack, kind, namespace, name) => configsOf(stack).get(`${kind} ${namespace}/${name}`);
  const ofContainer: Variables['ofContainer'] = (stack, workload, container) => {
    const inNamespace = (kind: 'ConfigMap' | 'Secret', name: string): ConfigFact | undefined => config(stack, kind, workload.namespace, name);
    const whole = (source: Container['envFrom'][number]): string => handedWhole(stack.facts.stack.id, workload.namespace, source);
    return [...new Map([...mountedVariables(workload.fact, container, (name) => inNamespace('ConfigMap', name), envFiles), ...containerVariables(container, inNamespace, whole)].map((variable) => [variable.name, variable])).values()];
  };
  const cache = new Map<Candidate, ReadonlyMap<string, Template>>();
  const known = (stack: LinkedStack, candidate: Candidate): ReadonlyMap<string, Template> => {
    const cached = cache.get(candidate);
    if (cached) return cached;
    const merged = new Map<string, Template>();
    for (const variable of besideSource(candidate, envFiles, dockerfiles)) if (variable.value) merged.set(variable.name, variable.value);
    for (const workload of candidate.workloads)
      for (const container of workload.fact.containers)
        if (container.role === 'main') for (const variable of ofContainer(stack, workload, container)) merged.set(variable.name, variable.value);
    cache.set(candidate, merged);
    return merged;
  };
  const properties = collectProperties(facts);
  const lookup: Variables['lookup'] = (stack, candidate) => {
    const env = known(stack, candidate);
    return (kind, name) => (kind === 'env' ? env.get(name) : properties.of(stack, candidate, env)(name));
  };
  return { ofContainer, config, lookup };
}

function containerVariables(container: Container, config: (kind: 'ConfigMap' | 'Secret', name: string) => ConfigFact | undefined, whole: (source: Container['envFrom'][number]) => string): Variable[] {
  const merged = new Map<string, Variable>();
  for (const source of container.envFrom)
    for (const entry of config(source.kind, source.name)?.entries ?? [])
      if (entry.value) merged.set(source.prefix + entry.key, { name: source.prefix + entry.key, value: entry.value, at: entry.valueAt ?? entry.at, mechanism: 'config-map', file: whole(source) });
  for (const variable of container.env) {
    const entry = variable.ref?.kind === 'ConfigMap' ? config('ConfigMap', variable.ref.name)?.entries.find((e) => e.key === variable.ref!.key) : undefined;
    if (variable.value) merged.set(variable.name, { name: variable.name, value: variable.value, at: variable.valueAt ?? variable.at, mechanism: 'env', ...(variable.file === undefined ? {} : { file: variable.file }) });
    else if (entry?.value) merged.set(variable.name, { name: variable.name, value: entry.value, at: entry.valueAt ?? entry.at, mechanism: 'config-map' });
    else merged.delete(variable.name);
  }
  return [...merged.values()];
}

/** Weakest first, so that stronger ones overwrite; `.env.example` counts where no env file is committed. */
function besideSource(candidate: Candidate, envFiles: readonly EnvFileFact[], dockerfiles: readonly DockerfileFact[]): EnvVar[] {
  const roots = new Set(candidate.packages.map((p) => p.root));
  const beside = (path: string) => roots.has(path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');
  const all = envFiles.filter((f) => beside(f.path));
  const committed = all.filter((f) => !f.sample);
  const files = (committed.length > 0 ? committed : all).sort((a, b) => rank(b.path) - rank(a.path));
  return [...files.flatMap((f) => f.env), ...dockerfiles.filter((d) => beside(d.path)).flatMap((d) => d.env)];
}

/** The plain `.env` decides over `.env.production` over `.env.development`; test settings come last. */
function rank(path: string): number {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/test|ci/.test(name)) return 3;
  if (name === '.env') return 0;
  return /prod/.test(name) ? 1 : 2;
}
