import type { Place } from '../../../analyzer/facts/place.js';
import type { ClientFact } from '../../../analyzer/facts/types.js';
import { isKnown } from '../../../analyzer/facts/value.js';
import type { Workload } from '../../../analyzer/system/system.js';
import { explicit } from '../../support/clients.js';
import type { Topic } from '../../support/topics.js';

/** The number of replicas up to which it may run, and whether an autoscaler gets it there. */
export interface Most {
  readonly value: number;
  readonly at: Place;
  readonly scaled: boolean;
}

/** The most replicas that may run, where that is written; undefined also where the scaler knows the partitions itself. */
export function mostReplicas({ fact, autoscalers }: Workload): Most | undefined {
  const [scaler] = autoscalers;
  if (!scaler) return isKnown(fact.replicas) ? { ...fact.replicas, scaled: false } : fact.replicas ? undefined : { value: 1, at: fact.at, scaled: false };
  return autoscalers.length === 1 && isKnown(scaler.max) && !scaler.metrics.some((metric) => /kafka/.test(metric)) ? { ...scaler.max, scaled: true } : undefined;
}

/** Whether the instances share the partitions: they are of one group, whose name is no riddle. */
export function sharesWork(fact: ClientFact): boolean {
  const group = explicit(fact, 'consumerGroup');
  return group === undefined ? GROUPED.has(fact.library) : group.from === 'explicit';
}

/** Libraries whose consumers cannot do without a group. */
const GROUPED: ReadonlySet<string> = new Set(['spring-kafka']);

/** What it reads; nothing unless each of its topics is known. */
export function topicsRead({ channels }: ClientFact, topic: (name: string) => Topic | undefined): readonly Topic[] {
  const read = channels.map((channel) => (channel.every((part) => 'text' in part) ? topic(channel.map((part) => part.text).join('')) : undefined));
  const known = read.filter((one) => one !== undefined);
  return known.length < read.length ? [] : known;
}

/** Consumers that each instance runs. */
export function threadsOf(fact: ClientFact): number {
  const concurrency = explicit(fact, 'consumerConcurrency');
  return concurrency?.from === 'explicit' && typeof concurrency.value === 'number' ? concurrency.value : 1;
}
