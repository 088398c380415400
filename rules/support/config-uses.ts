import { push } from '../../analyzer/facts/groups.js';
import type { Place } from '../../analyzer/facts/place.js';
import type { ConfigFact, Container } from '../../analyzer/facts/types.js';
import type { StackView } from '../../analyzer/system/system.js';
import type { RuleContext } from '../define.js';
import { reportLost, type Lost } from './lost.js';
import { operatorMayMake, podsOf, type Pods } from './objects.js';
import { isTemplated, names } from './text.js';

/** How a pod takes configuration from an object. */
export type Source = 'env' | 'envFrom' | 'volume';

export interface ConfigUse {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key?: string;
  readonly source: Source;
  readonly at: Place;
  readonly keyAt?: Place;
}

/** Made by the cluster itself in every namespace. */
const GIVEN = new Set(['kube-root-ca.crt', 'openshift-service-ca.crt']);

/** What a pod cannot start without; what is optional, given or filled in by a tool is left out. */
export function configUses({ fact }: Pods, sources: readonly string[]): readonly ConfigUse[] {
  const volumes = fact.volumes.flatMap((volume): ConfigUse[] => {
    if ((volume.kind !== 'configMap' && volume.kind !== 'secret') || volume.source === undefined || volume.optional) return [];
    const use = { kind: volume.kind === 'secret' ? 'Secret' : 'ConfigMap', name: volume.source, source: 'volume', at: volume.at } as const;
    return volume.keys === undefined ? [use] : volume.keys.map(({ key, at }) => ({ ...use, key, keyAt: at }));
  });
  const all = [...fact.containers.flatMap(usesOf), ...volumes];
  return all.filter(({ source, name, key }) => sources.includes(source) && !GIVEN.has(name) && !isTemplated(name) && !isTemplated(key ?? ''));
}

function usesOf({ env, envFrom }: Container): ConfigUse[] {
  const single = env.flatMap(({ ref }): ConfigUse[] => (ref === undefined || ref.optional || (ref.kind !== 'ConfigMap' && ref.kind !== 'Secret') ? [] : [{ kind: ref.kind, name: ref.name, key: ref.key, source: 'env', at: ref.at, ...(ref.keyAt ? { keyAt: ref.keyAt } : {}) }]));
  const whole = envFrom.filter(({ optional }) => !optional).map(({ kind, name, at }): ConfigUse => ({ kind, name, source: 'envFrom', at }));
  return [...single, ...whole];
}

const configs = new WeakMap<StackView, ReadonlyMap<string, ConfigFact[]>>();

/** The objects of that name in the stack; several where an operator makes one of them. */
export function configNamed(view: StackView, kind: string, namespace: string, name: string): readonly ConfigFact[] {
  let known = configs.get(view);
  if (known === undefined) {
    const index = new Map<string, ConfigFact[]>();
    for (const config of view.configs) {
      const key = `${config.ref.kind} ${view.namespaceOf(config.ref)}/${config.ref.name}`;
      index.set(key, [...(index.get(key) ?? []), config]);
    }
    configs.set(view, (known = index));
  }
  return known.get(`${kind} ${namespace}/${name}`) ?? [];
}

const configAnywhere = (context: Pick<RuleContext, 'stacks'>, kind: string, name: string): boolean => context.stacks.some((view) => view.configs.some(({ ref }) => ref.kind === kind && ref.name === name));

/** A workload that names an object which no manifest of the tree declares, and where. */
export interface MissingUse {
  readonly pod: Pods;
  readonly places: readonly Place[];
}

/** What pods of a stack need and nothing brings, each object with all who need it. */
export function missingObjects(context: Pick<RuleContext, 'stacks' | 'looked'>, view: StackView, kind: ConfigUse['kind'], sources: readonly string[]): readonly { readonly name: string; readonly namespace: string; readonly uses: readonly MissingUse[] }[] {
  const missing = new Map<string, { readonly name: string; readonly namespace: string; readonly uses: MissingUse[] }>();
  for (const pod of podsOf(view)) {
    const byName = new Map<string, Place[]>();
    for (const use of configUses(pod, sources)) if (use.kind === kind) push(byName, use.name, use.at);
    for (const [name, places] of byName) {
      context.looked();
      if (configNamed(view, kind, pod.namespace, name).length > 0 || configAnywhere(context, kind, name) || operatorMayMake(view, [name])) continue;
      const key = `${pod.namespace}/${name}`;
      missing.set(key, missing.get(key) ?? { name, namespace: pod.namespace, uses: [] });
      missing.get(key)!.uses.push({ pod, places });
    }
  }
  return [...missing.values()];
}

/** One finding for an object, at the first who needs it; or, where each of them is to be named, one for each. */
export function reportMissing(context: Pick<RuleContext, 'report'>, view: StackView, kind: ConfigUse['kind'], uses: readonly MissingUse[], every: boolean, lost: Pick<Lost, 'severity' | 'message' | 'fix' | 'what'>): void {
  const groups = every ? uses.map((use) => [use]) : [uses];
  for (const [first, ...others] of groups) {
    const { ref } = first!.pod.fact;
    const also = [...first!.places.slice(1).map((at) => ({ at, of: ref })), ...others.flatMap(({ pod, places }) => places.map((at) => ({ at, of: pod.fact.ref })))];
    const who = others.length === 0 ? `${ref.kind} ${ref.name}` : names([ref.name, ...others.map(({ pod }) => pod.fact.ref.name)]);
    reportLost(context, view, {
      ...lost,
      object: ref,
      component: componentOf(view, first!.pod),
      message: `new pods of ${who} ${lost.message}`,
      place: first!.places[0]!,
      related: also.map(({ at, of }) => ({ at, text: `${of.kind} ${of.name} needs this ${kind}, too` })),
    });
  }
}

const components = new WeakMap<StackView, ReadonlyMap<Pods['fact'], string>>();

export function componentOf(view: StackView, { fact }: Pods): string | undefined {
  const known = components.get(view) ?? new Map(view.workloads.map((workload) => [workload.fact as Pods['fact'], workload.component]));
  components.set(view, known);
  return known.get(fact);
}
