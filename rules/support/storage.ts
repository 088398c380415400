import type { Container, Volume, VolumeClaimFact } from '../../analyzer/facts/types.js';
import type { Template } from '../../analyzer/facts/template.js';
import type { StackView, Workload } from '../../analyzer/system/system.js';
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

/** Where programs keep configuration, sockets and scratch files: no data. */
const NO_DATA = /^\/(?:etc|tmp|run|dev|var\/(?:run|tmp|log))(?:\/|$)/;

/** The emptyDir that a container writes its data to, if it has one. */
export const scratchVolume = ({ fact }: Workload, { mounts }: Container): Volume | undefined =>
  fact.volumes.find(({ name, kind }) => kind === 'emptyDir' && mounts.some(({ volume, path }) => volume === name && !NO_DATA.test(path)));

/** The claim behind a volume, where its manifest is here. */
export const claimOf = ({ claims }: StackView, { namespace }: Workload, { kind, source }: Volume): VolumeClaimFact | undefined =>
  kind === 'claim' ? claims.find(({ ref }) => ref.name === source && (ref.namespace ?? namespace) === namespace) : undefined;

/** A claim that one node at a time may mount, as far as its manifest tells; one that more may mount stands in nobody's way. */
const isExclusive = (view: StackView, workload: Workload, volume: Volume): boolean =>
  volume.kind === 'claim' && !claimOf(view, workload, volume)?.accessModes.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany');

export const mountsExclusively = (view: StackView, workload: Workload): boolean => workload.fact.volumes.some((volume) => isExclusive(view, workload, volume));

/** Its data is on a disk of its own: a second replica would find another disk, or none. Containers of one host can share a volume. */
export const hasOwnDisk = (view: StackView, workload: Workload): boolean => workload.fact.platform === 'kubernetes' && (workload.fact.claimTemplates.length > 0 || mountsExclusively(view, workload));

/** True when a file the code writes may land on something that outlives the pod; relative paths start at the working directory. */
export function mayLast(workload: Workload, { text, whole }: WrittenPath): boolean {
  const lasting = lastingPaths(workload);
  const folder = mainContainers(workload.fact)[0]?.workingDir;
  const absolute = text.startsWith('/') ? text : folder === undefined ? undefined : `${folder}/${text}`;
  if (absolute === undefined) return lasting.length > 0;
  return lasting.some((mount) => absolute === mount || absolute.startsWith(mount.endsWith('/') ? mount : `${mount}/`) || (!whole && mount.startsWith(absolute)));
}

/** A path as far as it is known from its front, which decides on which disk it lies. */
export interface WrittenPath {
  readonly text: string;
  readonly whole: boolean;
}

/** Fills in what the workload's own environment says. Undefined when not even the front is known. */
export function writtenPath(path: Template | undefined, { fact }: Workload): WrittenPath | undefined {
  const containers = mainContainers(fact);
  const variable = (name: string, fallback: Template | undefined): string | undefined => {
    const set = containers.flatMap(({ env }) => env).find((known) => known.name === name);
    if (set) return set.value?.every((part) => 'text' in part) ? set.value.map((part) => ('text' in part ? part.text : '')).join('') : undefined;
    // What a ConfigMap or Secret brings in as a whole may define it, too.
    return containers.some(({ envFrom }) => envFrom.length > 0) || !fallback ? undefined : front(fallback, () => undefined).text;
  };
  const found = front(path ?? [], variable);
  return found.text === '' ? undefined : found;
}

function front(path: Template, variable: (name: string, fallback: Template | undefined) => string | undefined): WrittenPath {
  let text = '';
  for (const part of path) {
    const known = 'text' in part ? part.text : 'env' in part ? variable(part.env, part.fallback) : undefined;
    if (known === undefined) return { text, whole: false };
    text += known;
  }
  return { text, whole: true };
}
