import { describe, expect, it } from 'vitest';
import { at, lines, only, parseText } from './testing.js';

describe('ConfigMap and Secret', () => {
  it('has entries with places; values without secrets', () => {
    const config = only('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\nimmutable: true\ndata:\n  HOST: redis\n  DB_PASSWORD: hunter2\n  app.properties: |\n    db.host=db\n    db.password=hunter2\nbinaryData:\n  blob: AAEC\n', 'config');
    expect(config.immutable).toBe(true);
    expect(config.entries.map(({ key, value, multiline, at: place, valueAt }) => [key, value, multiline, at(place), at(valueAt)])).toEqual([
      ['HOST', [{ text: 'redis' }], false, '6:3', '6:9'],
      ['DB_PASSWORD', undefined, false, '7:3', '7:16'],
      ['app.properties', [{ text: 'db.host=db\ndb.password=…\n' }], true, '8:3', '9:5'],
      ['blob', undefined, false, '12:3', 'absent'],
    ]);
  });

  it('keeps only the keys of a Secret, wherever its values are written', () => {
    const text = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: \'{"stringData":{"password":"hunter2"}}\'\n    note: "password: hunter2"\ndata: {password: aHVudGVyMg==}\nstringData:\n  url: postgres://u:hunter2@db/x\n  number: 20\n';
    const result = parseText(text);
    expect(only(text, 'config').entries).toEqual([
      { key: 'password', at: { file: 'a.yaml', line: 8, column: 8, length: 8 }, multiline: false },
      { key: 'url', at: { file: 'a.yaml', line: 10, column: 3, length: 3 }, multiline: false },
      { key: 'number', at: { file: 'a.yaml', line: 11, column: 3, length: 6 }, multiline: false },
    ]);
    expect(JSON.stringify(result)).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  it('does not show wrongly typed values in its problems', () => {
    const { problems } = parseText('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {pin: 271828, list: [314159]}');
    expect(lines(problems)).toEqual(['kubernetes-wrong-type 4:13', 'kubernetes-wrong-type 4:27']);
    expect(JSON.stringify(problems)).not.toMatch(/271828|314159/);
  });
});

describe('autoscalers', () => {
  it.each([
    ['autoscaling/v1', 'targetCPUUtilizationPercentage: 80', ['cpu']],
    ['autoscaling/v2', 'metrics: [{type: Resource, resource: {name: memory}}, {type: Pods, pods: {metric: {name: rps}}}, {type: ContainerResource, containerResource: {name: cpu}}]', ['memory', 'rps', 'cpu']],
    ['autoscaling/v2beta1', 'metrics: [{type: External, external: {metricName: queue}}]', ['queue']],
  ])('%s', (apiVersion, metrics, expected) => {
    const fact = only(`apiVersion: ${apiVersion}\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: cart}\n  minReplicas: 2\n  maxReplicas: 5\n  ${metrics}\n`, 'autoscaler');
    expect(fact).toMatchObject({ target: { kind: 'Deployment', name: 'cart', apiVersion: 'apps/v1' }, min: { value: 2, at: { line: 6, column: 16 } }, max: { value: 5 }, metrics: expected });
    expect(at(fact.targetAt)).toBe('5:65');
  });

  it('KEDA', () => {
    expect(only('apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: k}\nspec: {scaleTargetRef: {name: worker}, minReplicaCount: 0, maxReplicaCount: 9, triggers: [{type: kafka}]}', 'autoscaler')).toMatchObject({ target: { kind: 'Deployment', name: 'worker' }, min: { value: 0 }, max: { value: 9 }, metrics: ['kafka'] });
  });

  it('without a target is a problem', () => {
    expect(lines(parseText('apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: {maxReplicas: 5}').problems)).toEqual(['kubernetes-missing-target 4:7']);
  });
});

describe('budgets, network policies, claims and quotas', () => {
  it('PodDisruptionBudget', () => {
    const budget = only('apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec:\n  minAvailable: 50%\n  maxUnavailable: 1\n  unhealthyPodEvictionPolicy: AlwaysAllow\n  selector: {matchLabels: {app: a}}\n', 'budget');
    expect(budget).toMatchObject({ minAvailable: { value: '50%', at: { line: 5, column: 17 } }, maxUnavailable: { value: 1 }, unhealthyPodEvictionPolicy: { value: 'AlwaysAllow' }, selector: { matchLabels: { app: 'a' } }, selectorAt: { line: 8, column: 3 } });
    expect(only('apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {minAvailable: 1, selector: {}}', 'budget').selector).toEqual({ matchLabels: {}, matchExpressions: [] });
    expect(only('apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: {minAvailable: 1}', 'budget').selector).toBeUndefined();
  });

  it('NetworkPolicy', () => {
    const policy = only('apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n}\nspec:\n  podSelector: {matchLabels: {app: a}}\n  ingress:\n  - from:\n    - podSelector: {}\n      namespaceSelector: {matchLabels: {n: x}}\n    - ipBlock: {cidr: 10.0.0.0/8}\n    ports: [{port: 80}, {port: web}]\n  egress: [{}]\n', 'network-policy');
    expect(policy).toMatchObject({ types: ['Ingress', 'Egress'], selector: { matchLabels: { app: 'a' } }, egress: [{ ports: [] }] });
    expect(policy.ingress).toMatchObject([
      { podSelector: { matchLabels: {} }, namespaceSelector: { matchLabels: { n: 'x' } }, ports: [80, 'web'], at: { line: 8, column: 7 } },
      { cidr: '10.0.0.0/8', ports: [80, 'web'] },
    ]);
    expect(only('apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n}\nspec: {podSelector: {}}', 'network-policy')).toMatchObject({ types: ['Ingress'], ingress: [], egress: [] });
    expect(only('apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n}\nspec: {podSelector: {}, policyTypes: [Egress]}', 'network-policy').types).toEqual(['Egress']);
  });

  it('PersistentVolumeClaim', () => {
    expect(only('apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: p}\nspec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1Gi}}}', 'claim')).toMatchObject({ accessModes: ['ReadWriteOnce'], storageClass: 'fast', size: '1Gi' });
  });

  it('Secrets of a ServiceAccount', () => {
    expect(only('apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\nsecrets: [{name: s}, {}]\nimagePullSecrets: [{name: p}]', 'object').fields).toMatchObject({ 'secrets.0': { value: 's' }, 'imagePullSecrets.0': { value: 'p' } });
    expect(only('apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\nsecrets: x', 'object').fields).toEqual({});
  });

  it('LimitRange and ResourceQuota', () => {
    expect(only('apiVersion: v1\nkind: LimitRange\nmetadata: {name: l}\nspec: {limits: [{type: Pod, max: {cpu: 1}}, {type: Container, defaultRequest: {memory: 64Mi}, default: {cpu: 1}}]}', 'object').fields).toMatchObject({ 'default.cpu': { value: '1' }, 'defaultRequest.memory': { value: '64Mi' } });
    expect(only('apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: q}\nspec: {hard: {pods: "10", limits.memory: 1Gi}}', 'object').fields).toMatchObject({ 'hard.pods': { value: '10' }, 'hard.limits.memory': { value: '1Gi' } });
  });

  it.each([
    ['v1', 'PersistentVolume'],
    ['storage.k8s.io/v1', 'StorageClass'],
    ['v1', 'ServiceAccount'],
    ['scheduling.k8s.io/v1', 'PriorityClass'],
    ['v1', 'Namespace'],
    ['example.com/v1', 'Service'],
    ['example.com/v1', 'constructor'],
  ])('%s %s keeps its name', (apiVersion, kind) => expect(only(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: n}`, 'object')).toMatchObject({ ref: { kind, name: 'n', apiVersion }, fields: {}, at: { line: 3, column: 18 } }));
});
