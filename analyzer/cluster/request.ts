import http from 'node:http';
import https from 'node:https';
import type { RequestOptions } from 'node:https';

export interface Answer {
  readonly status: number;
  /** Parsed JSON; undefined when the body is none. */
  readonly body: unknown;
  /** Seconds to wait before the next try, where the server asks for it. */
  readonly retryAfter?: number;
}

/** More than any page of objects has: etcd keeps at most 1.5 MiB for one. */
const MAX_BYTES = 1 << 29;

/** One GET, over within `deadline` milliseconds: a server that drips a byte now and then would hold a mere idle timeout for ever. */
export function getJson(url: URL, options: RequestOptions, deadline: number): Promise<Answer> {
  const { request } = url.protocol === 'http:' ? http : https;
  return new Promise((resolve, reject) => {
    const sent = request(url, { ...options, method: 'GET', signal: AbortSignal.timeout(deadline) }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_BYTES) sent.destroy(new Error(`the answer is longer than ${MAX_BYTES} bytes`));
        else chunks.push(chunk);
      });
      response.on('error', reject);
      // A connection that closes early ends the stream without all that was announced.
      response.on('end', () => (response.complete ? resolve(answer(response, Buffer.concat(chunks))) : reject(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }))));
    });
    sent.on('error', (error) => reject(timedOut(error) ?? error));
    sent.end();
  });
}

/** Node.js wraps the signal's reason: an AbortError whose cause is the TimeoutError. */
const timedOut = (error: Error): Error | undefined => (error.cause instanceof Error && error.cause.name === 'TimeoutError' ? error.cause : undefined);

function answer(response: http.IncomingMessage, body: Buffer): Answer {
  const seconds = Number(response.headers['retry-after']);
  return { status: response.statusCode ?? 0, body: parsed(body.toString('utf8')), ...(seconds > 0 ? { retryAfter: seconds } : {}) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
