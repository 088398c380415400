import { comparePlaces } from '../../../facts/place.js';
import type { ClientFact, MessageHandlerFact } from '../../../facts/types.js';
import { placeOf, textOf } from '../../source/index.js';
import { reachesFrom } from '../../source/reach.js';
import { LISTENERS } from '../code/declared.js';
import { annotationOf, type CodeFile, type Method, type TypeDeclaration } from '../code/model.js';
import type { Program } from '../code/program.js';
import type { Service } from '../spring/service.js';
import { stepsOf, waysOf } from './reach.js';

const MARKS = new RegExp(`@(?:${Object.keys(LISTENERS).join('|')})\\b`);

/** Methods that Spring's listeners run for each message, with the clients that they reach. */
export function messageHandlers(program: Program, services: readonly Service[], clients: readonly ClientFact[]): MessageHandlerFact[] {
  const roots = new Set(services.flatMap(({ module }) => [module.root, ...module.uses]));
  const ways = waysOf(program, program.matching(MARKS, roots));
  return services.flatMap(({ module: { root, uses } }) => {
    const files = program.matching(MARKS, new Set([root, ...uses]));
    const own = clients.filter(({ packages }) => packages.includes(root));
    const steps = stepsOf(program, ways, own);
    return files.flatMap((file) => file.types.flatMap((type) => methodsOf(type).flatMap(({ method, library }): MessageHandlerFact[] => {
      const of = consumerIn(file, library, own);
      return of === undefined ? [] : [{ kind: 'message-handler', package: root, of, at: placeOf(method.node), ...(isBatch(method) ? { batch: true } : {}), ...handOff(method, file, program), reaches: reachesFrom(method.node, steps).filter(({ client }) => client !== of) }];
    })));
  }).sort((a, b) => comparePlaces(a.at, b.at));
}

/** Those with a listener's annotation; of a class with one those that handle. */
function methodsOf(type: TypeDeclaration): { readonly method: Method; readonly library: string }[] {
  const ofClass = annotationOf(type.annotations, ...Object.keys(LISTENERS));
  return type.methods.filter(({ body }) => body).flatMap((method) => {
    const listener = annotationOf(method.annotations, ...Object.keys(LISTENERS)) ?? (annotationOf(method.annotations, 'KafkaHandler', 'RabbitHandler') ? ofClass : undefined);
    return listener ? [{ method, library: LISTENERS[listener.name]!.library }] : [];
  });
}

/** `executor.submit(..)`, `CompletableFuture.runAsync(..)`, unless the code waits for it. */
function handOff({ node }: Method, file: CodeFile, program: Program): Pick<MessageHandlerFact, 'handsOff'> {
  const starts = program.calls(file).find((call) => call.node.start >= node.start && call.node.end <= node.end && ((/^(?:submit|execute)$/.test(call.name) && /(?:executor|pool)\w*$/i.test(call.receiver ? textOf(call.receiver) : '')) || /^(?:runAsync|supplyAsync)$/.test(call.name)));
  return starts && !/\.(?:join|get)\(|\.acquire\(/.test(textOf(node)) ? { handsOff: placeOf(starts.node) } : {};
}

const consumerIn = (file: CodeFile, library: string, clients: readonly ClientFact[]): string | undefined => clients.find((client) => client.library === library && client.dependency === 'consumes' && client.at.file === file.path)?.id;

const isBatch = ({ parameters }: Method): boolean => parameters.some(({ type }) => /^(?:List|ConsumerRecords|Collection|Message\[\])/.test(type));
