import type { ClientFact } from '../facts/types.js';
import { HOLE } from './address.js';
import { runnersOf, type Runner } from './code.js';
import { evidence } from './evidence.js';
import { ofKind } from './facts.js';
import { fill } from './fill.js';
import type { Tools } from './tools.js';

/** A consumer in one process of one stack. */
interface Consumer extends Runner {
  readonly client: ClientFact;
}

/**
 * Requests that go through a broker: who sends one waits for whoever consumes the channel, and fails with it as with any call.
 * What is only published is no such thing: nobody waits.
 */
export function followReplies(tools: Tools): void {
  const { facts, world, collected } = tools;
  const runners = runnersOf(world);
  const running = (client: ClientFact): readonly Runner[] => client.packages.flatMap((root) => runners.get(root) ?? []);
  const clients = ofKind(facts, 'client');
  const consumers = clients.filter(({ dependency, channels }) => dependency === 'consumes' && channels.length > 0).flatMap((client) => running(client).map((runner): Consumer => ({ ...runner, client })));
  for (const client of clients.filter(({ awaitsReply }) => awaitsReply))
    for (const { stack, candidate } of running(client)) {
      const from = world.idOf.get(candidate)!;
      const asked = channelsOf(client, { stack, candidate }, tools);
      for (const consumer of consumers) {
        const to = world.idOf.get(consumer.candidate)!;
        if (consumer.stack !== stack || to === from || !shareBroker(client, consumer.client, tools) || !channelsOf(consumer.client, consumer, tools).some((channel) => asked.includes(channel))) continue;
        collected.clientTargets.get(client.id)!.add(to);
        const how = [evidence(client.at, 'code-call', client.library), ...client.calls.map(({ at }) => evidence(at, 'code-call')), evidence(consumer.client.at, 'code-call', `answers ${asked.join(', ')}`)];
        collected.edges.push({ from, to, kind: 'calls', phase: client.phase, strength: client.strength, by: 'code', protocol: client.protocol, stack: stack.facts.stack.id, evidence: how });
      }
    }
}

const shareBroker = (a: ClientFact, b: ClientFact, { collected }: Tools): boolean => [...(collected.clientTargets.get(a.id) ?? [])].some((to) => collected.clientTargets.get(b.id)?.has(to));

/** The channels whose names are known here. */
function channelsOf({ channels }: ClientFact, { stack, candidate }: Runner, { variables }: Tools): readonly string[] {
  const lookup = variables.lookup(stack, candidate);
  return channels.map((channel) => fill(channel, lookup)).filter((name) => name !== '' && !name.includes(HOLE));
}
