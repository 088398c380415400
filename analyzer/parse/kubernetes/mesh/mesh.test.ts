import { describe, expect, it } from 'vitest';
import { at, only, parseText } from '../testing.js';

const object = (apiVersion: string, kind: string, spec: string): string => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: x, namespace: shop}\n${spec}`;

describe('the structure of mesh objects', () => {
  it('a VirtualService keeps its rules, matches, subsets, ports and mirrors', () => {
    const fact = only(object('networking.istio.io/v1', 'VirtualService', `spec:
  hosts: [cart]
  gateways: [mesh, infra/edge]
  exportTo: ["."]
  http:
  - match:
    - {uri: {prefix: /a}, name: first}
    - {name: second, uri: {prefix: /a}}
    route:
    - destination: {host: cart, subset: v1, port: {number: 80}}
      weight: 90
    mirror: {host: copy}
  tcp:
  - route:
    - destination: {host: db}
`), 'virtual-service');
    expect(fact.gateways.map(({ text }) => text)).toEqual(['mesh', 'infra/edge']);
    expect(fact.exportTo).toEqual(['.']);
    const [http, tcp] = fact.rules;
    expect(http?.destinations.map(({ host, subset, port, weight, mirror }) => [host, subset?.text, port, weight?.text, mirror])).toEqual([['cart', 'v1', 80, '90', false], ['copy', undefined, undefined, undefined, true]]);
    // The name of a match is for logs: two of one content are one match.
    expect(new Set(http?.matches.map(({ text }) => text)).size).toBe(1);
    expect([at(http?.destinations[0]?.subset), tcp?.protocol, tcp?.matches]).toEqual(['13:41', 'tcp', []]);
  });

  it('a Gateway keeps its selector and servers, an AuthorizationPolicy who may call', () => {
    expect(only(object('networking.istio.io/v1', 'Gateway', 'spec: {selector: {istio: edge}, servers: [{port: {number: 443, protocol: https}, hosts: ["shop/*"], tls: {credentialName: c}}]}'), 'mesh-gateway')).toMatchObject({ selector: { istio: 'edge' }, servers: [{ port: 443, protocol: 'HTTPS', hosts: [{ text: 'shop/*' }], credential: { text: 'c' } }] });
    const access = (rules: string) => only(object('security.istio.io/v1', 'AuthorizationPolicy', `spec: {rules: ${rules}}`), 'mesh-policy').access;
    expect(access('[{from: [{source: {principals: [p], notNamespaces: [n]}}]}]')?.rules).toMatchObject([{ from: [{ principals: [{ text: 'p' }], notNamespaces: [{ text: 'n' }] }] }]);
    expect(access('[{from: [{source: {principals: [p], ipBlocks: [10.0.0.0/8]}}]}]')?.rules).toMatchObject([{ from: [{ more: true }] }]);
    expect(access('[{from: [{source: {namespaces: [n]}}], to: [{operation: {methods: [GET]}}]}]')?.rules).toMatchObject([{ partly: true }]);
    expect(access('[{}]')?.rules).toEqual([{}]);
    expect(access('[]')?.rules).toEqual([]);
    expect(access('[{to: [{operation: {paths: [/a]}}]}]')?.http).toBeDefined();
  });

  it('an empty selector is none: the policy is for the whole namespace', () => {
    expect(only(object('networking.istio.io/v1', 'Sidecar', 'spec: {workloadSelector: {labels: {}}}'), 'mesh-policy').selector).toBeUndefined();
    expect(only(object('telemetry.istio.io/v1', 'Telemetry', 'spec: {selector: {matchLabels: {app: x}}, accessLogging: [{}]}'), 'mesh-policy')).toMatchObject({ selector: { matchLabels: { app: 'x' } }, loggingWithoutProvider: { line: 4 } });
  });

  it.each(['VirtualService', 'DestinationRule', 'Gateway', 'ServiceEntry', 'Sidecar', 'EnvoyFilter'])('%s: input of any shape is no exception', (kind) => {
    for (const spec of ['spec: 5', 'spec: [1]', 'spec: {hosts: 1, http: [1, {route: 3, match: [x]}], servers: [{port: 3}], subsets: [1], ports: x, egress: [1], configPatches: [1, {patch: 2}]}', 'spec:'])
      expect(() => parseText(object('networking.istio.io/v1', kind, spec))).not.toThrow();
  });
});
