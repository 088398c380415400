import { groupBy } from '../../../analyzer/facts/groups.js';
import type { Place } from '../../../analyzer/facts/place.js';
import type { CloudObjectFact, TemplateFact, TemplateItem, TemplateName } from '../../../analyzer/facts/types.js';
import { given } from '../../support/cloud-arguments.js';

export interface Broken {
  /** Name of the check that it belongs to. */
  readonly check: string;
  readonly item: TemplateItem;
  readonly name: string;
  readonly at: Place;
  readonly because?: string;
  /** Where else the module names it. */
  readonly also?: readonly { readonly at: Place; readonly text: string }[];
}

/** Resource types have a provider before an underscore; what has none is a word of another language version. */
const namesSomething = (address: string): boolean => /^(?:var|local|module|data)\./.test(address) || /^[a-z][a-z0-9]*_\w+\./.test(address);

/** In Terraform a name that is missing is one mistake of the module, however many blocks name it. */
export function undeclared(template: TemplateFact, checks: readonly string[]): Broken[] {
  const found = template.extended ? [] : [...eachUndeclared(template, checks)];
  if (template.language !== 'terraform') return found;
  return [...groupBy(found, ({ name }) => name).values()].map(([first, ...rest]) => ({ ...first!, also: rest.map(({ item, at }) => ({ at, text: `${item.ref.name} names it, too` })) }));
}

function* eachUndeclared({ items, language }: TemplateFact, checks: readonly string[]): Generator<Broken> {
  const declared = new Set(items.map(({ address }) => address));
  for (const item of items)
    for (const name of once(item, (one) => checks.includes(checkOf(one))))
      if (!declared.has(name.address) && (language === 'cloudformation' || namesSomething(name.address))) yield { check: checkOf(name), item, name: name.address.replace(/^condition\./, ''), at: name.at };
}

const checkOf = ({ how, by }: TemplateName): string => (by === 'order' ? 'undeclared-order' : how === 'Ref' ? 'undeclared-ref' : how === 'GetAtt' ? 'undeclared-attribute' : 'undeclared');

/** What has a condition is named by what is there without it, outside of a choice. */
export function* conditional({ items, language }: TemplateFact): Generator<Broken> {
  if (language !== 'cloudformation') return;
  const conditions = new Map(items.map(({ address, condition }) => [address, condition]));
  const implied = new Map(items.flatMap(({ ref, implies }) => (implies === undefined ? [] : [[ref.name, implies] as const])));
  /** There are cases with the one and without the other. */
  const mayLack = (own: string | undefined, condition: string): boolean => own === undefined || (implied.has(condition) && implied.get(own)?.includes(condition) === false);
  for (const item of items)
    for (const { address, at, by } of once(item, ({ by }) => by !== 'if')) {
      const condition = conditions.get(address);
      if (condition !== undefined && mayLack(item.condition, condition)) yield { check: by === 'order' ? 'undeclared-order' : 'conditional', item, name: address, at, because: condition };
    }
}

export function* obsolete({ items, language }: TemplateFact): Generator<Broken> {
  if (language !== 'cloudformation') return;
  const declared = new Set(items.map(({ address }) => address));
  for (const item of items) {
    const referred = new Set(item.names.filter(({ by }) => by !== 'order').map(({ address }) => address));
    for (const { address, at, by } of item.names) if (by === 'order' && referred.has(address) && declared.has(address)) yield { check: 'obsolete-order', item, name: address, at };
  }
}

/** What names itself in its DependsOn. */
export const selfish = ({ items, language }: TemplateFact): Broken[] =>
  language !== 'cloudformation' ? [] : items.flatMap((item) => item.names.filter(({ address, by }) => by === 'order' && address === item.address).map(({ address, at }) => ({ check: 'self-order', item, name: address, at })));

const TARGETS = 'gateway_id|egress_only_gateway_id|nat_gateway_id|instance_id|vpc_peering_connection_id|network_interface_id|transit_gateway_id|vpc_endpoint_id|local_gateway_id|carrier_gateway_id|core_network_arn|odb_network_arn';

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route */
export const routeWithoutTarget = (fact: CloudObjectFact): boolean => fact.type === 'aws_route' && given(fact, TARGETS) === undefined;

/** Each name that counts where it stands first, and where it stands first in an order. */
function once({ names }: TemplateItem, counts: (name: TemplateName) => boolean): TemplateItem['names'] {
  const seen = new Set<string>();
  return names.filter(counts).filter(({ address, by }) => {
    const key = by === 'order' ? `order ${address}` : address;
    return !seen.has(key) && seen.add(key);
  });
}
