/** A cluster that cannot be read: the message says what, where and what to do. Nothing of what was read until then is used. */
export class ClusterError extends Error {}

/** Where and as whom a connection speaks, for messages. */
export interface Speaker {
  readonly context: string;
  readonly server: string;
  readonly user: string;
}

/** The answer to a request that failed, as a person needs it. `what` was asked for: `deployments in namespace shop`. */
export function refusal(status: number, said: string | undefined, what: string, { context, server, user }: Speaker): ClusterError {
  const detail = said === undefined ? '' : ` The server says: ${said.slice(0, 400)}`;
  if (status === 401) return new ClusterError(`${server} does not accept the credentials of user "${user}" (context "${context}") any more: they expired, were revoked, or are of another cluster. Sign in again ("kubectl --context ${context} auth whoami" shows whether it worked) and repeat the command; nothing of this run is reported.${detail}`);
  if (status === 403) return new ClusterError(`User "${user}" (context "${context}") may not list ${what}. Grant it the role in docs/cluster-role.yaml, or name the namespaces it may read with --namespace; nothing of this run is reported.${detail}`);
  if (status === 429) return new ClusterError(`${server} is busy and refused to list ${what} several times (429). Try again later.${detail}`);
  return new ClusterError(`${server} could not list ${what} (HTTP ${status}). Nothing of this run is reported; try again when the API server is healthy.${detail}`);
}

/** Codes of Node.js for what goes wrong below HTTP, and what a person does about it. */
const NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there. Is the cluster running, and is the address in the kubeconfig right?',
  ENOTFOUND: 'the host name is unknown. Is the kubeconfig right, and the VPN up?',
  EAI_AGAIN: 'the host name could not be looked up. Is there a network?',
  EHOSTUNREACH: 'the host cannot be reached. Is the VPN up?',
  ENETUNREACH: 'the network cannot be reached. Is the VPN up?',
  ETIMEDOUT: 'it did not answer. Is the VPN up?',
  ECONNRESET: 'it closed the connection in the middle of an answer. Try again.',
  EPIPE: 'it closed the connection in the middle of a request. Try again.',
  EPROTO: 'it does not speak TLS as expected. Is the address in the kubeconfig that of an API server?',
  CERT_HAS_EXPIRED: 'its certificate has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name. Use the address that the certificate names, or set tls-server-name in the kubeconfig.',
};

const UNTRUSTED: ReadonlySet<string> = new Set(['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY']);

/** A request that got no answer at all. */
export function unreachable(error: unknown, what: string, { server, context }: Pick<Speaker, 'server' | 'context'>): ClusterError {
  const { code, name, message } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError' || name === 'AbortError') return new ClusterError(`${server} (context "${context}") stopped answering while listing ${what}. Nothing of this run is reported; try again when the API server is healthy.`);
  const why = UNTRUSTED.has(code ?? '')
    ? 'its certificate is signed by nobody that the kubeconfig trusts. Set certificate-authority in the kubeconfig to the cluster\'s CA.'
    : (NETWORK[code ?? ''] ?? `${message} (${code ?? name}).`);
  return new ClusterError(`${server} (context "${context}") could not be asked for ${what}: ${why}`);
}
