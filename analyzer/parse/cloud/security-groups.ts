import { isStore, kindOf } from './catalogue/index.js';
import { elements, field, numberOf } from './field.js';
import type { Followed } from './follow.js';
import { originsOf, textOf, type CloudResource, type Entry } from './value.js';

/** The members of one group may call those of another. */
export interface Allowed {
  readonly from: CloudResource;
  readonly to: CloudResource;
  readonly at: Entry['at'];
}

const GROUPS_OF =
  'vpc_security_group_ids|security_group_ids|vpc_config.security_group_ids|vpc_options.security_group_ids|network_configuration.security_groups|network_configuration.awsvpc_configuration.security_groups|broker_node_group_info.security_groups|security_groups';

/**
 * A group that is let in by another on one port: where each belongs to one component only, and the other is a store, the one calls
 * the other. Groups that several share say who may, not who does.
 */
export function allowedBySecurityGroups(stack: Followed): Allowed[] {
  const members = membersOf(stack);
  const only = (group: string): CloudResource | undefined => (members.get(group)?.length === 1 ? members.get(group)![0] : undefined);
  return rulesOf(stack).flatMap(({ group, source }) =>
    originsOf(source.value).flatMap((origin) => {
      const [from, to] = [only(origin.resource), only(group)];
      return from && to && from !== to && isStore(to) && kindOf(from)!.runs ? [{ from, to, at: source.at }] : [];
    }),
  );
}

function membersOf(stack: Followed): ReadonlyMap<string, readonly CloudResource[]> {
  const members = new Map<string, CloudResource[]>();
  for (const resource of stack.resources.filter(stack.isComponent))
    for (const group of new Set(originsOf(field(resource, GROUPS_OF)?.value).map((origin) => origin.resource))) members.set(group, [...(members.get(group) ?? []), resource]);
  return members;
}

interface Rule {
  readonly group: string;
  readonly source: Entry;
}

const SOURCE = 'security_groups|source_security_group_id|referenced_security_group_id';

/** Inside a group, or as a resource that names the group. */
function rulesOf(stack: Followed): Rule[] {
  const inside = stack.ofType('aws_security_group').flatMap((group) => elements(field(group, 'ingress|security_group_ingress')?.value).flatMap((rule) => {
    const source = field(rule, SOURCE);
    return source && isOnePort(field(rule, 'from_port'), field(rule, 'to_port')) ? [{ group: group.address, source }] : [];
  }));
  const beside = stack.ofType('aws_security_group_rule', 'aws_vpc_security_group_ingress_rule').flatMap((rule) => {
    const source = field(rule, SOURCE);
    const [group] = originsOf(field(rule, 'security_group_id|group_id')?.value);
    const isEgress = textOf(field(rule, 'type')?.value) === 'egress';
    return source && group && !isEgress && isOnePort(field(rule, 'from_port'), field(rule, 'to_port')) ? [{ group: group.resource, source }] : [];
  });
  return [...inside, ...beside];
}

function isOnePort(from: Entry | undefined, to: Entry | undefined): boolean {
  const [first, last] = [numberOf(from), numberOf(to)];
  return first !== undefined && (!('value' in first) || !last || !('value' in last) || (first.value > 0 && last.value === first.value));
}
