import type { ConfigFact, Container, EnvFileFact, EnvVar, WorkloadFact } from '../facts/types.js';
import type { Mechanism } from '../graph/document.js';
import type { Variable } from './variables.js';

/** What the env files set that are mounted into a container, out of a ConfigMap or from the disk: the program loads them itself. */
export function mountedVariables({ volumes }: WorkloadFact, { mounts }: Container, configMap: (name: string) => ConfigFact | undefined, envFiles: readonly EnvFileFact[]): Variable[] {
  return mounts.flatMap(({ volume: name, subPath }) => {
    const volume = volumes.find((one) => one.name === name);
    if (volume?.kind === 'configMap' && volume.source !== undefined) return entriesAt(configMap(volume.source), subPath).flatMap(({ variables }) => variablesOf(variables ?? [], 'config-map'));
    const path = volume?.file ?? (volume?.kind === 'hostPath' ? volume.source : undefined);
    return envFiles.filter((file) => file.path === path).flatMap(({ env }) => variablesOf(env, 'env'));
  });
}

/** The one entry that is mounted alone, or all; a path that is no key is a key under another name (`items`). */
function entriesAt(config: ConfigFact | undefined, subPath: string | undefined): ConfigFact['entries'] {
  const entries = config?.entries ?? [];
  const alone = entries.filter(({ key }) => key === subPath);
  return alone.length > 0 ? alone : entries;
}

const variablesOf = (vars: readonly EnvVar[], mechanism: Mechanism): Variable[] =>
  vars.flatMap(({ name, value, at, valueAt }) => (value === undefined ? [] : [{ name, value, at: valueAt ?? at, mechanism }]));
