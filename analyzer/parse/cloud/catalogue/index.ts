import { field } from '../field.js';
import { textOf, type CloudResource } from '../value.js';
import { aws, awsParts } from './aws.js';
import { azure, azureParts } from './azure.js';
import { google, googleParts } from './google.js';
import type { PartKind, ResourceKind } from './kind.js';
import { kubernetes } from './kubernetes.js';
import { moduleKind, moduleType } from './modules.js';

const all: ReadonlyMap<string, ResourceKind> = new Map(Object.entries({ ...aws, ...google, ...azure, ...kubernetes }));

/** Resource types that are parts of components. */
export const parts: ReadonlyMap<string, PartKind> = new Map(Object.entries({ ...awsParts, ...googleParts, ...azureParts }));

/** What is known of a resource; undefined when it is no component. */
export function kindOf(resource: CloudResource): ResourceKind | undefined {
  const type = typeOf(resource);
  const kind = all.get(type);
  if (kind?.when && !kind.when.begins.some((text) => textOf(field(resource, kind.when!.argument)?.value)?.startsWith(text))) return undefined;
  return kind && (resource.source === undefined ? kind : moduleKind(type, kind));
}

const STORES: ReadonlySet<string> = new Set(['datastore', 'cache', 'broker']);

/** It keeps data for others. */
export const isStore = (resource: CloudResource): boolean => STORES.has(kindOf(resource)?.component ?? '');

/** The resource type; of an unread module the type that it stands for. */
export const typeOf = (resource: CloudResource): string => (resource.source === undefined ? resource.type : (moduleType(resource.source) ?? resource.type));

export const providerOf = (type: string): string => ({ google: 'google', azurerm: 'azure', kubernetes: 'kubernetes', helm: 'kubernetes' })[type.split('_')[0]!] ?? 'aws';

const TECHNOLOGIES: readonly (readonly [RegExp, string])[] = [
  [/postgres/i, 'postgresql'], [/mariadb/i, 'mariadb'], [/mysql|^aurora$/i, 'mysql'], [/sqlserver/i, 'sqlserver'], [/oracle/i, 'oracle'], [/^db2/i, 'db2'],
  [/valkey/i, 'valkey'], [/redis/i, 'redis'], [/memcached/i, 'memcached'], [/rabbit/i, 'rabbitmq'], [/activemq/i, 'activemq'],
];

/** The product that an engine's name means: `aurora-postgresql`, `POSTGRES_15`. */
export const technologyIn = (text: string): string | undefined => TECHNOLOGIES.find(([pattern]) => pattern.test(text))?.[1];
export type { ResourceKind, SettingRule } from './kind.js';
