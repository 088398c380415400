import type { Template } from '../facts/template.js';
import type { Container, Fact } from '../facts/types.js';
import type { DependencyKind } from '../graph/document.js';
import { technologyOf } from '../knowledge/technologies.js';
import type { Candidate } from './candidates.js';
import { ofKind } from './facts.js';
import type { World } from './world.js';

/** Whether a component can be meant by what a file of variables holds. */
export interface SharedFiles {
  /** By the name that it stands under. */
  isMeant(candidate: Candidate, file: string, variable: string): boolean;
  /** By what it leads to: who has a client for such a thing. */
  couldUse(candidate: Candidate, file: string, target: { readonly kind: string; readonly technology?: string }): boolean;
  /** Nothing but the file says that it needs the service there: several are handed it, and nobody's source asks for the name. */
  isAssumed(file: string, variable: string, target: { readonly kind: string }): boolean;
}

/** A ConfigMap that containers take all variables of, as one knows a file by its path. */
export const handedWhole = (stack: string, namespace: string, { kind, name }: Container['envFrom'][number]): string => `${kind}:${stack}\u0000${namespace}/${name}`;

/**
 * An image of a store reads the settings that carry its name; the others in a file that it is handed are the application's. A
 * proxy's way leads by its configuration, which names the variables that it takes.
 */
function isSettingOf(image: string | undefined, variable: string): boolean {
  const known = image === undefined ? undefined : technologyOf(image);
  if (known?.kind === 'gateway') return false;
  const first = relaxed(variable.split('_')[0]!);
  return known === undefined || USES[known.kind] === undefined || known.technology.startsWith(first) || first.startsWith(known.technology);
}

const isConfigMap = (file: string): boolean => file.includes('\u0000');

/** What clients do with what holds data. */
const USES: Readonly<Record<string, readonly DependencyKind[]>> = { datastore: ['stores'], cache: ['caches', 'publishes', 'consumes'], broker: ['publishes', 'consumes'] };
/** Languages whose frameworks bring clients of their own, which their source does not show. */
const OPAQUE: ReadonlySet<string> = new Set(['php', 'ruby', 'elixir']);

/**
 * A file of variables that several services are handed whole proves nothing for one that never asks for a name. Only where the
 * source is known, and all its clients say where they lead, is it known what it asks for; and a name that somebody's source asks
 * for is not for those whose source was read and does not.
 */
export function sharedFiles(world: World, facts: readonly Fact[]): SharedFiles {
  const shared = filesOfSeveral(world);
  const does = new Map<string, Set<string>>();
  const opaque = new Set(ofKind(facts, 'package').filter(({ language }) => OPAQUE.has(language)).map(({ root }) => root));
  const asked = new Map<string, Set<string>>();
  const open = new Set<string>();
  const add = (roots: readonly string[], template: Template): void => roots.forEach((root) => namesIn(template).forEach((name) => asked.set(root, (asked.get(root) ?? new Set<string>()).add(relaxed(name)))));
  for (const client of ofKind(facts, 'client')) {
    for (const root of client.packages) does.set(root, (does.get(root) ?? new Set<string>()).add(client.dependency).add(client.protocol));
    for (const target of client.targets) add(client.packages, target);
    if (client.targets.length === 0 || client.targets.some((target) => target.some((part) => 'unknown' in part))) client.packages.forEach((root) => open.add(root));
  }
  for (const file of ofKind(facts, 'settings-file')) for (const { value } of file.entries) add(file.packages, value);
  const askedFor = new Set([...asked.values()].flatMap((names) => [...names]));
  const known = (root: string): boolean => asked.has(root) && !open.has(root);
  const isMeant: SharedFiles['isMeant'] = ({ packages, role, technology }, file, variable) => {
    if (packages.length === 0 && (!isConfigMap(file) || shared.has(file)) && !isSettingOf(technology, variable)) return false;
    if (!shared.has(file)) return true;
    if (role === 'discovery' || role === 'config-server') return false;
    const name = relaxed(variable);
    if (packages.length === 0 || packages.some(({ root }) => asked.get(root)?.has(name))) return true;
    // A ConfigMap is written for the system; a file for Compose is often all that there is.
    return !askedFor.has(name) && (isConfigMap(file) || !packages.every(({ root }) => known(root)));
  };
  const couldUse: SharedFiles['couldUse'] = (candidate, file, target) => {
    const kinds = USES[target.kind];
    const readers = shared.get(file);
    const spoken = technologyOf(target.technology ?? '')?.protocol;
    const uses = ({ packages }: Candidate): boolean => packages.some(({ root }) => [...(kinds ?? []), ...(spoken === undefined ? [] : [spoken])].some((use) => does.get(root)?.has(use)));
    if (!kinds || !readers || candidate.packages.length === 0 || candidate.packages.some(({ root }) => opaque.has(root))) return true;
    return uses(candidate) || !readers.some(uses);
  };
  const isAssumed: SharedFiles['isAssumed'] = (file, variable, { kind }) => shared.has(file) && USES[kind] === undefined && !askedFor.has(relaxed(variable));
  return { isMeant, couldUse, isAssumed };
}

/** Who reads each file that not only one component reads. */
function filesOfSeveral({ stacks, idOf }: World): ReadonlyMap<string, readonly Candidate[]> {
  const readers = new Map<string, Set<Candidate>>();
  for (const candidate of stacks.flatMap(({ candidates }) => candidates))
    for (const { fact, namespace } of candidate.workloads)
      for (const { env, envFrom } of fact.containers) for (const file of [...env.map(({ file }) => file), ...envFrom.map((source) => handedWhole(candidate.stack, namespace, source))]) if (file !== undefined) readers.set(file, (readers.get(file) ?? new Set()).add(candidate));
  return new Map([...readers].filter(([, all]) => new Set([...all].map((candidate) => idOf.get(candidate))).size > 1).map(([file, all]) => [file, [...all]]));
}

const relaxed = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const namesIn = (template: Template): string[] =>
  template.flatMap((part) => ('env' in part ? [part.env, ...namesIn(part.fallback ?? [])] : 'property' in part ? [part.property, ...namesIn(part.fallback ?? [])] : []));
