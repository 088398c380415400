import type { Template } from '../facts/template.js';
import { showTemplate } from '../facts/template.js';
import { knownOf } from '../facts/value.js';
import type { DockerfileFact, Fact, PackageFact, SettingsFileFact } from '../facts/types.js';
import type { Candidate } from './candidates.js';
import { ofKind } from './facts.js';
import { inlineProperties } from './inline-properties.js';
import type { LinkedStack } from './world.js';

/** What a configuration property holds for a component. */
export type PropertyLookup = (name: string) => Template | undefined;

/** Finds properties as Spring does: arguments, the environment in its relaxed spelling, then configuration files by profile. */
export interface Properties {
  of(stack: LinkedStack, candidate: Candidate, env: ReadonlyMap<string, Template>): PropertyLookup;
}

export function collectProperties(facts: readonly Fact[]): Properties {
  const files = ofKind(facts, 'settings-file');
  const packages = new Map(ofKind(facts, 'package').map((p) => [p.root, p]));
  const dockerfiles = ofKind(facts, 'dockerfile');
  const cache = new Map<Candidate, PropertyLookup>();
  return {
    of: (stack, candidate, env) => {
      const known = cache.get(candidate);
      if (known) return known;
      const lookup = files.length === 0 && env.size === 0 ? () => undefined : build(stack, candidate, env, files, packages, dockerfiles);
      cache.set(candidate, lookup);
      return lookup;
    },
  };
}

/** `SPRING_DATASOURCE_URL`, `spring.datasource.url` and `spring.data-source.url` are one name to Spring. */
const relaxed = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

function build(stack: LinkedStack, candidate: Candidate, env: ReadonlyMap<string, Template>, files: readonly SettingsFileFact[], packages: ReadonlyMap<string, PackageFact>, dockerfiles: readonly DockerfileFact[]): PropertyLookup {
  const given = new Map<string, Template>();
  for (const [name, value] of env) given.set(relaxed(name), value);
  for (const [name, value] of inlineProperties(env)) given.set(relaxed(name), [{ text: value }]);
  for (const [name, value] of argumentsOf(candidate, env, dockerfiles)) given.set(relaxed(name), [{ text: value }]);
  const read = filesOf(candidate, files, packages);
  const active = activeProfiles(stack, read, given);
  const values = new Map<string, Template>();
  for (const file of [...read].sort((a, b) => strength(a, active) - strength(b, active)))
    for (const { key, value } of file.entries) if (strength(file, active) >= 0 || !isSwitch(value)) values.set(relaxed(key), value);
  return (name) => given.get(relaxed(name)) ?? values.get(relaxed(name));
}

/** An inactive profile may know an address that nobody else says; what it switches is switched in it alone. */
const isSwitch = (value: Template): boolean => /^(?:true|false)$/i.test(showTemplate(value).trim());

/** Its own files and those that a configuration server hands to its application, or to all. */
function filesOf(candidate: Candidate, files: readonly SettingsFileFact[], packages: ReadonlyMap<string, PackageFact>): SettingsFileFact[] {
  const roots = new Set(candidate.packages.map(({ root }) => root));
  if (roots.size === 0) return [];
  const names = new Set([...roots].flatMap((root) => packages.get(root)?.names?.map(({ name }) => showTemplate(name)) ?? []));
  return files.filter(({ path, packages: readers, application }) => readers.some((root) => roots.has(root)) || (application === undefined ? readers.length === 0 && isAround(path, roots, packages) : application !== '*' && names.has(application)));
}

/** A file that nobody is known to read: beside or in a program's source, or in a folder above it. */
function isAround(path: string, roots: ReadonlySet<string>, packages: ReadonlyMap<string, PackageFact>): boolean {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    if (roots.has(folder)) return true;
    if (packages.get(folder)?.startable || folder === '.') break;
  }
  const own = folderOf(path);
  return [...roots].some((root) => own === '.' || root.startsWith(`${own}/`));
}

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');

/** Later ones win: shared before own, bootstrap before application, without profile before active; inactive profiles are a last resort. */
function strength({ path, profile, application, packages }: SettingsFileFact, active: readonly string[]): number {
  const profiles = profile?.split(/[,|&\s]+/) ?? [];
  const rank = profile === undefined ? 0 : profiles.some((name) => active.includes(name)) ? 100 : -100;
  const origin = packages.length === 0 && application === undefined ? 5 : application === undefined ? (/(?:^|\/)bootstrap[^/]*$/.test(path) ? 0 : 10) : application === '*' ? 20 : 30;
  return rank + origin - (/test/.test(profile ?? '') ? 50 : 0);
}

const CONTAINER_PROFILES: Readonly<Record<string, readonly string[]>> = { compose: ['docker', 'compose', 'container', 'docker-compose'], kubernetes: ['kubernetes', 'k8s', 'docker', 'prod', 'production'] };

/** What the environment or the arguments say; else a profile that is named for where the stack runs; else what the files activate. */
function activeProfiles(stack: LinkedStack, files: readonly SettingsFileFact[], given: ReadonlyMap<string, Template>): readonly string[] {
  const stated = given.get('springprofilesactive') ?? given.get('quarkusprofile') ?? given.get('micronautenvironments');
  if (stated) return showTemplate(stated).split(',').map((name) => name.trim());
  const environment = given.get('aspnetcoreenvironment') ?? given.get('dotnetenvironment');
  if (environment) return [showTemplate(environment).trim().toLowerCase()];
  const kind = stack.facts.stack.kind === 'compose' ? 'compose' : stack.facts.stack.kind === 'code' ? 'code' : 'kubernetes';
  const usual = Object.hasOwn(CONTAINER_PROFILES, kind) ? CONTAINER_PROFILES[kind]!.find((name) => files.some(({ profile }) => profile?.split(/[,|&\s]+/).includes(name))) : undefined;
  const activated = files.filter(({ profile }) => profile === undefined).flatMap(({ entries }) => entries.filter(({ key }) => relaxed(key).startsWith('springprofilesactive')).flatMap(({ value }) => showTemplate(value).split(',').map((name) => name.trim())));
  return usual === undefined ? activated : [...activated, usual];
}

const ARGUMENT = /(?:^|\s)(?:-D|--)([A-Za-z][\w.\-[\]]*)=([^\s"']+)/g;
const OPTIONS = /^(?:JAVA_OPTS|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|JAVA_ARGS|JVM_OPTS|JAVA_OPTIONS|APP_ARGS|SPRING_OPTS)$/i;

/** `-Dname=value` and `--name=value`, in commands of the container or its image and in variables that Java reads. */
function argumentsOf(candidate: Candidate, env: ReadonlyMap<string, Template>, dockerfiles: readonly DockerfileFact[]): (readonly [string, string])[] {
  const roots = new Set(candidate.packages.map(({ root }) => root));
  const images = dockerfiles.filter(({ path }) => roots.has(path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.')).map(({ command }) => command.join(' '));
  const commands = candidate.workloads.flatMap((w) => w.fact.containers.filter((c) => c.role === 'main').map((c) => [...c.command, ...c.args].map((word) => knownOf(word) ?? '').join(' ')));
  const options = [...env].filter(([name]) => OPTIONS.test(name)).map(([, value]) => showTemplate(value));
  return [...images, ...options, ...commands].flatMap((text) => [...text.matchAll(ARGUMENT)].map((found) => [found[1]!, found[2]!] as const));
}
