import type { Volume } from '../../../analyzer/facts/types.js';
import type { Workload } from '../../../analyzer/system/system.js';
import type { Judged } from '../../support/judged.js';
import { REPLICATED } from '../../support/workloads.js';

type Mount = Workload['fact']['containers'][number]['mounts'][number] & { readonly container: string };

/** A directory of the node that a workload has as a volume. */
export interface HostPath {
  readonly volume: Volume;
  /** Without the slash at its end; empty where it is not known. */
  readonly path: string;
  readonly mounts: readonly Mount[];
  readonly writable: readonly Mount[];
  /** It writes there what a pod on another node does not find. */
  readonly keeps: boolean;
}

/** Sockets, devices, the kernel's file systems and what the node says of itself keep no data. */
const NO_DATA = /^\/(dev|proc|sys|run|var\/run|lib\/modules|usr\/share\/zoneinfo|etc\/(localtime|timezone|machine-id))(\/|$)/;

export function hostPathsOf({ fact }: Workload): HostPath[] {
  return fact.volumes.filter(({ kind }) => kind === 'hostPath').map((volume) => {
    const source = volume.source ?? '';
    const path = source.length > 1 ? source.replace(/\/+$/, '') : source;
    const mounts = fact.containers.flatMap((container) => container.mounts.filter((mount) => mount.volume === volume.name).map((mount) => ({ ...mount, container: container.name })));
    const writable = mounts.filter(({ readOnly }) => !readOnly);
    return { volume, path, mounts, writable, keeps: writable.length > 0 && REPLICATED.has(fact.ref.kind) && !NO_DATA.test(path) };
  });
}

/** The one workload of a stack of which a directory is told: one that matters before others, the first of those. */
export function keepers(all: readonly Judged[]): (judged: Judged, path: HostPath) => Judged | undefined {
  const key = ({ view }: Judged, path: string): string => `${view.stack.id}\0${path}`;
  const owners = new Map<string, Judged>();
  for (const judged of all)
    for (const { keeps, path } of hostPathsOf(judged.workload)) {
      const owner = owners.get(key(judged, path));
      if (keeps && path !== '' && (owner === undefined || (owner.severity === 'info' && judged.severity === 'warning'))) owners.set(key(judged, path), judged);
    }
  return (judged, { path }) => (path === '' ? judged : owners.get(key(judged, path)));
}
