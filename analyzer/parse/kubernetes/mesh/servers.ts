import type { MeshGatewayFact, MeshServer, ServiceEntryFact } from '../../../facts/mesh.js';
import { knownOf } from '../../../facts/value.js';
import { get, placeOf, type YamlMap } from '../../yaml/index.js';
import { keyPlace, labelsIn, mapIn, mapsIn, numberIn, textIn, textsIn, writtenIn, type Problems } from '../fields.js';
import type { KubernetesObject } from '../object.js';

/** The servers of Istio's Gateway, and the pods that are to open them. */
export function readGatewayServers({ declared, root }: KubernetesObject): MeshGatewayFact {
  const quiet: Problems = [];
  const spec = mapIn(quiet, root, 'spec');
  return {
    kind: 'mesh-gateway',
    ...declared,
    selector: labelsIn(quiet, spec, 'selector'),
    selectorAt: spec === undefined ? declared.at : keyPlace(spec, 'selector'),
    servers: mapsIn(quiet, spec, 'servers').flatMap((server) => readServer(quiet, server)),
  };
}

function readServer(problems: Problems, server: YamlMap): MeshServer[] {
  const port = mapIn(problems, server, 'port');
  const number = knownOf(numberIn(problems, port, 'number'));
  if (port === undefined || number === undefined) return [];
  const tls = mapIn(problems, server, 'tls');
  const credential = textIn(problems, tls, 'credentialName');
  const bind = textIn(problems, server, 'bind');
  return [{
    port: number,
    protocol: (textIn(problems, port, 'protocol') ?? 'HTTP').toUpperCase(),
    hosts: writtenIn(problems, server, 'hosts'),
    ...(bind === undefined ? {} : { bind }),
    ...(credential === undefined || tls === undefined ? {} : { credential: { text: credential, at: placeOf(get(tls, 'credentialName') ?? tls) } }),
    at: placeOf(get(port, 'number') ?? port),
  }];
}

/** Hosts that are added to the mesh's registry, with their ports. */
export function readRegistryEntry({ declared, root }: KubernetesObject): ServiceEntryFact {
  const quiet: Problems = [];
  const spec = mapIn(quiet, root, 'spec');
  const selector = mapIn(quiet, spec, 'workloadSelector');
  const ports = mapsIn(quiet, spec, 'ports').flatMap((port) => {
    const number = knownOf(numberIn(quiet, port, 'number'));
    return number === undefined ? [] : [{ number, protocol: (textIn(quiet, port, 'protocol') ?? '').toUpperCase(), at: placeOf(get(port, 'number') ?? port) }];
  });
  return { kind: 'service-entry', ...declared, hosts: writtenIn(quiet, spec, 'hosts'), exportTo: textsIn(quiet, spec, 'exportTo'), addresses: textsIn(quiet, spec, 'addresses'), ports, ...(selector === undefined ? {} : { selector: labelsIn(quiet, selector, 'labels') }) };
}
