import type { CloudObjectFact, CloudArgument } from '../../../analyzer/facts/types.js';
import { isKnown } from '../../../analyzer/facts/value.js';
import { machineSize, type MachineSize } from '../../../analyzer/knowledge/machine-sizes.js';
import type { Place } from '../../../analyzer/facts/place.js';
import type { StackView } from '../../../analyzer/system/system.js';
import { elementsOf, given, plain, textAt } from '../../support/cloud-arguments.js';

/** What all machines have together that a cluster may grow to. */
export interface Room extends MachineSize {
  /** Where the most of its first pool is written. */
  readonly at: Place;
}

/** Something else adds machines, as many as are asked for, or there are none. */
const ELSEWHERE = /^(?:aws_eks_fargate_profile|aws_autoscaling_group|aws_spot_fleet_request|spotinst_\w+|rafay_\w+)$/;
const NODE_MAKERS: ReadonlySet<string> = new Set(['Provisioner', 'EC2NodeClass', 'NodePool', 'MachineDeployment', 'MachinePool']);

/** The room of the one cluster that the templates of the view's environment make, as far as every pool says how far it grows. */
export function roomOf(stacks: readonly StackView[], view: StackView): Room | undefined {
  const clouds = stacks.filter(({ cloud }) => cloud?.some(({ fact }) => isPool(fact)));
  const same = clouds.filter(({ environment }) => environment === view.environment);
  const [only, ...others] = same.length > 0 ? same : clouds;
  if (only === undefined || others.length > 0 || only.partial || stacks.some(makesNodes)) return undefined;
  const facts = only.cloud!.map(({ fact }) => fact);
  const clusters = facts.filter(({ type }) => CLUSTERS.has(type));
  if (clusters.length > 1 || facts.some(({ type }) => ELSEWHERE.test(type)) || facts.some(growsByItself)) return undefined;
  const pools = facts.filter(isPool).map((fact) => poolOf(fact, clusters[0]));
  if (pools.length === 0 || pools.some((pool) => pool === undefined)) return undefined;
  const sum = (of: keyof MachineSize): number => pools.reduce((total, pool) => total + pool![of], 0);
  return { cpu: sum('cpu'), memory: sum('memory'), at: pools[0]!.at };
}

const CLUSTERS: ReadonlySet<string> = new Set(['aws_eks_cluster', 'google_container_cluster', 'azurerm_kubernetes_cluster']);

const makesNodes = ({ objects }: StackView): boolean => objects.some(({ ref }) => NODE_MAKERS.has(ref.kind));

/** Autopilot and node auto-provisioning; Karpenter is installed as a chart. */
const growsByItself = (fact: CloudObjectFact): boolean =>
  /^true$/.test(textAt(fact, 'enable_autopilot|cluster_autoscaling.enabled') ?? '') || given(fact, 'node_provisioning_profile|compute_config') !== undefined || (fact.type === 'helm_release' && /karpenter/.test(`${textAt(fact, 'name')} ${textAt(fact, 'chart')}`)) || (fact.type === 'module' && /karpenter|fargate|eks|gke|aks/i.test(textAt(fact, 'source') ?? ''));

const POOLS: ReadonlySet<string> = new Set(['aws_eks_node_group', 'google_container_node_pool', 'azurerm_kubernetes_cluster_node_pool']);
const isPool = (fact: CloudObjectFact): boolean => POOLS.has(fact.type) || (fact.type === 'azurerm_kubernetes_cluster' && given(fact, 'default_node_pool') !== undefined);

function poolOf(fact: CloudObjectFact, cluster: CloudObjectFact | undefined): Room | undefined {
  const times = fact.multiplicity === undefined ? 1 : isKnown(fact.multiplicity) ? fact.multiplicity.value : undefined;
  const [most, at] = mostOf(fact, cluster);
  const types = typesOf(fact).map((type) => (type === undefined ? undefined : machineSize(type)));
  if (times === undefined || most === undefined || at === undefined || types.some((size) => size === undefined)) return undefined;
  const largest = (of: keyof MachineSize): number => Math.max(...types.map((size) => size![of])) * most * times;
  return { cpu: largest('cpu'), memory: largest('memory'), at };
}

const number = (argument: CloudArgument | undefined): number | undefined => {
  const value = plain(argument);
  return value === undefined || !Number.isFinite(Number(value)) ? undefined : Number(value);
};

/** Google counts a pool's nodes for each zone: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/container_node_pool */
function mostOf(fact: CloudObjectFact, cluster: CloudObjectFact | undefined): readonly [number | undefined, Place | undefined] {
  const path = { aws_eks_node_group: 'scaling_config.max_size', google_container_node_pool: 'autoscaling.total_max_node_count|autoscaling.max_node_count|node_count', azurerm_kubernetes_cluster_node_pool: 'max_count|node_count', azurerm_kubernetes_cluster: 'default_node_pool.max_count|default_node_pool.node_count' }[fact.type]!;
  const argument = given(fact, path);
  const zones = fact.type === 'google_container_node_pool' && given(fact, 'autoscaling.total_max_node_count') === undefined ? zonesOf(fact, cluster) : 1;
  const most = number(argument);
  return [most === undefined || zones === undefined ? undefined : most * zones, argument?.at];
}

/** The zones that are named; one of a zone, three of a region. */
function zonesOf(fact: CloudObjectFact, cluster: CloudObjectFact | undefined): number | undefined {
  const named = given(fact, 'node_locations') ?? (cluster && given(cluster, 'node_locations'));
  if (named !== undefined) return 'items' in named ? named.items.length : undefined;
  const location = textAt(fact, 'location') ?? (cluster && textAt(cluster, 'location'));
  return location === undefined ? undefined : /-[a-f]$/.test(location) ? 1 : 3;
}

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html: `t3.medium` where nobody says. */
function typesOf(fact: CloudObjectFact): readonly (string | undefined)[] {
  if (fact.type !== 'aws_eks_node_group') return [textAt(fact, { google_container_node_pool: 'node_config.machine_type' }[fact.type] ?? 'vm_size|default_node_pool.vm_size') ?? (fact.type === 'google_container_node_pool' && given(fact, 'node_config.machine_type') === undefined ? 'e2-medium' : undefined)];
  if (given(fact, 'launch_template') !== undefined && given(fact, 'instance_types') === undefined) return [undefined];
  const types = given(fact, 'instance_types');
  return types === undefined ? ['t3.medium'] : elementsOf(types).map((one) => { const type = plain(one); return type === undefined ? undefined : String(type); });
}
