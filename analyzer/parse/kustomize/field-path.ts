import { compile } from './regex.js';
import { entryIn, isMap, isMissing, isScalar, isSequence, mapNode, sequenceNode, setEntry, textAt, textNode, valueAt, type Node, type SequenceNode } from './tree.js';

/** `metadata.annotations.[example.com/a].b` has four steps, `spec.containers.[name=web].image` too; a backslash takes a dot's meaning away. */
export function splitFieldPath(path: string): string[] {
  const steps: string[] = [];
  let current = '';
  let inBrackets = false;
  for (let at = 0; at < path.length; at++) {
    const char = path[at]!;
    if (char === '\\' && path[at + 1] === '.') current += path[++at];
    else if (char === '.' && !inBrackets) {
      steps.push(current);
      current = '';
    } else {
      if (char === '[') inBrackets = true;
      else if (char === ']') inBrackets = false;
      current += char;
    }
  }
  return [...steps, current].filter((step) => step.trim() !== '').map((step) => (/^\[[^=]*\]$/.test(step) ? step.slice(1, -1) : step));
}

const SELECTING = /^\[([^=]*)=(.*)\]$/s;

/** The node that a path leads to when it names one only; for sources. */
export function lookUp(root: Node, path: readonly string[]): Node | undefined {
  let current: Node | undefined = root;
  for (const step of path) {
    const [, key, value] = SELECTING.exec(step) ?? [];
    if (key !== undefined) current = isSequence(current) ? current.items.find((item) => (key === '' ? textAt(item) : textAt(item, key)) === value) : undefined;
    else if (isSequence(current)) current = step === '-' ? current.items.at(-1) : /^\d+$/.test(step) ? current.items[Number(step)] : undefined;
    else current = valueAt(current, step);
  }
  return current;
}

/** Every node that a path leads to; `create` makes the fields that are missing, the last as a copy of this. */
export function matchPath(node: Node, path: readonly string[], create: Node | undefined): Node[] {
  const [step, ...rest] = path;
  if (step === undefined) return [node];
  if (step === '*') return isSequence(node) ? node.items.flatMap((item) => matchPath(item, rest, create)) : isMap(node) ? node.entries.flatMap(({ value }) => matchPath(value, rest, create)) : [];
  const selecting = SELECTING.exec(step);
  if (selecting) return isSequence(node) ? matchElements(node, selecting[1]!, selecting[2]!, rest, create) : [];
  if (isSequence(node)) return matchIndex(node, step, rest, create);
  if (!isMap(node)) return [];
  if (entryIn(node, step) === undefined && create) setEntry(node, step, missing(rest[0], create));
  const value = valueAt(node, step);
  return value === undefined ? [] : matchPath(value, rest, create);
}

const missing = (next: string | undefined, create: Node): Node => {
  if (next === undefined) return create.type === 'scalar' ? { ...create, text: '', value: '' } : create.type === 'map' ? mapNode(create) : sequenceNode(create);
  return SELECTING.test(next) || /^(?:\d+|-)$/.test(next) ? sequenceNode(create) : mapNode(create);
};

function matchElements(list: SequenceNode, key: string, pattern: string, rest: readonly string[], create: Node | undefined): Node[] {
  const matches = compile(`.*(?:${pattern}).*`) ?? ((text: string) => text === pattern);
  const exact = compile(pattern);
  const test = /^\^/.test(pattern) || /\$$/.test(pattern) ? (exact ?? matches) : matches;
  const fits = (item: Node): boolean => {
    const text = key === '' ? textAt(item) : textAt(item, key);
    return text !== undefined && test(text.trim());
  };
  const found = list.items.filter(fits);
  if (found.length === 0 && create) {
    const element = key === '' ? textNode(pattern, create) : mapNode(create);
    if (isMap(element)) setEntry(element, key, textNode(pattern, create));
    list.items.push(element);
    found.push(element);
  }
  return key === '' ? found : found.flatMap((item) => matchPath(item, rest, create));
}

function matchIndex(list: SequenceNode, step: string, rest: readonly string[], create: Node | undefined): Node[] {
  if (!/^\d{1,9}$/.test(step)) return [];
  const index = Number(step);
  if (index === list.items.length && create) list.items.push(missing(rest[0], create));
  const item = list.items[index];
  return item === undefined || (isMissing(item) && !isScalar(item)) ? [] : matchPath(item, rest, create);
}
