import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../run.js';

/** What one command line said and how it ended. */
export interface Spoken {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process, as a pipe would see it. */
export async function faultline(args: readonly string[], env: Readonly<Record<string, string>> = {}, terminal = false): Promise<Spoken> {
  const said = { out: '', err: '' };
  const code = await run(args, {
    stdout: { write: (text) => (said.out += text), isTTY: terminal, columns: 80 },
    stderr: { write: (text) => (said.err += text), isTTY: terminal, columns: 80 },
    env, today: '2026-01-15',
  });
  return { code, ...said };
}

/** A new folder with these files; `remove` deletes it. */
export function folderWith(files: Readonly<Record<string, string | Buffer>> = {}): { readonly root: string; put(path: string, content: string | Buffer): void; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'faultline-cli-'));
  const put = (path: string, content: string | Buffer): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  for (const [path, content] of Object.entries(files)) put(path, content);
  return { root, put, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** A small system with a finding or two: a web service with one replica that calls an API. */
export const system: Readonly<Record<string, string>> = {
  'web.yaml': workload('web', 'API_URL', 'http://api:8080') + service('web', 'LoadBalancer'),
  'api.yaml': workload('api', 'LOG_LEVEL', 'info') + service('api', 'ClusterIP'),
};

export function workload(name: string, variable: string, value: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 1
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      containers:
        - name: ${name}
          image: example.com/${name}:1.0.0
          ports: [{ containerPort: 8080 }]
          env:
            - name: ${variable}
              value: "${value}"
`;
}

export function service(name: string, type: string): string {
  return `---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  type: ${type}
  selector: { app: ${name} }
  ports: [{ port: 8080 }]
`;
}
