import type { ComposeExtras } from '../../facts/types.js';
import { get, items, placeOf, type YamlEntry, type YamlMap } from '../yaml/index.js';
import type { Problems } from './problems.js';
import { textIn } from './read.js';
import { mapSection } from './shape.js';

/** Services reach each other through networks that they share. Without any, a service joins the project's `default`. */
export function networksOf(service: YamlEntry, services: YamlMap, problems: Problems): readonly string[] {
  const sharing = new Set<string>();
  let current = service;
  for (;;) {
    const mode = textIn(get(current.value, 'network_mode'));
    // `service:NAME` shares that service's network stack, which may be shared in turn.
    const shared = mode?.startsWith('service:') === true ? mode.slice('service:'.length) : undefined;
    const next = shared === undefined ? undefined : services.entries.find((entry) => entry.key.text === shared);
    if (next === undefined) return mode === undefined || mode === 'bridge' || mode === 'default' ? named(current, problems) : [];
    if (sharing.has(next.key.text)) return [];
    sharing.add(next.key.text);
    current = next;
  }
}

function named(service: YamlEntry, problems: Problems): readonly string[] {
  const names = mapSection(service.value, 'networks', problems).map((entry) => entry.key.text);
  return names.length > 0 ? names : ['default'];
}

/** Every name that reaches the service; the first place of each. */
export function namesOf({ key, value }: YamlEntry, problems: Problems): ComposeExtras['names'] {
  const nodes = [get(value, 'container_name'), get(value, 'hostname'), ...mapSection(value, 'networks', problems).flatMap((network) => items(get(network.value, 'aliases')))];
  const names = new Map([[key.text, placeOf(key)]]);
  for (const node of nodes) {
    const name = textIn(node);
    if (node !== undefined && name !== undefined && name !== '' && !names.has(name)) names.set(name, placeOf(node));
  }
  return [...names].map(([name, at]) => ({ name, at }));
}
