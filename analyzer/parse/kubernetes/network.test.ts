import { describe, expect, it } from 'vitest';
import { parseDuration } from './duration.js';
import { at, lines, only, parseText } from './testing.js';

describe('Service', () => {
  it('has its selector and ports at their places', () => {
    const service = only('apiVersion: v1\nkind: Service\nmetadata:\n  name: cart\nspec:\n  type: LoadBalancer\n  selector:\n    app: cart\n  ports:\n  - name: http\n    port: 80\n    targetPort: web\n    nodePort: 30080\n    appProtocol: http\n  - {port: 53, targetPort: 5353, protocol: UDP}\n', 'service');
    expect(service).toMatchObject({ type: 'LoadBalancer', headless: false, selector: { app: 'cart' }, selectorAt: { line: 7, column: 3 } });
    expect(service.ports).toMatchObject([
      { name: 'http', port: 80, targetPort: 'web', nodePort: 30080, protocol: 'TCP', appProtocol: 'http', at: { line: 11, column: 11 } },
      { port: 53, targetPort: 5353, protocol: 'UDP', at: { line: 15, column: 12 } },
    ]);
  });

  it.each([
    ['{clusterIP: None, selector: {a: b}}', { type: 'ClusterIP', headless: true, selector: { a: 'b' } }],
    ['{clusterIPs: [None]}', { headless: true }],
    ['{type: ExternalName, externalName: db.example.com}', { type: 'ExternalName', externalName: { value: 'db.example.com' } }],
    ['{type: NodePort, selector: {}}', { type: 'NodePort', headless: false }],
  ])('%s', (spec, expected) => expect(only(`apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: ${spec}`, 'service')).toMatchObject(expected));

  it('has no selector when there is none, and says when its type is wrong', () => {
    const { facts, problems } = parseText('apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {type: Public, ports: [{port: http}]}');
    expect(facts[0]).not.toHaveProperty('selector');
    expect(lines(problems)).toEqual(['kubernetes-wrong-type 4:14', 'kubernetes-wrong-type 4:37']);
  });

  it('has targets without selector in Endpoints and EndpointSlices', () => {
    expect(only('apiVersion: v1\nkind: Endpoints\nmetadata: {name: db}\nsubsets: [{addresses: [{ip: 10.0.0.1}, {hostname: h}], ports: [{port: 5432}]}]', 'endpoints')).toMatchObject({ service: 'db', addresses: ['10.0.0.1', 'h'], ports: [5432] });
    expect(only('apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: db-1, labels: {kubernetes.io/service-name: db}}\nendpoints: [{addresses: [10.0.0.2]}]\nports: [{port: 5432}]', 'endpoints')).toMatchObject({ service: 'db', addresses: ['10.0.0.2'], ports: [5432] });
  });
});

describe('Ingress', () => {
  it('networking.k8s.io/v1', () => {
    const route = only(
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  annotations: {nginx.ingress.kubernetes.io/proxy-read-timeout: "30"}\nspec:\n  ingressClassName: nginx\n  defaultBackend:\n    service: {name: front, port: {number: 80}}\n  tls:\n  - secretName: web-tls\n  rules:\n  - host: shop.example.com\n    http:\n      paths:\n      - path: /api\n        backend:\n          service:\n            name: api\n            port: {name: http}\n      - backend: {resource: {kind: Bucket, name: files}}\n',
      'route',
    );
    expect(route).toMatchObject({ hosts: ['shop.example.com'], className: 'nginx', parents: [], secrets: [{ name: 'web-tls', at: { line: 11, column: 17 } }] });
    expect(route.backends).toMatchObject([
      { ref: { kind: 'Service', name: 'front' }, port: 80, at: { line: 9, column: 21 } },
      { ref: { kind: 'Service', name: 'api' }, port: 'http', path: '/api', host: 'shop.example.com', timeout: { value: 30_000, at: { line: 5, column: 65 } }, at: { line: 19, column: 19 } },
      { ref: { kind: 'Bucket', name: 'files' }, host: 'shop.example.com' },
    ]);
  });

  it('the older form, with the class in an annotation', () => {
    const route = only('apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: w, annotations: {kubernetes.io/ingress.class: traefik}}\nspec: {backend: {serviceName: a, servicePort: 80}, rules: [{http: {paths: [{backend: {serviceName: b, servicePort: web}}]}}]}', 'route');
    expect(route.className).toBe('traefik');
    expect(route.backends).toMatchObject([{ ref: { name: 'a' }, port: 80 }, { ref: { name: 'b' }, port: 'web' }]);
  });
});

describe('Gateway API', () => {
  it('routes with timeouts and retries', () => {
    const route = only(
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r}\nspec:\n  parentRefs: [{name: gw, namespace: infra}, {kind: Service, name: s}]\n  hostnames: [a.example.com]\n  rules:\n  - matches: [{path: {value: /x}}]\n    timeouts: {request: 10s, backendRequest: 500ms}\n    retry: {attempts: 3}\n    backendRefs:\n    - name: cart\n      port: 8080\n      weight: 90\n    - {name: cart2, namespace: other, port: 1}\n',
      'route',
    );
    expect(route.parents).toEqual([{ kind: 'Gateway', name: 'gw', namespace: 'infra' }, { kind: 'Service', name: 's' }]);
    expect(route.backends).toMatchObject([
      { ref: { kind: 'Service', name: 'cart' }, port: 8080, weight: 90, path: '/x', timeout: { value: 10_000, at: { line: 9, column: 25 } }, perTryTimeout: { value: 500 }, retries: { value: 3, at: { line: 10, column: 23 } }, at: { line: 12, column: 13 } },
      { ref: { kind: 'Service', name: 'cart2', namespace: 'other' } },
    ]);
  });

  it.each(['GRPCRoute', 'TCPRoute', 'TLSRoute'])('%s', (kind) => {
    expect(only(`apiVersion: gateway.networking.k8s.io/v1alpha2\nkind: ${kind}\nmetadata: {name: r}\nspec: {rules: [{backendRefs: [{name: x, port: 1}]}]}`, 'route').backends).toMatchObject([{ ref: { name: 'x' }, port: 1 }]);
  });

  it('Gateway', () => {
    const gateway = only('apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: gw}\nspec:\n  gatewayClassName: istio\n  listeners:\n  - name: https\n    port: 443\n    protocol: HTTPS\n    hostname: "*.example.com"\n    tls: {certificateRefs: [{name: cert, namespace: x}]}\n', 'gateway');
    expect(gateway).toMatchObject({ className: 'istio', listeners: [{ name: 'https', port: 443, protocol: 'HTTPS', hostname: '*.example.com', secrets: [{ kind: 'Secret', name: 'cert', namespace: 'x' }], at: { line: 7, column: 11 } }] });
  });

  it.each([
    ['10s', 10_000],
    ['1h30m', 5_400_000],
    ['0', 0],
    ['0s', 0],
    ['1.5s', 1500],
    ['10', undefined],
    ['ten', undefined],
    ['', undefined],
  ])('duration %s', (text, milliseconds) => expect(parseDuration(text)).toBe(milliseconds));

  it('an unreadable duration is unknown, not missing', () => {
    expect(only('apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r}\nspec: {rules: [{timeouts: {request: soon}, backendRefs: [{name: x}]}]}', 'route').backends[0]?.timeout).toMatchObject({ unknown: 'soon' });
  });
});

describe('Istio', () => {
  it('VirtualService', () => {
    const route = only(
      'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: v}\nspec:\n  hosts: [reviews]\n  gateways: [mesh, infra/gw, own]\n  http:\n  - match: [{uri: {prefix: /r}}]\n    timeout: 2s\n    retries: {attempts: 2, perTryTimeout: 300ms}\n    route:\n    - destination: {host: reviews.shop.svc.cluster.local, port: {number: 9080}}\n      weight: 80\n    - destination: {host: api.example.com}\n  tcp:\n  - route: [{destination: {host: db}}]\n',
      'route',
    );
    expect(route.parents).toEqual([{ kind: 'Gateway', name: 'gw', namespace: 'infra' }, { kind: 'Gateway', name: 'own' }]);
    expect(route.backends).toMatchObject([
      { ref: { kind: 'Service', name: 'reviews', namespace: 'shop' }, port: 9080, path: '/r', weight: 80, timeout: { value: 2000 }, perTryTimeout: { value: 300 }, retries: { value: 2 }, at: { line: 12, column: 27 } },
      { ref: { kind: 'Host', name: 'api.example.com' } },
      { ref: { kind: 'Service', name: 'db' } },
    ]);
  });

  it('Gateway', () => {
    const gateway = only('apiVersion: networking.istio.io/v1beta1\nkind: Gateway\nmetadata: {name: g}\nspec: {servers: [{port: {number: 443, name: https, protocol: HTTPS}, hosts: [ns/a.example.com, "*"], tls: {credentialName: c}}]}', 'gateway');
    expect(gateway.listeners.map(({ port, hostname, secrets }) => [port, hostname, secrets[0]?.name])).toEqual([[443, 'a.example.com', 'c'], [443, undefined, 'c']]);
    expect(at(gateway.listeners[0]?.at)).toBe('4:34');
  });
});
