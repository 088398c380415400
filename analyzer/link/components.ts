import picomatch from 'picomatch';
import type { Config } from '../config/config.js';
import { compareText } from '../facts/place.js';
import type { Component } from '../graph/document.js';
import type { Candidate } from './candidates.js';
import { evidence, uniqueEvidence } from './evidence.js';
import type { Externals } from './externals.js';
import type { Identity } from './identity.js';
import type { Entries } from './routes.js';
import type { World } from './world.js';

/** The graph document's components: identities with what their candidates and the configuration know, then the externals. */
export function componentsOf(world: World, externals: Externals, entries: Entries, config: Config): Component[] {
  const inside = world.identities.map((identity) => ({ ...identityComponent(identity, config), ...entryOf(identity, entries, config), ...labelsOf(identity.name, config) }));
  const taken = new Set(inside.map((c) => c.id));
  const outside = externals
    .all()
    .filter((e) => !taken.has(e.id))
    .map((e) => ({ id: e.id, name: e.id, kind: e.kind, aliases: [], stacks: [...e.stacks].sort(compareText), ...(e.technology ? { technology: e.technology } : {}), evidence: uniqueEvidence(e.evidence), ...labelsOf(e.id, config) }));
  return [...inside, ...outside].sort((a, b) => compareText(a.id, b.id));
}

function identityComponent({ id, name, candidates }: Identity, config: Config): Component {
  const aliases = new Set(candidates.flatMap((c) => [...c.names, c.name]));
  aliases.delete(name);
  const known = candidates.find((c) => c.technology !== undefined) ?? majority(candidates);
  const declared = config.components.find((c) => c.name === name || aliases.has(c.name));
  const role = roleOf(candidates);
  const group = candidates.find((c) => c.namespace !== undefined)?.namespace;
  return {
    id,
    name,
    kind: declared?.kind ?? known.kind,
    ...(role ? { role } : {}),
    ...(group === undefined ? {} : { group }),
    aliases: [...aliases].sort(compareText),
    stacks: [...new Set(candidates.map((c) => c.stack))].sort(compareText),
    ...(known.technology === undefined ? {} : { technology: known.technology }),
    evidence: uniqueEvidence(candidates.flatMap((c) => c.evidence)),
  };
}

/** A gateway that some stack declares is not the platform's. */
const roleOf = (candidates: readonly Candidate[]): Component['role'] =>
  candidates.find(({ role }) => role !== undefined && (role !== 'ingress' || candidates.every((c) => c.role === 'ingress')))?.role;

/** Where stacks disagree (a Job here, a Deployment there, a container to work in for development) it is what keeps running. */
const majority = (candidates: readonly Candidate[]): Candidate => candidates.find((c) => c.kind !== 'job' && c.kind !== 'other') ?? candidates.find((c) => c.kind !== 'job') ?? candidates[0]!;

function entryOf(identity: Identity, entries: Entries, config: Config): Pick<Component, 'entry'> {
  const found = entries.get(identity.id);
  const named = config.entryPoints.includes(identity.name) || config.entryPoints.includes(identity.id);
  if (!found && !named) return {};
  const stacks = named ? identity.candidates.map((c) => c.stack) : [...found!.keys()];
  const proofs = [...(found?.values() ?? [])].flat();
  const stated = evidence({ file: 'faultline.config.yaml', line: 1, column: 1, length: 1 }, 'config', 'entryPoints');
  return { entry: { stacks: [...new Set(stacks)].sort(compareText), evidence: uniqueEvidence(named ? [...proofs, stated] : proofs) } };
}

function labelsOf(name: string, config: Config): Pick<Component, 'tier' | 'owner'> {
  const find = (table: Readonly<Record<string, readonly string[]>>) => Object.keys(table).find((label) => table[label]!.length > 0 && picomatch([...table[label]!])(name));
  const tier = find(config.tiers);
  const owner = find(config.owners);
  return { ...(tier === undefined ? {} : { tier }), ...(owner === undefined ? {} : { owner }) };
}
