import { describe, expect, it } from 'vitest';
import type { Labels } from '../../../analyzer/facts/types.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { modeOfLabels } from './injection.js';
import { covers, hostName, overlap, sameHost, visible, type HostName } from './names.js';
import { protocolIsSaid } from './protocols.js';

const view = { namespaceOf: ({ namespace }: { namespace?: string }) => namespace ?? 'default' } as unknown as StackView;
const name = (host: string, namespace?: string): HostName => hostName(view, { kind: 'VirtualService', name: 'x', ...(namespace ? { namespace } : {}) }, host, new Set(['shop']));

describe('hosts in objects of a mesh', () => {
  it.each([
    ['cart', 'shop', { is: 'service', name: 'cart', namespace: 'shop', sure: true, short: false }],
    ['cart', undefined, { is: 'service', name: 'cart', namespace: 'default', sure: false, short: false }],
    ['cart.shop.svc.cluster.local', undefined, { is: 'service', name: 'cart', namespace: 'shop', sure: true, short: false }],
    ['cart.shop.svc.corp.internal', undefined, { is: 'service', name: 'cart', namespace: 'shop', sure: true, short: false }],
    ['cart.shop', undefined, { is: 'service', name: 'cart', namespace: 'shop', sure: true, short: true }],
    ['cart.shop.svc', undefined, { is: 'service', name: 'cart', namespace: 'shop', sure: true, short: true }],
    ['shop.example', undefined, { is: 'outside', host: 'shop.example' }],
    ['api.shop.example', undefined, { is: 'outside', host: 'api.shop.example' }],
    ['*.shop.example', undefined, { is: 'wildcard', host: '*.shop.example' }],
  ])('%s in %s', (host, namespace, expected) => expect(name(host, namespace)).toEqual(expected));

  it('takes any namespace for one that nobody wrote', () => {
    expect(sameHost(name('cart'), name('cart.shop.svc.cluster.local'))).toBe(true);
    expect(sameHost(name('cart', 'web'), name('cart.shop.svc.cluster.local'))).toBe(false);
    expect(sameHost(name('cart'), name('till'))).toBe(false);
  });

  it('compares wildcards as the mesh does', () => {
    expect([covers('*.a.example', 'b.a.example'), covers('*.a.example', 'a.example'), covers('*', 'a.example'), covers('a.example', '*')]).toEqual([true, false, true, false]);
    expect([overlap('*.example', '*.a.example'), overlap('*.a.example', '*.b.example'), overlap('a.example', '*')]).toEqual([true, false, true]);
  });
});

describe('who sees an object', () => {
  it.each([
    [[], 'a', 'b', true],
    [['*'], 'a', 'b', true],
    [['.'], 'a', 'a', true],
    [['.'], 'a', 'b', false],
    [['b'], 'a', 'b', true],
    [['b'], 'a', 'a', false],
  ])('exportTo %j of %s, from %s', (exportTo, own, from, seen) => expect(visible(exportTo, own, from)).toBe(seen));
});

it('the injection label counts before the revision, and both before ambient', () => {
  const labels: readonly Labels[] = [{}, { 'istio-injection': 'enabled' }, { 'istio.io/rev': 'x' }, { 'istio-injection': 'disabled', 'istio.io/rev': 'x' }, { 'istio.io/dataplane-mode': 'ambient' }, { 'istio.io/rev': 'x', 'istio.io/dataplane-mode': 'ambient' }];
  expect(labels.map(modeOfLabels)).toEqual(['none', 'sidecar', 'sidecar', 'none', 'ambient', 'sidecar']);
});

it('a protocol is the beginning of a name, or appProtocol', () => {
  const said = (port: { name?: string; appProtocol?: string; port?: number; protocol?: string }) => protocolIsSaid({ port: 8080, protocol: 'TCP', at: { file: 'a', line: 1, column: 1, length: 1 }, ...port });
  expect([{ name: 'http' }, { name: 'HTTP-api' }, { name: 'grpc-web' }, { appProtocol: 'kubernetes.io/ws' }, { port: 3306 }, { protocol: 'UDP' }].every(said)).toBe(true);
  expect([{}, { name: 'web' }, { name: 'httpx' }, { name: 'http', appProtocol: 'other' }].some(said)).toBe(false);
});
