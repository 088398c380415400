import { expect, it } from 'vitest';
import { compareSafety } from './directions.js';

it.each([
  ['fewer replicas are weaker', 'replicas', 3, 1, -1],
  ['a timeout is safer than none', 'timeoutOnCall', null, 800, 1],
  ['no timeout is weaker than one', 'timeoutOnCall', 800, null, -1],
  ['of two timeouts nobody can say', 'timeoutOnCall', 800, 2000, 0],
  ['a lost probe is weaker', 'hasReadinessProbe', true, false, -1],
  ['a switched on skip is weaker', 'skipFinalSnapshot', false, true, -1],
  ['waiting for health is safer than waiting for the start', 'dependsOnCondition', 'service_started', 'service_healthy', 1],
  ['acknowledged by all is safer than by the leader', 'producerAcks', 'all', '1', -1],
  ['how often is retried is not safer by itself', 'retriesOnCall', 0, 3, 0],
  ['a setting that nobody knows is told, not judged', 'somethingNew', true, false, 0],
] as const)('%s', (_, name, before, after, expected) => {
  expect(compareSafety(name, before, after)).toBe(expected);
});
