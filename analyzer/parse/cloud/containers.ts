import type { CloudReference, Container } from '../../facts/types.js';
import type { Value } from '../../facts/value.js';
import { readEnvironment, type Environment } from './environment.js';
import { elements, field, numberOf, stringOf } from './field.js';
import type { Followed } from './follow.js';
import { mapOf, scalar, type CloudResource, type CloudValue, type Entry } from './value.js';
import type { ResourceKind } from './catalogue/index.js';

/** Where a function has its variables, and nothing else of a container. */
const VARIABLES = /variables|settings|^environment$/;

export interface RunningContainer {
  readonly container: Container;
  readonly references: Environment['references'];
  readonly healthCheck?: Entry;
  /** Setting names of the probes that it has, with where. */
  readonly probes: ReadonlyMap<string, Entry>;
  /** There are others beside it that nobody knows. */
  readonly amongUnknown?: true;
}

/** The containers of what runs the team's code; a function counts as one container without an image. */
export function containersOf(resource: CloudResource, kind: ResourceKind, stack: Followed, byName: (value: string) => string | undefined): readonly RunningContainer[] {
  const rule = kind.runs!;
  const definition = rule.definition === undefined ? undefined : definitionOf(field(resource, rule.definition)?.value, stack);
  const found = field(definition ?? resource, rule.containers);
  const isMap = VARIABLES.test(rule.containers);
  const own = isMap ? [mapOf(new Map(found ? [['environment', found]] : []), resource.at)] : listed(found?.value);
  const known = own.filter((value) => value.is === 'map');
  return known.map((value, index) => ({ ...(known.length < own.length ? { amongUnknown: true as const } : {}), ...read(value, index, resource, definition, stack, byName) }));
}

/** What a list of containers that nobody can read as a whole was made of. */
export function hiddenUses(resource: CloudResource, kind: ResourceKind, stack: Followed): CloudReference[] {
  const rule = kind.runs!;
  const definition = rule.definition === undefined ? undefined : definitionOf(field(resource, rule.definition)?.value, stack);
  const found = field(definition ?? resource, rule.containers);
  if (found?.value.is !== 'unknown' || VARIABLES.test(rule.containers)) return [];
  return stack.components(found.value).map(({ address }) => ({ to: address, via: 'env', at: found.at, note: rule.containers }));
}

/** `task_definition = aws_ecs_task_definition.web.arn` */
function definitionOf(value: CloudValue | undefined, { byAddress }: Followed): CloudResource | undefined {
  const origins = value && 'origins' in value ? value.origins : value?.is === 'text' ? value.parts.flatMap((p) => p.origins) : [];
  if (value?.is === 'resource') return value.resource;
  return origins.map((o) => byAddress.get(o.resource)).find((r) => r?.type.endsWith('_task_definition'));
}

/** A list of containers, or a map of them by name. */
function listed(value: CloudValue | undefined): readonly CloudValue[] {
  const [only, ...more] = elements(value);
  if (only?.is !== 'map' || more.length > 0 || field(only, 'image|image_identifier|environment|env') || only.entries.size === 0) return only === undefined ? [] : [only, ...more];
  const entries = [...only.entries];
  if (!entries.every(([, e]) => e.value.is === 'map')) return [only];
  return entries.map(([name, e]) => (e.value.is === 'map' ? mapOf(new Map([['name', { key: e.key, value: scalar(name, e.key), at: e.key }], ...e.value.entries]), e.at) : e.value));
}

function read(value: CloudValue, index: number, resource: CloudResource, definition: CloudResource | undefined, stack: Followed, byName: (value: string) => string | undefined): RunningContainer {
  const name = known(stringOf(field(value, 'name')));
  const image = stringOf(field(value, 'image|image_identifier|image_uri')) ?? stringOf(field(resource, 'image_uri'));
  const { env, references, unread } = readEnvironment([
    field(value, 'environment|env|environment_variables|image_configuration.runtime_environment_variables'),
    field(value, 'secrets|secret_environment_variables|image_configuration.runtime_environment_secrets'),
  ], stack, byName);
  const cpu = stringOf(field(value, 'resources.limits.cpu') ?? field(definition ?? value, 'cpu'));
  const memory = stringOf(field(value, 'resources.limits.memory') ?? field(definition ?? value, 'memory'));
  const healthCheck = field(value, 'healthCheck|liveness_probe|startup_probe');
  const container: Container = {
    name: name ?? (index === 0 ? resource.label : `${resource.label}-${index}`), role: 'main', at: value.at, ...(image ? { image } : {}),
    command: commandOf(field(value, 'command')), args: commandOf(field(value, 'args|entryPoint')), env, ...(unread || field(value, 'environmentFiles|environment_files|env_from|envFrom') !== undefined ? { envUnread: true as const } : {}), envFrom: [], ports: portsOf(value), probes: {},
    resources: { requests: {}, limits: { ...(cpu ? { cpu } : {}), ...(memory ? { memory } : {}) } }, mounts: [],
  };
  return { container, references, probes: probesOf(value), ...(healthCheck ? { healthCheck } : {}) };
}

/** Named as those of Kubernetes: they do the same. */
function probesOf(value: CloudValue): ReadonlyMap<string, Entry> {
  return new Map((['liveness', 'readiness', 'startup'] as const).flatMap((probe): [string, Entry][] => {
    const entry = field(value, `${probe}_probe`);
    return entry === undefined ? [] : [[`has${probe.charAt(0).toUpperCase()}${probe.slice(1)}Probe`, entry]];
  }));
}

const known = <T>(value: Value<T> | undefined): T | undefined => (value && 'value' in value ? value.value : undefined);

const commandOf = (entry: Entry | undefined): Value<string>[] => elements(entry?.value).map((value) => stringOf({ key: value.at, value, at: value.at })!).filter((v) => v !== undefined);

function portsOf(value: CloudValue): Container['ports'] {
  const single = field(value, 'image_configuration.port');
  const mapped = elements(field(value, 'portMappings|ports')?.value).map((item) => field(item, 'containerPort|container_port'));
  return [...mapped, single].flatMap((entry) => {
    const port = known(numberOf(entry));
    return entry && port !== undefined ? [{ port, protocol: 'TCP', at: entry.at }] : [];
  });
}
