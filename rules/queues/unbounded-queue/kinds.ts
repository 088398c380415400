import type { Place } from '../../../analyzer/facts/place.js';
import type { Severity } from '../../../analyzer/report/result.js';
import type { ClientLink, System } from '../../../analyzer/system/system.js';
import { askedFor, isForFailures, plainName } from '../../support/channels.js';
import { explicit } from '../../support/clients.js';

/** Where work piles up in or beside a component, and what bounds it not. */
export interface Pile {
  readonly key: string;
  readonly severity: Severity;
  readonly message: (name: string) => string;
  readonly at: Place;
  readonly fix: string;
}

type Find = (system: System, id: string) => readonly Pile[];

export const KINDS: Readonly<Record<string, Find>> = {
  /** A task for each message. */
  task: (system, id) => system.messageHandlers(id).flatMap(({ handsOff, of }): Pile[] => {
    const consumer = system.client(of);
    return !handsOff || !consumer || isHeldBack(consumer) ? [] : [{
      key: 'task', severity: 'warning', at: handsOff, fix: 'Let a fixed number of workers take the messages, or wait for a free place before the next is taken.',
      message: (name) => `when what the messages of ${name} need becomes slow, their tasks pile up until its memory is full: each message gets a task of its own, and nothing limits how many run`,
    }];
  }),
  executor: (system, id) => (!takesWork(system, id) ? [] : system.unboundedBuffers(id).map(({ holder, at }): Pile => ({
    key: holder, severity: 'info', at, fix: 'Give it a limit, and decide what happens at the limit: wait, refuse, or drop the oldest.',
    message: (name) => `when work comes faster to ${name} than it is done, it piles up in the memory: ${holder} has no limit`,
  }))),
  /** Commands that wait for a connection which may not come: https://github.com/redis/ioredis#auto-reconnect */
  offline: (system, id) => {
    const clients = system.clients(id);
    const ofQueue = clients.some(({ fact }) => fact.library === 'bullmq' || fact.library === 'bull');
    return ofQueue ? [] : clients.filter(waitsForEver).map(({ fact }): Pile => ({
      key: fact.library, severity: 'info', at: fact.at, fix: 'Let commands fail after some attempts (`maxRetriesPerRequest`), or at once (`enableOfflineQueue: false`).',
      message: (name) => `while Redis is away, each command of ${name} waits in its memory for as long as that lasts: \`maxRetriesPerRequest\` is null and nothing else limits it`,
    }));
  },
  /** A queue of the broker. */
  declared: (system, id) => system.declaredChannels(id).flatMap((queue): Pile[] => {
    const name = plainName(queue.name);
    const bounded = queue.protocol !== 'amqp' || ['maxLength', 'maxBytes', 'exclusive', 'autoDelete'].some((one) => { const asked = askedFor(queue, one); return asked === 'unknown' || (asked !== undefined && asked.value !== false); });
    return bounded || name === undefined || isForFailures(name) ? [] : [{
      key: name, severity: 'info', at: queue.at, fix: `Make ${name} with \`x-max-length\`, or set one with a policy of the broker.`,
      message: () => `when nobody takes messages out of ${name}, the broker keeps them until its disk is full, and then blocks everybody who publishes: the queue has no limit`,
    }];
  }),
};

/** The broker holds back what the consumer has not acknowledged. */
function isHeldBack({ fact }: ClientLink): boolean {
  if (fact.protocol !== 'amqp') return false;
  const [early, prefetch] = [explicit(fact, 'autoAck'), explicit(fact, 'prefetch')];
  const acknowledges = !(early?.from === 'explicit' && early.value === true);
  return acknowledges && (fact.library === 'spring-amqp' || fact.library === 'masstransit' || (prefetch !== undefined && !(prefetch.from === 'explicit' && (prefetch.value === 0 || prefetch.value === null))));
}

/** It answers requests or works on messages: others decide how much comes. */
const takesWork = (system: System, id: string): boolean => system.messageHandlers(id).length > 0 || system.handlers(id).some(({ path }) => !/health|actuator|metrics|live|ready|ping/i.test(path));

function waitsForEver({ fact }: ClientLink): boolean {
  const [retries, limit, queue] = [explicit(fact, 'retriesOnCall'), explicit(fact, 'timeoutOnCall'), explicit(fact, 'offlineQueue')];
  return fact.library === 'ioredis' && fact.calls.length > 0 && retries?.from === 'explicit' && retries.value === null && limit === undefined && queue === undefined;
}
