import { describe, expect, it } from 'vitest';
import { analyzeFiles } from '../run.js';

const service = (name: string, calls = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: ${name}, image: 'example/${name}:1'${calls && `, env: [{name: NEXT_URL, value: 'http://${calls}:8080'}]`}}]}
---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {selector: {app: ${name}}, ports: [{port: 8080}]}
---
`;
const route = (name: string, http: string) => `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: ${name}}
spec: {hosts: [${name}], http: [{route: [{destination: {host: ${name}}}], ${http}}]}
---
`;
const scaler = (name: string, metric: string) => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: ${name}}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${name}}, minReplicas: 2, maxReplicas: 9, metrics: [${metric}]}
---
`;
const loops = async (...texts: string[]) =>
  (await analyzeFiles({ 'k8s/all.yaml': [service('web', 'orders'), service('orders', 'stock'), service('stock'), ...texts].join('') })).analysis
    .feedbackLoops()
    .map(({ slow, members }) => `${slow}: ${members.map(({ mechanism, component, to, value }) => [mechanism, component, to, value].filter((part) => part !== undefined).join(' ')).join(', ')}`);

describe('feedback loops', () => {
  it('are work that nobody waits for: the caller asks again while the callee waits longer than it did', async () => {
    const slow = route('stock', 'timeout: 10s');
    expect(await loops(route('orders', 'timeout: 2s, retries: {attempts: 2, retryOn: 5xx}'), slow)).toEqual(['orders: timeout web orders 2000, retries web orders 3, timeout orders stock 10000']);
    expect(await loops(route('orders', 'timeout: 2s, retries: {attempts: 2, retryOn: connect-failure}'), slow), 'a timeout is not asked again').toEqual([]);
    expect(await loops(route('orders', 'timeout: 12s, retries: {attempts: 2, retryOn: 5xx}'), slow), 'the caller outlasts the callee').toEqual([]);
    expect(await loops(route('orders', 'timeout: 2s, retries: {attempts: 0}'), slow)).toEqual([]);
  });

  it('are replicas that an autoscaler adds to who waits and asks again', async () => {
    const retried = route('stock', 'timeout: 1s, retries: {attempts: 2, retryOn: 5xx}');
    const requests = '{type: Pods, pods: {metric: {name: requests_in_flight}, target: {type: AverageValue, averageValue: 10}}}';
    expect(await loops(retried, scaler('orders', requests))).toEqual(['stock: retries orders stock 3, autoscaling orders']);
    expect(await loops(retried, scaler('orders', '{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}')), 'who waits uses no CPU').toEqual([]);
  });
});
