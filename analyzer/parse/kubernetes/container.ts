import { safeArgs } from '../../facts/secrets.js';
import type { Container, Resources } from '../../facts/types.js';
import { knownOf, type Value } from '../../facts/value.js';
import { get, placeOf, type YamlMap } from '../yaml/index.js';
import { readEnv, readEnvFrom } from './env.js';
import { boolIn, keyPlace, listIn, mapIn, mapsIn, numberIn, quantityIn, report, stringIn, textIn, textOf, type Problems } from './fields.js';
import { readPreStop, readProbes } from './probe.js';

/** The containers of a pod spec: main ones, init containers and native sidecars (init containers that always restart). */
export function readContainers(problems: Problems, pod: YamlMap): Container[] {
  const user = numberIn(problems, mapIn(problems, pod, 'securityContext'), 'runAsUser');
  const main = mapsIn(problems, pod, 'containers').map((node, index) => readContainer(problems, node, 'main', `container-${index}`, user));
  const init = mapsIn(problems, pod, 'initContainers').map((node, index) => {
    const role = textIn(problems, node, 'restartPolicy') === 'Always' ? 'sidecar' : 'init';
    return readContainer(problems, node, role, `init-container-${index}`, user);
  });
  return [...main, ...init];
}

function readContainer(problems: Problems, node: YamlMap, role: Container['role'], fallbackName: string, podUser: Container['runAsUser']): Container {
  const name = textIn(problems, node, 'name');
  if (name === undefined) report(problems, node, 'kubernetes-missing-name', 'This container has no name. Give it one.');
  const security = mapIn(problems, node, 'securityContext');
  const workingDir = textIn(problems, node, 'workingDir');
  return {
    name: name ?? fallbackName,
    role,
    at: placeOf(get(node, 'name') ?? node),
    image: stringIn(problems, node, 'image'),
    imagePullPolicy: stringIn(problems, node, 'imagePullPolicy'),
    command: readWords(problems, node, 'command'),
    args: readWords(problems, node, 'args'),
    env: readEnv(problems, node),
    envFrom: readEnvFrom(problems, node),
    ports: readPorts(problems, node),
    ...portsWithoutNumber(problems, node),
    probes: readProbes(problems, node),
    resources: readResources(problems, node),
    mounts: readMounts(problems, node),
    preStop: readPreStop(problems, node),
    readOnlyRootFilesystem: boolIn(problems, security, 'readOnlyRootFilesystem'),
    runAsUser: numberIn(problems, security, 'runAsUser') ?? podUser,
    ...(workingDir === undefined ? {} : { workingDir }),
  };
}

/** Arguments may carry passwords, the one in the word after its flag. */
function readWords(problems: Problems, node: YamlMap, key: string): Value<string>[] {
  const words = listIn(problems, node, key).flatMap((item) => {
    const text = textOf(problems, item, `${key}[]`);
    return text === undefined ? [] : [{ text, item }];
  });
  return safeArgs(words.map((word) => word.text)).map((value, index) => ({ value, at: placeOf((words[index] as (typeof words)[number]).item) }));
}

function readPorts(problems: Problems, node: YamlMap): Container['ports'] {
  return mapsIn(problems, node, 'ports').flatMap((entry) => {
    const port = knownOf(numberIn(problems, entry, 'containerPort'));
    if (port === undefined) return [];
    const name = textIn(problems, entry, 'name');
    return [{ ...(name === undefined ? {} : { name }), port, protocol: textIn(problems, entry, 'protocol') ?? 'TCP', at: placeOf(get(entry, 'containerPort') ?? entry) }];
  });
}

function portsWithoutNumber(problems: Problems, node: YamlMap): Pick<Container, 'portsWithoutNumber'> {
  const without = mapsIn(problems, node, 'ports').filter((entry) => get(entry, 'containerPort') === undefined);
  return without.length === 0 ? {} : { portsWithoutNumber: without.map(placeOf) };
}

function readResources(problems: Problems, node: YamlMap): Container['resources'] {
  const resources = mapIn(problems, node, 'resources');
  const read = (key: string): Resources => {
    const amounts = mapIn(problems, resources, key);
    return { cpu: quantityIn(problems, amounts, 'cpu'), memory: quantityIn(problems, amounts, 'memory'), 'ephemeral-storage': quantityIn(problems, amounts, 'ephemeral-storage') };
  };
  return { requests: read('requests'), limits: read('limits'), ...(resources === undefined ? {} : { at: keyPlace(node, 'resources') }) };
}

function readMounts(problems: Problems, node: YamlMap): Container['mounts'] {
  return mapsIn(problems, node, 'volumeMounts').flatMap((entry) => {
    const volume = textIn(problems, entry, 'name');
    const path = textIn(problems, entry, 'mountPath');
    if (volume === undefined || path === undefined) return [];
    const subPath = textIn(problems, entry, 'subPath') ?? textIn(problems, entry, 'subPathExpr');
    const readOnly = knownOf(boolIn(problems, entry, 'readOnly')) ?? false;
    return [{ volume, path, ...(subPath === undefined ? {} : { subPath }), readOnly, at: placeOf(get(entry, 'mountPath') ?? entry) }];
  });
}
