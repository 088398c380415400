import { isIdle } from '../../facts/idle.js';
import { safeNamedText } from '../../facts/secrets.js';
import type { ComposeExtras, Container, WorkloadFact } from '../../facts/types.js';
import { knownOf } from '../../facts/value.js';
import { get, placeOf, type YamlEntry, type YamlMap } from '../yaml/index.js';
import { buildOf, builtElsewhere } from './build.js';
import { commandOf } from './command.js';
import { dependenciesOf, linksOf } from './dependencies.js';
import { deployOf, pidsLimitOf, replicasOf, resourcesOf, restartOf, spreadOf } from './deploy.js';
import { environmentOf, hasUnreadEnvFile } from './environment.js';
import { healthcheckOf } from './healthcheck.js';
import type { Loading } from './layer.js';
import { loggingOf } from './logging.js';
import { namesOf, networksOf } from './networks.js';
import { portsOf, type Ports } from './ports.js';
import { booleanIn, durationIn, stringsIn, textIn, textValue } from './read.js';
import { mapSection } from './shape.js';
import type { Variables } from './variables.js';
import { volumesOf } from './volumes.js';

/** What reading a service needs besides the service. */
export interface Reading {
  readonly root: YamlMap;
  readonly services: YamlMap;
  readonly variables: Variables;
  readonly loading: Loading;
}

/** A Compose service as a workload of one container. Whether it is a job depends on the others, which `project.ts` sees. */
export function readService(service: YamlEntry, reading: Reading): WorkloadFact {
  const { key, value } = service;
  const { loading } = reading;
  const at = placeOf(key);
  const ports = portsOf(value, loading.problems);
  const build = buildOf(value, loading);
  const { volumes, mounts } = volumesOf(value, reading.root, loading);
  const containers = [containerOf(service, reading, { ports, build }, mounts)];
  const restart = restartOf(value);
  const replicas = replicasOf(value);
  const grace = durationIn(get(value, 'stop_grace_period'));
  const labels = Object.fromEntries([...annotationsOf(service, loading)].map(([name, label]) => [name, label.value]));
  return {
    kind: 'workload',
    platform: 'compose',
    role: isIdle(containers) ? 'idle' : 'serve',
    ref: { kind: 'Service', apiVersion: 'compose', name: key.text },
    at,
    specAt: at,
    podAt: at,
    labels,
    podLabels: labels,
    annotations: Object.fromEntries(annotationsOf(service, loading)),
    podAnnotations: {},
    containers,
    spread: spreadOf(value),
    volumes,
    claimTemplates: [],
    ...(replicas !== undefined && { replicas }),
    ...(grace !== undefined && { terminationGracePeriodSeconds: grace }),
    ...(restart !== undefined && { restartPolicy: restart }),
    ...(textIn(get(value, 'network_mode')) === 'host' && { hostNetwork: true }),
    compose: extrasOf(service, reading, { ports, build }),
  };
}

interface Parts {
  readonly ports: Ports;
  readonly build: ComposeExtras['build'];
}

function containerOf({ key, value }: YamlEntry, { variables, loading }: Reading, { ports, build }: Parts, mounts: Container['mounts']): Container {
  const image = textValue(get(value, 'image')) ?? (build === undefined ? builtElsewhere(value) : undefined);
  const pullPolicy = textValue(get(value, 'pull_policy'));
  const readOnly = booleanIn(get(value, 'read_only'));
  const workingDir = textIn(get(value, 'working_dir'));
  return {
    name: key.text,
    role: 'main',
    at: placeOf(key),
    ...(image !== undefined && { image }),
    ...(pullPolicy !== undefined && { imagePullPolicy: pullPolicy }),
    command: commandOf(get(value, 'entrypoint')),
    args: commandOf(get(value, 'command')),
    env: environmentOf(value, variables, loading),
    ...(hasUnreadEnvFile(value, loading) && { envUnread: true as const }),
    envFrom: [],
    ports: ports.container,
    probes: {},
    resources: resourcesOf(value),
    mounts,
    ...(readOnly !== undefined && { readOnlyRootFilesystem: readOnly }),
    ...(workingDir !== undefined && { workingDir }),
  };
}

function extrasOf(service: YamlEntry, { root, services, loading }: Reading, { ports, build }: Parts): ComposeExtras {
  const { problems } = loading;
  const { value } = service;
  const healthcheck = healthcheckOf(value, problems);
  const restart = restartOf(value);
  const deploy = deployOf(value);
  const pidsLimit = pidsLimitOf(value);
  const format = Number(textIn(get(root, 'version')) ?? NaN);
  const logging = loggingOf(value);
  return {
    dependsOn: dependenciesOf(value, problems),
    links: linksOf(value, problems),
    names: namesOf(service, problems),
    networks: networksOf(service, services, problems),
    profiles: stringsIn(get(value, 'profiles')).flatMap((profile) => textIn(profile) ?? []),
    published: ports.published,
    ...(healthcheck !== undefined && { healthcheck }),
    ...(restart !== undefined && { restart }),
    ...(pidsLimit !== undefined && { pidsLimit }),
    ...(Number.isFinite(format) && { format }),
    ...(build !== undefined && { build }),
    ...(logging !== undefined && { logging }),
    ...(deploy !== undefined && { deploy }),
  };
}

/** Labels carry what annotations carry elsewhere, so both are given; values that may be secrets are not. */
function annotationsOf({ value }: YamlEntry, { problems }: Loading): ReadonlyMap<string, WorkloadFact['annotations'][string]> {
  const all = [...mapSection(value, 'labels', problems), ...mapSection(get(value, 'deploy'), 'labels', problems), ...mapSection(value, 'annotations', problems)];
  return new Map(all.flatMap((entry): [string, WorkloadFact['annotations'][string]][] => {
    const text = safeNamedText(entry.key.text, knownOf(textValue(entry.value)) ?? '');
    return text === undefined ? [] : [[entry.key.text, { value: text, at: placeOf(entry.value) }]];
  }));
}
