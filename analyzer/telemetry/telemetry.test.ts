import { describe, expect, it } from 'vitest';
import type { Component, Dependency } from '../graph/document.js';
import { compareSeen, readTelemetry, withHidden, type Seen } from './index.js';

const calls = (seen: Seen | undefined): string[] => (seen?.calls ?? []).map(({ from, to, count }) => `${from.names[0]} -> ${to.names[0]}${to.kind ? ` (${to.kind})` : ''} ${count}`);

describe('each format of telemetry', () => {
  it('Jaeger', () => {
    const seen = readTelemetry({ data: [{ parent: 'web', child: 'cart', callCount: 12 }, { parent: 'web', child: 'idle', callCount: 0 }, { parent: '', child: 'cart', callCount: 1 }], total: 0, limit: 0, offset: 0, errors: null });
    expect(seen?.source).toBe('Jaeger dependencies');
    expect(calls(seen)).toEqual(['web -> cart 12']);
  });

  it('Zipkin', () => {
    const seen = readTelemetry([{ parent: 'web', child: 'cart', callCount: 3, errorCount: 1 }]);
    expect(seen?.source).toBe('Zipkin dependencies');
    expect(calls(seen)).toEqual(['web -> cart 3']);
  });

  it('a service graph of Tempo or the Collector, as a vector and as a matrix', () => {
    const result = [
      { metric: { __name__: 'traces_service_graph_request_total', client: 'web', server: 'cart', connection_type: '' }, value: [1700000000.1, '42'] },
      { metric: { client: 'cart', server: 'orders-db', connection_type: 'database' }, values: [[1700000000, '0'], [1700000060, '7.5']] },
      { metric: { client: 'cart', server: 'events', connection_type: 'messaging_system' }, value: [1700000000, '2'] },
      { metric: { client: 'user', server: 'web', connection_type: 'virtual_node' }, value: [1700000000, '9'] },
      { metric: { client: 'web', server: 'gone' }, value: [1700000000, 'NaN'] },
    ];
    expect(calls(readTelemetry({ status: 'success', data: { resultType: 'vector', result } }))).toEqual(['web -> cart 42', 'cart -> orders-db (datastore) 7.5', 'cart -> events (broker) 2']);
    expect(readTelemetry({ status: 'success', data: { resultType: 'matrix', result } })?.seesPassive).toBe(true);
  });

  it('Istio, with whatever labels the query kept', () => {
    const metric = { source_workload: 'web-v2', source_app: 'web', source_workload_namespace: 'shop', destination_service: 'cart.shop.svc.cluster.local', destination_service_name: 'cart', destination_workload_namespace: 'shop', response_code: '200' };
    const seen = readTelemetry({ status: 'success', data: { resultType: 'vector', result: [{ metric, value: [0, '5'] }, { metric: { ...metric, source_workload: 'unknown', source_app: 'unknown' }, value: [0, '5'] }, { metric: { ...metric, destination_service_name: 'PassthroughCluster', destination_service: 'unknown' }, value: [0, '1'] }] } });
    expect(seen?.calls).toEqual([{ from: { names: ['web-v2', 'web'], namespace: 'shop' }, to: { names: ['cart', 'cart.shop.svc.cluster.local'], namespace: 'shop' }, count: 5 }]);
  });

  it('Kiali, with Services drawn between workloads or not', () => {
    const node = (id: string, nodeType: string, data: object) => ({ data: { id, nodeType, cluster: 'Kubernetes', namespace: 'shop', ...data } });
    const edge = (source: string, target: string, rates: object = { http: '1.50', httpPercentReq: '100.0' }) => ({ data: { id: `${source}${target}`, source, target, traffic: { protocol: 'http', rates } } });
    const nodes = [node('a', 'app', { app: 'web', workload: 'web-v1' }), node('s', 'service', { service: 'cart' }), node('b', 'app', { app: 'cart', workload: 'cart-v1' }), node('x', 'service', { service: 'api.pay.example', isServiceEntry: { location: 'MESH_EXTERNAL', hosts: ['api.pay.example'] } }), node('u', 'unknown', { workload: 'unknown' })];
    const graph = { timestamp: 1, duration: 600, graphType: 'versionedApp', elements: { nodes, edges: [edge('a', 's'), edge('s', 'b'), edge('b', 'x', { tcp: '100' }), edge('u', 'a'), edge('a', 'x', {})] } };
    expect(calls(readTelemetry(graph))).toEqual(['web-v1 -> cart-v1 1.5', 'cart-v1 -> api.pay.example (external) 100']);
  });

  it('is none of these where it is something else', () => {
    for (const value of [null, 1, 'x', [], {}, { data: {} }, [{ parent: 1 }], { status: 'error' }, { status: 'success', data: { resultType: 'scalar', result: [0, '1'] } }, { elements: { nodes: {}, edges: [] } }, { data: [null] }]) {
      const seen = readTelemetry(value);
      expect(seen?.calls ?? [], JSON.stringify(value)).toEqual([]);
    }
  });

  it('survives names that are no names, and many of them', () => {
    const links = [{ parent: '__proto__', child: 'constructor', callCount: 1 }, { parent: 'a'.repeat(10_000), child: 'b', callCount: 1 }, { parent: { a: 1 }, child: [], callCount: {} }, ...Array.from({ length: 20_000 }, (_, i) => ({ parent: `s${i}`, child: `s${(i + 1) % 20_000}`, callCount: 1 }))];
    const seen = readTelemetry(links)!;
    expect(seen.calls).toHaveLength(20_001);
    const observed = compareSeen({ components: [], dependencies: [] }, seen);
    expect(observed.strangers).toContain('__proto__');
    expect(observed.hidden).toHaveLength(20_001);
  });
});

describe('what is declared beside what was seen', () => {
  const component = (id: string, kind: Component['kind'] = 'service', aliases: readonly string[] = [], group?: string): Component => ({ id, name: id, kind, aliases, stacks: [], evidence: [], ...(group === undefined ? {} : { group }) });
  const dependency = (from: string, to: string, kind: Dependency['kind'] = 'calls', phase: Dependency['phase'] = 'request'): Dependency => ({ from, to, kind, strength: 'hard', phase, stacks: [], evidence: [] });
  const link = (parent: string, child: string) => ({ parent, child, callCount: 1 });
  const compare = (components: readonly Component[], dependencies: readonly Dependency[], links: readonly object[]) => compareSeen({ components, dependencies }, readTelemetry(links)!);

  it('finds the hidden dependencies, and the names that nothing has', () => {
    const observed = compare([component('web', 'service', ['storefront']), component('cart'), component('stock')], [dependency('web', 'cart')], [link('STOREFRONT', 'cart'), link('cart', 'stock'), link('cart', 'legacy'), link('cart', 'cart')]);
    expect(observed.hidden).toEqual([{ from: 'cart', to: 'legacy', count: 1 }, { from: 'cart', to: 'stock', count: 1 }]);
    expect(observed.strangers).toEqual(['legacy']);
  });

  it('finds what is declared and never seen, where both ends report', () => {
    const parts = [component('web'), component('cart'), component('stock'), component('silent'), component('db', 'datastore')];
    const declared = [dependency('web', 'cart'), dependency('web', 'stock'), dependency('web', 'silent'), dependency('silent', 'stock'), dependency('cart', 'db', 'stores'), dependency('web', 'stock', 'observes', 'health')];
    expect(compare(parts, declared, [link('web', 'cart'), link('cart', 'stock')]).unseen).toEqual([{ from: 'web', to: 'stock' }]);
  });

  it('takes a call through a broker or a silent gateway for the declared one', () => {
    const parts = [component('order'), component('mail'), component('web'), component('cart'), component('gate', 'gateway'), component('bus', 'broker')];
    const declared = [dependency('order', 'bus', 'publishes'), dependency('mail', 'bus', 'consumes'), dependency('web', 'gate'), dependency('gate', 'cart', 'routes')];
    expect(compare(parts, declared, [link('order', 'mail'), link('web', 'cart')]).hidden).toEqual([]);
    // Once the gateway reports itself, what goes past it is another way.
    expect(compare(parts, declared, [link('web', 'gate'), link('web', 'cart')]).hidden).toEqual([{ from: 'web', to: 'cart', count: 1 }]);
    // Who consumes calls nobody.
    expect(compare(parts, declared, [link('mail', 'order')]).hidden).toEqual([{ from: 'mail', to: 'order', count: 1 }]);
  });

  it('tells two of one name apart by the namespace, or says nothing', () => {
    const parts = [component('a/api', 'service', ['api'], 'a'), component('b/api', 'service', ['api'], 'b'), component('web')];
    const metric = (namespace: string | undefined) => ({ metric: { source_workload: 'web', destination_service_name: 'api', ...(namespace === undefined ? {} : { destination_workload_namespace: namespace }) }, value: [0, '1'] });
    const compareIn = (namespace: string | undefined) => compareSeen({ components: parts, dependencies: [] }, readTelemetry({ status: 'success', data: { resultType: 'vector', result: [metric(namespace)] } })!).hidden.map(({ to }) => to);
    expect(compareIn('b')).toEqual(['b/api']);
    expect(compareIn(undefined)).toEqual([]);
  });

  it('makes a graph with the hidden calls and the strangers, in the stacks of those whom they call', () => {
    const web = { ...component('web'), stacks: ['production', 'staging'] };
    const cart = { ...component('cart'), stacks: ['production'] };
    const graph = { schema: 'faultline/graph@1', stacks: [], components: [cart, web], dependencies: [], settings: [], coverage: { files: {}, units: {}, unresolved: [] }, problems: [] } as const;
    const seen = readTelemetry({ status: 'success', data: { resultType: 'vector', result: [['web', 'cart', ''], ['cart', 'ledger', 'database']].map(([client, server, connection_type]) => ({ metric: { client, server, connection_type }, value: [0, '1'] })) } })!;
    const corrected = withHidden(graph, compareSeen(graph, seen), 'calls.json');
    expect(corrected.components).toEqual([cart, { id: 'ledger', name: 'ledger', kind: 'datastore', aliases: [], stacks: ['production'], evidence: [{ file: 'calls.json', line: 1, column: 1, length: 1, mechanism: 'telemetry', note: 'cart called ledger' }] }, web]);
    expect(corrected.dependencies.map(({ from, kind, to, stacks }) => `${from} ${kind} ${to} in ${stacks.join()}`)).toEqual(['cart stores ledger in production', 'web calls cart in production']);
  });
});
