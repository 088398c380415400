import { entries, items, parseYaml, textSource, type YamlEntry, type YamlNode } from '../../yaml/index.js';
import type { Block, Body, Expression, Spanned } from './ast.js';
import type { HclFile } from './body.js';
import { parseHclTemplate } from './standalone.js';

/** How many labels a block of a kind has. https://developer.hashicorp.com/terraform/language/syntax/json */
const LABELS: Readonly<Record<string, number>> = { resource: 2, data: 2, module: 1, variable: 1, output: 1, provider: 1, locals: 0, terraform: 0 };

/** The JSON syntax of the language, as the same tree. What is inside a block stays arguments: a list of objects is a list of blocks. */
export function parseJsonBody(file: string, text: string): HclFile {
  const { documents, problems } = parseYaml(file, text);
  const blocks: Block[] = [];
  const attributes: { -readonly [K in keyof Body]: Body[K][number][] }['attributes'] = [];
  for (const entry of entries(documents[0]?.root)) {
    const labels = Object.hasOwn(LABELS, entry.key.text) ? LABELS[entry.key.text]! : undefined;
    if (labels === undefined) attributes.push({ ...spanOf(entry.key), name: entry.key.text, value: expressionOf(entry.value) });
    else blocks.push(...blocksOf(entry.key.text, entry, entry.value, labels, []));
  }
  return { body: { attributes, blocks }, problems };
}

const spanOf = (node: YamlNode): Spanned => ({ source: node.source, start: node.start, end: node.end });

function blocksOf(type: string, at: YamlEntry, node: YamlNode, left: number, labels: readonly (Spanned & { text: string })[]): Block[] {
  if (node.type === 'sequence') return items(node).flatMap((item) => blocksOf(type, at, item, left, labels));
  if (left > 0) return entries(node).flatMap((entry) => blocksOf(type, entry, entry.value, left - 1, [...labels, { ...spanOf(entry.key), text: entry.key.text }]));
  return [{ ...spanOf(at.key), type, labels, body: { attributes: entries(node).map((entry) => ({ ...spanOf(entry.key), name: entry.key.text, value: expressionOf(entry.value) })), blocks: [] } }];
}

function expressionOf(node: YamlNode): Expression {
  const span = spanOf(node);
  if (node.type === 'sequence') return { ...span, is: 'list', items: items(node).map(expressionOf) };
  if (node.type === 'map') return { ...span, is: 'object', entries: entries(node).map((entry) => ({ key: { ...spanOf(entry.key), is: 'literal', value: entry.key.text }, value: expressionOf(entry.value) })) };
  if (typeof node.value !== 'string') return { ...span, is: 'literal', value: node.value };
  return templateOf(node.value, node) ?? { ...span, is: 'literal', value: node.value };
}

/** A string is a template. Without escapes its text lies in the file as it is; else all of it has the string's place. */
function templateOf(text: string, node: YamlNode): Expression | undefined {
  if (!text.includes('${') && !text.includes('%{')) return undefined;
  const start = node.source.text.indexOf(text, node.start);
  if (start >= 0 && start <= node.start + 1) return parseHclTemplate(node.source, start, start + text.length);
  const source = { ...textSource(node.source.file, text), place: () => node.source.place(node.start, node.end) };
  return parseHclTemplate(source);
}
