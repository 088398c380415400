import type { StackView } from '../../analyzer/system/system.js';

/** A probe's command is a line; whatever is longer is no probe worth reading. */
const LONGEST = 4_000;

/** Tools whose host follows a flag; others name it in a URL or as `host:port`. */
const HOST_FLAGS: Readonly<Record<string, readonly string[]>> = {
  pg_isready: ['-h', '--host'],
  psql: ['-h', '--host'],
  'redis-cli': ['-h'],
  'valkey-cli': ['-h'],
  mysql: ['-h', '--host'],
  mysqladmin: ['-h', '--host'],
  'mariadb-admin': ['-h', '--host'],
  mongo: ['--host'],
  mongosh: ['--host'],
  'kafka-topics': ['--bootstrap-server'],
  'kafka-topics.sh': ['--bootstrap-server'],
};

/** Tools that take `host:port`, and those that take `host port`. */
const BY_ADDRESS = new Set(['curl', 'wget', 'http', 'wait-for-it.sh', 'wait-for', 'grpc_health_probe']);
const BY_HOST_AND_PORT = new Set(['nc', 'ncat', 'telnet']);

/** Hosts that a probe's command talks to, as written, without those that a variable holds. */
export function hostsOf(command: readonly string[]): string[] {
  const line = command.join(' ').slice(0, LONGEST);
  const hosts = line.split(/[|;&\n]+/).flatMap((part) => hostsIn(part.split(/[\s"'()]+/).filter(Boolean)));
  return [...new Set(hosts.filter((host) => /^[a-z0-9][a-z0-9.-]*$/i.test(host) && !isLocal(host)))];
}

/** Of one simple command, which a shell or a wrapper may precede. */
function hostsIn(tokens: readonly string[]): string[] {
  const tools = tokens.map((token) => token.slice(token.lastIndexOf('/') + 1));
  const flags = tools.flatMap((tool) => (Object.hasOwn(HOST_FLAGS, tool) ? HOST_FLAGS[tool]! : []));
  const byAddress = tools.some((tool) => BY_ADDRESS.has(tool));
  const byPair = tools.some((tool) => BY_HOST_AND_PORT.has(tool));
  return tokens.flatMap((token, index) => {
    const [flag, inline] = token.split('=', 2);
    if (flags.includes(flag!)) return [hostOf(inline ?? tokens[index + 1] ?? '')];
    if (token.includes('://')) return [hostOf(token.slice(token.indexOf('://') + 3))];
    const device = token.indexOf('/dev/tcp/');
    if (device >= 0) return [token.slice(device).split('/')[3] ?? ''];
    const named = (byAddress && /^[^-:/][^:/]*:\d+(\/|$)/.test(token)) || (byPair && /^\d+$/.test(tokens[index + 1] ?? ''));
    return named ? [hostOf(token)] : [];
  });
}

const hostOf = (address: string): string => address.slice(address.lastIndexOf('@', address.search(/[/?#]|$/)) + 1).split(/[:/?#]/)[0]!;

export const isLocal = (host: string): boolean => host === 'localhost' || host.startsWith('127.') || host === '0.0.0.0' || /^\d+$/.test(host);

/** The component that a host name leads to inside the stack, as its DNS would: `db`, `db.data`, `db.data.svc.cluster.local`. */
export function componentAt(view: StackView, host: string, namespace: string): string | undefined {
  const [name, inNamespace = namespace] = host.split('.');
  const service = view.services.find(({ fact, namespace: own }) => fact.ref.name === name && own === inNamespace);
  if (service) return service.components[0];
  return view.workloads.find(({ fact }) => fact.compose?.names.some((known) => known.name === host))?.component;
}
