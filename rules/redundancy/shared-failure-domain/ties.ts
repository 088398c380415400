import type { Place } from '../../../analyzer/facts/place.js';
import { placementOf } from '../../../analyzer/propagation/pod-causes.js';
import type { StackView, System, Workload } from '../../../analyzer/system/system.js';
import { workloadsOf } from '../../support/by-component.js';
import { placeOf } from '../../support/places.js';
import { claimOf } from '../../support/storage.js';
import { onKubernetes } from '../../support/workloads.js';

/** Something that fails as a whole, and all replicas with it. */
export interface Tie {
  /** Ends `losing ...`: `zone eu-1a`. */
  readonly what: string;
  readonly why: string;
  readonly at: Place;
  readonly cause?: string;
}

/** Other workloads of the component elsewhere are redundancy, too. */
export function ties(system: System, view: StackView, workload: Workload, kinds: readonly string[]): Tie[] {
  const siblings = workloadsOf(view, workload.component).filter(({ fact, effectiveReplicas }) => fact.role === 'serve' && effectiveReplicas?.value !== 0);
  if (siblings.length > 1) return [];
  const placed = placementOf(workload).flatMap(({ kind, name, at }): Tie[] =>
    kinds.includes(kind) ? [{ what: `${kind} ${name}`, why: `${workload.fact.nodeAffinity === at ? 'the node affinity that it requires' : 'its node selector'} allows no other ${kind}`, at, cause: `${kind} ${name}` }] : [],
  );
  return [...placed, ...attachments(view, workload), ...subnets(system, view, workload)];
}

/** A volume that one node at a time can attach keeps all its users on that node. */
function attachments(view: StackView, workload: Workload): Tie[] {
  if (!onKubernetes(workload)) return [];
  return workload.fact.volumes.flatMap((volume): Tie[] => {
    const claim = claimOf(view, workload, volume);
    const oneNode = claim !== undefined && claim.accessModes.length > 0 && claim.accessModes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod');
    return oneNode ? [{ what: `the node that has volume ${volume.source}`, why: `the claim is ${claim.accessModes.join(', ')}, so all of them run on one node`, at: volume.at }] : [];
  });
}

function subnets(system: System, view: StackView, { component, fact }: Workload): Tie[] {
  const tie = fact.platform === 'cloud' ? oneZone(system, view, component) : undefined;
  return tie ? [tie] : [];
}

/** What runs in one subnet, or in one zone, as the template says. */
export function oneZone(system: System, view: StackView, component: string): Tie | undefined {
  const named = (name: string) => {
    const setting = system.setting(component, name, view.stack.id);
    return setting?.value === 1 && setting.origin === 'explicit' ? setting : undefined;
  };
  const [subnet, zone] = [named('subnets'), named('availabilityZones')];
  if (subnet) return { what: 'one zone', why: 'it runs in a single subnet, and a subnet is in one zone', at: placeOf(subnet.evidence) };
  return zone && { what: 'one zone', why: 'it is given one zone', at: placeOf(zone.evidence) };
}
