import type { Blast } from '../../../analyzer/propagation/analysis.js';
import { effectOf } from '../../../analyzer/propagation/effects.js';
import { blastOf, impactGraph } from '../../../analyzer/propagation/impact.js';
import type { Dependency, GraphDocument } from '../../../analyzer/graph/document.js';

/** What one failure does, for the picture: the analyzer's answer, with the dependencies that carry it. */
export interface Wave extends Blast {
  /** Components on the way of the failure that are not counted as lost: jobs, stores. */
  readonly between: readonly string[];
  carries(dependency: Dependency): boolean;
}

/** Prepares a system for many questions; each answer is computed once. */
export function wavesOf(document: GraphDocument): (component: string) => Wave {
  const graph = impactGraph(document);
  const kinds = new Map(document.components.map((component) => [component.id, component]));
  const known = new Map<string, Wave>();
  return (component) => {
    const wave = known.get(component) ?? toWave(blastOf(graph, component), kinds);
    known.set(component, wave);
    return wave;
  };
}

function toWave(blast: Blast, kinds: ReadonlyMap<string, GraphDocument['components'][number]>): Wave {
  const lost = new Set(blast.lost);
  const witnesses = new Set(blast.lost.flatMap((id) => blast.witness(id)));
  const between = [...witnesses].flatMap(({ from, to }) => [from, to]).filter((id) => id !== blast.component && !lost.has(id));
  const reached = new Set([...lost, ...between, blast.component]);
  return {
    ...blast,
    between: [...new Set(between)],
    carries(dependency) {
      if (witnesses.has(dependency)) return true;
      const target = kinds.get(dependency.to);
      return target !== undefined && lost.has(dependency.from) && reached.has(dependency.to) && effectOf(dependency, target).startsWith('stops');
    },
  };
}
