import { compareText, placeOf, type Place } from '../facts/place.js';
import type { Component } from '../graph/document.js';
import type { StackView, System } from '../system/system.js';
import type { Mention } from './causes.js';

type About = Mention & { readonly component: string };

/** Who runs what the team does not: hosts of one domain, and what one cloud template makes in one provider's account. */
export function providers(system: System, view: StackView): About[] {
  const id = view.stack.id;
  const components = system.document.components.filter(({ stacks }) => stacks.includes(id));
  const found = components.flatMap((component): About[] => {
    const name = component.kind === 'external' ? domainOfAll(hostsOf(component)) : cloudOf(component, view);
    return name === undefined ? [] : [{ component: component.id, kind: 'provider', name, at: placeOf(component.evidence[0]!) }];
  });
  // A provider of one thing fails with that thing: it is no cause that is common to several.
  return found.filter(({ name }) => found.filter((other) => other.name === name).length > 1);
}

const hostsOf = ({ id, aliases }: Component): readonly string[] => [id, ...aliases].filter(isHost);

/** A name that the public DNS knows: no address, no name inside a cluster or a host. */
const isHost = (name: string): boolean => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(name) && !/^[\d.]+$|\.(?:local|localhost|internal|svc)$/.test(name);

const CLOUDS: Readonly<Record<string, string>> = { aws: 'AWS', google: 'Google Cloud', azurerm: 'Azure' };

/** The provider is the first word of a resource's type: `module.shop.aws_sqs_queue.orders`. */
function cloudOf({ evidence }: Component, { stack }: StackView): string | undefined {
  if (stack.kind !== 'terraform' && stack.kind !== 'cloudformation') return undefined;
  const types = evidence.flatMap(({ note, mechanism }) => (mechanism === 'workload' && note !== undefined ? [note] : []));
  if (stack.kind === 'cloudformation') return types.length > 0 ? CLOUDS['aws'] : undefined;
  const names = types.flatMap((type) => /(?:^|\.)(aws|google|azurerm)_/.exec(type)?.[1] ?? []);
  return names.length > 0 ? CLOUDS[names[0]!] : undefined;
}

/** The DNS zone through which users find an entry point, where all its public names are in one. */
export function nameZones(system: System, view: StackView): About[] {
  const byEntry = new Map<string, { hosts: Set<string>; at: Place }>();
  for (const { fact, backends } of view.routes)
    for (const { backend, components } of backends)
      for (const component of components) {
        if (!system.component(component).entry?.stacks.includes(view.stack.id)) continue;
        const known = byEntry.get(component) ?? { hosts: new Set<string>(), at: fact.at };
        for (const host of backend.host === undefined ? fact.hosts : [backend.host]) known.hosts.add(host.replace(/^\*\./, ''));
        byEntry.set(component, known);
      }
  return [...byEntry].sort(([a], [b]) => compareText(a, b)).flatMap(([component, { hosts, at }]): About[] => {
    const name = [...hosts].every(isHost) ? domainOfAll([...hosts]) : undefined;
    return name === undefined ? [] : [{ component, kind: 'dns', name, at }];
  });
}

/** The domain that all hosts share; undefined for none. */
function domainOfAll(hosts: readonly string[]): string | undefined {
  const domains = new Set(hosts.map(domainOf));
  return domains.size === 1 ? [...domains][0] : undefined;
}

/** What somebody registered: the last two labels, three under `co.uk` and its like. */
export function domainOf(host: string): string {
  const labels = host.toLowerCase().split('.');
  const second = labels.at(-2) ?? '';
  const depth = labels.at(-1)!.length === 2 && /^(?:ac|co|com|edu|gob|gov|ne|net|or|org)$/.test(second) ? 3 : 2;
  return labels.slice(-depth).join('.');
}
