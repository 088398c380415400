import { get, stringOf, type YamlNode } from '../yaml/index.js';
import { visitField, type FieldSpec } from './field-spec.js';
import { compile } from './regex.js';
import { kindOf, type Resource } from './resource.js';
import { isMap, isScalar, isSequence, rewrite, valueAt, type Node } from './tree.js';

/** One entry of `images`: containers whose image has its name get another name, tag or digest. */
export function setImage(resources: readonly Resource[], image: YamlNode, specs: readonly FieldSpec[]): void {
  const name = stringOf(get(image, 'name'));
  const matches = name === undefined ? undefined : compile(`${name}(:[a-zA-Z0-9_.{}-]*)?(@[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*:[a-zA-Z0-9_.{}-]*)?`);
  if (matches === undefined) return;
  const field = get(image, 'newTag') ?? get(image, 'digest') ?? get(image, 'tagSuffix') ?? get(image, 'newName') ?? image;
  for (const resource of resources) {
    if (kindOf(resource) === 'CustomResourceDefinition') continue;
    const set = (node: Node): void => {
      if (isScalar(node) && node.value !== null && matches(node.text)) rewrite(node, changed(node.text, image), { field, label: 'images' });
    };
    visitContainers(resource.root, set);
    for (const fieldSpec of specs) visitField(resource.root, fieldSpec, set);
  }
}

/** Containers of any kind of object, wherever they are. */
function visitContainers(node: Node, set: (image: Node) => void): void {
  if (isSequence(node)) for (const item of node.items) visitContainers(item, set);
  else if (isMap(node))
    for (const { key, value } of node.entries) {
      visitContainers(value, set);
      if (!isSequence(value) || (key.text !== 'containers' && key.text !== 'initContainers')) continue;
      for (const container of value.items) {
        const image = valueAt(container, 'image');
        if (image) set(image);
      }
    }
}

function changed(text: string, image: YamlNode): string {
  let { name, tag, digest } = split(text);
  name = stringOf(get(image, 'newName')) || name;
  const newTag = stringOf(get(image, 'newTag')) ?? '';
  const newDigest = stringOf(get(image, 'digest')) ?? '';
  const suffix = stringOf(get(image, 'tagSuffix')) ?? '';
  if (newTag !== '' || newDigest !== '') [tag, digest] = [newTag, newDigest];
  else if (suffix !== '') [tag, digest] = [tag + suffix, ''];
  return `${name}${tag === '' ? '' : `:${tag}`}${digest === '' ? '' : `@${digest}`}`;
}

/** A colon before the first slash is a registry's port. */
function split(text: string): { name: string; tag: string; digest: string } {
  const slash = Math.max(0, text.indexOf('/'));
  const at = text.indexOf('@', slash);
  const name = at < 0 ? text : text.slice(0, at);
  const digest = at < 0 ? '' : text.slice(at + 1);
  const colon = name.indexOf(':', slash);
  return colon < 0 ? { name, tag: '', digest } : { name: name.slice(0, colon), tag: name.slice(colon + 1), digest };
}
