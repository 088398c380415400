import { deployment, object, service, withFields, workload, type Fields, type Manifest } from './manifests.js';
import { alike, apart, together, type Case } from './cases.js';

const net = (kind: string, name: string, spec: Fields, metadata: Fields = {}): Manifest => object('networking.istio.io/v1', kind, name, spec, metadata);
const route = (name: string, host: string, more: Fields = {}, destination: Fields = {}): Manifest => net('VirtualService', name, { hosts: [`${name}.example.com`], http: [{ route: [{ destination: { host, ...destination } }] }], ...more });
const rule = (name: string, host: string, more: Fields = {}): Manifest => net('DestinationRule', name, { host, ...more });
const server = (more: Fields = {}) => ({ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*.example.com'], ...more });
const gateway = (name: string, more: Fields = {}, selector: Fields = { app: 'ingress' }): Manifest => net('Gateway', name, { selector, servers: [server()], ...more });
const tls = (credentialName: string) => ({ servers: [server({ port: { number: 443, name: 'https', protocol: 'HTTPS' }, tls: { mode: 'SIMPLE', credentialName } })] });
const ingress = [deployment('ingress', { container: { ports: [{ containerPort: 80 }, { containerPort: 443 }] } }), service('ingress', { ports: [{ port: 80, name: 'http' }, { port: 443, name: 'https' }] })];
const web = [deployment('web', { container: { ports: [{ containerPort: 80 }] } }), service('web', { ports: [{ port: 80, name: 'http' }] })];
const namespace = (name: string, labels: Fields = {}): Manifest => object('v1', 'Namespace', name, undefined, { labels });
const inMesh = namespace('default', { 'istio-injection': 'enabled' });
const sidecar = (name: string, more: Fields = {}) => net('Sidecar', name, { egress: [{ hosts: ['./*'] }], ...more });
const chosen = (app: string) => ({ workloadSelector: { labels: { app } } });
const policy = (name: string, spec: Fields, metadata: Fields = {}) => object('security.istio.io/v1', 'AuthorizationPolicy', name, spec, metadata);
const telemetry = (name: string, spec: Fields) => object('telemetry.istio.io/v1', 'Telemetry', name, spec);
const auto = { container: { name: 'istio-proxy', image: 'auto' } };
const patch = (operation: string, more: Fields = {}) => ({ configPatches: [{ applyTo: 'HTTP_FILTER', patch: { operation, value: { name: 'x' } }, ...more }] });
const entry = (name: string, more: Fields) => net('ServiceEntry', name, { hosts: [`${name}.example.org`], location: 'MESH_EXTERNAL', ...more });
const filters = (name: string, spec: Fields) => net('EnvoyFilter', name, spec);
const matches = (...prefixes: string[]) => ({ http: prefixes.map((prefix) => ({ match: [{ uri: { prefix } }], route: [{ destination: { host: 'web' } }] })) });
const secret = (name: string, data: Fields) => withFields(object('v1', 'Secret', name), { type: 'kubernetes.io/tls', data });


export const mesh: readonly Case[] = [
  ...alike('hosts of routes', together(...web, route('bad', 'gone'), route('ok', 'web'), route('full', 'web.default.svc.cluster.local')), 'istio/IST0101', 'kiali/KIA1101'),
  ...alike('alone', apart(route('bad', 'gone')), 'istio/IST0101', 'kiali/KIA1101'),
  ...alike('subsets', together(...web, rule('r', 'web', { subsets: [{ name: 'v1', labels: { app: 'web' } }] }), route('bad', 'web', {}, { subset: 'v2' }), route('ok', 'web', {}, { subset: 'v1' })), 'istio/IST0101', 'kiali/KIA1107'),
  ...alike('gateways', together(...web, ...ingress, gateway('here'), route('bad', 'web', { gateways: ['gone'] }), route('ok', 'web', { gateways: ['here'] }), route('mesh', 'web', { gateways: ['mesh'] })), 'istio/IST0101', 'kiali/KIA1102'),
  ...alike('pods of gateways', together(...ingress, gateway('bad', {}, { app: 'gone' }), gateway('ok')), 'istio/IST0101', 'kiali/KIA0302'),
  ...alike('certificates', together(...ingress, gateway('bad', tls('gone')), gateway('ok', { servers: [server({ hosts: ['a.example.net'], port: { number: 443, name: 'https', protocol: 'HTTPS' }, tls: { mode: 'SIMPLE', credentialName: 'here' } })] }), secret('here', { 'tls.crt': 'eA==', 'tls.key': 'eA==' })), 'istio/IST0101'),
  ['istio/IST0101', 'pods of sidecars', together(...web, sidecar('bad', chosen('gone')), sidecar('ok', chosen('web')))],
  ['istio/IST0102', 'no label', together(namespace('bad'), workload('Pod', 'p', { metadata: { namespace: 'bad' } }), namespace('ok', { 'istio-injection': 'enabled' }), namespace('off', { 'istio-injection': 'disabled' }))],
  ['istio/IST0103', 'no proxy', together(namespace('in', { 'istio-injection': 'enabled' }), workload('Pod', 'bad', { metadata: { namespace: 'in' } }), workload('Pod', 'ok', { metadata: { namespace: 'in' }, pod: { containers: [{ name: 'a', image: 'a:1' }, { name: 'istio-proxy', image: 'istio/proxyv2:1.20' }] } }))],
  ['istio/IST0106', 'fields of the API', apart(deployment('bad', { container: { imagee: 'x' } }), deployment('ok'))],
  ...alike('one host twice', together(...web, net('VirtualService', 'bad1', { hosts: ['web'], http: [{ route: [{ destination: { host: 'web' } }] }] }), net('VirtualService', 'bad2', { hosts: ['web'], http: [{ route: [{ destination: { host: 'web' } }] }] }), route('ok', 'web')), 'istio/IST0109', 'kiali/KIA1106'),
  ...alike('pods of two', together(...web, sidecar('bad1', chosen('web')), sidecar('bad2', chosen('web'))), 'istio/IST0110', 'kiali/KIA0003'),
  ...alike('two without selector', together(...web, sidecar('bad1'), sidecar('bad2')), 'istio/IST0111', 'kiali/KIA0002'),
  ['istio/IST0112', 'which port', together(deployment('two'), service('two', { ports: [{ port: 80, name: 'http' }, { port: 81, name: 'http-b' }] }), ...web, route('bad', 'two'), route('ok', 'two', {}, { port: { number: 80 } }), route('one', 'web'))],
  ['istio/IST0116', 'one port, two protocols', together(inMesh, deployment('bad', { labels: { app: 'a' } }), service('s1', { selector: { app: 'a' }, ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }] }), service('s2', { selector: { app: 'a' }, ports: [{ port: 80, protocol: 'UDP', targetPort: 80 }] }), ...web)],
  ['istio/IST0137', 'one target, two ports', together(inMesh, deployment('bad', { labels: { app: 'a' } }), service('s1', { selector: { app: 'a' }, ports: [{ port: 80, targetPort: 8080 }] }), service('s2', { selector: { app: 'a' }, ports: [{ port: 81, targetPort: 8080 }] }), ...web)],
  ...alike('names of ports', together(deployment('x'), service('bad', { selector: { app: 'x' }, ports: [{ port: 80, name: 'web' }] }), service('ok', { selector: { app: 'x' }, ports: [{ port: 80, name: 'http-web' }] }), service('bad-unnamed', { selector: { app: 'x' }, ports: [{ port: 8080 }] })), 'istio/IST0118', 'kiali/KIA0601'),
  ['istio/IST0123', 'two labels', apart(namespace('bad', { 'istio-injection': 'enabled', 'istio.io/rev': 'a' }), namespace('ok', { 'istio.io/rev': 'a' }))],
  ...alike('pods of policies', together(inMesh, ...web, policy('bad', { selector: { matchLabels: { app: 'gone' } } }), policy('ok', { selector: { matchLabels: { app: 'web' } } })), 'istio/IST0127', 'kiali/KIA0004'),
  ['istio/IST0130', 'never reached', together(...web, net('VirtualService', 'bad', { hosts: ['web'], http: [{ route: [{ destination: { host: 'web' } }] }, { match: [{ uri: { prefix: '/a' } }], route: [{ destination: { host: 'web' } }] }] }), net('VirtualService', 'ok', { hosts: ['b'], ...matches('/a', '/b') }))],
  ['istio/IST0131', 'the same match', together(...web, net('VirtualService', 'bad', { hosts: ['web'], http: [{ match: [{ uri: { prefix: '/a' } }, { uri: { prefix: '/b' } }], route: [{ destination: { host: 'web' } }] }, { match: [{ uri: { prefix: '/a' } }, { uri: { prefix: '/c' } }], route: [{ destination: { host: 'web' } }] }] }), net('VirtualService', 'ok', { hosts: ['b'], ...matches('/a', '/b') }))],
  ['istio/IST0132', 'hosts of the gateway', together(...web, ...ingress, gateway('g', { servers: [server({ hosts: ['a.example.com'] })] }), net('VirtualService', 'bad', { hosts: ['b.example.com'], gateways: ['g'], http: [{ route: [{ destination: { host: 'web' } }] }] }), net('VirtualService', 'ok', { hosts: ['a.example.com'], gateways: ['g'], http: [{ route: [{ destination: { host: 'web' } }] }] }))],
  ...alike('no address', apart(entry('bad', { ports: [{ number: 27017, name: 'tcp-db', protocol: 'TCP' }] }), entry('ok', { addresses: ['10.0.0.1'], ports: [{ number: 27017, name: 'tcp-db', protocol: 'TCP' }] }), entry('http', { ports: [{ number: 80, name: 'http', protocol: 'HTTP' }] })), 'istio/IST0134', 'kiali/KIA1211'),
  ['istio/IST0135', 'old annotations', apart(deployment('bad', { pod: {}, metadata: { annotations: { 'sidecar.istio.io/inject': 'true', 'policy.istio.io/lang': 'x' } } }), deployment('ok'))],
  ['istio/IST0138', 'one certificate', together(...ingress, gateway('bad1', { servers: [server({ hosts: ['a.example.com'], port: { number: 443, name: 'https', protocol: 'HTTPS' }, tls: { mode: 'SIMPLE', credentialName: 'c' } })] }), gateway('bad2', { servers: [server({ hosts: ['b.example.com'], port: { number: 443, name: 'https', protocol: 'HTTPS' }, tls: { mode: 'SIMPLE', credentialName: 'c' } })] }))],
  ['istio/IST0140', 'subsets at the gateway', together(...web, ...ingress, gateway('g'), rule('r', 'web', { subsets: [{ name: 'v1', labels: { app: 'web' } }] }), net('VirtualService', 'bad', { hosts: ['a.example.com'], gateways: ['g'], http: [{ route: [{ destination: { host: 'web' } }] }] }), net('VirtualService', 'within', { hosts: ['web'], http: [{ route: [{ destination: { host: 'web', subset: 'v1' } }] }] }))],
  ['istio/IST0144', 'the proxy\'s user', apart(workload('Pod', 'bad', { container: { securityContext: { runAsUser: 1337 } } }), workload('Pod', 'ok', { container: { securityContext: { runAsUser: 1000 } } }), deployment('bad-deployment', { pod: { securityContext: { runAsUser: 1337 } } }))],
  ...alike('same host and port', together(...ingress, gateway('bad1'), gateway('bad2'), gateway('ok', { servers: [server({ port: { number: 8080, name: 'http', protocol: 'HTTP' } })] })), 'istio/IST0145', 'kiali/KIA0301'),
  ['istio/IST0146', 'no injection', together(namespace('off'), deployment('bad', { ...auto, metadata: { namespace: 'off' } }), namespace('in', { 'istio-injection': 'enabled' }), deployment('ok', { ...auto, metadata: { namespace: 'in' } }))],
  ['istio/IST0147', 'a Pod that nobody injected, wherever', together(namespace('off'), workload('Pod', 'bad', { ...auto, metadata: { namespace: 'off' } }), namespace('in', { 'istio-injection': 'enabled' }), workload('Pod', 'bad-too', { ...auto, metadata: { namespace: 'in' } }), workload('Pod', 'ok', { metadata: { namespace: 'in' } }))],
  ['istio/IST0150', 'a tcp port', apart(service('bad', { type: 'ExternalName', externalName: 'example.com', selector: undefined, ports: [{ port: 80, name: 'web' }] }), service('ok', { type: 'ExternalName', externalName: 'example.com', selector: undefined, ports: [{ port: 80, name: 'tcp-web' }] }))],
  ['istio/IST0151', 'relative to nothing', apart(filters('bad', patch('INSERT_BEFORE')), filters('ok', { ...patch('INSERT_BEFORE'), priority: 10 }), filters('first', patch('INSERT_FIRST')))],
  ['istio/IST0152', 'REPLACE', apart(filters('bad', { configPatches: [{ applyTo: 'CLUSTER', patch: { operation: 'REPLACE', value: {} } }] }), filters('ok', { configPatches: [{ applyTo: 'HTTP_FILTER', patch: { operation: 'REPLACE', value: {} } }], priority: 1 }))],
  ['istio/IST0153', 'ADD', apart(filters('bad', { configPatches: [{ applyTo: 'ROUTE_CONFIGURATION', patch: { operation: 'ADD', value: {} } }] }), filters('ok', { configPatches: [{ applyTo: 'CLUSTER', patch: { operation: 'ADD', value: {} } }] }))],
  ['istio/IST0154', 'REMOVE', apart(filters('bad', { configPatches: [{ applyTo: 'ROUTE_CONFIGURATION', patch: { operation: 'REMOVE' } }] }), filters('ok', { configPatches: [{ applyTo: 'HTTP_FILTER', patch: { operation: 'REMOVE' } }] }))],
  ['istio/IST0159', 'pods of two', together(...web, telemetry('bad1', { selector: { matchLabels: { app: 'web' } } }), telemetry('bad2', { selector: { matchLabels: { app: 'web' } } }))],
  ['istio/IST0160', 'two without selector', together(...web, telemetry('bad1', { tracing: [] }), telemetry('bad2', { tracing: [] }))],
  ['istio/IST0161', 'keys', together(...ingress, gateway('bad', tls('here')), secret('here', { other: 'eA==' }))],
  ['istio/IST0162', 'ports of the Service', together(...ingress, gateway('bad', { servers: [server({ port: { number: 9999, name: 'http', protocol: 'HTTP' } })] }), gateway('ok'))],
  ...alike('labels that no pod has', together(...web, rule('bad', 'web', { subsets: [{ name: 'v9', labels: { version: 'v9' } }] }), rule('ok', 'web', { subsets: [{ name: 'v1', labels: { app: 'web' } }] })), 'istio/IST0173', 'kiali/KIA0203'),
  ...alike('hosts of rules', together(...web, rule('bad', 'gone'), rule('ok', 'web'), rule('full', 'web.default.svc.cluster.local')), 'istio/IST0174', 'kiali/KIA0202'),
  ...alike('one host, two protocols', together(entry('bad1', { hosts: ['x.example.org'], ports: [{ number: 80, name: 'a', protocol: 'HTTP' }] }), entry('bad2', { hosts: ['x.example.org'], ports: [{ number: 80, name: 'a', protocol: 'TCP' }] })), 'istio/IST0177', 'kiali/KIA1212'),
  ['kiali/KIA0201', 'one host twice', together(...web, rule('bad1', 'web'), rule('bad2', 'web'))],
  ['kiali/KIA1104', 'a single weight', together(...web, net('VirtualService', 'bad', { hosts: ['web'], http: [{ route: [{ destination: { host: 'web' }, weight: 50 }] }] }), route('ok', 'web'))],
  ['kiali/KIA1105', 'one destination twice', together(...web, net('VirtualService', 'bad', { hosts: ['web'], http: [{ route: [{ destination: { host: 'web' }, weight: 50 }, { destination: { host: 'web' }, weight: 50 }] }] }), route('ok', 'web'))],
  ...alike('backends', together(...web, ...['bad', 'ok'].map((name) => object('gateway.networking.k8s.io/v1', 'HTTPRoute', name, { parentRefs: [{ name: 'g' }], rules: [{ backendRefs: [{ name: name === 'bad' ? 'gone' : 'web', port: 80 }] }] })), object('gateway.networking.k8s.io/v1', 'Gateway', 'g', { gatewayClassName: 'x', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] })), 'kiali/KIA1402', 'kubescape/C-0302'),
  ...alike('gateways of routes', together(...web, ...['bad', 'ok'].map((name) => object('gateway.networking.k8s.io/v1', 'HTTPRoute', name, { parentRefs: [{ name: name === 'bad' ? 'gone' : 'g' }], rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] })), object('gateway.networking.k8s.io/v1', 'Gateway', 'g', { gatewayClassName: 'x', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] })), 'kiali/KIA1401', 'kubescape/C-0302'),
];
