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

const BY_ADDRESS = new Set(['curl', 'wget', 'http', 'wait-for-it.sh', 'wait-for', 'grpc_health_probe', 'nc', 'ncat', 'telnet']);

/** Hosts that a probe's command talks to, as written, without those that a variable holds. */
export function hostsOf(command: readonly string[]): string[] {
  const tokens = command.join(' ').slice(0, LONGEST).split(/[\s"';|&()]+/).filter(Boolean);
  const hosts: string[] = [];
  let flags: readonly string[] = [];
  let byAddress = false;
  tokens.forEach((token, index) => {
    const tool = token.slice(token.lastIndexOf('/') + 1);
    if (Object.hasOwn(HOST_FLAGS, tool)) flags = HOST_FLAGS[tool]!;
    if (BY_ADDRESS.has(tool)) byAddress = true;
    const [flag, inline] = token.split('=', 2);
    if (flags.includes(flag!)) hosts.push(hostOf(inline ?? tokens[index + 1] ?? ''));
    else if (token.includes('://')) hosts.push(hostOf(token.slice(token.indexOf('://') + 3)));
    else if (token.startsWith('/dev/tcp/')) hosts.push(token.split('/')[3] ?? '');
    else if (byAddress && !token.startsWith('-') && (/^[^:/]+:\d+(\/|$)/.test(token) || /^\d+$/.test(tokens[index + 1] ?? ''))) hosts.push(hostOf(token));
  });
  return [...new Set(hosts.filter((host) => /^[a-z0-9][a-z0-9.-]*$/i.test(host) && !isLocal(host)))];
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
