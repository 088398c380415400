import { safeArgs } from '../../facts/secrets.js';
import type { Value } from '../../facts/value.js';
import { isNull, items, type YamlNode } from '../yaml/index.js';
import { flatText, known } from './flat.js';
import { whereIs } from './read.js';

/** `command` or `entrypoint`. A string is split into words as a shell would, but no shell runs it. Secrets are left out. */
export function commandOf(node: YamlNode | undefined): readonly Value<string>[] {
  if (node === undefined || isNull(node) || node.type === 'map') return [];
  const words = node.type === 'sequence' ? items(node).flatMap((item) => wordOf(item, flatText(item))) : splitShellWords(flatText(node) ?? '').flatMap((word) => wordOf(node, word));
  const safe = safeArgs(words.map((word) => word.text));
  return words.map(({ node: source, text }, index) => {
    const at = whereIs(source);
    return known(text) === undefined && text !== '' ? { unknown: source.type === 'scalar' ? safeArgs([source.text])[0] ?? '' : source.type, at } : { value: safe[index] ?? '', at };
  });
}

const wordOf = (node: YamlNode, text: string | undefined): { node: YamlNode; text: string }[] => (text === undefined ? [] : [{ node, text }]);

/** Words between blanks; quotes and backslashes as in a POSIX shell. */
function splitShellWords(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quote === '' && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    word ??= '';
    if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === '\\' && quote !== "'" && at + 1 < text.length) word += text[++at] ?? '';
    else word += character;
  }
  if (word !== undefined) words.push(word);
  return words;
}
