import { homedir } from 'node:os';
import { delimiter } from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import type { RequestOptions } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { ClusterError, refusal, unreachable, type Speaker } from './errors.js';
import { getJson, type Answer } from './request.js';

export interface ConnectOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A context of the kubeconfig; its current one otherwise. */
  readonly context?: string;
  /** Milliseconds until a request has to be answered. */
  readonly deadline?: number;
}

/** A way to ask one API server. It can read, and nothing else: there is no other verb. */
export interface Connection extends Speaker {
  /** The namespace that the context names. */
  readonly namespace: string;
  /** The body of a 200; `undefined` where the server has no such thing, or `tolerate` names the status. Throws `ClusterError` for anything else. */
  get(path: string, what: string, options?: { readonly accept?: string; readonly tolerate?: readonly number[] }): Promise<unknown>;
  close(): void;
}

const DEADLINE = 30_000;
const TRIES = 5;

/** The user's kubeconfig (`KUBECONFIG`, `~/.kube/config`) or, inside a cluster, its service account. */
export async function connect({ env, context, deadline = DEADLINE }: ConnectOptions): Promise<Connection> {
  const config = await load(env, context);
  const chosen = config.getContextObject(config.getCurrentContext())!;
  const { server } = config.getCurrentCluster()!;
  const speaker: Speaker = { context: chosen.name, server, user: chosen.user };
  let options = await authenticate(config, speaker);

  const once = async (path: string, what: string, accept: string): Promise<Answer> => {
    const send = (): Promise<Answer> => getJson(new URL(server + path), { ...options, headers: { ...options.headers, accept, 'user-agent': 'faultline' } }, deadline).catch((error: unknown) => Promise.reject(unreachable(error, what, speaker)));
    const first = await send();
    if (first.status !== 401) return first;
    // A token file may have been renewed, a login program may give a new token.
    options = await authenticate(config, speaker);
    return send();
  };

  return {
    ...speaker,
    namespace: chosen.namespace ?? 'default',
    async get(path, what, { accept = 'application/json', tolerate = [] } = {}) {
      for (let tries = 1; ; tries++) {
        const { status, body, retryAfter = 1 } = await once(path, what, accept);
        if (status === 200 && body !== undefined) return body;
        if (status === 404 || tolerate.includes(status)) return undefined;
        if (status === 200) throw new ClusterError(`${server} answered something that is no JSON when asked for ${what}. Is it a Kubernetes API server?`);
        if (status !== 429 || tries === TRIES) throw refusal(status, messageOf(body), what, speaker);
        await wait(Math.min(retryAfter, 10) * 1000);
      }
    },
    close: () => (options.agent as { destroy?(): void } | undefined)?.destroy?.(),
  };
}

const messageOf = (body: unknown): string | undefined => {
  const message = (body as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : undefined;
};

async function authenticate(config: KubeConfig, speaker: Speaker): Promise<RequestOptions> {
  const options: RequestOptions = {};
  try {
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    throw new ClusterError(`The credentials of user "${speaker.user}" (context "${speaker.context}") could not be had: ${(error as Error).message}`);
  }
  // One connection serves many lists; the library's agents open one for each.
  if (options.agent) Object.assign(options.agent, { keepAlive: true, maxSockets: 4 });
  return options;
}

async function load(env: ConnectOptions['env'], context: string | undefined): Promise<KubeConfig> {
  // Half a second of start-up that only those pay who ask a cluster.
  const { KubeConfig } = await import('@kubernetes/client-node');
  const files = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  const home = env['HOME'] ?? homedir();
  const candidates = files.length > 0 ? files : [`${home}/.kube/config`];
  const found = candidates.flatMap((file) => read(new KubeConfig(), file) ?? []);
  const config = found[0] ?? inCluster(new KubeConfig(), env);
  if (config === undefined) throw new ClusterError(`There is no kubeconfig: ${candidates.join(', ')} ${candidates.length === 1 ? 'does' : 'do'} not exist. Set KUBECONFIG, or run this where kubectl works.`);
  for (const other of found.slice(1)) merge(config, other);
  return choose(config, context);
}

function read(config: KubeConfig, file: string): KubeConfig | undefined {
  try {
    config.loadFromFile(file);
    return config;
  } catch (error) {
    // Like kubectl: of the files that KUBECONFIG names, some may not be there.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ClusterError(`The kubeconfig ${file} cannot be read: ${(error as Error).message.split('\n', 1)[0]}`);
  }
}

function inCluster(config: KubeConfig, env: ConnectOptions['env']): KubeConfig | undefined {
  if (!env['KUBERNETES_SERVICE_HOST']) return undefined;
  config.loadFromCluster();
  return config;
}

/** The first file that names something decides, as kubectl has it. */
function merge(into: KubeConfig, other: KubeConfig): void {
  for (const list of ['clusters', 'users', 'contexts'] as const)
    for (const entry of other[list]) if (!into[list].some(({ name }) => name === entry.name)) (into[list] as (typeof entry)[]).push(entry);
  into.currentContext ??= other.currentContext;
}

function choose(config: KubeConfig, wanted: string | undefined): KubeConfig {
  const name = wanted ?? config.getCurrentContext();
  const names = config.getContexts().map((entry) => entry.name).join(', ') || 'none';
  if (!name) throw new ClusterError(`The kubeconfig has no current context. Name one with --context: ${names}.`);
  if (config.getContextObject(name) === null) throw new ClusterError(`The kubeconfig has no context "${name}". There are: ${names}.`);
  config.setCurrentContext(name);
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new ClusterError(`Context "${name}" names cluster "${config.getContextObject(name)!.cluster}", and the kubeconfig has none of this name.`);
  // The library refuses to send credentials in the clear; "kubectl proxy" needs none.
  if (cluster.server.startsWith('http:') && !cluster.skipTLSVerify) throw new ClusterError(`The address of cluster "${cluster.name}" is ${cluster.server}, which is not encrypted. If that is meant ("kubectl proxy"), set insecure-skip-tls-verify: true for it in the kubeconfig.`);
  if (!URL.canParse(cluster.server)) throw new ClusterError(`The address of cluster "${cluster.name}" in the kubeconfig is no URL.`);
  return config;
}
