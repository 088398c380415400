import type { Component, Dependency, Environment, GraphDocument, Setting } from '../../analyzer/graph/document.js';

/** How a line is drawn: solid carries a failure, dashed hands over or has a fallback, dotted matters only at start or health checks. */
export type LineStyle = 'solid' | 'dashed' | 'dotted';

/** The facts about components and dependencies that the picture shows, looked up once per document. */
export interface Marks {
  /** How many run, where that is a fixed number: unknown where an autoscaler decides, meaningless for what is not ours. */
  replicas(component: Component): number | undefined;
  /** One replica and nothing that adds more. */
  single(component: Component): boolean;
  /** A dependency on which nobody set a timeout, and the library sets none. */
  withoutTimeout(dependency: Dependency): boolean;
}

const preference: readonly Environment[] = ['production', 'unknown', 'staging', 'development', 'test'];
const replicated = new Set(['service', 'gateway', 'datastore', 'cache', 'broker', 'discovery', 'config-server', 'other']);

export function marksOf(document: GraphDocument, environment?: Environment): Marks {
  const settings = indexSettings(document, environment);
  const value = (on: string, name: string) => settings.get(`${on}\n${name}`)?.value;
  const replicas = ({ id, kind }: Component) => {
    const number = value(id, 'replicas');
    return replicated.has(kind) && typeof number === 'number' && !scales(value(id, 'hpa')) ? number : undefined;
  };
  return {
    replicas,
    single: (component) => replicas(component) === 1,
    withoutTimeout: (dependency) => value(`${dependency.from}\n${dependency.to}`, 'timeoutOnCall') === null,
  };
}

export function lineStyle(dependencies: readonly Dependency[]): LineStyle {
  if (dependencies.some(carriesFailure)) return 'solid';
  return dependencies.some((dependency) => dependency.phase === 'request') ? 'dashed' : 'dotted';
}

export const isStore = (component: Component): boolean => component.kind === 'datastore' || component.kind === 'cache' || component.kind === 'broker';

function carriesFailure(dependency: Dependency): boolean {
  const handsOver = dependency.kind === 'publishes' || dependency.kind === 'consumes';
  return dependency.phase === 'request' && dependency.strength === 'hard' && !handsOver;
}

const scales = (hpa: Setting['value'] | undefined): boolean => hpa !== undefined && hpa !== null && hpa !== false && hpa !== 1;

/** One setting a subject and name: where stacks differ, that of the environment that users see. Unknown values show nothing. */
function indexSettings(document: GraphDocument, environment: Environment | undefined): Map<string, Setting> {
  const environmentOf = new Map(document.stacks.map((stack) => [stack.id, stack.environment]));
  const rank = (setting: Setting): number => {
    const own = setting.stack === undefined ? 'unknown' : (environmentOf.get(setting.stack) ?? 'unknown');
    return own === environment ? -1 : preference.indexOf(own);
  };
  const found = new Map<string, Setting>();
  for (const setting of document.settings) {
    if (setting.origin === 'unknown') continue;
    const on = typeof setting.on === 'string' ? setting.on : `${setting.on.from}\n${setting.on.to}`;
    const key = `${on}\n${setting.name}`;
    const known = found.get(key);
    if (known === undefined || rank(setting) < rank(known)) found.set(key, setting);
  }
  return found;
}
