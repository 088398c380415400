import type { ClientSetting, DeliveryFact, Fact, ObjectRef } from '../../../facts/types.js';
import { get, type YamlMap } from '../../yaml/index.js';
import { durationIn } from '../duration.js';
import { boolIn, keyPlace, mapIn, mapsIn, numberIn, textIn, type Problems } from '../fields.js';
import { count } from '../mesh/linkerd.js';
import { setting } from '../mesh/settings.js';
import type { Declared, KubernetesObject } from '../object.js';
import { filled as fillIn, generated, type Parameters } from './generators.js';

/** Argo CD. https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/ */
export function readApplication({ declared, problems, root }: KubernetesObject): readonly Fact[] {
  return applications(problems, declared, mapIn(problems, root, 'spec'));
}

/** One delivery for each application that its generators make; a path with a hole left in it is nobody's folder. */
export function readApplicationSet({ declared, problems, root }: KubernetesObject): readonly Fact[] {
  const spec = mapIn(problems, root, 'spec');
  const rolling = get(spec, 'strategy', 'rollingSync') !== undefined && spec !== undefined ? setting('progressiveSync', { value: true, at: keyPlace(spec, 'strategy') }) : [];
  const template = mapIn(problems, mapIn(problems, spec, 'template'), 'spec');
  const made = generated(spec);
  return (made.length === 0 ? [NOTHING] : made).flatMap((parameters) => applications(problems, declared, template, rolling, parameters));
}

const NOTHING: Parameters = new Map();

function applications(problems: Problems, declared: Declared, spec: YamlMap | undefined, more: readonly ClientSetting[] = [], parameters = NOTHING): DeliveryFact[] {
  const filled = (text: string | undefined): string | undefined => (text === undefined ? undefined : fillIn(text, parameters));
  const one = mapIn(problems, spec, 'source');
  const sources = [...(one === undefined ? [] : [one]), ...mapsIn(problems, spec, 'sources')];
  const namespace = filled(textIn(problems, mapIn(problems, spec, 'destination'), 'namespace'));
  const settings = [...syncSettings(problems, spec), ...count('syncWave', declared.annotations['argocd.argoproj.io/sync-wave']), ...more];
  return sources.map((source) => delivery(declared, { path: filled(textIn(problems, source, 'path')), chart: filled(textIn(problems, source, 'chart')), repository: filled(textIn(problems, source, 'repoURL')), namespace }, [], settings));
}

function syncSettings(problems: Problems, spec: YamlMap | undefined): ClientSetting[] {
  const policy = mapIn(problems, spec, 'syncPolicy');
  const automated = mapIn(problems, policy, 'automated');
  const retry = mapIn(problems, policy, 'retry');
  if (policy === undefined || automated === undefined) return setting('syncRetries', numberIn(problems, retry, 'limit'));
  return [...setting('syncAutomated', { value: true, at: keyPlace(policy, 'automated') }), ...setting('syncPrune', boolIn(problems, automated, 'prune')), ...setting('syncSelfHeal', boolIn(problems, automated, 'selfHeal')), ...setting('syncRetries', numberIn(problems, retry, 'limit'))];
}

/** Flux: https://fluxcd.io/flux/components/kustomize/kustomizations/ ; it always syncs by itself. */
export function readFluxKustomization({ declared, problems, root }: KubernetesObject): DeliveryFact {
  const spec = mapIn(problems, root, 'spec');
  const settings = [...setting('syncAutomated', { value: true, at: declared.at }), ...setting('syncPrune', boolIn(problems, spec, 'prune')), ...setting('syncWaits', boolIn(problems, spec, 'wait')), ...setting('syncInterval', durationIn(spec, 'interval'))];
  return delivery(declared, { path: textIn(problems, spec, 'path'), namespace: textIn(problems, spec, 'targetNamespace') }, afterIn(problems, spec, 'Kustomization'), settings);
}

export function readHelmRelease({ declared, problems, root }: KubernetesObject): DeliveryFact {
  const spec = mapIn(problems, root, 'spec');
  const source = mapIn(problems, mapIn(problems, spec, 'chart'), 'spec');
  const chart = textIn(problems, source, 'chart') ?? textIn(problems, mapIn(problems, spec, 'chartRef'), 'name');
  const upgrade = mapIn(problems, mapIn(problems, spec, 'upgrade'), 'remediation');
  const settings = [...setting('syncAutomated', { value: true, at: declared.at }), ...setting('syncInterval', durationIn(spec, 'interval')), ...setting('syncRetries', numberIn(problems, upgrade, 'retries'))];
  const local = chart !== undefined && (/^\.{0,2}\//.test(chart) || textIn(problems, mapIn(problems, source, 'sourceRef'), 'kind') === 'GitRepository');
  return delivery(declared, { ...(local ? { path: chart } : { chart }), namespace: textIn(problems, spec, 'targetNamespace') }, afterIn(problems, spec, 'HelmRelease'), settings);
}

const afterIn = (problems: Problems, spec: YamlMap | undefined, kind: string): ObjectRef[] => mapsIn(problems, spec, 'dependsOn').flatMap((node) => {
  const name = textIn(problems, node, 'name');
  const namespace = textIn(problems, node, 'namespace');
  return name === undefined ? [] : [{ kind, name, ...(namespace === undefined ? {} : { namespace }) }];
});

type Where = { readonly [K in 'path' | 'chart' | 'repository' | 'namespace']?: string | undefined };

function delivery(declared: Declared, { path, chart, repository, namespace }: Where, after: readonly ObjectRef[], settings: readonly ClientSetting[]): DeliveryFact {
  const folder = path?.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
  return { kind: 'delivery', ...declared, ...(folder === undefined || folder === '' ? {} : { path: folder }), ...(chart === undefined ? {} : { chart }), ...(repository === undefined ? {} : { repository: withoutUser(repository) }), ...(namespace === undefined ? {} : { namespace }), after, settings };
}

/** An address may carry a token. */
export const withoutUser = (url: string): string => url.replace(/\/\/[^/@]*@/, '//');
