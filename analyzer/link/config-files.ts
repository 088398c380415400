import { formatPlace } from '../facts/place.js';
import { showTemplate, type Template } from '../facts/template.js';
import type { ConfigReferenceFact, ConfigTarget, Fact } from '../facts/types.js';
import { addressesIn, HOLE, isIpAddress, isLoopback, type Address } from './address.js';
import type { Candidate } from './candidates.js';
import { configReadings, type ConfigReading } from './config-readers.js';
import { defaultRows, statedRow } from './dependency-settings.js';
import { hintOf } from './env-names.js';
import { evidence } from './evidence.js';
import { ofKind } from './facts.js';
import { fill, fromVariables, type Lookup } from './fill.js';
import { kindTowards } from './kinds.js';
import type { SettingRow } from './setting-rows.js';
import type { Tools } from './tools.js';
import type { LinkedStack } from './world.js';

/** Follows what configuration files name for the components that read them; returns what the files say of these calls. */
export function followConfigFiles(tools: Tools): SettingRow[] {
  const { world } = tools;
  return world.stacks.flatMap((stack) =>
    stack.candidates.flatMap((candidate) => {
      const readings = configReadings({ candidate, stack: stack.facts, objects: stack.objects }, tools.facts);
      return readings.flatMap((reading) => reading.fact.targets.flatMap((target) => followTarget(target, reading, { id: world.idOf.get(candidate)!, stack, candidate, tools })));
    }),
  );
}

/** Places of ConfigMap entries whose format is known: nobody needs to look for addresses in their text. */
export const recognised = (facts: readonly Fact[]): ReadonlySet<string> => new Set(ofKind(facts, 'config-reference').flatMap((fact) => (fact.configMap ? [formatPlace(fact.at)] : [])));

interface Reader {
  readonly id: string;
  readonly stack: LinkedStack;
  readonly candidate: Candidate;
  readonly tools: Tools;
}

function followTarget(target: ConfigTarget, reading: ConfigReading, reader: Reader): SettingRow[] {
  const { id, stack, candidate, tools } = reader;
  const text = fill(target.address, lookupOf(reading, reader));
  const workload = reading.workload ?? candidate.workloads[0];
  const how = evidence(target.at, reading.fact.configMap ? 'config-map' : 'config-file', target.note);
  const proofs = reading.by === 'config-file' ? [] : [evidence(reading.at, reading.by, `reads ${reading.fact.configMap?.key ?? reading.fact.path}`)];
  const rows = settingsOf(target);
  return addressesIn(text).filter((address) => isMeant(address, target)).flatMap((address) => {
    const reference = {
      stack, from: candidate, namespace: workload?.namespace ?? 'default', ...(workload ? { workload: workload.fact } : {}), evidence: how, at: target.at,
      outside: address.form !== 'bare' && reading.by !== 'package',
      // In a container it is the container itself; beside the source it is the machine that runs all of it.
      loopback: reading.by === 'package' || reading.by === 'config-file',
    };
    const byAddress = tools.resolve(address, reference);
    const resolved = byAddress.is === 'components' ? byAddress : tools.resolve(calledSo(address, target) ?? address, reference);
    if (resolved.is !== 'components') {
      if (isExpected(address, reading.fact)) tools.collected.unresolved.push({ from: id, expression: showTemplate(target.address), why: resolved.is === 'missing' ? `nothing is called ${resolved.target}` : resolved.why, evidence: how });
      return [];
    }
    return resolved.ids.filter((to) => to !== id).flatMap((to) => {
      const kind = target.dependency ?? kindTowards(tools.profile, id, to);
      const stackId = stack.facts.stack.id;
      tools.collected.edges.push({ from: id, to, kind, phase: 'request', strength: kind === 'observes' ? 'soft' : 'hard', by: 'manifest', stack: stackId, evidence: [how, ...proofs, ...resolved.evidence] });
      return rows.map((row) => ({ ...row, on: { from: id, to }, stack: stackId }));
    });
  });
}

/** A number, or this machine, names nobody; a scrape job is usually called as what it scrapes. */
const calledSo = (address: Address, { called }: ConfigTarget): Address | undefined =>
  called !== undefined && /^[\w.-]+$/.test(called) && (isIpAddress(address.host) || isLoopback(address.host)) ? { host: called, form: 'bare' } : undefined;

function settingsOf({ settings, library, at }: ConfigTarget): Omit<SettingRow, 'on' | 'stack'>[] {
  const stated = settings.map((setting) => statedRow(setting, () => undefined, 'config-file'));
  return library === undefined ? stated : [...stated, ...defaultRows({ library, at }, new Set(stated.map((row) => row.name)))];
}

/** The container's own environment first, then its image's. */
function lookupOf({ workload, container, dockerfile }: ConfigReading, { stack, candidate, tools }: Reader): Lookup {
  const own = workload && container ? tools.variables.ofContainer(stack, workload, container) : [];
  const variables = new Map<string, Template>();
  for (const { name, value } of dockerfile?.env ?? []) if (value) variables.set(name, value);
  const image = fromVariables(variables);
  const direct = fromVariables(new Map(own.map((v) => [v.name, v.value])));
  const all = tools.variables.lookup(stack, candidate);
  return (kind, name) => direct(kind, name) ?? all(kind, name) ?? image(kind, name);
}

/** Where only a key's name says that its value is an address, the same caution holds as for environment variables. */
function isMeant(address: Address, { key }: ConfigTarget): boolean {
  if (key === undefined) return true;
  const hint = hintOf(key);
  return !hint.name && !hint.label && (address.form === 'url' || hint.address);
}

const isExpected = (address: Address, fact: ConfigReferenceFact): boolean => fact.format !== 'settings' && !isLoopback(address.host) && !(isIpAddress(address.host) && !address.host.includes(HOLE));
