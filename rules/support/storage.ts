import type { Container, Volume } from '../../analyzer/facts/types.js';
import { knownOf } from '../../analyzer/facts/value.js';
import type { Workload } from '../../analyzer/system/system.js';
import { mainContainers } from './workloads.js';

/** Volumes that end with the pod. `other` kinds (CSI, NFS ...) may keep data, so they count as lasting. */
const TRANSIENT: ReadonlySet<Volume['kind']> = new Set(['emptyDir', 'configMap', 'secret', 'projected']);

/** Paths where data outlives the pod, in any of its main containers. */
export function lastingPaths({ fact }: Workload): string[] {
  const claimed = new Set(fact.claimTemplates.map(({ name }) => name));
  const lasting = new Set(fact.volumes.filter(({ kind }) => !TRANSIENT.has(kind)).map(({ name }) => name));
  // A volume that nobody declares where we can see it may be anything.
  const declared = new Set(fact.volumes.map(({ name }) => name));
  return mainContainers(fact)
    .flatMap(({ mounts }) => mounts)
    .filter(({ volume }) => claimed.has(volume) || lasting.has(volume) || !declared.has(volume))
    .map(({ path }) => path);
}

/** The emptyDir that a container writes to, if it has one. */
export const scratchVolume = ({ fact }: Workload, { mounts }: Container): Volume | undefined =>
  fact.volumes.find(({ name, kind }) => kind === 'emptyDir' && mounts.some(({ volume }) => volume === name));

/** True when a file the code writes may land on something that outlives the pod; relative paths start at the working directory. */
export function mayLast(workload: Workload, path: string | undefined): boolean {
  const lasting = lastingPaths(workload);
  if (lasting.length === 0) return false;
  const [container] = mainContainers(workload.fact);
  const folder = container?.workingDir;
  const absolute = path?.startsWith('/') ? path : path !== undefined && folder !== undefined ? `${folder}/${path}` : undefined;
  return absolute === undefined || lasting.some((mount) => absolute === mount || absolute.startsWith(mount.endsWith('/') ? mount : `${mount}/`));
}

export const workloadReplicas = (workloads: readonly Workload[]): number | undefined => {
  const values = workloads.map(({ effectiveReplicas }) => effectiveReplicas?.value);
  return values.includes(undefined) ? undefined : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
};

export const imageOf = (container: Container): string | undefined => knownOf(container.image);
