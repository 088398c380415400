import type { Place } from '../../facts/place.js';
import type { ClientFact, ClientSetting, DependencyKind } from '../../facts/types.js';

const BROKERS: ReadonlySet<string> = new Set(['amqp', 'kafka', 'nats', 'redis', 'mqtt', 'openwire']);

/** A request that goes through a broker needs the broker; who answers it is told by the channel. */
export const through = (dependency: DependencyKind, protocol: string): Pick<ClientFact, 'dependency' | 'awaitsReply'> =>
  dependency === 'calls' && BROKERS.has(protocol) ? { dependency: 'publishes', awaitsReply: true } : { dependency };

const ASKS = /\breply_?to\b\s*[:=(,]|\breplyTo\s*\}/i;
const MATCHES = /correlation_?id/i;
/** A message that goes where another asked for its answer is the answer. */
const ANSWERS = /\b(?:properties|props|msg|message|delivery|d|m)\b[\w.?!]{0,80}\.(?:get)?reply_?to\b/i;
const WAITS = /\bnew Promise\b|\brange\s+\w+|<-\s*\w+|\bprocess_data_events\b|\.(?:take|get|join|result)\(\s*\)|\bawait\s+\w+\.Task\b|\bawait\s+(?:self\.)?\w*future\w*|\bBlockingCollection\b/i;
const LIMITS = /time_?out|time\.(?:After|NewTimer)|\bDone\(\)|deadline|time_limit=(?!None)|\bwait_for\(|CancelAfter|CancellationToken|\bexpiration\b|\.(?:poll|get|result)\(\s*[\w.]+\s*,/i;

/**
 * What code that sends a message and waits for the answer, with a queue for answers and a number that tells them apart, does where
 * none comes. `text` is the function that sends it, and what belongs to it.
 */
export function handMade(text: string, at: Place): Pick<ClientFact, 'awaitsReply' | 'settings'> | undefined {
  if (!ASKS.test(text) || !MATCHES.test(text) || !WAITS.test(text) || ANSWERS.test(text)) return undefined;
  const limit: ClientSetting = { name: 'timeoutOnCall', value: LIMITS.test(text) ? { unknown: 'a limit', at } : { value: null, at } };
  return { awaitsReply: true, settings: [limit] };
}

/** A client that publishes, and by hand waits for what comes back. */
export function withReply(fact: ClientFact, sends: readonly { readonly text: string; readonly at: Place }[]): ClientFact {
  if (fact.protocol !== 'amqp' || fact.dependency !== 'publishes' || fact.settings.some(({ name }) => name === 'timeoutOnCall')) return fact;
  const found = sends.map(({ text, at }) => handMade(text, at)).find((one) => one !== undefined);
  return found === undefined ? fact : { ...fact, ...found, settings: [...fact.settings, ...found.settings] };
}
