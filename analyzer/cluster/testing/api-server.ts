import { spawn, type ChildProcess } from 'node:child_process';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { kubeconfigText } from './stand-in.js';

/**
 * A kube-apiserver with its etcd, for tests: loopback only, ports of its own, everything in one temporary folder. There is no
 * controller and no kubelet, so nothing runs; objects are admitted, defaulted, validated and listed as in any cluster.
 * docs/TESTING-WITH-AN-API-SERVER.md says where the two programs come from.
 */
export interface ApiServer {
  readonly url: string;
  /** Any request as an administrator; the parsed body. Throws what the server says when it refuses. */
  request(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** A kubeconfig file whose only user has this token. The server's certificate is its own, so nobody verifies it unless asked to. */
  kubeconfig(token: string, namespace?: string, options?: { readonly verify: boolean }): string;
  /** One with this text. */
  kubeconfigOf(text: string): string;
  readonly adminToken: string;
  /** A token of a service account as the server would sign it, valid until `expires` (seconds since 1970). */
  accountToken(namespace: string, name: string, uid: string, expires: number): string;
  /** Stops the process where it is, without closing its connections, and lets it go on. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

const assets = process.env['KUBEBUILDER_ASSETS'];

/** Whether the two programs can be had here. */
export const hasApiServer = assets !== undefined && existsSync(join(assets, 'kube-apiserver')) && existsSync(join(assets, 'etcd'));

const ADMIN_TOKEN = 'administrator-of-a-test';
const ISSUER = 'https://kubernetes.default.svc';

export async function startApiServer(): Promise<ApiServer> {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-api-server-'));
  const [client, peer, port] = await freePorts(3);
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
  writeFileSync(join(folder, 'accounts.key'), keys.privateKey);
  writeFileSync(join(folder, 'accounts.pub'), keys.publicKey);
  writeFileSync(join(folder, 'tokens.csv'), `${ADMIN_TOKEN},admin,admin,"system:masters"\n`);
  const etcd = start('etcd', ['--data-dir', join(folder, 'etcd'), '--listen-client-urls', `http://127.0.0.1:${client}`, '--advertise-client-urls', `http://127.0.0.1:${client}`, '--listen-peer-urls', `http://127.0.0.1:${peer}`, '--unsafe-no-fsync', '--log-level', 'error']);
  const server = start('kube-apiserver', [
    `--etcd-servers=http://127.0.0.1:${client}`, `--secure-port=${port}`, '--bind-address=127.0.0.1', '--advertise-address=127.0.0.1', `--cert-dir=${join(folder, 'certificates')}`,
    `--service-account-issuer=${ISSUER}`, `--service-account-key-file=${join(folder, 'accounts.pub')}`, `--service-account-signing-key-file=${join(folder, 'accounts.key')}`,
    '--authorization-mode=RBAC', `--token-auth-file=${join(folder, 'tokens.csv')}`, '--service-cluster-ip-range=10.0.0.0/24', '--disable-admission-plugins=ServiceAccount',
  ]);
  const url = `https://127.0.0.1:${port}`;
  const request = (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => send(url, ADMIN_TOKEN, method, path, body);
  const stop = async (): Promise<void> => {
    await Promise.all([end(server), end(etcd)]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ready(() => request('GET', '/readyz'), server);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url, request, stop, adminToken: ADMIN_TOKEN,
    kubeconfig: (token, namespace, options) => writeKubeconfig(folder, kubeconfigText(url, token, namespace, options?.verify)),
    kubeconfigOf: (text) => writeKubeconfig(folder, text),
    accountToken: (namespace, name, uid, expires) => signToken(keys.privateKey, { namespace, name, uid, expires }),
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
  };
}

const start = (program: string, args: readonly string[]): ChildProcess => spawn(join(assets!, program), args, { stdio: ['ignore', 'ignore', 'ignore'] });

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGCONT');
  child.kill('SIGTERM');
  await Promise.race([gone, wait(10_000).then(() => child.kill('SIGKILL'))]);
  await gone;
}

/** Ready means that its own roles are in place, too. */
async function ready(probe: () => Promise<unknown>, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null) throw new Error(`kube-apiserver ended with ${server.exitCode}`);
    try {
      await probe();
      return;
    } catch {
      await wait(200);
    }
  }
  throw new Error('kube-apiserver did not become ready within two minutes');
}

function send(url: string, token: string, method: string, path: string, body: unknown): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const sent = https.request(new URL(url + path), { method, rejectUnauthorized: false, headers: { authorization: `Bearer ${token}`, 'content-type': type } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        if ((response.statusCode ?? 500) >= 400) reject(new Error(`${method} ${path}: ${response.statusCode} ${text.slice(0, 400)}`));
        else resolve(text === 'ok' ? {} : (JSON.parse(text) as Record<string, unknown>));
      });
    });
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

let written = 0;

function writeKubeconfig(folder: string, text: string): string {
  const file = join(folder, `kubeconfig-${written++}.json`);
  writeFileSync(file, text);
  return file;
}

/** https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens */
function signToken(key: string, { namespace, name, uid, expires }: { readonly namespace: string; readonly name: string; readonly uid: string; readonly expires: number }): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: ISSUER, sub: `system:serviceaccount:${namespace}:${name}`, aud: [ISSUER], iat: expires - 3600, nbf: expires - 3600, exp: expires, 'kubernetes.io': { namespace, serviceaccount: { name, uid } } };
  const head = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${head}.${createSign('RSA-SHA256').update(head).sign(key, 'base64url')}`;
}

/** Ports that nobody listens on, held together so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(servers.map((server) => new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)))));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
