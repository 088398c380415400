import type { Component } from '../../../analyzer/graph/document.js';
import type { Severity } from '../../../analyzer/report/result.js';
import type { StackView, System, Workload } from '../../../analyzer/system/system.js';
import type { RuleContext } from '../../define.js';
import { fall } from '../../support/redundancy.js';
import { namesOf } from '../../support/stacks.js';
import { lastingPaths, scratchVolume } from '../../support/storage.js';
import { names } from '../../support/text.js';
import { keyOf, mainContainers, servers } from '../../support/workloads.js';

/** Stores that lose their files with their pod. */
export function reportLostData(context: RuleContext, view: StackView): void {
  for (const workload of servers(view)) {
    const component = context.system.component(workload.component);
    const holds = holdsData(context.system, component);
    if (!holds || workload.effectiveReplicas?.value === 0) continue;
    context.looked();
    if (lastingPaths(workload).length === 0) report(context, view, workload, component, holds);
  }
}

/** Brokers that keep messages on disk, so that losing the disk loses messages. */
const DURABLE_BROKERS = new Set(['kafka', 'redpanda', 'rabbitmq', 'activemq', 'artemis', 'pulsar', 'rocketmq']);
/** Caches that are used as stores, too, and can write to disk. */
const REDIS_KIN = new Set(['redis', 'valkey', 'keydb', 'dragonfly']);
/** Datastore technologies in front of a database: they hold nothing. */
const STATELESS = new Set(['pgbouncer', 'proxysql', 'trino']);

function holdsData(system: System, { id, kind, technology = '' }: Component): 'data' | 'perhaps' | undefined {
  if (kind === 'datastore') return STATELESS.has(technology) ? undefined : 'data';
  if (kind === 'broker') return DURABLE_BROKERS.has(technology) && carriesWork(system, id) ? 'data' : undefined;
  if (!REDIS_KIN.has(technology)) return undefined;
  return system.in(id).some((dependency) => dependency.kind === 'stores') ? 'data' : 'perhaps';
}

/** News of configuration and metrics may be lost; where nobody is seen to use the broker, it may carry anything. */
function carriesWork(system: System, id: string): boolean {
  const users = system.in(id);
  return users.length === 0 || users.some(({ strength, from }) => strength === 'hard' && system.component(from).role !== 'monitoring');
}

function report(context: RuleContext, view: StackView, workload: Workload, { id, name }: Component, holds: 'data' | 'perhaps'): void {
  const { fact } = workload;
  const [container] = mainContainers(fact);
  if (!container) return;
  const scratch = scratchVolume(workload, container);
  const { blast, declared } = fall(context, id, view);
  const severity: Severity = holds === 'perhaps' || fact.platform === 'compose' ? 'info' : declared ? 'error' : 'warning';
  const users = namesOf(context.system, blast.lost);
  const lost = fact.platform === 'compose' ? `container of ${name} is removed` : `pod of ${name} moves`;
  const where = scratch ? `on the emptyDir ${scratch.name}` : 'in its own file system';
  context.report({
    subject: { component: id },
    stack: view.stack.id,
    object: fact.ref,
    discriminator: keyOf(fact),
    severity,
    message: holds === 'perhaps' ? `when the ${lost}, whatever it holds is gone, cached or not: it is ${where}` : `when the ${lost}, its data is gone for good${users.length > 0 ? ` for ${names(users)}` : ''}: it is ${where}`,
    place: scratch?.at ?? container.at,
    related: scratch ? [{ at: container.at, text: `container ${container.name} writes to it` }] : [],
    fix: { text: `Give ${name} a volume that outlives ${fact.platform === 'compose' ? 'the container' : 'its pod'}${fact.ref.kind === 'StatefulSet' ? ' (volumeClaimTemplates)' : fact.platform === 'compose' ? ' (a named volume)' : ' (a PersistentVolumeClaim)'}, and a backup.` },
    blast,
  });
}
