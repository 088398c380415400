import { didYouMean } from '../analyzer/config/nearest.js';
import type { System } from '../analyzer/system/system.js';
import { UsageError } from './errors.js';

/** The component that a person means: its id, its name or an alias that only it has. */
export function findComponent(name: string, system: System): string {
  const { components } = system.document;
  const byId = components.find(({ id }) => id === name);
  if (byId) return byId.id;
  const called = components.filter((one) => one.name === name || one.aliases.includes(name));
  if (called.length === 1) return called[0]!.id;
  if (called.length > 1) throw new UsageError(`"${name}" could be ${called.map(({ id }) => id).join(' or ')}. Give one of these.`);
  const names = components.flatMap((one) => [one.id, ...one.aliases]);
  const hint = didYouMean(name, names) || ` Components: ${components.slice(0, 20).map(({ id }) => id).join(', ')}${components.length > 20 ? ', ...' : ''}.`;
  throw new UsageError(`There is no component "${name}" here.${hint}`);
}
