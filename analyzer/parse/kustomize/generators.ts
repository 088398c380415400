import { compareText } from '../../facts/place.js';
import { entries, get, items, stringOf, textSource, type YamlEntry, type YamlNode } from '../yaml/index.js';
import type { Builder } from './builder.js';
import { resourceOf, type Resource } from './resource.js';
import { mapIn, mapNode, setEntry, textNode, type MapNode, type Scalar } from './tree.js';

/** One entry of `configMapGenerator` or `secretGenerator` with the options that hold for all. */
export function generate(kind: 'ConfigMap' | 'Secret', args: YamlNode, shared: YamlNode | undefined, folder: string, builder: Builder): Resource | undefined {
  const name = get(args, 'name');
  if (name?.type !== 'scalar' || name.value === null) {
    builder.problem(args, 'kustomize-bad-field', 'error', `A ${kind} is generated without a name. Give it one.`);
    return undefined;
  }
  const root = mapNode(args);
  setEntry(root, 'apiVersion', textNode('v1', args));
  setEntry(root, 'kind', textNode(kind, args));
  const metadata = mapIn(root, 'metadata', args);
  setEntry(metadata, 'name', { ...name });
  const namespace = get(args, 'namespace');
  if (namespace?.type === 'scalar' && namespace.text !== '') setEntry(metadata, 'namespace', { ...namespace });
  const resource = resourceOf(root);
  if (kind === 'Secret') setEntry(root, 'type', textNode(stringOf(get(args, 'type')) || 'Opaque', get(args, 'type') ?? args));
  fill(resource, kind, args, folder, builder);
  applyOptions(resource, metadata, get(args, 'options'), shared, args);
  resource.behavior = stringOf(get(args, 'behavior'));
  return resource;
}

function applyOptions(resource: Resource, metadata: MapNode, own: YamlNode | undefined, shared: YamlNode | undefined, at: YamlNode): void {
  for (const field of ['labels', 'annotations']) {
    const pairs = new Map<string, YamlEntry>();
    for (const options of [shared, own]) for (const entry of entries(get(options, field))) pairs.set(entry.key.text, entry);
    for (const [key, { value }] of [...pairs].sort(([a], [b]) => compareText(a, b))) setEntry(mapIn(metadata, field, at), key, textNode(stringOf(value) ?? '', value));
  }
  const isSet = (field: string): boolean => [own, shared].some((options) => stringOf(get(options, field)) === 'true');
  if (isSet('immutable')) setEntry(resource.root, 'immutable', { ...textNode('true', at), value: true, quoted: false });
  resource.hashed = !isSet('disableNameSuffixHash');
}

interface Pair {
  readonly key: string;
  /** Undefined: the file is there and cannot be read, or is too large. */
  readonly value: Scalar | undefined;
  /** The value is base64 of what is no text. */
  readonly binary?: boolean;
}

function fill(resource: Resource, kind: 'ConfigMap' | 'Secret', args: YamlNode, folder: string, builder: Builder): void {
  const environments = [...items(get(args, 'envs')), get(args, 'env')].filter((node): node is YamlNode => node !== undefined);
  const pairs = [
    ...environments.flatMap((node) => fromEnvironment(node, folder, builder)),
    ...items(get(args, 'literals')).flatMap((node) => fromLiteral(node, builder)),
    ...items(get(args, 'files')).flatMap((node) => fromFile(node, folder, builder)),
  ];
  if (kind === 'Secret') mapIn(resource.root, 'data', args);
  for (const { key, value, binary } of [...pairs].sort((a, b) => compareText(a.key, b.key))) {
    if (value === undefined) resource.unhashable = true;
    else if (kind === 'Secret') setEntry(mapIn(resource.root, 'data', args), key, binary ? value : { ...value, ...encoded(Buffer.from(value.text)) });
    else setEntry(mapIn(resource.root, binary ? 'binaryData' : 'data', args), key, value);
  }
}

/** As Secrets hold it, in lines of 70 characters. */
function encoded(bytes: Buffer): Pick<Scalar, 'text' | 'value'> {
  const base64 = bytes.toString('base64');
  const folded = base64.length < 70 ? base64 : `${base64.match(/.{1,70}/g)!.join('\n')}\n`;
  return { text: folded, value: folded };
}

function fromLiteral(node: YamlNode, builder: Builder): Pair[] {
  const text = stringOf(node) ?? '';
  const equals = text.indexOf('=');
  if (equals <= 0 || node.type !== 'scalar') {
    builder.problem(node, 'kustomize-bad-field', 'error', 'A literal is written key=value. This one is ignored.');
    return [];
  }
  const raw = text.slice(equals + 1);
  const isQuoted = raw.length > 1 && /^["']/.test(raw) && raw[0] === raw.at(-1);
  const value = textNode(isQuoted ? raw.slice(1, -1) : raw, node);
  // Where the text is written as it is, the value's own place is known.
  if (node.source.text.slice(node.start, node.end) === text) value.start = node.start + equals + 1;
  return [{ key: text.slice(0, equals), value }];
}

function fromFile(node: YamlNode, folder: string, builder: Builder): Pair[] {
  const text = stringOf(node) ?? '';
  const equals = text.indexOf('=');
  const path = equals < 0 ? text : text.slice(equals + 1);
  const file = builder.resolve(node, path, folder, 'file');
  if (file === undefined) return [];
  const key = equals < 0 ? path.slice(path.lastIndexOf('/') + 1) : text.slice(0, equals);
  const content = builder.text(file);
  if (content === undefined) return [binaryPair(key, file, node, builder)];
  return [{ key, value: { type: 'scalar', value: content, text: content, quoted: true, source: textSource(file, content), start: 0, end: content.length } }];
}

function binaryPair(key: string, file: string, node: YamlNode, builder: Builder): Pair {
  const bytes = builder.files.bytes?.(file);
  const text = bytes && decoded(bytes);
  if (text !== undefined) return { key, value: textNode(text, node) };
  if (bytes !== undefined) return { key, binary: true, value: { ...textNode('', node), ...encoded(Buffer.from(bytes)) } };
  builder.problem(node, 'kustomize-unread-file', 'info', `${file} is no text or too large: its content is unknown, and so is the end of the generated name.`);
  return { key, value: undefined };
}

/** Text that has a zero or a replacement character in it is text all the same. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function fromEnvironment(node: YamlNode, folder: string, builder: Builder): Pair[] {
  const file = builder.resolve(node, stringOf(node) ?? '', folder, 'env file');
  const content = file === undefined ? undefined : builder.read(file, node);
  if (file === undefined || content === undefined) return [];
  const source = textSource(file, content);
  const pairs: Pair[] = [];
  for (const line of content.matchAll(/[^\n]+/g)) {
    const text = line[0].replace(/\r$/, '');
    const indent = text.length - text.trimStart().length;
    if (indent === text.length || text[indent] === '#') continue;
    const equals = text.indexOf('=');
    const end = equals < 0 ? text.length : equals;
    const value = equals < 0 ? '' : text.slice(equals + 1);
    const start = line.index + (equals < 0 ? end : end + 1);
    pairs.push({ key: text.slice(indent, end), value: { type: 'scalar', value, text: value, quoted: true, source, start, end: start + value.length } });
  }
  return pairs;
}
