import type { Place } from '../../analyzer/facts/place.js';
import type { ConfigFact, Container } from '../../analyzer/facts/types.js';
import type { StackView } from '../../analyzer/system/system.js';
import type { RuleContext } from '../define.js';
import { podsOf, type Pods } from './objects.js';
import { isTemplated } from './text.js';

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

export const configAnywhere = (context: Pick<RuleContext, 'stacks'>, kind: string, name: string): boolean => context.stacks.some((view) => view.configs.some(({ ref }) => ref.kind === kind && ref.name === name));

/** Uses of one kind in every pod of a stack, each object of each workload once. */
export function usesIn(view: StackView, kind: ConfigUse['kind'], sources: readonly string[]): readonly { readonly pod: Pods; readonly use: ConfigUse; readonly also: readonly ConfigUse[] }[] {
  return podsOf(view).flatMap((pod) => {
    const byName = new Map<string, ConfigUse[]>();
    for (const use of configUses(pod, sources)) if (use.kind === kind) byName.set(use.name, [...(byName.get(use.name) ?? []), use]);
    return [...byName.values()].map(([use, ...also]) => ({ pod, use: use!, also }));
  });
}

export const componentOf = (view: StackView, { fact }: Pods): string | undefined => view.workloads.find((workload) => workload.fact === fact)?.component;
