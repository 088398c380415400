import { describe, expect, it } from 'vitest';
import { showTemplate } from '../../facts/template.js';
import { at, lines, only, parseText } from './testing.js';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
  namespace: shop
  labels: { app: cart }
  annotations:
    example.com/owner: "team-a"
    kubectl.kubernetes.io/last-applied-configuration: '{"password":"hunter2"}'
spec:
  replicas: 3
  minReadySeconds: 5
  selector:
    matchLabels: { app: cart }
    matchExpressions:
      - { key: tier, operator: In, values: [web] }
  strategy:
    type: RollingUpdate
    rollingUpdate: { maxUnavailable: 25%, maxSurge: 1 }
  template:
    metadata:
      labels: { app: cart, tier: web }
    spec:
      terminationGracePeriodSeconds: 30
      priorityClassName: high
      serviceAccountName: cart
      hostNetwork: true
      nodeSelector: { disk: ssd }
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: { matchLabels: { app: cart } }
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 1
              podAffinityTerm: { topologyKey: zone, namespaces: [other] }
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: ScheduleAnyway
          labelSelector: {}
      initContainers:
        - name: wait
          image: busybox
        - name: proxy
          image: envoy
          restartPolicy: Always
      containers:
        - name: main
          image: "cart:1.0"
          imagePullPolicy: Always
          command: [sh, -c]
          args:
            - --password
            - hunter2
            - --port=$(PORT)
          ports:
            - { name: http, containerPort: 8080 }
            - containerPort: 53
              protocol: UDP
          env:
            - name: REDIS_URL
              value: redis://:hunter2@redis:6379/0
            - name: DB_PASSWORD
              value: hunter2
            - name: PORT
              valueFrom:
                configMapKeyRef: { name: cart-config, key: port, optional: true }
            - name: TOKEN
              valueFrom:
                secretKeyRef:
                  name: cart-secret
                  key: token
            - name: POD_IP
              valueFrom: { fieldRef: { fieldPath: status.podIP } }
          envFrom:
            - configMapRef: { name: common }
            - secretRef: { name: keys, optional: true }
              prefix: K_
          readinessProbe:
            httpGet: { path: /ready, port: http, host: other }
            periodSeconds: 5
          livenessProbe:
            exec: { command: [redis-cli, -a, hunter2, ping] }
          startupProbe:
            grpc: { port: 9000 }
          resources:
            requests: { cpu: 0.5, memory: 64Mi }
            limits:
              memory: 128Mi
          volumeMounts:
            - { name: data, mountPath: /data, subPath: x, readOnly: true }
          lifecycle:
            preStop:
              exec: { command: [sh, -c, "sleep 15 && kill 1"] }
          securityContext: { readOnlyRootFilesystem: true }
      volumes:
        - name: data
          emptyDir: { sizeLimit: 1Gi, medium: Memory }
        - name: scratch
          emptyDir:
        - name: config
          configMap: { name: cart-config }
        - name: certs
          secret: { secretName: cart-tls, optional: true }
        - name: disk
          persistentVolumeClaim: { claimName: cart-disk }
        - name: host
          hostPath: { path: /var/log }
        - name: all
          projected:
            sources:
              - configMap: { name: extra }
              - serviceAccountToken: { path: token }
              - secret: { name: more }
        - name: nfs
          nfs: { server: a, path: /b }
`;

describe('Deployment', () => {
  const workload = only(DEPLOYMENT, 'workload');
  const [main, wait, proxy] = workload.containers;

  it('is read without a problem', () => expect(parseText(DEPLOYMENT).problems).toEqual([]));

  it('has its name, place, labels and annotations; machine annotations are dropped', () => {
    expect(workload.ref).toEqual({ kind: 'Deployment', name: 'cart', namespace: 'shop', apiVersion: 'apps/v1' });
    expect(workload.at).toEqual({ file: 'a.yaml', line: 4, column: 9, length: 4 });
    expect(workload.annotations).toEqual({ 'example.com/owner': { value: 'team-a', at: { file: 'a.yaml', line: 8, column: 24, length: 8 } } });
    expect([workload.platform, workload.role]).toEqual(['kubernetes', 'serve']);
    expect([at(workload.specAt), at(workload.podAt)]).toEqual(['10:1', '23:5']);
  });

  it('has its rollout settings at their places', () => {
    expect(workload.replicas).toEqual({ value: 3, at: { file: 'a.yaml', line: 11, column: 13, length: 1 } });
    expect(workload.minReadySeconds).toMatchObject({ value: 5 });
    expect(workload.selector).toEqual({ matchLabels: { app: 'cart' }, matchExpressions: [{ key: 'tier', operator: 'In', values: ['web'] }] });
    expect(workload.strategy).toMatchObject({ type: { value: 'RollingUpdate' }, maxUnavailable: { value: '25%', at: { line: 19, column: 38 } }, maxSurge: { value: 1 } });
    expect(at(workload.strategy)).toBe('17:3');
    expect(workload.podLabels).toEqual({ app: 'cart', tier: 'web' });
  });

  it('has its pod settings', () => {
    expect(workload).toMatchObject({ hostNetwork: true, nodeSelector: { disk: 'ssd' }, priorityClass: { value: 'high' }, serviceAccount: { value: 'cart' }, terminationGracePeriodSeconds: { value: 30 } });
    expect(workload.spread).toMatchObject([
      { kind: 'anti-affinity', required: true, topologyKey: 'kubernetes.io/hostname', selector: { matchLabels: { app: 'cart' } }, at: { line: 32, column: 15 } },
      { kind: 'anti-affinity', required: false, topologyKey: 'zone', namespaces: ['other'] },
      { kind: 'topology-spread', required: false, maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', selector: { matchLabels: {} } },
    ]);
  });

  it('tells main, init and sidecar containers apart', () => {
    expect(workload.containers.map(({ name, role, at: place }) => `${name} ${role} ${at(place)}`)).toEqual(['main main 49:17', 'wait init 43:17', 'proxy sidecar 45:17']);
    expect([main?.image, wait?.image, proxy?.image].map((image) => image && 'value' in image && image.value)).toEqual(['cart:1.0', 'busybox', 'envoy']);
    expect(at(main?.image)).toBe('50:18');
  });

  it('has env without secrets and references without values', () => {
    expect(main?.env.map(({ name, value, valueAt, ref, at: place }) => [name, value && showTemplate(value), at(valueAt), ref && `${ref.kind}/${ref.name}/${ref.key}/${ref.optional}`, at(place)])).toEqual([
      ['REDIS_URL', 'redis://redis:6379/0', '63:22', undefined, '62:21'],
      ['DB_PASSWORD', undefined, '65:22', undefined, '64:21'],
      ['PORT', undefined, 'absent', 'ConfigMap/cart-config/port/true', '66:21'],
      ['TOKEN', undefined, 'absent', 'Secret/cart-secret/token/false', '69:21'],
      ['POD_IP', undefined, 'absent', 'field//status.podIP/false', '74:21'],
    ]);
    expect(at(main?.env[3]?.ref?.at)).toBe('72:25');
    expect(main?.envFrom).toMatchObject([
      { kind: 'ConfigMap', name: 'common', prefix: '', optional: false, at: { line: 77, column: 37 } },
      { kind: 'Secret', name: 'keys', prefix: 'K_', optional: true },
    ]);
  });

  it('has command, arguments and probes without secrets', () => {
    expect(main?.args.map((arg) => [arg, at(arg)])).toMatchObject([
      [{ value: '--password' }, '54:15'],
      [{ value: '…' }, '55:15'],
      [{ value: '--port=$(PORT)' }, '56:15'],
    ]);
    expect(main?.probes.readiness).toMatchObject({ kind: 'httpGet', path: '/ready', port: { value: 'http' }, host: { value: 'other' }, periodSeconds: { value: 5 }, at: { line: 80, column: 11 } });
    expect(main?.probes.liveness).toMatchObject({ kind: 'exec', command: ['redis-cli', '-a', '…', 'ping'] });
    expect(main?.probes.startup).toMatchObject({ kind: 'grpc', port: { value: 9000 } });
  });

  it('has ports, resources, mounts, preStop and its security context', () => {
    expect(main?.ports).toMatchObject([
      { name: 'http', port: 8080, protocol: 'TCP', at: { line: 58, column: 44 } },
      { port: 53, protocol: 'UDP' },
    ]);
    expect(main?.resources).toMatchObject({ requests: { cpu: { value: '0.5' }, memory: { value: '64Mi' } }, limits: { memory: { value: '128Mi', at: { line: 90, column: 23 } } }, at: { line: 87, column: 11 } });
    expect(main?.resources.limits.cpu).toBeUndefined();
    expect(wait?.resources.at).toBeUndefined();
    expect(main?.mounts).toMatchObject([{ volume: 'data', path: '/data', subPath: 'x', readOnly: true }]);
    expect(main?.preStop).toMatchObject({ kind: 'exec', seconds: 15, at: { line: 94, column: 13 } });
    expect(main?.readOnlyRootFilesystem).toMatchObject({ value: true });
  });

  it('has its volumes, projected ones with what they project', () => {
    expect(workload.volumes.map(({ name, kind, source, optional }) => `${name} ${kind} ${source ?? '-'} ${optional}`)).toEqual([
      'data emptyDir - false',
      'scratch emptyDir - false',
      'config configMap cart-config false',
      'certs secret cart-tls true',
      'disk claim cart-disk false',
      'host hostPath /var/log false',
      'all projected - false',
      'all configMap extra false',
      'all secret more false',
      'nfs other - false',
    ]);
    expect(workload.volumes[0]).toMatchObject({ sizeLimit: '1Gi', medium: 'Memory', at: { line: 98, column: 17 } });
    expect(at(workload.volumes[2]?.at)).toBe('103:30');
  });

  it('never holds the secrets of its manifest', () => expect(JSON.stringify(parseText(DEPLOYMENT))).not.toContain('hunter2'));
});

const POD = 'spec: {containers: [{name: c, image: i}]}';

describe('other workloads', () => {
  it('StatefulSet: headless service, claims, update strategy', () => {
    const workload = only(`apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec:\n  serviceName: db-headless\n  updateStrategy: {type: OnDelete}\n  volumeClaimTemplates:\n  - metadata: {name: data}\n    spec: {storageClassName: fast, accessModes: [ReadWriteOnce]}\n  template: {${POD}}\n`, 'workload');
    expect(workload).toMatchObject({ headlessService: { value: 'db-headless' }, strategy: { type: { value: 'OnDelete' } }, claimTemplates: [{ name: 'data', storageClass: 'fast', accessModes: ['ReadWriteOnce'], at: { line: 8, column: 22 } }] });
  });

  it('CronJob: schedule, and the job below', () => {
    const workload = only(`apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec:\n  schedule: "0 3 * * *"\n  concurrencyPolicy: Forbid\n  startingDeadlineSeconds: 60\n  suspend: true\n  jobTemplate:\n    spec:\n      backoffLimit: 2\n      activeDeadlineSeconds: 90\n      template: {${POD}}\n`, 'workload');
    expect(workload).toMatchObject({ role: 'cron', backoffLimit: { value: 2 }, activeDeadlineSeconds: { value: 90 }, cron: { schedule: { value: '0 3 * * *', at: { line: 5, column: 13 } }, concurrencyPolicy: { value: 'Forbid' }, startingDeadlineSeconds: { value: 60 }, suspend: { value: true } } });
    expect(workload.containers).toHaveLength(1);
  });

  it.each([
    ['batch/v1', 'Job', '', 'job'],
    ['batch/v1', 'Job', 'helm.sh/hook: pre-upgrade', 'hook'],
    ['apps/v1', 'Deployment', 'helm.sh/hook: test', 'hook'],
    ['apps/v1', 'DaemonSet', '', 'serve'],
    ['apps/v1', 'ReplicaSet', '', 'serve'],
    ['argoproj.io/v1alpha1', 'Rollout', '', 'serve'],
  ])('%s %s {%s} is a %s', (apiVersion, kind, annotations, role) => {
    expect(only(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: x, annotations: {${annotations}}}\nspec: {template: {${POD}}}`, 'workload').role).toBe(role);
  });

  it('Pod: its own labels; a Pod that ends is a job', () => {
    const pod = only(`apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: p}}\n${POD}\n`, 'workload');
    expect(pod).toMatchObject({ role: 'serve', podLabels: { app: 'p' }, containers: [{ name: 'c' }] });
    expect([at(pod.specAt), at(pod.podAt)]).toEqual(['4:1', '4:1']);
    expect(only(`apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {restartPolicy: Never, containers: []}\n`, 'workload').role).toBe('job');
  });

  it('ReplicationController: a plain map as selector', () => {
    expect(only(`apiVersion: v1\nkind: ReplicationController\nmetadata: {name: r}\nspec: {selector: {app: r}, template: {${POD}}}`, 'workload').selector).toEqual({ matchLabels: { app: 'r' }, matchExpressions: [] });
  });

  it('Rollout: canary strategy and workloadRef', () => {
    const workload = only('apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: r}\nspec:\n  workloadRef: {apiVersion: apps/v1, kind: Deployment, name: cart}\n  strategy: {canary: {maxSurge: 20%, maxUnavailable: 0}}\n', 'workload');
    expect(workload).toMatchObject({ workloadRef: { kind: 'Deployment', name: 'cart', apiVersion: 'apps/v1' }, strategy: { type: { value: 'Canary' }, maxSurge: { value: '20%' }, maxUnavailable: { value: 0 } } });
  });
});

describe('mistakes in a workload', () => {
  it('are problems at their lines, and the rest counts', () => {
    const text = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: 42
spec:
  replicas: "three"
  template:
    spec:
      containers:
        - image: a
          env:
            - name: PORT
              value: 8080
            - value: x
          livenessProbe: {}
          resources: { limits: [] }
        - text
      volumes: {}
`;
    const { facts, problems } = parseText(text);
    expect(lines(problems)).toEqual([
      'kubernetes-wrong-type 4:9',
      'kubernetes-wrong-type 6:13',
      'kubernetes-missing-name 10:11',
      'kubernetes-wrong-type 13:22',
      'kubernetes-missing-name 14:15',
      'kubernetes-empty-probe 15:26',
      'kubernetes-wrong-type 16:32',
      'kubernetes-wrong-type 17:11',
      'kubernetes-wrong-type 18:16',
    ]);
    expect(facts).toMatchObject([{ ref: { name: '42' }, replicas: { unknown: 'three' }, containers: [{ name: 'container-0', image: { value: 'a' }, env: [{ name: 'PORT', value: [{ text: '8080' }] }] }] }]);
  });

  it('says that containers are not a list, and that a template is missing', () => {
    expect(lines(parseText('apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: {}}').problems)).toEqual(['kubernetes-wrong-type 4:20']);
    expect(lines(parseText('apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {}').problems)).toEqual(['kubernetes-missing-pod-spec 4:7']);
  });
});
