import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a stand-in answers: JSON with a status; `silence`: headers and the beginning, then nothing more; `cut`: the connection is closed there. */
export type Reply = { readonly status?: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } | 'silence' | 'cut';

export interface StandIn {
  readonly url: string;
  /** A kubeconfig whose context `test` leads here as user `tester`. */
  readonly kubeconfig: string;
  /** Requests so far: method, path and query. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** A loopback server that answers as an API server would, for what a real one does only once in a while. */
export async function standIn(reply: (path: string, request: IncomingMessage) => Reply, namespace?: string): Promise<StandIn> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const given = reply(request.url ?? '/', request);
    if (typeof given === 'object') {
      response.writeHead(given.status ?? 200, { 'content-type': 'application/json', ...given.headers });
      response.end(given.body === undefined ? undefined : JSON.stringify(given.body));
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"items":[');
    if (given === 'cut') setImmediate(() => response.destroy());
  });
  const port = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)));
  const folder = mkdtempSync(join(tmpdir(), 'faultline-stand-in-'));
  const kubeconfig = join(folder, 'config');
  const url = `http://127.0.0.1:${port}`;
  writeFileSync(kubeconfig, kubeconfigText(url, 'a-token', namespace));
  return {
    url, kubeconfig, asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const kubeconfigText = (server: string, token: string, namespace?: string, verify = false): string => JSON.stringify({
  apiVersion: 'v1', kind: 'Config', 'current-context': 'test',
  clusters: [{ name: 'test', cluster: { server, 'insecure-skip-tls-verify': !verify } }],
  users: [{ name: 'tester', user: { token } }],
  contexts: [{ name: 'test', context: { cluster: 'test', user: 'tester', ...(namespace === undefined ? {} : { namespace }) } }],
});
