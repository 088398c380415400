import type { MessageHandlerFact } from '../../../facts/types.js';
import { isBounded } from '../../hand-offs.js';
import { ancestorOfType, childOf, placeOf, textOf, walk, type SourceNode } from '../../source/index.js';
import { reachesFrom, type Steps } from '../../source/reach.js';
import type { Client, Module, Program, Recognizer } from '../../source/program/index.js';
import type { Code } from './reach.js';
import { basesOf } from './routes.js';

export const MESSAGE_MARKS = /\bIConsumer</;

/** What works on messages, with the clients that it reaches. */
export function messageHandlersOf({ modules, program, recognizer, clients }: Code, steps: Steps<SourceNode, SourceNode>, root: string): MessageHandlerFact[] {
  return messageBodies(modules, program, recognizer).flatMap((found): MessageHandlerFact[] => {
    const of = consumerOf(found, clients);
    return of === undefined ? [] : [{ kind: 'message-handler', package: root, of, at: placeOf(found.body), ...handOff(found), reaches: reachesFrom(found.body, steps).filter(({ client }) => client !== of) }];
  });
}

/** `Task.Run(..)` that nobody waits for. */
function handOff({ body, module }: MessageBody): Pick<MessageHandlerFact, 'handsOff'> {
  const starts = module.calls.find((node) => node.start >= body.start && node.end <= body.end && /^(?:Task\.Run|Task\.Factory\.StartNew|ThreadPool\.QueueUserWorkItem)\s*\(/.test(textOf(node)) && node.parent?.type !== 'await_expression');
  return starts && !isBounded(textOf(body)) ? { handsOff: placeOf(starts) } : {};
}

/** Code that works on the messages that a client brings. */
interface MessageBody {
  readonly library: string;
  readonly body: SourceNode;
  readonly module: Module;
}

/** Loops around Confluent's `Consume`, handlers of RabbitMQ's `Received`, MassTransit's consumers. */
function messageBodies(modules: readonly Module[], program: Program, recognizer: Recognizer): MessageBody[] {
  return modules.flatMap((module) => [...loops(module, recognizer), ...received(module, program), ...consumers(module)]);
}

function loops(module: Module, recognizer: Recognizer): MessageBody[] {
  return module.calls.flatMap((node): MessageBody[] => {
    const match = recognizer.match(node, module);
    const loop = match?.call.handled === 'loop' ? ancestorOfType(node, 'while_statement', 'for_statement', 'do_statement') : undefined;
    return loop && match ? [{ library: match.library.id, body: loop, module }] : [];
  });
}

/** `consumer.Received += (sender, e) => ..`, or the name of a method. */
function received(module: Module, program: Program): MessageBody[] {
  return module.setters.filter(({ name, value }) => /^Received(?:Async)?$/.test(name) && value !== undefined).flatMap(({ value }) => {
    const expression = program.dialect.read(value!);
    const bodies = expression.kind === 'function' ? [value!] : expression.kind === 'name' ? program.functions(expression.name, module).map((f) => f.node) : [];
    return bodies.map((body) => ({ library: 'rabbitmq-dotnet', body, module }));
  });
}

/** `class Placed : IConsumer<OrderPlaced>` with its `Consume`. */
function consumers(module: Module): MessageBody[] {
  const types = [...walk(module.root)].filter((node) => /^(?:class|record)_declaration$/.test(node.type) && basesOf(node).some((base) => /^IConsumer</.test(base)));
  return types.flatMap((type) => [...walk(type)].filter((node) => node.type === 'method_declaration' && textOf(childOf(node, 'name') ?? node) === 'Consume').map((body) => ({ library: 'masstransit', body, module })));
}

/** The consumer of the library that the code runs with: in its own file, else the only one. */
function consumerOf({ library, module }: MessageBody, clients: readonly Client[]): string | undefined {
  const all = clients.filter(({ fact }) => fact.library === library && fact.dependency === 'consumes');
  const near = all.filter(({ nodes }) => nodes.some((node) => node.source.file === module.path));
  const [only, ...others] = near.length > 0 ? near : all;
  return others.length === 0 || near.length > 0 ? only?.fact.id : undefined;
}
