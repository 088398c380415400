import { compareText } from '../../facts/place.js';
import type { CloudSetting } from '../../facts/types.js';
import { typeOf } from './catalogue/index.js';
import { elements, field } from './field.js';
import type { Followed } from './follow.js';
import { originsOf, textOf, type CloudResource, type CloudValue, type Entry } from './value.js';

/** Arguments that name zones, or the subnets that lie in them. */
const ZONES = 'availability_zones|availability_zone|preferred_cache_cluster_azs|preferred_availability_zones|zones|node_locations|distribution_policy_zones|zone|default_node_pool.zones';
const SUBNETS =
  'subnets|subnet_ids|subnet_id|vpc_zone_identifier|subnet_mapping.subnet_id|network_configuration.subnets|network_configuration.awsvpc_configuration.subnets|vpc_config.subnet_ids|vpc_options.subnet_ids|broker_node_group_info.client_subnets|subnet_group_name|db_subnet_group_name|cache_subnet_group_name';
/** An instance lives in one of its group's zones, nobody knows in which. */
const ONE_OF_MANY: ReadonlySet<string> = new Set(['aws_db_instance', 'aws_rds_cluster', 'aws_docdb_cluster', 'aws_neptune_cluster', 'aws_elasticache_cluster']);

/**
 * `zones`: the availability zones that a component's instances are spread over, sorted, with `, ` between them. A zone that only
 * the provider names goes by the expression that picks it (`data.aws_availability_zones.available.names[0]`): two that differ are
 * two zones. Unknown where one of its subnets is.
 */
export function zonesOf(resource: CloudResource, stack: Followed): CloudSetting[] {
  const entry = field(resource, ZONES) ?? zonalLocation(resource) ?? (ONE_OF_MANY.has(typeOf(resource)) ? undefined : field(resource, SUBNETS));
  const found = entry && zonesIn(entry.value, stack, new Set());
  if (entry === undefined || found?.length === 0) return [];
  return [{ name: 'zones', value: found === undefined ? { unknown: 'zones', at: entry.at } : { value: [...new Set(found)].sort(compareText).join(', '), at: entry.at } }];
}

/** Google Cloud: a cluster's `location` is a region, or one zone of it. */
function zonalLocation(resource: CloudResource): Entry | undefined {
  const location = typeOf(resource).startsWith('google_') ? field(resource, 'location') : undefined;
  return /-[a-z]$/.test(textOf(location?.value) ?? '') ? location : undefined;
}

/** Undefined: at least one is not known. */
function zonesIn(value: CloudValue, stack: Followed, seen: ReadonlySet<string>): readonly string[] | undefined {
  if (value.is === 'list') return joined(elements(value).map((item) => zonesIn(item, stack, seen)));
  const origins = [...new Set(originsOf(value).map(({ resource }) => resource))];
  if (origins.length > 0) return joined(origins.map((address) => zonesOfPlace(stack.byAddress.get(address), stack, seen)));
  return zoneNames(value, undefined);
}

/** A subnet's zone; the zones of a group's subnets; those that a network module was given. */
function zonesOfPlace(place: CloudResource | undefined, stack: Followed, seen: ReadonlySet<string>): readonly string[] | undefined {
  if (place === undefined || seen.has(place.address)) return undefined;
  const own: Entry | undefined = field(place, place.source === undefined ? 'availability_zone|zone' : 'azs|availability_zones|zones');
  if (own) return zoneNames(own.value, place);
  const further = field(place, SUBNETS);
  return further && zonesIn(further.value, stack, new Set(seen).add(place.address));
}

function zoneNames(value: CloudValue, of: CloudResource | undefined): readonly string[] | undefined {
  if (value.is === 'list') return joined(value.items.map((item) => zoneNames(item, of)));
  const text = textOf(value);
  if (text !== undefined) return [text];
  if (value.is !== 'unknown') return undefined;
  const many = of?.multiplicity?.is === 'scalar' ? Number(of.multiplicity.value) : 1;
  // `var.zones[count.index]`: each of the subnets in its own.
  if (value.among) return many > 1 ? joined(value.among.slice(0, many).map((zone) => zoneNames(zone, undefined))) : undefined;
  const slice = /^slice\((.+), (\d+), (\d+)\)$/.exec(value.source);
  if (slice) return Array.from({ length: Math.min(9, Number(slice[3]) - Number(slice[2])) }, (_, index) => `${slice[1]}[${Number(slice[2]) + index}]`);
  if (/^Fn::Select \d+ of Fn::GetAZs$/.test(value.source)) return [value.source];
  const [, list, index] = /^(data\.[\w.]+\.names)\.(\d+|…)$/.exec(value.source) ?? [];
  if (list === undefined) return undefined;
  if (index !== '…') return [`${list}[${index}]`];
  return many > 1 ? Array.from({ length: Math.min(9, many) }, (_, n) => `${list}[${n}]`) : undefined;
}

const joined = (all: readonly (readonly string[] | undefined)[]): readonly string[] | undefined => (all.includes(undefined) ? undefined : all.flatMap((zones) => zones!));
