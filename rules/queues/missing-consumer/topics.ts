import type { ClientLink, StackView, System } from '../../../analyzer/system/system.js';
import { push } from '../../../analyzer/facts/groups.js';
import { isForFailures, plainName } from '../../support/channels.js';

/** A topic that something publishes to and nothing consumes. */
export interface Unread {
  readonly topic: string;
  readonly publishers: readonly ClientLink[];
}

/**
 * Topics of a Kafka broker without a consumer, where every consumer of that broker is code whose topics are all known, and there
 * is one: else whoever consumes them is merely not seen.
 */
export function unreadTopics(system: System, { components }: StackView, broker: string): readonly Unread[] {
  const links = components.flatMap((id) => system.clients(id)).filter(({ fact, targets }) => fact.protocol === 'kafka' && targets.includes(broker));
  const readers = links.filter(({ fact }) => fact.dependency === 'consumes');
  const coded = new Set(links.map(({ component }) => component));
  const others = system.in(broker).filter(({ from }) => !coded.has(from) && system.component(from).role !== 'monitoring');
  const read = readers.flatMap(({ fact }) => (fact.channels.length === 0 ? [undefined] : fact.channels.map(plainName)));
  if (readers.length === 0 || others.length > 0 || read.includes(undefined)) return [];
  const unread = new Map<string, ClientLink[]>();
  for (const link of links)
    for (const topic of link.fact.dependency === 'publishes' && !link.fact.awaitsReply ? link.fact.channels.map(plainName) : [])
      if (topic !== undefined && !read.includes(topic) && !isForFailures(topic)) push(unread, topic, link);
  return [...unread].map(([topic, publishers]) => ({ topic, publishers }));
}
