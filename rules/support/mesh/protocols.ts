import type { ServiceFact } from '../../../analyzer/facts/types.js';

/** https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/ */
const PROTOCOLS = new Set(['grpc', 'http', 'http2', 'http_proxy', 'https', 'hbone', 'mongo', 'mysql', 'redis', 'tcp', 'tls', 'udp']);
const STANDARD = new Set(['kubernetes.io/h2c', 'kubernetes.io/ws', 'kubernetes.io/wss']);
/** Servers that speak first: the mesh never guesses there. */
const KNOWN_PORTS = new Set([25, 53, 3306, 27017]);

/** True when the mesh knows what is spoken on a port without looking at the first bytes. */
export function protocolIsSaid({ port, name = '', protocol, appProtocol }: ServiceFact['ports'][number]): boolean {
  const said = (appProtocol ?? name).toLowerCase();
  if (protocol === 'UDP' || STANDARD.has(said) || said.startsWith('grpc-web')) return true;
  return PROTOCOLS.has(said.split('-', 1)[0]!) || KNOWN_PORTS.has(port);
}
