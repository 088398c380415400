import type { Side } from '../../analyzer/drift/side.js';
import type { Result } from '../../analyzer/report/result.js';
import { UsageError } from '../errors.js';
import type { Terminal } from '../terminal.js';
import { workTreeSide } from './analysed.js';
import { hasBaseline, loadBaseline, locateBaseline } from './baseline.js';
import { documentSide } from './document.js';
import { environmentSides } from './environments.js';
import type { SideOptions } from './options.js';
import { revisionSides } from './revision.js';

/** A side, and the result behind it where it was analysed just now. */
export interface GivenSide {
  readonly side: Side;
  readonly result?: Result;
}

/** The two sides that the options name; without any, the baseline and the work tree. */
export async function bothSides(paths: readonly string[], options: SideOptions, terminal: Terminal): Promise<{ readonly base: GivenSide; readonly head: GivenSide }> {
  refuseMixtures(options);
  const { base, from, to, observed } = options;
  if (options.cluster) return (await import('./live.js')).clusterSides(paths, options, terminal);
  if (observed !== undefined) return (await import('./observed.js')).observedSides(paths, observed, options, terminal);
  if (base !== undefined) return revisionSides(paths, { ...options, base }, terminal);
  if (options.env.length > 0) return environmentSides(paths, options, terminal);
  if (from !== undefined && to !== undefined) return { base: { side: documentSide(from) }, head: { side: documentSide(to) } };
  if (from !== undefined) return { base: { side: documentSide(from) }, head: await workTreeSide(paths, options, terminal) };
  if (options.baseline === undefined && !hasBaseline(paths))
    throw new UsageError('What should this be compared with? --base REV takes a revision, --env A --env B two environments, --from FILE --to FILE two saved graphs, --cluster what runs; "faultline baseline write" makes a baseline, which is then the default.');
  const { side } = loadBaseline(locateBaseline(paths, options.baseline));
  return { base: { side }, head: await workTreeSide(paths, options, terminal) };
}

/** One question at a time. */
function refuseMixtures({ base, head, env, from, to, baseline, cluster, observed, context, namespace = [] }: SideOptions): void {
  const exists = cluster === true || observed !== undefined;
  const given = [cluster === true && '--cluster', observed !== undefined && '--observed', base !== undefined && '--base', env.length > 0 && !exists && '--env', (from !== undefined || to !== undefined) && '--from', baseline !== undefined && '--baseline'].filter((one) => one !== false);
  if (given.length > 1) throw new UsageError(`${given.join(' and ')} each say what to compare with. Give one of them.`);
  if (exists && env.length > 1) throw new UsageError('What exists is held against one environment: --env production');
  if (cluster !== true && (context !== undefined || namespace.length > 0)) throw new UsageError('--context and --namespace go with --cluster.');
  if (head !== undefined && base === undefined) throw new UsageError('--head goes with --base: --base REV --head REV');
  if (to !== undefined && from === undefined) throw new UsageError('--to goes with --from: --from FILE --to FILE');
}
