import { formatPlace } from '../../../facts/place.js';
import type { ClientFact } from '../../../facts/types.js';
import { madeFor, type Entry } from '../../source/constructions.js';
import { placeOf, type SourceNode } from '../../source/index.js';
import { annotationOf } from '../code/model.js';
import type { Program } from '../code/program.js';
import type { Service } from '../spring/service.js';
import { waysOf, type Step } from './reach.js';
import { ROUTE_MARKS, routesIn } from './routes.js';

/** Libraries of which the code shows where clients are made, rather than what is asked of them. */
const MADE: ReadonlySet<string> = new Set(['grpc-java', 'jdbc', 'mongodb-java', 'jedis', 'lettuce', 'neo4j-java', 'aws-sdk-java-s3', 'aws-sdk-java-dynamodb', 'aws-sdk-java-sns']);
/** Configuring something that was made elsewhere says nothing of where that is kept. */
const CONFIGURES = /^(?:set[A-Z]\w*|host|url|uri|hostName|endpointOverride|addContactPoints?)$/;

const LISTENERS = ['KafkaListener', 'RabbitListener', 'RabbitHandler', 'JmsListener', 'SqsListener', 'StreamListener', 'EventListener', 'Incoming'] as const;
const MARKS = new RegExp(`${ROUTE_MARKS.source}|@(?:${LISTENERS.join('|')})\\b`);

/** Clients that are constructed again for each request or message are marked. */
export function withConstructions(program: Program, services: readonly Service[], clients: readonly ClientFact[]): readonly ClientFact[] {
  const made = new Map<string, string[]>();
  for (const { id, library, calls } of clients) if (MADE.has(library)) for (const { at } of calls) made.set(formatPlace(at), [...(made.get(formatPlace(at)) ?? []), id]);
  if (made.size === 0) return clients;
  const files = program.matching(MARKS, new Set(services.flatMap(({ module }) => [module.root, ...module.uses])));
  const ways = waysOf(program, files);
  const listening = files.flatMap((file) => file.types.flatMap(({ methods }) => methods.filter(({ annotations, body }) => body && annotationOf(annotations, ...LISTENERS))));
  const entries: Entry<SourceNode>[] = [...files.flatMap((file) => routesIn(file, program)).map(({ body }) => ({ each: 'request' as const, code: body })), ...listening.map(({ body }) => ({ each: 'message' as const, code: body! }))];
  const found = madeFor(entries, {
    calls: (node: SourceNode) => [...ways.stepsIn(node), ...ways.constructionsIn(node)],
    node: ({ node }: Step) => node,
    place: ({ node }) => placeOf(node),
    clients: ({ name, node }) => (CONFIGURES.test(name) ? [] : (made.get(formatPlace(placeOf(node))) ?? [])),
    callees: (step) => (step.isConstruction ? [] : ways.methods(step)),
  });
  return clients.map((client) => {
    const one = found.get(client.id);
    return one ? { ...client, madeFor: one } : client;
  });
}
