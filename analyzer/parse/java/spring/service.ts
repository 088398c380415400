import type { Place } from '../../../facts/place.js';
import { textIn } from '../../source/index.js';
import type { Module } from '../build/module.js';
import type { Annotation } from '../code/model.js';
import { canonical, type Entry, type SettingsDocument } from '../settings/entry.js';

/** A module that something starts, with all that its class path, its code and its configuration say. */
export interface Service {
  readonly module: Module;
  /** Annotations of its code and of the modules that it uses, first one by name. */
  readonly annotations: ReadonlyMap<string, Annotation>;
  /** Its own configuration, then what a configuration server hands it, then what that hands everyone. */
  readonly own: readonly Entry[];
  readonly shared: readonly Entry[];
  readonly application: string | undefined;
  /** What configuration servers hand out is in the tree. */
  readonly servedHere: boolean;
  /** Its code declares routes of Spring Cloud Gateway. */
  readonly routesInCode: boolean;
}

export function createService(module: Module, annotations: ReadonlyMap<string, Annotation>, local: readonly SettingsDocument[], served: readonly SettingsDocument[], everyone: readonly SettingsDocument[], more: Pick<Service, 'application' | 'servedHere' | 'routesInCode'>): Service {
  const entriesOf = (documents: readonly SettingsDocument[]) => documents.flatMap(({ entries }) => entries);
  return { module, annotations, own: [...entriesOf(local), ...entriesOf(served)], shared: entriesOf(everyone), ...more };
}

export const artifactOf = (service: Service, names: readonly string[] | undefined): Place | undefined => names?.map((name) => service.module.artifacts.get(name)).find((place) => place !== undefined);

const indexes = new WeakMap<readonly Entry[], ReadonlyMap<string, Entry>>();

/** Entries by their canonical keys, the first of each: a service is asked for hundreds. */
function byKey(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  const known = indexes.get(entries);
  if (known) return known;
  const found = new Map<string, Entry>();
  for (const entry of entries) {
    const key = canonical(entry.key);
    if (!found.has(key)) found.set(key, entry);
  }
  indexes.set(entries, found);
  return found;
}

/** The entry of the first key that is written: for this service, or for everyone where that counts too. */
export function settingOf(service: Service, keys: readonly string[] | undefined, also: 'own' | 'shared' = 'shared'): Entry | undefined {
  for (const wanted of keys?.map(canonical) ?? []) {
    const find = (entries: readonly Entry[]) => byKey(entries).get(wanted);
    const found = find(service.own) ?? (also === 'shared' ? find(service.shared) : undefined);
    if (found) return found;
  }
  return undefined;
}

export const isFalse = (service: Service, key: string): boolean => settingOf(service, [key])?.raw.trim() === 'false';

/** The name in the registry, as the first plain document says it. */
export function applicationName(documents: readonly SettingsDocument[], module: Module): string | undefined {
  const key = (wanted: string) => documents.flatMap(({ entries }) => entries).find((entry) => canonical(entry.key) === wanted);
  // A configuration server that hands out the name, too, is asked by this one.
  const entry = key('spring.application.name') ?? key('quarkus.application.name') ?? key('micronaut.application.name') ?? key('spring.cloud.config.name');
  if (!entry) return undefined;
  if (/^@(?:project\.)?(?:artifactId|name)@$/.test(entry.raw)) return module.name;
  const [part] = entry.value ?? [];
  return textIn(entry.value ?? []) ?? (part && 'property' in part && part.fallback ? textIn(part.fallback) : undefined);
}
