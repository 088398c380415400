import type { AccessRule, AccessSource, EnvoyPatch, MeshAccess, MeshPolicyFact } from '../../../facts/mesh.js';
import { isEmptySelector } from '../../../facts/selectors.js';
import { knownOf } from '../../../facts/value.js';
import { get, placeOf, stringOf, type YamlMap } from '../../yaml/index.js';
import { boolIn, keyPlace, labelsIn, mapIn, mapsIn, textIn, writtenIn, type Problems } from '../fields.js';
import { equalitySelector, selectorIn, type KubernetesObject } from '../object.js';

/** What all kinds share: whom the policy is for. https://istio.io/latest/docs/reference/config/type/workload-selector/ */
export function readMeshPolicy({ declared, root }: KubernetesObject): MeshPolicyFact {
  const quiet: Problems = [];
  const spec = mapIn(quiet, root, 'spec');
  const single = mapIn(quiet, spec, 'targetRef');
  const targets = [...(single === undefined ? [] : [single]), ...mapsIn(quiet, spec, 'targetRefs')].flatMap((node) => {
    const name = textIn(quiet, node, 'name');
    return name === undefined ? [] : [{ ref: { kind: textIn(quiet, node, 'kind') ?? 'Gateway', name }, at: placeOf(get(node, 'name') ?? node) }];
  });
  return { kind: 'mesh-policy', ...declared, ...readSelector(quiet, spec), targets };
}

/** Sidecar, EnvoyFilter: `workloadSelector.labels`; the newer kinds `selector.matchLabels`. An empty one selects all, so it is none. */
function readSelector(problems: Problems, spec: YamlMap | undefined): Pick<MeshPolicyFact, 'selector' | 'selectorAt'> {
  const old = mapIn(problems, spec, 'workloadSelector');
  const selector = old === undefined ? selectorIn(problems, spec, 'selector') : equalitySelector(labelsIn(problems, old, 'labels'));
  if (spec === undefined || selector === undefined || isEmptySelector(selector)) return {};
  return { selector, selectorAt: keyPlace(spec, old === undefined ? 'selector' : 'workloadSelector') };
}

export function readSidecarScope(object: KubernetesObject): MeshPolicyFact {
  const spec = mapIn([], object.root, 'spec');
  const egress = get(spec, 'egress') === undefined ? undefined : mapsIn([], spec, 'egress').flatMap((each) => writtenIn([], each, 'hosts'));
  return { ...readMeshPolicy(object), ...(egress === undefined ? {} : { egress }) };
}

export function readTelemetry(object: KubernetesObject): MeshPolicyFact {
  const quiet: Problems = [];
  const logging = mapsIn(quiet, mapIn(quiet, object.root, 'spec'), 'accessLogging');
  const without = logging.find((node) => knownOf(boolIn(quiet, node, 'disabled')) !== true && mapsIn(quiet, node, 'providers').length === 0);
  return { ...readMeshPolicy(object), ...(without === undefined ? {} : { loggingWithoutProvider: placeOf(without) }) };
}

export function readAccess(object: KubernetesObject): MeshPolicyFact {
  const quiet: Problems = [];
  const spec = mapIn(quiet, object.root, 'spec');
  const rules = mapsIn(quiet, spec, 'rules');
  const sources = rules.map((rule) => mapsIn(quiet, rule, 'from').map((from) => mapIn(quiet, from, 'source')));
  const http = rules.flatMap((rule) => mapsIn(quiet, rule, 'to').map((to) => mapIn(quiet, to, 'operation'))).flatMap((operation) => operation?.entries.find(({ key }) => HTTP.has(key.text))?.key ?? [])[0];
  const access: MeshAccess = {
    action: textIn(quiet, spec, 'action') ?? 'ALLOW',
    namespaces: sources.flat().flatMap((source) => [...writtenIn(quiet, source, 'namespaces'), ...writtenIn(quiet, source, 'notNamespaces')]),
    rules: rules.map((rule, index): AccessRule => ({ ...(sources[index]!.length === 0 ? {} : { from: sources[index]!.map(sourceOf) }), ...(get(rule, 'to') === undefined && get(rule, 'when') === undefined ? {} : { partly: true as const }) })),
    ...(http === undefined ? {} : { http: placeOf(http) }),
  };
  return { ...readMeshPolicy(object), access };
}

const NAMED = ['principals', 'notPrincipals', 'namespaces', 'notNamespaces'] as const;

function sourceOf(source: YamlMap | undefined): AccessSource {
  const written = NAMED.flatMap((key) => (get(source, key) === undefined ? [] : [[key, writtenIn([], source, key)] as const]));
  const more = source === undefined || source.entries.some(({ key }) => !NAMED.some((name) => name === key.text));
  return { ...Object.fromEntries(written), ...(more ? { more: true as const } : {}) };
}

const HTTP = new Set(['methods', 'notMethods', 'paths', 'notPaths', 'hosts', 'notHosts']);

export function readEnvoyPatches(object: KubernetesObject): MeshPolicyFact {
  const quiet: Problems = [];
  const spec = mapIn(quiet, object.root, 'spec');
  const all = mapsIn(quiet, spec, 'configPatches').map((node): EnvoyPatch => {
    const patch = mapIn(quiet, node, 'patch');
    const operation = get(patch, 'operation');
    const filterClass = textIn(quiet, patch, 'filterClass');
    const name = stringOf(get(patch, 'value', 'name')) ?? stringOf(get(node, 'match', 'listener', 'filterChain', 'filter', 'name'));
    return { applyTo: textIn(quiet, node, 'applyTo') ?? 'INVALID', operation: textIn(quiet, patch, 'operation') ?? 'INVALID', ...(filterClass === undefined ? {} : { filterClass }), ...(name === undefined ? {} : { name }), proxyVersion: get(node, 'match', 'proxy', 'proxyVersion') !== undefined, at: placeOf(operation ?? node) };
  });
  return { ...readMeshPolicy(object), patches: { priority: get(spec, 'priority') !== undefined, all } };
}
