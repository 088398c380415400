import type { DestinationRuleFact, MeshDestination, MeshRule, VirtualServiceFact, Written } from '../../../facts/mesh.js';
import { knownOf } from '../../../facts/value.js';
import { entries, get, items, placeOf, stringOf, type YamlMap, type YamlNode } from '../../yaml/index.js';
import { labelsIn, mapIn, mapsIn, numberIn, textIn, textsIn, writtenIn, type Problems } from '../fields.js';
import type { KubernetesObject } from '../object.js';

/** The rules of a VirtualService, with the structure that the route and the policy made of it lose. */
export function readVirtualServiceRules({ declared, root }: KubernetesObject): VirtualServiceFact {
  // The other readers of this kind have complained already.
  const quiet: Problems = [];
  const spec = mapIn(quiet, root, 'spec');
  return {
    kind: 'virtual-service',
    ...declared,
    hosts: writtenIn(quiet, spec, 'hosts'),
    gateways: writtenIn(quiet, spec, 'gateways'),
    exportTo: textsIn(quiet, spec, 'exportTo'),
    rules: (['http', 'tls', 'tcp'] as const).flatMap((protocol) => mapsIn(quiet, spec, protocol).map((rule) => readRule(quiet, rule, protocol))),
  };
}

function readRule(problems: Problems, rule: YamlMap, protocol: MeshRule['protocol']): MeshRule {
  const matches = mapsIn(problems, rule, 'match').map((match) => ({ text: canonical(match), at: placeOf(match) }));
  const routes = mapsIn(problems, rule, 'route').flatMap((route) => readDestination(problems, mapIn(problems, route, 'destination'), false, weightOf(route)));
  const mirrors = [mapIn(problems, rule, 'mirror'), ...mapsIn(problems, rule, 'mirrors').map((each) => mapIn(problems, each, 'destination'))].flatMap((node) => readDestination(problems, node, true));
  const gateways = mapsIn(problems, rule, 'match').flatMap((match) => writtenIn(problems, match, 'gateways'));
  return { protocol, at: placeOf(get(rule, 'name') ?? rule), matches, ...(gateways.length > 0 && { gateways }), destinations: [...routes, ...mirrors] };
}

function weightOf(route: YamlMap): Written | undefined {
  const node = get(route, 'weight');
  const text = stringOf(node);
  return node === undefined || text === undefined ? undefined : { text, at: placeOf(node) };
}

function readDestination(problems: Problems, node: YamlMap | undefined, mirror: boolean, weight?: Written): MeshDestination[] {
  const host = textIn(problems, node, 'host');
  if (node === undefined || host === undefined) return [];
  const subset = textIn(problems, node, 'subset');
  const port = knownOf(numberIn(problems, mapIn(problems, node, 'port'), 'number'));
  return [{
    host, at: placeOf(get(node, 'host') ?? node), mirror,
    ...(subset === undefined ? {} : { subset: { text: subset, at: placeOf(get(node, 'subset') ?? node) } }),
    ...(port === undefined ? {} : { port }), ...(weight === undefined ? {} : { weight }),
  }];
}

/** The same text for the same content: keys in order, no name, which matches nothing. */
function canonical(node: YamlNode): string {
  if (node.type === 'scalar') return JSON.stringify(node.text);
  if (node.type === 'sequence') return `[${items(node).map(canonical).join()}]`;
  return `{${entries(node).filter(({ key }) => key.text !== 'name').map(({ key, value }) => `${key.text}:${canonical(value)}`).sort().join()}}`;
}

export function readSubsets({ declared, root }: KubernetesObject): DestinationRuleFact | undefined {
  const quiet: Problems = [];
  const spec = mapIn(quiet, root, 'spec');
  const host = textIn(quiet, spec, 'host');
  if (spec === undefined || host === undefined) return undefined;
  const subsets = mapsIn(quiet, spec, 'subsets').flatMap((node) => {
    const name = textIn(quiet, node, 'name');
    return name === undefined ? [] : [{ name, labels: labelsIn(quiet, node, 'labels'), at: placeOf(get(node, 'name') ?? node) }];
  });
  const callers = mapIn(quiet, spec, 'workloadSelector');
  return { kind: 'destination-rule', ...declared, host: { text: host, at: placeOf(get(spec, 'host') ?? spec) }, exportTo: textsIn(quiet, spec, 'exportTo'), subsets, ...(callers === undefined ? {} : { callers: labelsIn(quiet, callers, 'matchLabels') }) };
}
