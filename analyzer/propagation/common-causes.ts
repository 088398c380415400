import { push } from '../facts/groups.js';
import { compareText, type Place } from '../facts/place.js';
import type { StackView, System, Workload } from '../system/system.js';
import type { CauseKind, CommonCause, Mention } from './causes.js';
import { configurationOf, imagesOf, placementOf, volumesOf } from './pod-causes.js';
import { nameZones, providers } from './outside-causes.js';

const LABELS: Readonly<Record<CauseKind, string>> = {
  zone: 'zone', region: 'region', node: 'node', 'node-pool': 'node pool', volume: 'volume', 'config-map': 'ConfigMap', secret: 'Secret', provider: 'provider', registry: 'image registry', dns: 'DNS zone',
};

const AT_RESTART: ReadonlySet<CauseKind> = new Set(['config-map', 'secret', 'registry']);

/** A component's workloads that run, each with the ids of its causes. */
export interface Running {
  readonly component: string;
  readonly workloads: readonly (readonly string[])[];
}

export interface Causes {
  /** By id. */
  readonly all: readonly CommonCause[];
  /** What the manifests of the components' workloads say; the rest of `all` is about components as a whole. */
  readonly running: readonly Running[];
  /** Causes of components as a whole: who provides them, by which names users find them. */
  readonly whole: readonly { readonly component: string; readonly cause: string }[];
}

/** The common causes of some stacks, only where the facts show them. */
export function commonCauses(system: System, views: readonly StackView[]): Causes {
  const found = new Map<string, { kind: CauseKind; members: Map<string, Place> }>();
  const note = (component: string, { kind, name, at }: Mention): string => {
    const id = `${LABELS[kind]} ${name}`;
    const cause = found.get(id) ?? { kind, members: new Map<string, Place>() };
    if (!cause.members.has(component)) cause.members.set(component, at);
    found.set(id, cause);
    return id;
  };
  const built = new Set((system.imageBuilds ?? []).flatMap(({ image }) => image ?? []));
  const running = views.flatMap((view) => [...byComponent(view)].map(([component, workloads]) => ({ component, workloads: workloads.map((workload) => [...new Set(mentions(workload, built).map((one) => note(component, one)))]) })));
  const whole = views.flatMap((view) => [...providers(system, view), ...nameZones(system, view)].map(({ component, ...mention }) => ({ component, cause: note(component, mention) })));
  const all = [...found].map(([id, { kind, members }]): CommonCause => ({ id, kind, when: AT_RESTART.has(kind) ? 'restart' : 'now', members: [...members].map(([component, at]) => ({ component, at })).sort((a, b) => compareText(a.component, b.component)) }));
  return { all: all.sort((a, b) => compareText(a.id, b.id)), running, whole };
}

const mentions = (workload: Workload, built: ReadonlySet<string>): readonly Mention[] => [...placementOf(workload), ...volumesOf(workload), ...configurationOf(workload), ...imagesOf(workload, built)];

/** What keeps running and is not scaled to nothing. */
function byComponent(view: StackView): Map<string, Workload[]> {
  const found = new Map<string, Workload[]>();
  for (const workload of view.workloads) {
    if (workload.fact.role !== 'serve' || workload.effectiveReplicas?.value === 0) continue;
    push(found, workload.component, workload);
  }
  return found;
}
