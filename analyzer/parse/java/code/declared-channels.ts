import { comparePlaces } from '../../../facts/place.js';
import type { ClientSetting, DeclaredChannelFact } from '../../../facts/types.js';
import { placeOf, textIn, textOf, type SourceNode } from '../../source/index.js';
import type { Service } from '../spring/service.js';
import { evaluate } from './evaluate.js';
import { callOf, type Call } from './expression.js';
import { settingFrom } from './module-settings.js';
import type { Program } from './program.js';
import { rootType, type Scope } from './scope.js';

/** Queues and topics that the code makes: Kafka's and Spring's, those of RabbitMQ's own client. */
export function declaredChannels(program: Program, services: readonly Service[]): DeclaredChannelFact[] {
  const facts = program.files.flatMap((file) => {
    const packages = services.filter(({ module }) => module.root === file.module || module.uses.includes(file.module)).map(({ module }) => module.root);
    return packages.length === 0 ? [] : program.calls(file).flatMap((call): DeclaredChannelFact[] => {
      const scope = { program, file };
      const found = channelOf(call, scope);
      return found ? [{ kind: 'declared-channel', packages, protocol: found.protocol, name: evaluate(found.name, scope), at: placeOf(call.node), settings: found.settings }] : [];
    });
  });
  return facts.sort((a, b) => comparePlaces(a.at, b.at));
}

interface Found {
  readonly protocol: 'kafka' | 'amqp';
  readonly name: SourceNode;
  readonly settings: readonly ClientSetting[];
}

function channelOf(call: Call, scope: Scope): Found | undefined {
  const [name, ...more] = call.arguments;
  const { text } = scope.file;
  if (!name) return undefined;
  if (call.isConstruction && call.name === 'NewTopic' && text.includes('org.apache.kafka')) return { protocol: 'kafka', name, settings: partitions(more, scope) };
  if (call.isConstruction && call.name === 'Queue' && text.includes('org.springframework.amqp')) return { protocol: 'amqp', name, settings: queueSettings(more, scope) };
  const on = call.receiver && textOf(call.receiver);
  if (on === 'TopicBuilder' && call.name === 'name') return { protocol: 'kafka', name, settings: partitions(after(call, 'partitions')?.arguments ?? [], scope) };
  if (on === 'QueueBuilder' && /^(?:durable|nonDurable)$/.test(call.name)) return { protocol: 'amqp', name, settings: builderSettings(call, scope) };
  return call.name === 'queueDeclare' && text.includes('com.rabbitmq.client') && call.receiver && rootType(call.receiver, scope) === 'Channel' ? { protocol: 'amqp', name, settings: queueSettings(more, scope) } : undefined;
}

/** A number; `Optional.empty()` leaves it to the broker. */
const partitions = (given: readonly SourceNode[], scope: Scope): ClientSetting[] => (given[0] ? [settingFrom('partitions', given.slice(0, 1), 'count', scope)] : []);

/** `durable, exclusive, autoDelete, arguments`. */
function queueSettings([, exclusive, autoDelete, table]: readonly SourceNode[], scope: Scope): ClientSetting[] {
  return [...(exclusive ? [settingFrom('exclusive', [exclusive], 'count', scope)] : []), ...(autoDelete ? [settingFrom('autoDelete', [autoDelete], 'count', scope)] : []), ...(table ? tableSettings(table, scope) : [])];
}

const ARGUMENTS = [['deadLetterExchange', 'x-dead-letter-exchange', 'text'], ['maxLength', 'x-max-length', 'count'], ['maxBytes', 'x-max-length-bytes', 'count']] as const;

/** `Map.of("x-max-length", 1000)` says what it holds; any other table may hold anything. */
function tableSettings(table: SourceNode, scope: Scope): ClientSetting[] {
  if (/^(?:null|Collections\.emptyMap\(\)|Map\.of\(\))$/.test(textOf(table))) return [];
  const call = callOf(table);
  if (!(call?.name === 'of' && call.receiver && textOf(call.receiver) === 'Map')) return ARGUMENTS.map(([name]) => ({ name, value: { unknown: textOf(table).slice(0, 80), at: placeOf(table) } }));
  return ARGUMENTS.flatMap(([name, key, unit]) => {
    const index = call.arguments.findIndex((argument, i) => i % 2 === 0 && textIn(evaluate(argument, scope)) === key);
    const value = call.arguments[index + 1];
    return index >= 0 && value ? [settingFrom(name, [value], unit, scope)] : [];
  });
}

/** `QueueBuilder.durable("x").deadLetterExchange("y").maxLength(10).build()`. */
function builderSettings(call: Call, scope: Scope): ClientSetting[] {
  const table = after(call, 'withArguments')?.arguments[0];
  const named = ARGUMENTS.flatMap(([name, key, unit]) => {
    const own = after(call, name === 'maxBytes' ? 'maxLengthBytes' : name)?.arguments ?? chainOf(call).find((one) => one.name === 'withArgument' && one.arguments[0] && textIn(evaluate(one.arguments[0], scope)) === key)?.arguments.slice(1);
    return own?.[0] ? [settingFrom(name, own, unit, scope)] : [];
  });
  const flags = (['exclusive', 'autoDelete'] as const).flatMap((name) => after(call, name)?.node ?? []).map((node): ClientSetting => ({ name: callOf(node)!.name, value: { value: true, at: placeOf(node) } }));
  return [...named, ...flags, ...(table ? tableSettings(table, scope) : [])];
}

const after = (call: Call, name: string): Call | undefined => chainOf(call).find((one) => one.name === name);

/** The calls that follow in the same chain. */
function chainOf({ node }: Call): readonly Call[] {
  const chain: Call[] = [];
  for (let up = node.parent; up; up = up.parent) {
    const call = callOf(up);
    if (call?.receiver && call.receiver.start <= node.start && node.end <= call.receiver.end) chain.push(call);
    else if (call || /statement|declaration|lambda|body/.test(up.type)) break;
  }
  return chain;
}
