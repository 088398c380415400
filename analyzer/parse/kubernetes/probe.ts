import { safeArgs, safeText } from '../../facts/secrets.js';
import type { Container, Probe } from '../../facts/types.js';
import { knownOf } from '../../facts/value.js';
import type { YamlMap } from '../yaml/index.js';
import { intOrStringIn, keyPlace, mapIn, numberIn, report, stringIn, textIn, textsIn, type Problems } from './fields.js';

export function readProbes(problems: Problems, container: YamlMap): Container['probes'] {
  const readiness = readProbe(problems, container, 'readinessProbe');
  const liveness = readProbe(problems, container, 'livenessProbe');
  const startup = readProbe(problems, container, 'startupProbe');
  return { ...(readiness && { readiness }), ...(liveness && { liveness }), ...(startup && { startup }) };
}

function readProbe(problems: Problems, container: YamlMap, key: string): Probe | undefined {
  const node = mapIn(problems, container, key);
  if (node === undefined) return undefined;
  const handler = readHandler(problems, node);
  if (handler === undefined) {
    report(problems, node, 'kubernetes-empty-probe', `The ${key} says no way to probe (httpGet, tcpSocket, grpc or exec); it is ignored.`);
    return undefined;
  }
  const { kind, path, port, host, scheme, command } = handler;
  return {
    kind,
    at: keyPlace(container, key),
    path,
    port,
    host,
    scheme,
    command,
    initialDelaySeconds: numberIn(problems, node, 'initialDelaySeconds'),
    periodSeconds: numberIn(problems, node, 'periodSeconds'),
    timeoutSeconds: numberIn(problems, node, 'timeoutSeconds'),
    failureThreshold: numberIn(problems, node, 'failureThreshold'),
    successThreshold: numberIn(problems, node, 'successThreshold'),
  };
}

function readHandler(problems: Problems, node: YamlMap): Pick<Probe, 'kind' | 'path' | 'port' | 'host' | 'scheme' | 'command'> | undefined {
  const http = mapIn(problems, node, 'httpGet');
  if (http !== undefined) {
    const path = textIn(problems, http, 'path');
    return { kind: 'httpGet', path: path === undefined ? undefined : safeText(path), port: intOrStringIn(problems, http, 'port'), host: stringIn(problems, http, 'host'), scheme: textIn(problems, http, 'scheme'), command: [] };
  }
  const tcp = mapIn(problems, node, 'tcpSocket');
  if (tcp !== undefined) return { kind: 'tcpSocket', port: intOrStringIn(problems, tcp, 'port'), host: stringIn(problems, tcp, 'host'), command: [] };
  const grpc = mapIn(problems, node, 'grpc');
  if (grpc !== undefined) return { kind: 'grpc', port: numberIn(problems, grpc, 'port'), command: [] };
  const exec = mapIn(problems, node, 'exec');
  return exec && { kind: 'exec', command: safeArgs(textsIn(problems, exec, 'command')) };
}

/** What runs before SIGTERM; `seconds` when it is a plain sleep. */
export function readPreStop(problems: Problems, container: YamlMap): Container['preStop'] {
  const lifecycle = mapIn(problems, container, 'lifecycle');
  const node = mapIn(problems, lifecycle, 'preStop');
  if (lifecycle === undefined || node === undefined) return undefined;
  const at = keyPlace(lifecycle, 'preStop');
  const sleep = mapIn(problems, node, 'sleep');
  if (sleep !== undefined) return { kind: 'sleep', seconds: knownOf(numberIn(problems, sleep, 'seconds')), at };
  const exec = mapIn(problems, node, 'exec');
  if (exec !== undefined) return { kind: 'exec', seconds: sleepSeconds(textsIn(problems, exec, 'command').join(' ')), at };
  if (mapIn(problems, node, 'httpGet') !== undefined) return { kind: 'httpGet', at };
  return mapIn(problems, node, 'tcpSocket') === undefined ? undefined : { kind: 'tcpSocket', at };
}

function sleepSeconds(command: string): number | undefined {
  const seconds = /(?:^|[\s;&/"'])sleep\s+(\d{1,6})(?:s?\b)/.exec(command)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}
