import type { Place } from '../../../facts/place.js';
import type { Template } from '../../../facts/template.js';
import { placeOf, textOf, walk, type SourceNode } from '../../source/index.js';
import { callAt, onlyText, type Module, type Program } from '../../source/program/index.js';
import { applications, containers, projects } from './resources.js';

/** Something that the application's host starts. */
export interface Resource {
  readonly name: string;
  readonly method: string;
  readonly at: Place;
  readonly call: SourceNode;
  readonly image?: string;
  /** How its address is handed to others. */
  readonly address: string;
  /** `Projects.Shop_Api`, or the folder of an application relative to the host's. */
  readonly project?: string;
  readonly folder?: string;
  readonly links: Link[];
}

export type Link =
  /** It is told where the other is, under this name. */
  | { readonly kind: 'reference'; readonly to: Resource; readonly name: string; readonly at: Place }
  | { readonly kind: 'wait'; readonly to: Resource; readonly completed: boolean; readonly at: Place }
  | { readonly kind: 'environment'; readonly name: string; readonly value: Template; readonly at: Place }
  | { readonly kind: 'replicas'; readonly value: number; readonly at: Place }
  | { readonly kind: 'volume'; readonly at: Place }
  | { readonly kind: 'published'; readonly at: Place };

/** Reads the resources of a host and what is said of each, in its chain or later on its variable. */
export function readResources(program: Program, module: Module): readonly Resource[] {
  const resources = module.calls.map((call) => resourceAt(program, module, call)).filter((r): r is Resource => r !== undefined);
  const found = new Map(resources.map((resource) => [resource.call, resource]));
  for (const call of module.calls) {
    const link = linkAt(program, module, found, call);
    if (link) link.of.links.push(link.link);
  }
  return resources;
}

function resourceAt(program: Program, module: Module, node: SourceNode): Resource | undefined {
  const call = callAt(program, node);
  if (call?.kind !== 'call' || !call.receiver) return undefined;
  const text = (index: number): string | undefined => call.arguments[index] && onlyText(program.values.texts(call.arguments[index].value, module));
  const name = text(0);
  if (name === undefined) return undefined;
  const base = { name, method: call.name, at: placeOf(call.arguments[0]!.value), call: node, links: [] };
  const container = containers.get(call.name);
  if (container) return { ...base, image: container.image, address: container.address.replace('{}', name) };
  const second = text(1);
  if (call.name === 'AddContainer') return { ...base, image: [second, text(2)].filter((part) => part !== undefined).join(':'), address: `http://${name}` };
  if (projects.has(call.name)) return { ...base, address: `http://${name}`, ...(call.types[0] ? { project: call.types[0] } : second === undefined ? {} : { folder: second.replace(/[\\/][^\\/]*\.csproj$/, '') }) };
  return applications.has(call.name) && second !== undefined ? { ...base, address: `http://${name}`, folder: second } : undefined;
}

type Index = ReadonlyMap<SourceNode, Resource>;

function linkAt(program: Program, module: Module, found: Index, node: SourceNode): { readonly of: Resource; readonly link: Link } | undefined {
  const call = callAt(program, node);
  if (call?.kind !== 'call' || !call.receiver || !/^(?:With|Wait)/.test(call.name)) return undefined;
  const of = resourceOf(program, module, found, call.receiver, 0);
  if (!of) return undefined;
  const at = placeOf(program.dialect.read(node).kind === 'call' ? (call.arguments[0]?.value ?? node) : node);
  const [first, second] = call.arguments.map((a) => a.value);
  const to = first && resourceOf(program, module, found, first, 0);
  switch (call.name) {
    case 'WithReference': return to && to !== of ? { of, link: { kind: 'reference', to, name: nameOf(program, module, found, first), at } } : undefined;
    case 'WaitFor': case 'WaitForStart': case 'WaitForCompletion': return to && to !== of ? { of, link: { kind: 'wait', to, completed: call.name === 'WaitForCompletion', at } } : undefined;
    case 'WithEnvironment': return environment(program, module, found, of, first, second);
    case 'WithReplicas': { const value = first && program.values.number(first, module); return value === undefined ? undefined : { of, link: { kind: 'replicas', value, at } }; }
    case 'WithDataVolume': case 'WithDataBindMount': case 'WithVolume': return { of, link: { kind: 'volume', at } };
    case 'WithExternalHttpEndpoints': return { of, link: { kind: 'published', at: placeOf(node) } };
    default: return undefined;
  }
}

function environment(program: Program, module: Module, found: Index, of: Resource, key: SourceNode | undefined, value: SourceNode | undefined): { readonly of: Resource; readonly link: Link } | undefined {
  const name = key && onlyText(program.values.texts(key, module));
  if (name === undefined || !value) return undefined;
  const to = [...walk(value)].map((node) => resourceOf(program, module, found, node, 0)).find((r) => r !== undefined && r !== of);
  const [text] = program.values.texts(value, module);
  const template: Template | undefined = to ? [{ text: to.address }] : text;
  return template ? { of, link: { kind: 'environment', name, value: template, at: placeOf(value) } } : undefined;
}

const MAX_DEPTH = 30;

/** The resource that an expression is, is made from or is an endpoint of. A database is its server. */
function resourceOf(program: Program, module: Module, found: Index, node: SourceNode, depth: number): Resource | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const direct = found.get(node);
  if (direct) return direct;
  const from = program.values.origin(node, module);
  if (!from) return undefined;
  const own = found.get(from.node);
  if (own) return own;
  const expression = program.dialect.read(from.node);
  if (expression.kind === 'call' && expression.receiver) return resourceOf(program, module, found, expression.receiver, depth + 1);
  return expression.kind === 'member' ? resourceOf(program, module, found, expression.object, depth + 1) : undefined;
}

/** The name that a reference is handed on by: a database's own, else the resource's. */
function nameOf(program: Program, module: Module, found: Index, node: SourceNode): string {
  const from = program.values.origin(node, module)?.node ?? node;
  for (let at: SourceNode | undefined = from; at; ) {
    const call = callAt(program, at);
    if (call?.kind !== 'call') break;
    const name = /^Add/.test(call.name) && call.arguments[0] ? onlyText(program.values.texts(call.arguments[0].value, module)) : undefined;
    if (name !== undefined) return name;
    at = call.receiver;
  }
  return resourceOf(program, module, found, node, 0)?.name ?? textOf(node);
}

