import { createHash } from 'node:crypto';
import { compareText } from '../../facts/place.js';
import { kindOf, type Resource } from './resource.js';
import { textAt, valueAt, type Node } from './tree.js';

/** Vowels and digits that could spell words are replaced, as in Kubernetes' other generated names. */
const LETTERS: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/** The suffix that makes a generated object's name change with its content. */
export function hashOf(resource: Resource): string {
  const digest = createHash('sha256').update(canonical(contentOf(resource))).digest('hex');
  return [...digest.slice(0, 10)].map((char) => LETTERS[char] ?? char).join('');
}

/** What counts, with a missing field as an empty text. The name does not, so a prefix changes no hash, but its empty field is there. */
function contentOf(resource: Resource): unknown {
  const { root } = resource;
  const field = (name: string): unknown => plain(valueAt(root, name)) ?? '';
  const kind = kindOf(resource);
  if (kind === 'ConfigMap') return { kind, name: '', data: field('data'), ...mapField(root, 'binaryData') };
  if (kind === 'Secret') return { kind, type: textAt(root, 'type') ?? '', name: '', data: field('data'), ...mapField(root, 'stringData') };
  return plain(root);
}

const mapField = (root: Node, name: string): Record<string, unknown> => (valueAt(root, name)?.type === 'map' ? { [name]: plain(valueAt(root, name)) } : {});

function plain(node: Node | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.type === 'scalar') return node.value;
  if (node.type === 'sequence') return node.items.map(plain);
  return new Map(node.entries.map(({ key, value }) => [key.text, plain(value)]));
}

/** JSON as Go prints it: keys sorted, and the characters that HTML would misread escaped. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return escape(JSON.stringify(value) ?? 'null');
  const entries = value instanceof Map ? [...(value as Map<string, unknown>)] : Object.entries(value);
  return `{${entries.sort(([a], [b]) => compareText(a, b)).map(([key, item]) => `${escape(JSON.stringify(key))}:${canonical(item)}`).join(',')}}`;
}

const ESCAPED: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026', '\u2028': '\\u2028', '\u2029': '\\u2029' };

const escape = (json: string): string => json.replace(/[<>&\u2028\u2029]/g, (char) => ESCAPED[char]!);
