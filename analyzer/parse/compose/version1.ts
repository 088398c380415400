import { get, isNull, type YamlMap } from '../yaml/index.js';

/** The format of before 2016: services at the top. Old systems still have it, and it says who runs and who links to whom. */
export const isVersion1 = (root: YamlMap): boolean =>
  get(root, 'services') === undefined && get(root, 'include') === undefined && root.entries.some(({ value }) => value.type === 'map' && (!isNull(get(value, 'image')) || !isNull(get(value, 'build'))));

/** The same as it would be written today. The key that nobody wrote points at the beginning of the file. */
export function asVersion2(root: YamlMap): YamlMap {
  if (!isVersion1(root)) return root;
  const services: YamlMap = { ...root, entries: root.entries.filter(({ value }) => value.type === 'map') };
  const key = { type: 'scalar', value: 'services', text: 'services', quoted: false, source: root.source, start: root.start, end: root.start } as const;
  return { ...root, entries: [{ key, value: services }] };
}
