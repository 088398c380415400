import type { Fact } from '../../../facts/types.js';
import { readIstioGateway } from '../istio.js';
import type { KindReader } from '../object.js';
import { readAuthorizationPolicy, readSidecar } from './access.js';
import { readDestinationRule, readEnvoyFilter } from './destination-rule.js';
import { readAccess, readEnvoyPatches, readMeshPolicy, readSidecarScope, readTelemetry } from './policies.js';
import { readSubsets, readVirtualServiceRules } from './routing.js';
import { readGatewayServers, readRegistryEntry } from './servers.js';
import { readServiceEntry, readVirtualServiceFacts } from './virtual-service.js';

/** Several readers of one kind: what it means for calls first, then its own structure, which rules about it need. */
const each = (...readers: readonly KindReader[]): KindReader => (object): readonly Fact[] => readers.flatMap((read) => read(object) ?? []);

export const meshKinds: Readonly<Record<string, Readonly<Record<string, KindReader>>>> = {
  'networking.istio.io': {
    Gateway: each(readIstioGateway, readGatewayServers),
    VirtualService: each(readVirtualServiceFacts, readVirtualServiceRules),
    DestinationRule: each(readDestinationRule, readSubsets),
    ServiceEntry: each(readServiceEntry, readRegistryEntry),
    Sidecar: each(readSidecar, readSidecarScope),
    EnvoyFilter: each(readEnvoyFilter, readEnvoyPatches),
    ProxyConfig: readMeshPolicy,
  },
  'security.istio.io': { AuthorizationPolicy: each(readAuthorizationPolicy, readAccess), PeerAuthentication: readMeshPolicy, RequestAuthentication: readMeshPolicy },
  'telemetry.istio.io': { Telemetry: readTelemetry },
  'extensions.istio.io': { WasmPlugin: readMeshPolicy },
};
