// Written by `npm run docs`; do not edit.
import type { Rule } from './define.js';
import { rule as blockingDisruptionBudget } from './disruption/blocking-disruption-budget/rule.js';
import { rule as criticalityInversion } from './topology/criticality-inversion/rule.js';
import { rule as cyclicDependency } from './topology/cyclic-dependency/rule.js';
import { rule as destroyBeforeCreate } from './rollout/destroy-before-create/rule.js';
import { rule as doublePointOfFailure } from './redundancy/double-point-of-failure/rule.js';
import { rule as endOfLifeRuntime } from './versions/end-of-life-runtime/rule.js';
import { rule as feedbackLoop } from './retries/feedback-loop/rule.js';
import { rule as fixedCloudCapacity } from './autoscaling/fixed-cloud-capacity/rule.js';
import { rule as hardCodedZone } from './configuration/hard-coded-zone/rule.js';
import { rule as hiddenState } from './state/hidden-state/rule.js';
import { rule as livenessChecksDependency } from './probes/liveness-checks-dependency/rule.js';
import { rule as machineOnlyHealthCheck } from './probes/machine-only-health-check/rule.js';
import { rule as missingAutoscalerTarget } from './autoscaling/missing-autoscaler-target/rule.js';
import { rule as missingBackup } from './state/missing-backup/rule.js';
import { rule as missingCloudMonitoring } from './observability/missing-cloud-monitoring/rule.js';
import { rule as missingConfig } from './references/missing-config/rule.js';
import { rule as missingConfigKey } from './references/missing-config-key/rule.js';
import { rule as missingDeletionProtection } from './state/missing-deletion-protection/rule.js';
import { rule as missingDisruptionBudget } from './disruption/missing-disruption-budget/rule.js';
import { rule as missingIngressBackend } from './references/missing-ingress-backend/rule.js';
import { rule as missingMinorUpgrade } from './versions/missing-minor-upgrade/rule.js';
import { rule as missingReadinessProbe } from './probes/missing-readiness-probe/rule.js';
import { rule as missingResources } from './resources/missing-resources/rule.js';
import { rule as missingRetainPolicy } from './state/missing-retain-policy/rule.js';
import { rule as missingRouteBackend } from './references/missing-route-backend/rule.js';
import { rule as missingRouteGateway } from './references/missing-route-gateway/rule.js';
import { rule as missingSecondRegion } from './redundancy/missing-second-region/rule.js';
import { rule as missingSecret } from './references/missing-secret/rule.js';
import { rule as missingSnapshotTags } from './state/missing-snapshot-tags/rule.js';
import { rule as missingTargetHealthCheck } from './probes/missing-target-health-check/rule.js';
import { rule as missingTimeout } from './timeouts/missing-timeout/rule.js';
import { rule as missingVersioning } from './state/missing-versioning/rule.js';
import { rule as mutableImageTag } from './versions/mutable-image-tag/rule.js';
import { rule as noHostSpread } from './redundancy/no-host-spread/rule.js';
import { rule as objectiveAboveDependencies } from './observability/objective-above-dependencies/rule.js';
import { rule as retryAmplification } from './retries/retry-amplification/rule.js';
import { rule as retryWithoutBackoff } from './retries/retry-without-backoff/rule.js';
import { rule as serviceWithoutPods } from './references/service-without-pods/rule.js';
import { rule as sharedFailureDomain } from './redundancy/shared-failure-domain/rule.js';
import { rule as singleCloudInstance } from './redundancy/single-cloud-instance/rule.js';
import { rule as singlePointOfFailure } from './redundancy/single-point-of-failure/rule.js';
import { rule as singleReplica } from './redundancy/single-replica/rule.js';
import { rule as singleZoneDatastore } from './redundancy/single-zone-datastore/rule.js';
import { rule as skuWithoutSla } from './redundancy/sku-without-sla/rule.js';
import { rule as stackedRetries } from './retries/stacked-retries/rule.js';
import { rule as timeoutInversion } from './timeouts/timeout-inversion/rule.js';
import { rule as unknownHost } from './references/unknown-host/rule.js';
import { rule as zoneBoundLoadBalancer } from './redundancy/zone-bound-load-balancer/rule.js';

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  blockingDisruptionBudget,
  criticalityInversion,
  cyclicDependency,
  destroyBeforeCreate,
  doublePointOfFailure,
  endOfLifeRuntime,
  feedbackLoop,
  fixedCloudCapacity,
  hardCodedZone,
  hiddenState,
  livenessChecksDependency,
  machineOnlyHealthCheck,
  missingAutoscalerTarget,
  missingBackup,
  missingCloudMonitoring,
  missingConfig,
  missingConfigKey,
  missingDeletionProtection,
  missingDisruptionBudget,
  missingIngressBackend,
  missingMinorUpgrade,
  missingReadinessProbe,
  missingResources,
  missingRetainPolicy,
  missingRouteBackend,
  missingRouteGateway,
  missingSecondRegion,
  missingSecret,
  missingSnapshotTags,
  missingTargetHealthCheck,
  missingTimeout,
  missingVersioning,
  mutableImageTag,
  noHostSpread,
  objectiveAboveDependencies,
  retryAmplification,
  retryWithoutBackoff,
  serviceWithoutPods,
  sharedFailureDomain,
  singleCloudInstance,
  singlePointOfFailure,
  singleReplica,
  singleZoneDatastore,
  skuWithoutSla,
  stackedRetries,
  timeoutInversion,
  unknownHost,
  zoneBoundLoadBalancer,
];
