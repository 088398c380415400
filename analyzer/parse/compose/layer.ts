import type { FileSet } from '../parser.js';
import { entries, entryOf, get, isNull, parseYaml, placeOf, type YamlMap, type YamlSource } from '../yaml/index.js';
import { canonicalService } from './canonical.js';
import type { Problems } from './problems.js';
import { substitute } from './substitute.js';
import { asVersion2 } from './version1.js';
import type { Variables } from './variables.js';

/** What loading one project, with everything that it pulls in, shares. */
export interface Loading {
  readonly files: FileSet;
  readonly problems: Problems;
  /** The folder that relative paths in a text start from. A file that is read twice is two texts, and may have two folders. */
  readonly folders: Map<YamlSource, string>;
  /** What was pulled in, and how. */
  readonly included: Set<string>;
  readonly extended: Set<string>;
  /** A file that would define services could not be read: what seems missing may be there. */
  partial: boolean;
  /** Files that may still be read: includes that include each other twice multiply. */
  budget: number;
}

/** The documents of a file, interpolated and with its services in canonical form. */
export function readLayer(path: string, folder: string, variables: Variables, loading: Loading): readonly YamlMap[] {
  const text = loading.budget-- > 0 ? loading.files.read(path) : undefined;
  if (text === undefined) return [];
  const { documents, problems } = parseYaml(path, text);
  loading.problems.addAll(problems);
  return documents.flatMap(({ root }) => {
    if (root === undefined || isNull(root)) return [];
    if (root.type !== 'map') {
      loading.problems.add(placeOf(root), 'error', 'compose-wrong-type', 'A Compose file is a mapping with services: at the top; this document is not, and is skipped.');
      return [];
    }
    loading.folders.set(root.source, folder);
    const substituted = substitute(asVersion2(root), variables, loading.problems);
    return substituted.type === 'map' ? [canonicalServices(substituted, loading.problems)] : [];
  });
}

/** Services that are no mappings are dropped: nothing about them can be known. */
function canonicalServices(root: YamlMap, problems: Problems): YamlMap {
  const services = entryOf(root, 'services');
  if (services === undefined || isNull(services.value)) return root;
  if (services.value.type !== 'map') {
    problems.add(placeOf(services.value), 'error', 'compose-wrong-type', 'services: must be a mapping of service names to their definitions; it is skipped.');
    return { ...root, entries: root.entries.filter((entry) => entry !== services) };
  }
  const kept = services.value.entries.flatMap(({ key, value }) => {
    if (value.type === 'map') return [{ key, value: canonicalService(value) }];
    // An overlay may name a service only to reset it.
    if (value.tag === '!reset' || isNull(value)) return [{ key, value }];
    problems.add(placeOf(key), 'error', 'compose-wrong-type', `Service ${key.text} must be a mapping; it is skipped.`);
    return [];
  });
  const value: YamlMap = { ...services.value, entries: kept };
  return { ...root, entries: root.entries.map((entry) => (entry === services ? { key: entry.key, value } : entry)) };
}

/** The root with one section replaced or added. */
export function withSection(root: YamlMap, section: YamlMap['entries'][number]): YamlMap {
  const name = section.key.text;
  const isThere = entries(root).some((entry) => entry.key.text === name);
  return { ...root, entries: isThere ? root.entries.map((entry) => (entry.key.text === name ? section : entry)) : [...root.entries, section] };
}

export const servicesOf = (root: YamlMap | undefined): YamlMap | undefined => {
  const services = get(root, 'services');
  return services?.type === 'map' ? services : undefined;
};
