import type { Component, ComponentKind, Dependency, DependencyKind, Evidence, GraphDocument, Setting, SettingValue } from '../graph/document.js';
import type { System } from '../system/system.js';

/** A graph document from a few words, for tests. */
export interface Sketch {
  /** `name` is a service; otherwise its kind, or its kind and role: `{ redis: 'cache', locust: 'other load-generator' }`. */
  readonly kinds?: Readonly<Record<string, string>>;
  /**
   * `a calls b`, and then any of: `soft`, a phase, `@stack`, `breaker`, and settings: `retries=2`, `timeout=none` and others by the
   * graph's name (`meshRetries=1`); `?` is unknown, a `~` before the value makes it a default, a `^` one of the mesh.
   */
  readonly dependencies: readonly string[];
  readonly entries?: readonly string[];
  /** Settings of components: `db maxConnections=100`. */
  readonly settings?: readonly string[];
}

const evidence: Evidence = { file: 'sketch.yaml', line: 1, column: 1, length: 1, mechanism: 'env' };
const defaultStack = 'prod';

export function documentOf({ kinds = {}, dependencies, entries = [], settings = [] }: Sketch): GraphDocument {
  // Sorted, as the linker leaves them.
  const rows = [...dependencies].sort().map(dependencyOf);
  const names = [...new Set([...Object.keys(kinds), ...entries, ...rows.flatMap(({ row }) => [row.from, row.to])])].sort();
  const stacksOf = (name: string): string[] => {
    const found = new Set(rows.flatMap(({ row }) => (row.from === name || row.to === name ? row.stacks : [])));
    return found.size > 0 ? [...found].sort() : [defaultStack];
  };
  const components = names.map((name): Component => {
    const [kind = 'service', role] = (Object.hasOwn(kinds, name) ? kinds[name]! : 'service').split(' ');
    const entry = entries.includes(name) ? { entry: { stacks: stacksOf(name), evidence: [evidence] } } : {};
    return { id: name, name, kind: kind as ComponentKind, ...(role ? { role: role as NonNullable<Component['role']> } : {}), aliases: [], stacks: stacksOf(name), ...entry, evidence: [evidence] };
  });
  return {
    schema: 'faultline/graph@1',
    stacks: [...new Set(components.flatMap(({ stacks }) => stacks))].sort().map((id) => ({ id, kind: 'kubernetes', root: id, environment: 'production' })),
    components,
    dependencies: rows.map(({ row }) => row),
    settings: [...rows.flatMap((row) => row.settings), ...settings.flatMap(ofComponent)],
    coverage: { files: {}, units: {}, unresolved: [] },
    problems: [],
  };
}

/** As much of a system as the analysis asks for. */
export function systemOf(sketch: Sketch): System {
  const document = documentOf(sketch);
  const none = (): never => {
    throw new Error('not part of a sketch');
  };
  return {
    document,
    stacks: [],
    component: none,
    out: none,
    in: none,
    setting: (on, name) => document.settings.find((row) => row.name === name && keyOf(row.on) === keyOf(on)),
    clients: () => [],
    client: none,
    handlers: none,
    transactions: none,
    locks: none,
    fallbacks: none,
    messageHandlers: none,
    declaredChannels: none,
    cacheFills: none,
    unboundedBuffers: none,
    localState: none,
  };
}

function dependencyOf(line: string): { row: Dependency; settings: Setting[] } {
  const [from, kind, to, ...more] = line.split(' ') as [string, DependencyKind, string, ...string[]];
  const phase = (['startup', 'health', 'build'] as const).find((name) => more.includes(name)) ?? 'request';
  const stacks = more.flatMap((word) => (word.startsWith('@') ? [word.slice(1)] : []));
  const settings = more.flatMap((word): Setting[] => (word === 'breaker' ? [settingOf({ from, to }, 'circuitBreaker', 'true')] : word.includes('=') ? [settingOf({ from, to }, ...(word.split('=') as [string, string]))] : []));
  return { row: { from, to, kind, strength: more.includes('soft') ? 'soft' : 'hard', phase, stacks: stacks.length > 0 ? stacks : [defaultStack], evidence: [evidence] }, settings };
}

const SHORT: Readonly<Record<string, string>> = { retries: 'retriesOnCall', timeout: 'timeoutOnCall' };

function settingOf(on: Setting['on'], name: string, text: string): Setting {
  const origin = text === '?' ? 'unknown' : text.startsWith('~') ? 'default' : 'explicit';
  const plain = text.replace(/^[~^]/, '');
  const value: SettingValue = plain === 'none' || plain === '?' ? null : plain === 'true' ? true : Number.isNaN(Number(plain)) ? plain : Number(plain);
  return { on, name: SHORT[name] ?? name, value, origin, evidence: { ...evidence, mechanism: text.startsWith('^') ? 'route' : evidence.mechanism } };
}

function ofComponent(line: string): Setting[] {
  const [component, ...words] = line.split(' ') as [string, ...string[]];
  return words.map((word) => settingOf(component, ...(word.split('=') as [string, string])));
}

const keyOf = (on: Setting['on']): string => (typeof on === 'string' ? on : `${on.from} -> ${on.to}`);
