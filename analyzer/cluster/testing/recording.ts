import { createServer } from 'node:http';
import https from 'node:https';
import { standIn, type StandIn } from './stand-in.js';

/** One answer of a real server. */
export interface Exchange {
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

export interface Recorder {
  readonly url: string;
  readonly exchanges: readonly Exchange[];
  close(): Promise<void>;
}

/** A loopback server that passes every GET on to a real one, and keeps what it said. */
export async function recorder(target: string, token: string): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  const server = createServer((request, response) => {
    https.get(new URL(target + request.url), { rejectUnauthorized: false, headers: { authorization: `Bearer ${token}`, accept: request.headers.accept } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        exchanges.push({ path: request.url ?? '/', status: answer.statusCode ?? 0, body: withoutIncidentals(JSON.parse(text)) });
        response.writeHead(answer.statusCode ?? 500, { 'content-type': 'application/json' }).end(text);
      });
    });
  });
  const port = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)));
  return {
    url: `http://127.0.0.1:${port}`, exchanges,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Plays a recording: what is not in it does not exist, and kinds that are read since then have no objects. */
export function replay(exchanges: readonly Exchange[]): Promise<StandIn> {
  const byPath = new Map(exchanges.map((exchange) => [exchange.path, exchange]));
  return standIn((path) => byPath.get(path) ?? (path.includes('?limit=') ? { body: { items: [] } } : { status: 404, body: { kind: 'Status', message: 'not in the recording' } }));
}

/** What is other in each recording, and long. */
const INCIDENTAL: ReadonlySet<string> = new Set(['managedFields', 'uid', 'resourceVersion', 'creationTimestamp', 'storageVersionHash', 'singularName', 'shortNames', 'categories']);

function withoutIncidentals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIncidentals);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (INCIDENTAL.has(key) ? [] : [[key, withoutIncidentals(item)]])));
}
