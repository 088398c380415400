import { formatPlace } from '../../../analyzer/facts/place.js';
import type { LocalStateFact } from '../../../analyzer/facts/types.js';
import type { Severity } from '../../../analyzer/report/result.js';
import type { Workload } from '../../../analyzer/system/system.js';
import type { RuleContext } from '../../define.js';
import { userStacks } from '../../support/stacks.js';
import { mayLast, writtenPath } from '../../support/storage.js';
import { sumOf } from '../../support/sums.js';
import { replicasPlace, servers } from '../../support/workloads.js';

/** State in the code of what runs: reported once, for the first stack in which it hurts. */
export function reportCodeState(context: RuleContext): void {
  const reported = new Set<string>();
  for (const view of userStacks(context))
    for (const component of view.components)
      for (const state of context.system.localState(component)) {
        context.looked();
        const key = `${component} ${formatPlace(state.at)}`;
        const hurt = reported.has(key) ? undefined : hurts(state, servers(view).filter((w) => w.component === component));
        if (!hurt) continue;
        reported.add(key);
        report(context, component, state, hurt);
      }
}

interface Hurt {
  readonly severity: Severity;
  readonly replicas: number;
  readonly workload: Workload;
}

function hurts(state: LocalStateFact, workloads: readonly Workload[]): Hurt | undefined {
  const replicas = sumOf(workloads.map(({ effectiveReplicas }) => effectiveReplicas?.value));
  const [workload] = workloads;
  if (!workload || !replicas) return undefined;
  if (state.state === 'file' && workloads.some((w) => !isOnPodDisk(state, w))) return undefined;
  if (replicas > 1) return { severity: state.state === 'cache' ? 'info' : 'warning', replicas, workload };
  return state.state === 'cache' || state.state === 'counter' ? undefined : { severity: 'info', replicas, workload };
}

/** Known to end with the pod, and not meant to: a path that is not known may lie anywhere. */
function isOnPodDisk(state: LocalStateFact, workload: Workload): boolean {
  const path = writtenPath(state.path, workload);
  return path !== undefined && !/^(\/var)?\/(tmp|dev|proc|sys)(\/|$)/.test(path.text) && !mayLast(workload, path);
}

const LOSS: Readonly<Record<LocalStateFact['state'], readonly [diverges: string, lost: string]>> = {
  file: ['a file that one replica wrote is not there for the next request, and gone with the pod', 'its files are gone with each restart'],
  session: ['users lose their session whenever another replica answers', 'each restart logs its users out'],
  cache: ['each replica answers from its own copy', 'the cache starts empty'],
  queue: ['what waits in one replica is lost when it stops', 'what waits is lost with each restart'],
  counter: ['each replica counts for itself, so a limit of n becomes a limit of n per replica', 'the count starts again'],
};

const REMEDY: Readonly<Record<LocalStateFact['state'], string>> = {
  file: 'Write it to object storage, a database or a volume that all replicas mount.',
  session: 'Keep sessions in a store that all replicas share, or in a signed cookie.',
  cache: 'Accept that copies differ and expire them soon, or use a shared cache.',
  queue: 'Hand the work to a broker or a table before answering.',
  counter: 'Count in a shared store.',
};

function report(context: RuleContext, component: string, state: LocalStateFact, { severity, replicas, workload }: Hurt): void {
  const { name } = context.system.component(component);
  const [diverges, lost] = LOSS[state.state];
  context.report({
    subject: { component },
    object: workload.fact.ref,
    discriminator: `${state.state} ${state.holder} ${state.at.file}`,
    severity,
    message: replicas > 1 ? `${name} runs ${replicas} replicas, and ${diverges} (${state.holder})` : `${name} keeps ${state.state} state in its process or on its own disk, and ${lost} (${state.holder})`,
    place: state.at,
    related: [{ at: replicasPlace(workload), text: replicas > 1 ? `${replicas} replicas are asked for here` : 'runs here' }],
    fix: { text: REMEDY[state.state] },
  });
}
