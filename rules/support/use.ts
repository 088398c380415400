import { showTemplate } from '../../analyzer/facts/template.js';
import type { Place } from '../../analyzer/facts/place.js';
import type { LinkedService, StackView } from '../../analyzer/system/system.js';

/** Somebody who names a Service, and where: then its failure is somebody's error. */
export interface Use {
  readonly at: Place;
  readonly text: string;
}

interface Mention extends Use {
  readonly host: string;
}

const mentions = new WeakMap<StackView, readonly Mention[]>();

/** Who is known to send requests to a Service: a route, or a value that holds its name as a host. */
export function useOf(view: StackView, { fact, namespace }: LinkedService): Use | undefined {
  const { name } = fact.ref;
  const routed = view.routes.flatMap((route) => route.backends.map((each) => ({ route, ...each }))).find(({ service }) => service === fact);
  if (routed) return { at: routed.backend.at, text: `${routed.route.fact.ref.kind} ${routed.route.fact.ref.name} sends requests there` };
  const known = mentions.get(view) ?? mentionsOf(view);
  mentions.set(view, known);
  const mention = known.find(({ host }) => host === name || host.startsWith(`${name}.${namespace}`));
  if (mention) return { at: mention.at, text: mention.text };
  return fact.type === 'LoadBalancer' || fact.type === 'NodePort' ? { at: fact.at, text: `it is published as ${fact.type}` } : undefined;
}

function mentionsOf(view: StackView): Mention[] {
  const variables = view.workloads.flatMap(({ fact }) => fact.containers.flatMap((container) => container.env.map((variable) => ({ variable, of: fact.ref.name }))));
  return [
    ...variables.flatMap(({ variable, of }) => (variable.value === undefined ? [] : hostsIn(showTemplate(variable.value), variable.valueAt ?? variable.at, `${of} calls it (env ${variable.name})`))),
    ...view.configs.flatMap((config) => config.entries.flatMap((entry) => (entry.value === undefined ? [] : hostsIn(showTemplate(entry.value), entry.valueAt ?? entry.at, `ConfigMap ${config.ref.name} names it (${entry.key})`)))),
  ];
}

/** Only what stands where a host does: after a scheme, or before a port. */
const hostsIn = (text: string, at: Place, why: string): Mention[] =>
  text.slice(0, 4096).split(/[\s,;'"]+/).flatMap((word) => {
    const host = /^(?:[a-z][a-z0-9+.-]*:\/\/(?:[^/@\s]*@)?)?([a-z0-9][a-z0-9.-]*)(?::\d+|\/|$)/i.exec(word)?.[1];
    return host === undefined || (!word.includes('://') && !/:\d+/.test(word)) ? [] : [{ host, at, text: why }];
  });
