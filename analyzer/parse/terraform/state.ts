import { cloudFacts, mapOf, type CloudResource, type CloudValue, type Entry, type MapValue, type Origin } from '../cloud/index.js';
import type { ParseResult } from '../parser.js';
import { get, items, parseYaml, placeOf, stringOf, type YamlNode } from '../yaml/index.js';
import { lifecycleOf, valuesOf, withoutIndexes } from './plan.js';

/** Whether a text is a state as `terraform show -json` prints it: it has values, and plans nothing. */
export const isState = (text: string): boolean => /^\s*\{\s*"format_version"/.test(text) && /"values"\s*:/.test(text) && !/"(?:planned_values|resource_changes)"\s*:/.test(text);

const MAX_MODULES = 20;

/**
 * What exists, `terraform show -json`: https://developer.hashicorp.com/terraform/internals/json-format#state-representation. A state keeps no
 * expressions, so a resource refers to another where one of its values is, or holds, what identifies the other: an ARN, a host, a URL.
 */
export function readState(path: string, text: string): ParseResult {
  const { documents, problems } = parseYaml(path, text);
  const found = new Map<string, Found>();
  collect(get(documents[0]?.root, 'values', 'root_module'), [], found, 0);
  const owner = ownerOf([...found.values()]);
  return { facts: cloudFacts([...found.values()].map((one) => resourceOf(one, owner))), problems };
}

interface Found {
  readonly address: string;
  readonly type: string;
  readonly label: string;
  readonly modules: readonly string[];
  readonly node: YamlNode;
  readonly values: MapValue;
}

function collect(module: YamlNode | undefined, modules: readonly string[], into: Map<string, Found>, depth: number): void {
  if (depth > MAX_MODULES) return;
  for (const node of items(get(module, 'resources'))) {
    const [written, type, label] = ['address', 'type', 'name'].map((name) => stringOf(get(node, name)));
    if (written === undefined || type === undefined || label === undefined || stringOf(get(node, 'mode')) === 'data') continue;
    const address = withoutIndexes(written);
    // Instances of one resource are one component.
    if (!into.has(address)) into.set(address, { address, type, label, modules, node, values: valuesOf(get(node, 'values')) });
  }
  for (const child of items(get(module, 'child_modules'))) collect(child, [...modules, withoutIndexes(stringOf(get(child, 'address')) ?? '').split('.').at(-1) ?? ''], into, depth + 1);
}

/** Attributes that identify a resource to others. */
const IDENTITIES = ['arn', 'id', 'url', 'uri', 'endpoint', 'address', 'dns_name', 'invoke_arn', 'fqdn', 'hostname', 'self_link', 'domain_name', 'primary_endpoint_address', 'configuration_endpoint', 'cluster_address', 'connection_name', 'default_hostname'];
/** Shorter ones name many things. */
const MIN_IDENTITY = 8;

type Owner = (text: string) => Origin | undefined;

function ownerOf(found: readonly Found[]): Owner {
  const owners = new Map<string, Origin | undefined>();
  for (const { address, values } of found)
    for (const attribute of IDENTITIES) {
      const value = values.entries.get(attribute)?.value;
      if (value?.is !== 'scalar' || typeof value.value !== 'string' || value.value.length < MIN_IDENTITY) continue;
      const known = owners.get(value.value);
      // What two have identifies neither.
      owners.set(value.value, owners.has(value.value) && known?.resource !== address ? undefined : { resource: address, attribute });
    }
  return (text) => owners.get(text);
}

function resourceOf({ address, type, label, modules, node, values }: Found, owner: Owner): CloudResource {
  const referring = mapOf(new Map([...values.entries].map(([name, entry]): [string, Entry] => [name, IDENTITIES.includes(name) ? entry : { ...entry, value: withOrigins(entry.value, owner, 0) }])), values.at);
  const at = placeOf(get(node, 'address')!);
  return { address, type, label, modules, at, argument: (name) => (name === 'lifecycle' ? lifecycleOf(at) : referring.entries.get(name)), names: [...referring.entries.keys(), 'lifecycle'] };
}

function withOrigins(value: CloudValue, owner: Owner, depth: number): CloudValue {
  if (depth > 40) return value;
  if (value.is === 'list') return { ...value, items: value.items.map((item) => withOrigins(item, owner, depth + 1)) };
  if (value.is === 'map') return mapOf(new Map([...value.entries].map(([name, entry]) => [name, { ...entry, value: withOrigins(entry.value, owner, depth + 1) }])), value.at);
  if (value.is !== 'scalar' || typeof value.value !== 'string') return value;
  const origins = [value.value, ...value.value.split(/[\s"',;=@]+/, 500), ...value.value.split(/[\s"',;=@/:]+/, 500)].flatMap((text) => owner(text) ?? []);
  return { ...value, origins: [...new Map(origins.map((origin) => [`${origin.resource} ${origin.attribute}`, origin])).values()] };
}
