import type { Place } from '../facts/place.js';
import type { Container, WorkloadFact } from '../facts/types.js';
import { isKnown } from '../facts/value.js';
import type { Candidate } from './candidates.js';
import { evidence } from './evidence.js';
import type { SettingRow } from './setting-rows.js';
import type { World } from './world.js';

/** How many connections a server accepts where nobody says. */
const DEFAULTS: Readonly<Record<string, { readonly value: number; readonly source: string }>> = {
  postgresql: { value: 100, source: 'https://www.postgresql.org/docs/current/runtime-config-connection.html' },
  mysql: { value: 151, source: 'https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html' },
  mariadb: { value: 151, source: 'https://mariadb.com/kb/en/server-system-variables/' },
};

/**
 * `maxConnections` of databases that run in the stack's own containers: from the command line, a variable of the image, or the
 * server's default where no configuration file is handed in that could say otherwise. A managed server derives it from its size.
 */
export function connectionLimits(world: World): SettingRow[] {
  return world.stacks.flatMap((stack) =>
    stack.candidates.flatMap((candidate) => {
      const limit = limitOf(candidate);
      if (limit === undefined) return [];
      const { value, at, source } = limit;
      return [{ on: world.idOf.get(candidate)!, name: 'maxConnections', value, origin: source === undefined ? 'explicit' : 'default', ...(source === undefined ? {} : { source }), stack: stack.facts.stack.id, evidence: evidence(at, source === undefined ? 'args' : 'default', 'max_connections') } satisfies SettingRow];
    }),
  );
}

interface Limit {
  readonly value: number;
  readonly at: Place;
  readonly source?: string;
}

function limitOf({ technology, workloads, kind }: Candidate): Limit | undefined {
  const known = DEFAULTS[technology ?? ''];
  const [workload, ...more] = workloads;
  if (known === undefined || kind !== 'datastore' || workload === undefined || more.length > 0 || workload.fact.platform === 'cloud') return undefined;
  const server = workload.fact.containers.find((container) => container.role === 'main');
  if (server === undefined) return undefined;
  return fromCommand(server) ?? fromVariable(server) ?? (mayBeConfigured(workload.fact, server) ? undefined : { ...known, at: server.at });
}

/** `postgres -c max_connections=200`, `mysqld --max-connections=300`. */
function fromCommand({ command, args }: Container): Limit | undefined {
  for (const part of [...command, ...args]) {
    const value = isKnown(part) ? /max[_-]connections[= ](\d{1,6})\b/.exec(part.value)?.[1] : undefined;
    if (value !== undefined) return { value: Number(value), at: part.at };
  }
  return undefined;
}

const VARIABLE = /^(?:POSTGRES(?:QL)?|MYSQL|MARIADB)_MAX_CONNECTIONS$/;

function fromVariable({ env }: Container): Limit | undefined {
  const found = env.find(({ name }) => VARIABLE.test(name));
  const [part] = found?.value ?? [];
  return found && part && 'text' in part && /^\d{1,6}$/.test(part.text) ? { value: Number(part.text), at: found.valueAt ?? found.at } : undefined;
}

/** A file that is mounted, a command that could not be read, or an image of one's own may hold the number. */
function mayBeConfigured({ volumes, compose }: WorkloadFact, { command, args, env, envFrom }: Container): boolean {
  const isFile = volumes.some(({ kind, source, file }) => kind === 'configMap' || kind === 'secret' || kind === 'projected' || file !== undefined || /\.(?:conf|cnf)$/.test(source ?? ''));
  return isFile || compose?.build !== undefined || envFrom.length > 0 || env.some(({ name }) => VARIABLE.test(name)) || [...command, ...args].some((part) => !isKnown(part) || /config[_-]file|max[_-]connections|defaults-file/.test(part.value));
}
