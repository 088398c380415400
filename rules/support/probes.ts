import type { Place } from '../../analyzer/facts/place.js';
import { isKnown } from '../../analyzer/facts/value.js';
import type { Container, Probe } from '../../analyzer/facts/types.js';
import type { StackView, System, Workload } from '../../analyzer/system/system.js';
import { componentAt, hostsOf, isLocal } from './hosts.js';
import { mainContainers } from './workloads.js';

/** Something other than the pod itself that decides whether a probe succeeds. */
export interface ProbeTarget {
  readonly component?: string;
  readonly name: string;
  readonly probe: Place;
  /** Ends a sentence that starts with the probe: `calls http://db`. */
  readonly how: string;
  /** From the handler to the call; empty for a probe that names the host itself. */
  readonly path: readonly Place[];
}

/** Of liveness probes and of Compose's health checks. */
export const probeTargets = (system: System, view: StackView, workload: Workload): ProbeTarget[] => eachOnce([...ofContainers(system, view, workload, 'liveness'), ...ofCompose(system, view, workload)]);

export const readinessTargets = (system: System, view: StackView, workload: Workload): ProbeTarget[] => eachOnce(ofContainers(system, view, workload, 'readiness'));

function eachOnce(found: readonly ProbeTarget[]): ProbeTarget[] {
  const seen = new Set<string>();
  return found.filter(({ name }) => !seen.has(name) && seen.add(name));
}

function ofContainers(system: System, view: StackView, workload: Workload, kind: keyof Container['probes']): ProbeTarget[] {
  return mainContainers(workload.fact).flatMap(({ probes }) => {
    const probe = probes[kind];
    if (!probe) return [];
    const named = [...hostIn(probe), ...hostsOf(probe.command)].flatMap((h) => byHost(system, view, workload, h, probe.at));
    return [...named, ...handlerTargets(system, workload, probe)];
  });
}

const hostIn = ({ host }: Probe): string[] => (isKnown(host) && !isLocal(host.value) ? [host.value] : []);

function ofCompose(system: System, view: StackView, workload: Workload): ProbeTarget[] {
  const check = workload.fact.compose?.healthcheck;
  return !check || check.disabled ? [] : hostsOf(check.test).flatMap((host) => byHost(system, view, workload, host, check.at));
}

function byHost(system: System, view: StackView, workload: Workload, host: string, probe: Place): ProbeTarget[] {
  const component = componentAt(view, host, workload.namespace);
  if (component === undefined || component === workload.component) return [];
  return [{ component, name: system.component(component).name, probe, how: `asks ${host}`, path: [] }];
}

/** What the handler of the probe's path calls; a client behind a fallback does not count. */
export function handlerTargets(system: System, { component }: Workload, probe: Probe): ProbeTarget[] {
  const { kind, path = '/', at } = probe;
  if (kind !== 'httpGet' || hostIn(probe).length > 0) return [];
  return system
    .handlers(component)
    .filter((handler) => /^(GET|ALL|USE|\*)$/i.test(handler.method) && plain(handler.path) === plain(path))
    .flatMap((handler) =>
      handler.reaches.flatMap((reach): ProbeTarget[] => {
        const client = system.client(reach.client);
        const [target] = client?.targets ?? [];
        if (!client || client.fact.strength === 'soft' || target === undefined || target === component) return [];
        return [{ component: target, name: system.component(target).name, probe: at, how: `reaches it through ${handler.method === 'ALL' ? '' : `${handler.method} `}${handler.path}`, path: [handler.at, ...reach.path] }];
      }),
    );
}

/** Without query and trailing slashes; `/` stays. */
const plain = (path: string): string => path.split('?')[0]!.replace(/\/{1,9}$/, '') || '/';
