import { describe, expect, it } from 'vitest';
import { operatorKinds } from './operators/index.js';
import { platformKinds, monitorKinds } from './platform/index.js';
import { at, only, parseText } from './testing.js';

const KINDS: readonly (readonly [string, string])[] = [
  ...[...Object.entries(operatorKinds), ...Object.entries(platformKinds), ['monitoring.coreos.com', monitorKinds] as const].flatMap(([group, kinds]) => Object.keys(kinds).map((kind) => [group, kind] as const)),
  ...['VirtualService', 'DestinationRule', 'ServiceEntry', 'Sidecar', 'EnvoyFilter'].map((kind) => ['networking.istio.io', kind] as const),
  ['security.istio.io', 'AuthorizationPolicy'],
  ['linkerd.io', 'ServiceProfile'],
];

const HOSTILE = [
  '', 'spec:', 'spec: 5', 'spec: [1]', 'spec: {hosts: 3, http: [5, {route: x, retries: [], timeout: [], fault: {delay: 1, abort: []}}], gateways: {}}',
  'spec: {host: [], trafficPolicy: {connectionPool: 1, outlierDetection: [], loadBalancer: x}, subsets: 9}', 'spec: {rules: [{from: [{source: {principals: [[], 7, a/b/c]}}]}], egress: [{hosts: [{}, "*/*"]}], selector: 1}',
  'spec: {routes: [{match: 5, services: [{name: [], port: {}}], timeoutPolicy: 3, retryPolicy: []}], virtualhost: 1}', 'spec: {configPatches: [1, {patch: {value: {typed_config: {rate_limit_service: 1, failure_mode_deny: x}}}}], workloadSelector: 1}',
  'spec: {source: [], sources: 5, syncPolicy: {automated: 1}, template: [], dependsOn: [{}], path: []}', 'spec: {targetRef: 1, analysis: [], strategy: {canary: 5}, template: 3}', 'spec: {objectives: [1, {target: x}], slos: {}, indicator: [], target: [], groups: [{rules: 3}]}',
  'spec: {__proto__: {instances: 3}, instances: {__proto__: 1}, nodeSets: [null, 3, {count: []}], kafka: [], data: [5, {secretKey: []}], encryptedData: [1]}',
];

describe('kinds of meshes, gateways and operators', () => {
  it.each(KINDS)('%s %s: never throws, and facts can be written down', (group, kind) => {
    for (const body of HOSTILE) {
      const { facts } = parseText(`apiVersion: ${group}/v1\nkind: ${kind}\nmetadata: {name: x}\n${body}\n`);
      expect(() => JSON.stringify(facts)).not.toThrow();
    }
  });

  it('a kind belongs to its group', () => {
    expect(parseText('apiVersion: example.com/v1\nkind: Application\nmetadata: {name: x}\nspec: {source: {path: a}}').facts.map((fact) => fact.kind)).toEqual(['object']);
  });
});

describe('VirtualService as a policy', () => {
  const policy = (http: string) => only(`apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: v}\nspec:\n  hosts: [cart]\n  http:\n${http}`, 'traffic-policy');
  const route = 'route: [{destination: {host: cart}}]';

  it('keeps the place of each value', () => {
    const { hosts, settings } = policy(`  - timeout: 2s\n    retries: {attempts: 3, perTryTimeout: 0s, retryOn: 5xx}\n    ${route}\n`);
    expect(hosts.map(({ host, at: place }) => [host, at(place)])).toEqual([['cart', '5:11']]);
    expect(settings.map(({ name, value }) => [name, 'value' in value ? value.value : 'unknown', at(value as never)])).toEqual([['timeoutOnCall', 2000, '7:14'], ['perTryTimeout', null, '8:43'], ['retriesOnCall', 3, '8:25'], ['retryOn', '5xx', '8:56']]);
  });

  it('says which fault is injected, and for how many', () => {
    const faults = (fault: string): unknown => policy(`  - fault: ${fault}\n    ${route}\n`).settings.map(({ value }) => ('value' in value ? value.value : undefined))[0];
    expect(faults('{delay: {fixedDelay: 7s, percentage: {value: 50}}}')).toBe('delay 7000 ms for 50 %');
    expect(faults('{abort: {httpStatus: 503}}')).toBe('abort 503 for 100 %');
  });

  it('an unreadable duration is unknown, not missing; a redirect bounds nothing and needs no limit', () => {
    expect(policy(`  - timeout: soon\n    ${route}\n`).settings).toMatchObject([{ name: 'timeoutOnCall', value: { unknown: 'soon' } }]);
    expect(policy(`  - redirect: {uri: /x}\n  - timeout: 1s\n    ${route}\n`).settings).toMatchObject([{ name: 'timeoutOnCall', value: { value: 1000 } }]);
  });
});

describe('Flux', () => {
  it('a Kustomization of Flux is an object, one of kustomize is a tool file', () => {
    expect(only('apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\nspec: {path: ./apps/prod, interval: 5m, dependsOn: [{name: infra}]}', 'delivery')).toMatchObject({ path: 'apps/prod', after: [{ kind: 'Kustomization', name: 'infra' }] });
    expect(parseText('apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata: {name: x}').facts).toEqual([]);
  });
});

describe('KEDA', () => {
  it('a ScaledJob is a job', () => {
    expect(only('apiVersion: keda.sh/v1alpha1\nkind: ScaledJob\nmetadata: {name: j}\nspec: {jobTargetRef: {template: {spec: {containers: [{name: a, image: x}]}}}, triggers: [{type: rabbitmq}]}', 'workload')).toMatchObject({ role: 'job', containers: [{ image: { value: 'x' } }] });
  });
});

describe('Prometheus operator', () => {
  it('counts alerts and their runbooks', () => {
    const text = 'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: r}\nspec: {groups: [{rules: [{record: a}, {alert: b, annotations: {runbook_url: "https://x.example"}}, {alert: c}]}]}';
    expect(only(text, 'object').fields).toMatchObject({ alerts: { value: 2 }, alertsWithRunbook: { value: 1 } });
  });
});
