import type { Dependency } from '../graph/document.js';
import type { System } from '../system/system.js';
import { availabilityBounds, type AvailabilityBound } from './availability.js';
import type { CommonCause } from './causes.js';
import { faultTree, type FaultTree } from './fault-tree.js';
import { entryFaults, lossOf, pathsTo, type EntryFaults, type FaultEvent, type Loss } from './faults.js';
import { feedbackLoops, type FeedbackLoop } from './feedback.js';
import type { ImpactGraph } from './impact.js';

/** What the analysis says of fault trees and of what stands on them; `stack` undefined: every stack together. */
export interface FaultAnalysis {
  /** The minimal cut sets of one and two events for each place where users notice: entry points, services behind their routes. */
  cutSets(stack?: string): readonly EntryFaults[];
  /** How each event of a cut set is part of the entry point's failure, down to the component that fails or has the cause. */
  cutPaths(entry: string, events: readonly FaultEvent[], stack?: string): readonly (readonly Dependency[] | undefined)[];
  /** What else fails than components: zones, node pools, volumes, configuration, providers. */
  commonCauses(stack?: string): readonly CommonCause[];
  /** What stops when all of these fail at once. */
  loss(events: readonly FaultEvent[], stack?: string): Loss;
  /** Stated objectives against those of what is needed. */
  availability(stack?: string): readonly AvailabilityBound[];
  feedbackLoops(stack?: string): readonly FeedbackLoop[];
}

/** The same for one stack whose impact graph is at hand. */
export function faultsOf(system: System, impact: ImpactGraph, cycles: () => readonly (readonly Dependency[])[]): FaultAnalysis {
  const { stack } = impact.view;
  const views = system.stacks.filter((view) => stack === undefined || view.stack.id === stack);
  const tree = once((): FaultTree => faultTree(system, views, impact));
  const cutSets = once(() => entryFaults(tree()));
  const availability = once(() => availabilityBounds(system, impact));
  const loops = once(() => feedbackLoops(system, views, impact, cycles()));
  return {
    cutSets,
    cutPaths: (entry, events) => pathsTo(tree(), entry, events),
    commonCauses: () => tree().causes,
    loss: (events) => lossOf(tree(), events),
    availability,
    feedbackLoops: loops,
  };
}

function once<V>(compute: () => V): () => V {
  let known: { readonly value: V } | undefined;
  return () => (known ??= { value: compute() }).value;
}
