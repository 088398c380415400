// Written by `npm run docs`; do not edit.
import type { Rule } from './define.js';
import { rule as blockingDisruptionBudget } from './disruption/blocking-disruption-budget/rule.js';
import { rule as cyclicDependency } from './topology/cyclic-dependency/rule.js';
import { rule as danglingReference } from './references/dangling-reference/rule.js';
import { rule as hiddenState } from './state/hidden-state/rule.js';
import { rule as livenessChecksDependency } from './probes/liveness-checks-dependency/rule.js';
import { rule as missingDisruptionBudget } from './disruption/missing-disruption-budget/rule.js';
import { rule as missingReadinessProbe } from './probes/missing-readiness-probe/rule.js';
import { rule as missingResources } from './resources/missing-resources/rule.js';
import { rule as missingTimeout } from './timeouts/missing-timeout/rule.js';
import { rule as mutableImageTag } from './versions/mutable-image-tag/rule.js';
import { rule as noHostSpread } from './redundancy/no-host-spread/rule.js';
import { rule as retryAmplification } from './retries/retry-amplification/rule.js';
import { rule as retryWithoutBackoff } from './retries/retry-without-backoff/rule.js';
import { rule as singlePointOfFailure } from './redundancy/single-point-of-failure/rule.js';
import { rule as singleReplica } from './redundancy/single-replica/rule.js';
import { rule as singleZoneDatastore } from './redundancy/single-zone-datastore/rule.js';

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  blockingDisruptionBudget,
  cyclicDependency,
  danglingReference,
  hiddenState,
  livenessChecksDependency,
  missingDisruptionBudget,
  missingReadinessProbe,
  missingResources,
  missingTimeout,
  mutableImageTag,
  noHostSpread,
  retryAmplification,
  retryWithoutBackoff,
  singlePointOfFailure,
  singleReplica,
  singleZoneDatastore,
];
