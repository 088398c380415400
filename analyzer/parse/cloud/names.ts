import type { CloudPart } from '../../facts/types.js';
import { typeOf, type ResourceKind } from './catalogue/index.js';
import { elements, field, ownWords } from './field.js';
import type { Followed } from './follow.js';
import { originsOf, textOf, type CloudResource, type CloudValue } from './value.js';

/** Labels that say nothing about what the resource is. */
const GENERIC = /^(?:this|main|default|primary|self|resource|service|task|app|instance|cluster|example)$/;

/**
 * What to call it. What runs goes by its own name, without what the environment adds to it; the rest by its label, which the
 * team reads in its code, unless that says nothing.
 */
export function nameOf(resource: CloudResource, kind: ResourceKind): string {
  const own = ownWords(field(resource, kind.names ?? 'name')?.value);
  const label = [resource.label, ...[...resource.modules].reverse()].find((l) => !GENERIC.test(l));
  const name = kind.runs || kind.namedBySelf || label === undefined ? (own ?? label) : label;
  return name ?? resource.label;
}

/** Every name that others may use: the address, its own names, discovery names, DNS records. */
export function namesOf(resource: CloudResource, kind: ResourceKind, stack: Followed): CloudPart['names'] {
  const names = new Map<string, CloudPart['names'][number]>();
  const add = (value: CloudValue | undefined, suffix = ''): void => {
    const name = textOf(value);
    if (value && name !== undefined && name !== '' && name.length <= 255) names.set(name + suffix, { name: name + suffix, at: value.at });
  };
  const own = field(resource, kind.names ?? 'name')?.value;
  for (const value of own?.is === 'list' ? elements(own) : [own]) add(value);
  for (const service of elements(field(resource, 'service_connect_configuration.service|service_connect_configuration.services')?.value)) {
    add(field(service, 'discovery_name')?.value);
    for (const alias of elements(field(service, 'client_alias|client_aliases')?.value)) add(field(alias, 'dns_name')?.value);
  }
  if (typeOf(resource) === 'aws_ecs_service') registered(resource, stack, add);
  for (const record of stack.ofType('aws_route53_record')) if (!isStandby(record) && stack.componentsOf({ resource: record.address, attribute: '' }).includes(resource)) add(field(record, 'name')?.value);
  return [...names.values()];
}

/** The name belongs to the record that is asked first. */
export const isStandby = (record: CloudResource): boolean => textOf(field(record, 'failover_routing_policy.type|failover')?.value) === 'SECONDARY';

/** Cloud Map: the service's name below the namespace's. */
function registered(resource: CloudResource, { byAddress }: Followed, add: (value: CloudValue | undefined, suffix?: string) => void): void {
  for (const { resource: address } of originsOf(field(resource, 'service_registries.registry_arn')?.value)) {
    const discovery = byAddress.get(address);
    const name = discovery && field(discovery, 'name')?.value;
    add(name);
    for (const origin of originsOf(discovery && field(discovery, 'dns_config.namespace_id|namespace_id')?.value)) {
      const space = byAddress.get(origin.resource);
      const domain = space && textOf(field(space, 'name')?.value);
      if (domain !== undefined) add(name, `.${domain}`);
    }
  }
}
