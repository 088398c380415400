// Written by `npm run docs`; do not edit.
import type { Rule } from './define.js';
import { rule as abandonedCall } from './isolation/abandoned-call/rule.js';
import { rule as abruptStop } from './disruption/abrupt-stop/rule.js';
import { rule as alertWithoutRunbook } from './observability/alert-without-runbook/rule.js';
import { rule as autoImageWithoutInjection } from './traffic/auto-image-without-injection/rule.js';
import { rule as autoscalerWithoutRange } from './autoscaling/autoscaler-without-range/rule.js';
import { rule as batchBesideRequests } from './resources/batch-beside-requests/rule.js';
import { rule as blockedDependency } from './traffic/blocked-dependency/rule.js';
import { rule as blockingDisruptionBudget } from './disruption/blocking-disruption-budget/rule.js';
import { rule as breakerRetryConflict } from './isolation/breaker-retry-conflict/rule.js';
import { rule as brokenTemplateReference } from './references/broken-template-reference/rule.js';
import { rule as cacheStampede } from './capacity/cache-stampede/rule.js';
import { rule as callInTransaction } from './capacity/call-in-transaction/rule.js';
import { rule as callUnderLock } from './capacity/call-under-lock/rule.js';
import { rule as carelessWorkflowRetry } from './jobs/careless-workflow-retry/rule.js';
import { rule as catchAllIngress } from './references/catch-all-ingress/rule.js';
import { rule as clientPerRequest } from './capacity/client-per-request/rule.js';
import { rule as concurrentCronRuns } from './jobs/concurrent-cron-runs/rule.js';
import { rule as conflictingDestinationRules } from './traffic/conflicting-destination-rules/rule.js';
import { rule as conflictingGateways } from './traffic/conflicting-gateways/rule.js';
import { rule as conflictingInjectionLabels } from './traffic/conflicting-injection-labels/rule.js';
import { rule as conflictingListeners } from './traffic/conflicting-listeners/rule.js';
import { rule as conflictingMeshPolicies } from './traffic/conflicting-mesh-policies/rule.js';
import { rule as conflictingServiceEntries } from './traffic/conflicting-service-entries/rule.js';
import { rule as conflictingServicePorts } from './traffic/conflicting-service-ports/rule.js';
import { rule as conflictingVirtualServices } from './traffic/conflicting-virtual-services/rule.js';
import { rule as connectionPoolOvercommit } from './capacity/connection-pool-overcommit/rule.js';
import { rule as cpuLimit } from './resources/cpu-limit/rule.js';
import { rule as criticalityInversion } from './topology/criticality-inversion/rule.js';
import { rule as cyclicDependency } from './topology/cyclic-dependency/rule.js';
import { rule as deadRoute } from './traffic/dead-route/rule.js';
import { rule as deadlineBudget } from './timeouts/deadline-budget/rule.js';
import { rule as defaultNamespace } from './configuration/default-namespace/rule.js';
import { rule as deprecatedApi } from './versions/deprecated-api/rule.js';
import { rule as deprecatedField } from './versions/deprecated-field/rule.js';
import { rule as destroyBeforeCreate } from './rollout/destroy-before-create/rule.js';
import { rule as disputedDependency } from './topology/disputed-dependency/rule.js';
import { rule as dnsSearchList } from './traffic/dns-search-list/rule.js';
import { rule as doublePointOfFailure } from './redundancy/double-point-of-failure/rule.js';
import { rule as droppedDeadline } from './timeouts/dropped-deadline/rule.js';
import { rule as duplicateAutoscaler } from './autoscaling/duplicate-autoscaler/rule.js';
import { rule as duplicateEnv } from './configuration/duplicate-env/rule.js';
import { rule as duplicateIngressPath } from './references/duplicate-ingress-path/rule.js';
import { rule as duplicateMeshMatch } from './traffic/duplicate-mesh-match/rule.js';
import { rule as duplicateServiceSelector } from './references/duplicate-service-selector/rule.js';
import { rule as earlyBreaker } from './isolation/early-breaker/rule.js';
import { rule as emptyDisruptionBudget } from './disruption/empty-disruption-budget/rule.js';
import { rule as emptySubset } from './references/empty-subset/rule.js';
import { rule as endOfLifeRuntime } from './versions/end-of-life-runtime/rule.js';
import { rule as endlessPoolWait } from './capacity/endless-pool-wait/rule.js';
import { rule as environmentsShareStore } from './topology/environments-share-store/rule.js';
import { rule as externalNamePort } from './traffic/external-name-port/rule.js';
import { rule as externalTrafficPolicy } from './traffic/external-traffic-policy/rule.js';
import { rule as fallbackSharesDependency } from './isolation/fallback-shares-dependency/rule.js';
import { rule as feedbackLoop } from './retries/feedback-loop/rule.js';
import { rule as fixedBottleneck } from './autoscaling/fixed-bottleneck/rule.js';
import { rule as fixedCloudCapacity } from './autoscaling/fixed-cloud-capacity/rule.js';
import { rule as fragileEnvoyFilter } from './traffic/fragile-envoy-filter/rule.js';
import { rule as futileRetry } from './retries/futile-retry/rule.js';
import { rule as gatewayWithoutPods } from './references/gateway-without-pods/rule.js';
import { rule as hardCodedZone } from './configuration/hard-coded-zone/rule.js';
import { rule as hiddenState } from './state/hidden-state/rule.js';
import { rule as hostPathVolume } from './state/host-path-volume/rule.js';
import { rule as identicalProbes } from './probes/identical-probes/rule.js';
import { rule as idleConsumers } from './queues/idle-consumers/rule.js';
import { rule as idleDisruptionBudget } from './disruption/idle-disruption-budget/rule.js';
import { rule as ineffectiveMeshPolicy } from './traffic/ineffective-mesh-policy/rule.js';
import { rule as ineffectiveSpread } from './redundancy/ineffective-spread/rule.js';
import { rule as invalidCronSchedule } from './jobs/invalid-cron-schedule/rule.js';
import { rule as invalidField } from './configuration/invalid-field/rule.js';
import { rule as invalidJobRestartPolicy } from './jobs/invalid-job-restart-policy/rule.js';
import { rule as invalidLabel } from './configuration/invalid-label/rule.js';
import { rule as invalidPortName } from './references/invalid-port-name/rule.js';
import { rule as keepAliveInversion } from './timeouts/keep-alive-inversion/rule.js';
import { rule as lateBreaker } from './isolation/late-breaker/rule.js';
import { rule as lingeringJob } from './jobs/lingering-job/rule.js';
import { rule as livenessChecksDependency } from './probes/liveness-checks-dependency/rule.js';
import { rule as longCallChain } from './topology/long-call-chain/rule.js';
import { rule as longTerminationGrace } from './disruption/long-termination-grace/rule.js';
import { rule as lowAutoscalerMinimum } from './autoscaling/low-autoscaler-minimum/rule.js';
import { rule as machineOnlyHealthCheck } from './probes/machine-only-health-check/rule.js';
import { rule as meshPolicyWithoutPods } from './references/mesh-policy-without-pods/rule.js';
import { rule as meshTimeoutMismatch } from './timeouts/mesh-timeout-mismatch/rule.js';
import { rule as mismatchedInstanceLabel } from './ownership/mismatched-instance-label/rule.js';
import { rule as mismatchedWorkloadSelector } from './references/mismatched-workload-selector/rule.js';
import { rule as missingAutoscaler } from './autoscaling/missing-autoscaler/rule.js';
import { rule as missingAutoscalerTarget } from './autoscaling/missing-autoscaler-target/rule.js';
import { rule as missingBackup } from './state/missing-backup/rule.js';
import { rule as missingBulkhead } from './isolation/missing-bulkhead/rule.js';
import { rule as missingCallerNamespace } from './references/missing-caller-namespace/rule.js';
import { rule as missingCircuitBreaker } from './isolation/missing-circuit-breaker/rule.js';
import { rule as missingCloudMonitoring } from './observability/missing-cloud-monitoring/rule.js';
import { rule as missingConfig } from './references/missing-config/rule.js';
import { rule as missingConfigKey } from './references/missing-config-key/rule.js';
import { rule as missingConsumer } from './queues/missing-consumer/rule.js';
import { rule as missingCpuLimit } from './resources/missing-cpu-limit/rule.js';
import { rule as missingDeadLetterQueue } from './queues/missing-dead-letter-queue/rule.js';
import { rule as missingDeletionProtection } from './state/missing-deletion-protection/rule.js';
import { rule as missingDestinationPort } from './traffic/missing-destination-port/rule.js';
import { rule as missingDisruptionBudget } from './disruption/missing-disruption-budget/rule.js';
import { rule as missingEphemeralStorage } from './resources/missing-ephemeral-storage/rule.js';
import { rule as missingGatewayCertificate } from './references/missing-gateway-certificate/rule.js';
import { rule as missingGoverningService } from './references/missing-governing-service/rule.js';
import { rule as missingHealthcheck } from './probes/missing-healthcheck/rule.js';
import { rule as missingImageDigest } from './versions/missing-image-digest/rule.js';
import { rule as missingIngressBackend } from './references/missing-ingress-backend/rule.js';
import { rule as missingLabel } from './ownership/missing-label/rule.js';
import { rule as missingLivenessProbe } from './probes/missing-liveness-probe/rule.js';
import { rule as missingLoadLimit } from './capacity/missing-load-limit/rule.js';
import { rule as missingMeshGateway } from './references/missing-mesh-gateway/rule.js';
import { rule as missingMeshHost } from './references/missing-mesh-host/rule.js';
import { rule as missingMeshSubset } from './references/missing-mesh-subset/rule.js';
import { rule as missingMinorUpgrade } from './versions/missing-minor-upgrade/rule.js';
import { rule as missingOwner } from './ownership/missing-owner/rule.js';
import { rule as missingPidsLimit } from './resources/missing-pids-limit/rule.js';
import { rule as missingPreStop } from './disruption/missing-pre-stop/rule.js';
import { rule as missingPriorityClass } from './configuration/missing-priority-class/rule.js';
import { rule as missingReadinessProbe } from './probes/missing-readiness-probe/rule.js';
import { rule as missingResources } from './resources/missing-resources/rule.js';
import { rule as missingRestartPolicy } from './rollout/missing-restart-policy/rule.js';
import { rule as missingRetainPolicy } from './state/missing-retain-policy/rule.js';
import { rule as missingRouteBackend } from './references/missing-route-backend/rule.js';
import { rule as missingRouteGateway } from './references/missing-route-gateway/rule.js';
import { rule as missingSecondRegion } from './redundancy/missing-second-region/rule.js';
import { rule as missingSecret } from './references/missing-secret/rule.js';
import { rule as missingServiceAccount } from './references/missing-service-account/rule.js';
import { rule as missingSnapshotTags } from './state/missing-snapshot-tags/rule.js';
import { rule as missingStartingDeadline } from './jobs/missing-starting-deadline/rule.js';
import { rule as missingTargetHealthCheck } from './probes/missing-target-health-check/rule.js';
import { rule as missingTargetPort } from './references/missing-target-port/rule.js';
import { rule as missingTimeout } from './timeouts/missing-timeout/rule.js';
import { rule as missingVersioning } from './state/missing-versioning/rule.js';
import { rule as missingWebhookService } from './references/missing-webhook-service/rule.js';
import { rule as monitorWithoutTargets } from './observability/monitor-without-targets/rule.js';
import { rule as monitoringInFailureDomain } from './observability/monitoring-in-failure-domain/rule.js';
import { rule as mutableImageTag } from './versions/mutable-image-tag/rule.js';
import { rule as nakedPod } from './redundancy/naked-pod/rule.js';
import { rule as namespaceOutsideMesh } from './traffic/namespace-outside-mesh/rule.js';
import { rule as networkPolicyPeerWithoutPods } from './references/network-policy-peer-without-pods/rule.js';
import { rule as networkPolicyWithoutPods } from './references/network-policy-without-pods/rule.js';
import { rule as noHostSpread } from './redundancy/no-host-spread/rule.js';
import { rule as noNodeAffinity } from './redundancy/no-node-affinity/rule.js';
import { rule as noTopologySpread } from './redundancy/no-topology-spread/rule.js';
import { rule as objectiveAboveDependencies } from './observability/objective-above-dependencies/rule.js';
import { rule as orphanService } from './topology/orphan-service/rule.js';
import { rule as overlappingDisruptionBudgets } from './disruption/overlapping-disruption-budgets/rule.js';
import { rule as overlappingWebhooks } from './traffic/overlapping-webhooks/rule.js';
import { rule as perReplicaStorage } from './state/per-replica-storage/rule.js';
import { rule as podOutsideMesh } from './traffic/pod-outside-mesh/rule.js';
import { rule as policyMissesCaller } from './traffic/policy-misses-caller/rule.js';
import { rule as pollOverrun } from './queues/poll-overrun/rule.js';
import { rule as poolBelowConcurrency } from './capacity/pool-below-concurrency/rule.js';
import { rule as probeTimeoutInversion } from './probes/probe-timeout-inversion/rule.js';
import { rule as readinessChecksSharedDependency } from './probes/readiness-checks-shared-dependency/rule.js';
import { rule as registryOnRecoveryPath } from './rollout/registry-on-recovery-path/rule.js';
import { rule as repeatedMeshDestination } from './traffic/repeated-mesh-destination/rule.js';
import { rule as replacedHealthcheck } from './probes/replaced-healthcheck/rule.js';
import { rule as replicasBesideAutoscaler } from './autoscaling/replicas-beside-autoscaler/rule.js';
import { rule as reservedUserId } from './configuration/reserved-user-id/rule.js';
import { rule as resourcesOutOfRange } from './resources/resources-out-of-range/rule.js';
import { rule as retiredComponent } from './versions/retired-component/rule.js';
import { rule as retryAmplification } from './retries/retry-amplification/rule.js';
import { rule as retryWithoutBackoff } from './retries/retry-without-backoff/rule.js';
import { rule as retryWithoutBudget } from './retries/retry-without-budget/rule.js';
import { rule as reversedRolloutOrder } from './rollout/reversed-rollout-order/rule.js';
import { rule as rolloutOutOfBounds } from './rollout/rollout-out-of-bounds/rule.js';
import { rule as serverOnRecoveryPath } from './rollout/server-on-recovery-path/rule.js';
import { rule as serviceEntryWithoutAddress } from './traffic/service-entry-without-address/rule.js';
import { rule as serviceWithoutPods } from './references/service-without-pods/rule.js';
import { rule as sharedDatabase } from './topology/shared-database/rule.js';
import { rule as sharedFailureDomain } from './redundancy/shared-failure-domain/rule.js';
import { rule as sharedGatewayCertificate } from './traffic/shared-gateway-certificate/rule.js';
import { rule as sharedVolume } from './state/shared-volume/rule.js';
import { rule as shortGracePeriod } from './disruption/short-grace-period/rule.js';
import { rule as shortStartupBudget } from './probes/short-startup-budget/rule.js';
import { rule as simultaneousJobs } from './resources/simultaneous-jobs/rule.js';
import { rule as singleCloudInstance } from './redundancy/single-cloud-instance/rule.js';
import { rule as singlePointOfFailure } from './redundancy/single-point-of-failure/rule.js';
import { rule as singleReplica } from './redundancy/single-replica/rule.js';
import { rule as singleWeightedDestination } from './traffic/single-weighted-destination/rule.js';
import { rule as singleZoneDatastore } from './redundancy/single-zone-datastore/rule.js';
import { rule as skuWithoutSla } from './redundancy/sku-without-sla/rule.js';
import { rule as stackedRetries } from './retries/stacked-retries/rule.js';
import { rule as stalledRollout } from './rollout/stalled-rollout/rule.js';
import { rule as statefulSingleton } from './state/stateful-singleton/rule.js';
import { rule as strictSpread } from './redundancy/strict-spread/rule.js';
import { rule as subsetBypassedByGateway } from './traffic/subset-bypassed-by-gateway/rule.js';
import { rule as synchronizedPolling } from './capacity/synchronized-polling/rule.js';
import { rule as synchronizedRetries } from './retries/synchronized-retries/rule.js';
import { rule as telemetryWithoutProvider } from './observability/telemetry-without-provider/rule.js';
import { rule as timeoutInversion } from './timeouts/timeout-inversion/rule.js';
import { rule as unboundClaim } from './references/unbound-claim/rule.js';
import { rule as unboundedAutoscaler } from './autoscaling/unbounded-autoscaler/rule.js';
import { rule as unboundedConnectionPool } from './capacity/unbounded-connection-pool/rule.js';
import { rule as unboundedPrefetch } from './queues/unbounded-prefetch/rule.js';
import { rule as unboundedQueue } from './queues/unbounded-queue/rule.js';
import { rule as unboundedRetry } from './retries/unbounded-retry/rule.js';
import { rule as unboundedScratchVolume } from './resources/unbounded-scratch-volume/rule.js';
import { rule as undeclaredProbePort } from './probes/undeclared-probe-port/rule.js';
import { rule as unequalRequestsAndLimits } from './resources/unequal-requests-and-limits/rule.js';
import { rule as unknownDestinationRuleHost } from './references/unknown-destination-rule-host/rule.js';
import { rule as unknownHost } from './references/unknown-host/rule.js';
import { rule as unnamedPortProtocol } from './traffic/unnamed-port-protocol/rule.js';
import { rule as unobservedCriticalPath } from './observability/unobserved-critical-path/rule.js';
import { rule as unpinnedTemplateDependency } from './versions/unpinned-template-dependency/rule.js';
import { rule as unreachableMeshRoute } from './traffic/unreachable-mesh-route/rule.js';
import { rule as unreachableRetries } from './timeouts/unreachable-retries/rule.js';
import { rule as unreachableScale } from './autoscaling/unreachable-scale/rule.js';
import { rule as unrestrictedNetwork } from './traffic/unrestricted-network/rule.js';
import { rule as unsafeRetry } from './retries/unsafe-retry/rule.js';
import { rule as unsafeRolloutStrategy } from './rollout/unsafe-rollout-strategy/rule.js';
import { rule as unsetEvictionPolicy } from './disruption/unset-eviction-policy/rule.js';
import { rule as unsetProbeParameters } from './probes/unset-probe-parameters/rule.js';
import { rule as unsetVariable } from './references/unset-variable/rule.js';
import { rule as unusedConfiguration } from './references/unused-configuration/rule.js';
import { rule as unusedDeclaration } from './references/unused-declaration/rule.js';
import { rule as unusedNetworkPermission } from './traffic/unused-network-permission/rule.js';
import { rule as unusedTrafficPolicy } from './traffic/unused-traffic-policy/rule.js';
import { rule as unwantedPullPolicy } from './versions/unwanted-pull-policy/rule.js';
import { rule as visibilityInversion } from './queues/visibility-inversion/rule.js';
import { rule as weakAcknowledgement } from './queues/weak-acknowledgement/rule.js';
import { rule as wideConfiguration } from './configuration/wide-configuration/rule.js';
import { rule as writableRootFilesystem } from './state/writable-root-filesystem/rule.js';
import { rule as wrongPort } from './references/wrong-port/rule.js';
import { rule as zoneBoundLoadBalancer } from './redundancy/zone-bound-load-balancer/rule.js';

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  abandonedCall,
  abruptStop,
  alertWithoutRunbook,
  autoImageWithoutInjection,
  autoscalerWithoutRange,
  batchBesideRequests,
  blockedDependency,
  blockingDisruptionBudget,
  breakerRetryConflict,
  brokenTemplateReference,
  cacheStampede,
  callInTransaction,
  callUnderLock,
  carelessWorkflowRetry,
  catchAllIngress,
  clientPerRequest,
  concurrentCronRuns,
  conflictingDestinationRules,
  conflictingGateways,
  conflictingInjectionLabels,
  conflictingListeners,
  conflictingMeshPolicies,
  conflictingServiceEntries,
  conflictingServicePorts,
  conflictingVirtualServices,
  connectionPoolOvercommit,
  cpuLimit,
  criticalityInversion,
  cyclicDependency,
  deadRoute,
  deadlineBudget,
  defaultNamespace,
  deprecatedApi,
  deprecatedField,
  destroyBeforeCreate,
  disputedDependency,
  dnsSearchList,
  doublePointOfFailure,
  droppedDeadline,
  duplicateAutoscaler,
  duplicateEnv,
  duplicateIngressPath,
  duplicateMeshMatch,
  duplicateServiceSelector,
  earlyBreaker,
  emptyDisruptionBudget,
  emptySubset,
  endOfLifeRuntime,
  endlessPoolWait,
  environmentsShareStore,
  externalNamePort,
  externalTrafficPolicy,
  fallbackSharesDependency,
  feedbackLoop,
  fixedBottleneck,
  fixedCloudCapacity,
  fragileEnvoyFilter,
  futileRetry,
  gatewayWithoutPods,
  hardCodedZone,
  hiddenState,
  hostPathVolume,
  identicalProbes,
  idleConsumers,
  idleDisruptionBudget,
  ineffectiveMeshPolicy,
  ineffectiveSpread,
  invalidCronSchedule,
  invalidField,
  invalidJobRestartPolicy,
  invalidLabel,
  invalidPortName,
  keepAliveInversion,
  lateBreaker,
  lingeringJob,
  livenessChecksDependency,
  longCallChain,
  longTerminationGrace,
  lowAutoscalerMinimum,
  machineOnlyHealthCheck,
  meshPolicyWithoutPods,
  meshTimeoutMismatch,
  mismatchedInstanceLabel,
  mismatchedWorkloadSelector,
  missingAutoscaler,
  missingAutoscalerTarget,
  missingBackup,
  missingBulkhead,
  missingCallerNamespace,
  missingCircuitBreaker,
  missingCloudMonitoring,
  missingConfig,
  missingConfigKey,
  missingConsumer,
  missingCpuLimit,
  missingDeadLetterQueue,
  missingDeletionProtection,
  missingDestinationPort,
  missingDisruptionBudget,
  missingEphemeralStorage,
  missingGatewayCertificate,
  missingGoverningService,
  missingHealthcheck,
  missingImageDigest,
  missingIngressBackend,
  missingLabel,
  missingLivenessProbe,
  missingLoadLimit,
  missingMeshGateway,
  missingMeshHost,
  missingMeshSubset,
  missingMinorUpgrade,
  missingOwner,
  missingPidsLimit,
  missingPreStop,
  missingPriorityClass,
  missingReadinessProbe,
  missingResources,
  missingRestartPolicy,
  missingRetainPolicy,
  missingRouteBackend,
  missingRouteGateway,
  missingSecondRegion,
  missingSecret,
  missingServiceAccount,
  missingSnapshotTags,
  missingStartingDeadline,
  missingTargetHealthCheck,
  missingTargetPort,
  missingTimeout,
  missingVersioning,
  missingWebhookService,
  monitorWithoutTargets,
  monitoringInFailureDomain,
  mutableImageTag,
  nakedPod,
  namespaceOutsideMesh,
  networkPolicyPeerWithoutPods,
  networkPolicyWithoutPods,
  noHostSpread,
  noNodeAffinity,
  noTopologySpread,
  objectiveAboveDependencies,
  orphanService,
  overlappingDisruptionBudgets,
  overlappingWebhooks,
  perReplicaStorage,
  podOutsideMesh,
  policyMissesCaller,
  pollOverrun,
  poolBelowConcurrency,
  probeTimeoutInversion,
  readinessChecksSharedDependency,
  registryOnRecoveryPath,
  repeatedMeshDestination,
  replacedHealthcheck,
  replicasBesideAutoscaler,
  reservedUserId,
  resourcesOutOfRange,
  retiredComponent,
  retryAmplification,
  retryWithoutBackoff,
  retryWithoutBudget,
  reversedRolloutOrder,
  rolloutOutOfBounds,
  serverOnRecoveryPath,
  serviceEntryWithoutAddress,
  serviceWithoutPods,
  sharedDatabase,
  sharedFailureDomain,
  sharedGatewayCertificate,
  sharedVolume,
  shortGracePeriod,
  shortStartupBudget,
  simultaneousJobs,
  singleCloudInstance,
  singlePointOfFailure,
  singleReplica,
  singleWeightedDestination,
  singleZoneDatastore,
  skuWithoutSla,
  stackedRetries,
  stalledRollout,
  statefulSingleton,
  strictSpread,
  subsetBypassedByGateway,
  synchronizedPolling,
  synchronizedRetries,
  telemetryWithoutProvider,
  timeoutInversion,
  unboundClaim,
  unboundedAutoscaler,
  unboundedConnectionPool,
  unboundedPrefetch,
  unboundedQueue,
  unboundedRetry,
  unboundedScratchVolume,
  undeclaredProbePort,
  unequalRequestsAndLimits,
  unknownDestinationRuleHost,
  unknownHost,
  unnamedPortProtocol,
  unobservedCriticalPath,
  unpinnedTemplateDependency,
  unreachableMeshRoute,
  unreachableRetries,
  unreachableScale,
  unrestrictedNetwork,
  unsafeRetry,
  unsafeRolloutStrategy,
  unsetEvictionPolicy,
  unsetProbeParameters,
  unsetVariable,
  unusedConfiguration,
  unusedDeclaration,
  unusedNetworkPermission,
  unusedTrafficPolicy,
  unwantedPullPolicy,
  visibilityInversion,
  weakAcknowledgement,
  wideConfiguration,
  writableRootFilesystem,
  wrongPort,
  zoneBoundLoadBalancer,
];
