import type { Dependency } from '../../../analyzer/graph/document.js';
import { failing, subjectsOf, type Model } from './model.js';
import type { State } from './state.js';

/** What a selection means in components, whatever picture they are drawn in. */
export interface Highlight {
  /** The component that is selected or that fails. */
  readonly failed?: string;
  readonly lost: ReadonlySet<string>;
  readonly degraded: ReadonlySet<string>;
  /** Not affected, but shown with the rest: what the selection itself needs. */
  readonly near: ReadonlySet<string>;
  /** Components of a finding's path in order; the first is the first step. */
  readonly steps: readonly string[];
  /** Dependencies on the way of the failure. */
  carries(dependency: Dependency): boolean;
  relates(dependency: Dependency): boolean;
}

export function highlightOf(model: Model, state: State): Highlight | undefined {
  const finding = state.finding === undefined ? undefined : model.findings.get(state.finding);
  if (finding !== undefined) {
    if (finding.path.length > 0) return pathHighlight(model, finding.path.map((step) => step.component), failing(finding));
    return 'component' in finding.subject ? waveHighlight(model, state, finding.subject.component) : pathHighlight(model, subjectsOf(finding), failing(finding));
  }
  if (state.line !== undefined) return pathHighlight(model, [state.line.from, state.line.to], undefined);
  return state.node === undefined ? undefined : waveHighlight(model, state, state.node);
}

function waveHighlight(model: Model, state: State, failed: string): Highlight {
  const wave = model.wave(failed, state.environment);
  const degraded = new Set(wave.degraded);
  const reached = new Set([failed, ...wave.lost]);
  return {
    failed,
    lost: new Set(wave.lost),
    degraded,
    near: new Set([...wave.between, ...model.out(failed).map((dependency) => dependency.to)]),
    steps: [],
    carries: wave.carries,
    relates: ({ from, to }) => from === failed || (degraded.has(from) && reached.has(to)),
  };
}

/**
 * Steps may be told from the user down or from the failure up, so a hop counts in both directions. A step can stand for the call that
 * it makes: then what fails is the far end of the last one.
 */
function pathHighlight(model: Model, components: readonly string[], failed: string | undefined): Highlight {
  const steps = components.filter((id, index) => id !== components[index - 1]);
  const last = steps.at(-1);
  const ends = failed !== undefined && last !== undefined && model.out(last).some((dependency) => dependency.to === failed);
  const way = ends ? [...steps, failed] : steps;
  const hops = new Set(way.slice(1).flatMap((id, index) => [`${way[index]}\n${id}`, `${id}\n${way[index]}`]));
  const carries = (dependency: Dependency) => hops.has(`${dependency.from}\n${dependency.to}`);
  return { ...(failed === undefined ? {} : { failed }), lost: new Set(), degraded: new Set(), near: new Set(steps), steps, carries, relates: () => false };
}
