/** The positioned YAML layer that every YAML-based parser reads with. */
export type { YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSequence, YamlSource } from './node.js';
export { parseYaml, parseYamlSource, type YamlFile } from './parse.js';
export { boolValue, entries, entryOf, entryPlace, get, intOrString, isNull, items, numberValue, placeOf, stringOf, stringValue, toPlain, unknownValue, type Plain } from './read.js';
export { scalarSource } from './scalar-source.js';
export { resolvePlain } from './scalar.js';
export { textSource } from './source.js';
