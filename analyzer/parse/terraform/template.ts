import { comparePlaces } from '../../facts/place.js';
import type { TemplateFact, TemplateItem, TemplateRequirements } from '../../facts/types.js';
import type { Module } from './evaluate/module.js';
import { placeOf, type Block, type Expression } from './hcl/index.js';
import { namesIn, namesInExpression } from './names.js';

/** What a module declares and names; undefined when a part of it could not be read. */
export function templateOf(module: Module, extended = false): TemplateFact | undefined {
  if (module.problems.some(({ severity }) => severity === 'error')) return undefined;
  return { kind: 'template', language: 'terraform', path: module.folder, items: [...itemsOf(module)], requires: requirementsOf(module), ...(extended ? { extended } : {}) };
}

function* itemsOf(module: Module): Generator<TemplateItem> {
  for (const [name, block] of module.variables) yield itemOf(`var.${name}`, 'variable', block);
  for (const [name, local] of module.locals) yield { address: `local.${name}`, ref: { kind: 'local', name }, at: placeOf(local), names: namesInExpression(local.value) };
  for (const [key, block] of module.resources) yield itemOf(key, block.labels[0]!.text, block);
  for (const [key, block] of module.data) yield itemOf(`data.${key}`, block.labels[0]!.text, block);
  for (const [name, block] of module.modules) yield itemOf(`module.${name}`, 'module', block);
  for (const [name, block] of module.outputs) yield itemOf(`output.${name}`, 'output', block);
  // What they move or forget need not be there any more.
  for (const [index, block] of module.rest.entries()) if (block.type !== 'moved' && block.type !== 'removed') yield itemOf(`${block.type}.${index}`, block.type, block);
}

function itemOf(address: string, kind: string, block: Block): TemplateItem {
  const label = block.labels.at(-1);
  return { address, ref: { kind, name: label?.text ?? address }, at: placeOf(label ?? block), names: namesIn(block.body) };
}

function requirementsOf(module: Module): TemplateRequirements {
  const settings = module.rest.filter(({ type }) => type === 'terraform');
  const version = settings.flatMap(({ body }) => body.attributes).find(({ name }) => name === 'required_version');
  const required = settings.flatMap(({ body }) => body.blocks).filter(({ type }) => type === 'required_providers').flatMap(({ body }) => body.attributes);
  const declared = [...module.resources.values(), ...module.data.values(), ...module.modules.values(), ...module.rest, ...module.variables.values(), ...module.outputs.values()];
  const [first] = (settings.length > 0 ? settings : declared).map((block) => placeOf(block.labels.at(-1) ?? block)).sort(comparePlaces);
  return {
    at: first ?? { file: module.folder, line: 1, column: 1, length: 1 },
    ...(version ? { version: placeOf(version) } : {}),
    providers: required.map((attribute) => {
      const asked = versionIn(attribute.value);
      return { name: attribute.name, at: placeOf(attribute), ...(asked === undefined ? {} : { version: asked }) };
    }),
    used: usedProviders(module),
  };
}

/** `{ source = "hashicorp/aws", version = "~> 5.0" }`, or the version alone as it was written before 0.13. */
function versionIn(value: Expression): string | undefined {
  const held = value.is === 'object' ? value.entries.find(({ key }) => (key.is === 'name' ? key.name : key.is === 'literal' ? key.value : textOf(key)) === 'version')?.value : value;
  return held && textOf(held);
}

const textOf = (expression: Expression): string | undefined =>
  expression.is === 'literal' ? String(expression.value) : expression.is === 'template' ? expression.parts.map((part) => (part.is === 'text' ? part.text : '…')).join('') : undefined;

/** The first word of a resource's type names its provider, unless `provider =` does. */
function usedProviders(module: Module): TemplateRequirements['used'] {
  const used = new Map<string, TemplateRequirements['used'][number]>();
  const add = (name: string, block: Block): void => void (used.has(name) || used.set(name, { name, at: placeOf(block.labels[0] ?? block) }));
  for (const block of [...module.resources.values(), ...module.data.values()]) {
    const chosen = block.body.attributes.find((a) => a.name === 'provider')?.value;
    const root = chosen?.is === 'attribute' && chosen.of.is === 'name' ? chosen.of.name : chosen?.is === 'name' ? chosen.name : undefined;
    add(root ?? block.labels[0]!.text.split('_')[0]!, block);
  }
  for (const block of module.rest) if (block.type === 'provider' && block.labels[0]) add(block.labels[0].text, block);
  used.delete('terraform');
  return [...used.values()];
}
