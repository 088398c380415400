// The texts of the generated repository: objects as careful teams write them, with what a security scanner asks for.

export const namespaceOf = (name: string): string => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n  labels:\n    owner: ${name}\n`;

/** The labels that Kubernetes recommends, which charts and generators put on every object. */
const metadata = (namespace: string, name: string, component: string): string => `metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/instance: ${namespace}-${name}
    app.kubernetes.io/component: ${component}
    app.kubernetes.io/part-of: ${namespace}
    app.kubernetes.io/managed-by: generator
`;

export const deployment = (namespace: string, name: string, replicas: number, calls: readonly { readonly name: string; readonly value: string }[]): string => `apiVersion: apps/v1
kind: Deployment
${metadata(namespace, name, 'server')}spec:
  replicas: ${replicas}
  revisionHistoryLimit: 5
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: 1
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
        app.kubernetes.io/part-of: ${namespace}
      annotations:
        prometheus.io/scrape: "true"
        prometheus.io/port: "9102"
    spec:
      serviceAccountName: ${name}
      terminationGracePeriodSeconds: 30
      securityContext:
        runAsNonRoot: true
        runAsUser: 1000
        fsGroup: 1000
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              app.kubernetes.io/name: ${name}
      containers:
        - name: app
          image: registry.example.com/${namespace}/${name}:1.${replicas}.0
          imagePullPolicy: IfNotPresent
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop:
                - ALL
          ports:
            - name: http
              containerPort: 8080
              protocol: TCP
            - name: metrics
              containerPort: 9102
              protocol: TCP
          envFrom:
            - configMapRef:
                name: ${name}
          env:
            - name: DATABASE_URL
              value: postgres://app@postgres:5432/${namespace}
            - name: REDIS_ADDR
              value: redis:6379
${calls.map((call) => `            - name: ${call.name}\n              value: ${call.value}\n`).join('')}            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
          startupProbe:
            httpGet:
              path: /ready
              port: http
            failureThreshold: 30
            periodSeconds: 2
          readinessProbe:
            httpGet:
              path: /ready
              port: http
            periodSeconds: 5
            timeoutSeconds: 2
          livenessProbe:
            httpGet:
              path: /live
              port: http
            periodSeconds: 10
            timeoutSeconds: 2
          lifecycle:
            preStop:
              exec:
                command: ["/bin/sleep", "5"]
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
          volumeMounts:
            - name: tmp
              mountPath: /tmp
            - name: config
              mountPath: /etc/app
              readOnly: true
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: 64Mi
        - name: config
          configMap:
            name: ${name}
`;

export const serviceOf = (namespace: string, name: string): string => `apiVersion: v1
kind: Service
${metadata(namespace, name, 'server')}spec:
  type: ClusterIP
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - name: http
      port: 8080
      targetPort: http
      protocol: TCP
`;

export const configMap = (namespace: string, name: string): string => `apiVersion: v1
kind: ConfigMap
${metadata(namespace, name, 'config')}data:
  LOG_LEVEL: info
  FEATURE_FLAGS: "recommendations,express-checkout"
  REQUEST_LOG_SAMPLE: "0.1"
  MAX_PAGE_SIZE: "200"
  application.yaml: |
    server:
      port: 8080
      shutdown: graceful
      compression: true
    management:
      port: 9102
      endpoints: [health, metrics]
    cache:
      ttl: 60s
      size: 10000
    pagination:
      default: 20
`;

export const autoscaler = (namespace: string, name: string, replicas: number): string => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
${metadata(namespace, name, 'autoscaling')}spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: ${name}
  minReplicas: ${replicas}
  maxReplicas: ${replicas * 4}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 70
`;

export const budget = (namespace: string, name: string): string => `apiVersion: policy/v1
kind: PodDisruptionBudget
${metadata(namespace, name, 'availability')}spec:
  minAvailable: 1
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
`;

export const store = (namespace: string, name: string, image: string, port: number): string[] => [
  `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  serviceName: ${name}
  replicas: 1
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: ${name}
          image: ${image}
          ports:
            - containerPort: ${port}
          volumeMounts:
            - name: data
              mountPath: /data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: 10Gi
`,
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n  clusterIP: None\n  selector:\n    app: ${name}\n  ports:\n    - port: ${port}\n`,
];
