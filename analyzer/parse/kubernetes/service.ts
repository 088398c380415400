import type { EndpointsFact, ServiceFact } from '../../facts/types.js';
import { knownOf } from '../../facts/value.js';
import { entries, get, placeOf, stringOf, type YamlMap } from '../yaml/index.js';
import { intOrStringIn, keyPlace, labelsIn, listIn, mapIn, mapsIn, numberIn, report, stringIn, textIn, textsIn, type Problems } from './fields.js';
import type { KubernetesObject } from './object.js';

const TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] as const;

export function readService({ declared, problems, root }: KubernetesObject): ServiceFact {
  const spec = mapIn(problems, root, 'spec');
  const selector = mapIn(problems, spec, 'selector');
  const hasSelector = spec !== undefined && entries(selector).length > 0;
  return {
    kind: 'service',
    ...declared,
    type: readType(problems, spec),
    headless: [get(spec, 'clusterIP'), ...listIn(problems, spec, 'clusterIPs')].some((node) => stringOf(node) === 'None'),
    ...(hasSelector ? { selector: labelsIn(problems, spec, 'selector'), selectorAt: keyPlace(spec, 'selector') } : {}),
    ports: readPorts(problems, spec),
    externalName: stringIn(problems, spec, 'externalName'),
    ...(get(spec, 'externalTrafficPolicy') === undefined ? {} : { externalTrafficPolicy: stringIn(problems, spec, 'externalTrafficPolicy') }),
  };
}

function readType(problems: Problems, spec: YamlMap | undefined): ServiceFact['type'] {
  const written = textIn(problems, spec, 'type') ?? 'ClusterIP';
  const type = TYPES.find((candidate) => candidate === written);
  const node = get(spec, 'type');
  if (type === undefined && node !== undefined) report(problems, node, 'kubernetes-wrong-type', `A Service's type is one of ${TYPES.join(', ')}; this one is read as ClusterIP.`);
  return type ?? 'ClusterIP';
}

function readPorts(problems: Problems, spec: YamlMap | undefined): ServiceFact['ports'] {
  return mapsIn(problems, spec, 'ports').flatMap((entry) => {
    const port = knownOf(numberIn(problems, entry, 'port'));
    if (port === undefined) return [];
    return [
      {
        name: textIn(problems, entry, 'name'),
        port,
        targetPort: knownOf(intOrStringIn(problems, entry, 'targetPort')),
        nodePort: knownOf(numberIn(problems, entry, 'nodePort')),
        protocol: textIn(problems, entry, 'protocol') ?? 'TCP',
        appProtocol: textIn(problems, entry, 'appProtocol'),
        at: placeOf(get(entry, 'port') ?? entry),
      },
    ];
  });
}

/** Endpoints carry their Service's name. */
export function readEndpoints({ declared, problems, root }: KubernetesObject): EndpointsFact {
  const subsets = mapsIn(problems, root, 'subsets');
  const addresses = subsets.flatMap((subset) => mapsIn(problems, subset, 'addresses').flatMap((address) => textIn(problems, address, 'ip') ?? textIn(problems, address, 'hostname') ?? []));
  return { kind: 'endpoints', ...declared, service: declared.ref.name, addresses, ports: subsets.flatMap((subset) => portsOf(problems, subset)) };
}

/** An EndpointSlice names its Service in a label. */
export function readEndpointSlice({ declared, problems, root }: KubernetesObject): EndpointsFact {
  const addresses = mapsIn(problems, root, 'endpoints').flatMap((endpoint) => textsIn(problems, endpoint, 'addresses'));
  return { kind: 'endpoints', ...declared, service: declared.labels['kubernetes.io/service-name'] ?? declared.ref.name, addresses, ports: portsOf(problems, root) };
}

const portsOf = (problems: Problems, node: YamlMap): number[] => mapsIn(problems, node, 'ports').flatMap((port) => knownOf(numberIn(problems, port, 'port')) ?? []);
