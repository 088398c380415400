import type { SpreadTerm } from '../../facts/types.js';
import { isUnknown, knownOf } from '../../facts/value.js';
import { placeOf, type YamlMap } from '../yaml/index.js';
import { mapIn, mapsIn, numberIn, textIn, textsIn, type Problems } from './fields.js';
import { selectorIn } from './object.js';

/** Everything in a pod spec that spreads its pods: anti-affinity, required or preferred, and topology spread constraints. */
export function readSpread(problems: Problems, pod: YamlMap): SpreadTerm[] {
  const anti = mapIn(problems, mapIn(problems, pod, 'affinity'), 'podAntiAffinity');
  return [
    ...mapsIn(problems, anti, 'requiredDuringSchedulingIgnoredDuringExecution').map((term) => antiAffinity(problems, term, true)),
    ...mapsIn(problems, anti, 'preferredDuringSchedulingIgnoredDuringExecution').flatMap((weighted) => {
      const term = mapIn(problems, weighted, 'podAffinityTerm');
      return term === undefined ? [] : [antiAffinity(problems, term, false)];
    }),
    ...mapsIn(problems, pod, 'topologySpreadConstraints').map((term) => topologySpread(problems, term)),
  ];
}

const antiAffinity = (problems: Problems, term: YamlMap, required: boolean): SpreadTerm => ({
  kind: 'anti-affinity',
  required,
  topologyKey: textIn(problems, term, 'topologyKey'),
  selector: selectorIn(problems, term, 'labelSelector'),
  namespaces: textsIn(problems, term, 'namespaces'),
  at: placeOf(term),
});

function topologySpread(problems: Problems, term: YamlMap): SpreadTerm {
  const whenUnsatisfiable = textIn(problems, term, 'whenUnsatisfiable');
  const skew = numberIn(problems, term, 'maxSkew');
  return {
    kind: 'topology-spread',
    required: whenUnsatisfiable !== 'ScheduleAnyway',
    topologyKey: textIn(problems, term, 'topologyKey'),
    selector: selectorIn(problems, term, 'labelSelector'),
    namespaces: [],
    maxSkew: knownOf(skew),
    ...(isUnknown(skew) && { skewUnread: true }),
    minDomains: knownOf(numberIn(problems, term, 'minDomains')),
    whenUnsatisfiable,
    at: placeOf(term),
  };
}
