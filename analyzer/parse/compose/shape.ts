import { entries, entryOf, isNull, items, placeOf, type YamlEntry, type YamlNode } from '../yaml/index.js';
import type { Problems } from './problems.js';

/** Entries of a section that must be a mapping; anything else is said and read as empty. */
export function mapSection(parent: YamlNode | undefined, name: string, problems: Problems): readonly YamlEntry[] {
  return entries(sectionOf(parent, name, 'map', problems));
}

/** Items of a section that must be a list. */
export function listSection(parent: YamlNode | undefined, name: string, problems: Problems): readonly YamlNode[] {
  return items(sectionOf(parent, name, 'sequence', problems));
}

function sectionOf(parent: YamlNode | undefined, name: string, type: 'map' | 'sequence', problems: Problems): YamlNode | undefined {
  const value = entryOf(parent, name)?.value;
  if (value === undefined || isNull(value) || value.type === type) return value;
  const shape = type === 'map' ? 'mapping' : 'list';
  problems.add(placeOf(value), 'error', 'compose-wrong-type', `${name}: must be a ${shape}, not a ${value.type}; it is skipped.`);
  return undefined;
}
