import type { Problem } from '../../../facts/types.js';
import { parseYaml, placeOf, type YamlNode } from '../../yaml/index.js';
import { entry, profileIn, type Entry, type SettingsDocument } from './entry.js';

/** Flattens each document of a YAML file; the first problem of a file stands for all. */
export function readYamlSettings(path: string, text: string): { readonly documents: readonly SettingsDocument[]; readonly problems: readonly Problem[] } {
  const { documents, problems } = parseYaml(path, withQuotedTokens(text));
  const read = documents.flatMap(({ root }): SettingsDocument[] => {
    if (!root) return [];
    const entries = flatten(root, '');
    return [{ path, at: placeOf(root), profile: profileIn(entries), entries }];
  });
  return { documents: read, problems: problems.slice(0, 1) };
}

/**
 * `active: @activatedProfile@`: the build puts a value in its place, and until then a text that starts so is no YAML.
 * https://docs.spring.io/spring-boot/maven-plugin/using.html (resource filtering)
 */
const withQuotedTokens = (text: string): string => text.replace(/^([ \t]*(?:- +)*(?:[^\s#'"][^\r\n:#]*:[ \t]+)?)(@[\w.-]+@[^\s'"#]*)(?=[ \t]*(?:[ \t]#[^\r\n]*)?\r?$)/gm, "$1'$2'");

function flatten(node: YamlNode, key: string): Entry[] {
  switch (node.type) {
    case 'scalar': return node.value === null || key === '' ? [] : [entry(key, node.text, placeOf(node))];
    case 'sequence': return node.items.flatMap((item, index) => flatten(item, `${key}[${index}]`));
    case 'map': return node.entries.flatMap(({ key: name, value }) => flatten(value, key === '' ? name.text : `${key}.${name.text}`));
  }
}
