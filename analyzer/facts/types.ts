import type { CloudObjectFact, CloudResourceFact, TemplateFact } from './cloud.js';
import type { CacheFillFact, ClientFact, ConfigReferenceFact, DeclaredChannelFact, DockerfileFact, EnvFileFact, FallbackFact, HandlerFact, ImageBuildFact, LocalStateFact, LockFact, MessageHandlerFact, PackageFact, RequiredVariableFact, SettingsFileFact, TransactionFact, UnboundedBufferFact } from './code.js';
import type { LibraryFact } from './libraries.js';
import type { MeshFact } from './mesh.js';
import type { EndpointsFact, GatewayFact, RouteFact, ServiceFact } from './network.js';
import type { AccessPolicyFact, ComponentSettingsFact, DeliveryFact, ExternalHostFact, MonitorFact, TrafficPolicyFact } from './operators.js';
import type { AutoscalerFact, BlockSubscriptionFact, BuildingBlockFact, ConfigFact, DisruptionBudgetFact, NetworkPolicyFact, ObjectFact, VolumeClaimFact } from './policies.js';
import type { WorkloadFact } from './workloads.js';

export type * from './cloud.js';
export type * from './code.js';
export type * from './libraries.js';
export type * from './network.js';
export type * from './objects.js';
export type * from './operators.js';
export type * from './policies.js';
export type * from './units.js';
export type * from './workloads.js';

/**
 * What parsers emit and the linker reads: plain JSON, one discriminated union. A fact says what one input declares, by which
 * names it can be reached, what it refers to and what it configures. It never holds a secret's value or an absolute path.
 */
export type Fact =
  | WorkloadFact
  | ServiceFact
  | EndpointsFact
  | RouteFact
  | GatewayFact
  | ConfigFact
  | AutoscalerFact
  | DisruptionBudgetFact
  | NetworkPolicyFact
  | VolumeClaimFact
  | ObjectFact
  | BuildingBlockFact
  | BlockSubscriptionFact
  | ImageBuildFact
  | DockerfileFact
  | EnvFileFact
  | SettingsFileFact
  | ConfigReferenceFact
  | PackageFact
  | RequiredVariableFact
  | LibraryFact
  | ClientFact
  | HandlerFact
  | MessageHandlerFact
  | TransactionFact
  | LockFact
  | FallbackFact
  | DeclaredChannelFact
  | CacheFillFact
  | UnboundedBufferFact
  | LocalStateFact
  | TrafficPolicyFact
  | ExternalHostFact
  | ComponentSettingsFact
  | AccessPolicyFact
  | MonitorFact
  | DeliveryFact
  | CloudResourceFact
  | CloudObjectFact
  | TemplateFact
  | MeshFact;

export type FactKind = Fact['kind'];

export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>;
