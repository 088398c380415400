import { comparePlaces, type Place } from '../../../facts/place.js';
import type { ClientFact, FallbackFact, HandlerReach, LockFact, TransactionFact } from '../../../facts/types.js';
import { placeOf, textIn, textOf, type SourceNode } from '../../source/index.js';
import { reachesFrom } from '../../source/reach.js';
import { evaluate } from '../code/evaluate.js';
import { FACTORY } from '../code/breakers.js';
import { annotationOf, type Annotation, type CodeFile, type Method, type TypeDeclaration } from '../code/model.js';
import type { Program } from '../code/program.js';
import type { Service } from '../spring/service.js';
import { LOCK_MARKS, locksIn } from './locks.js';
import { stepsOf, waysOf } from './reach.js';

const MARKS = new RegExp(`@Transactional\\b|${FACTORY}|\\bfallbackMethod\\b|@FeignClient\\b[^)]*\\bfallback\\b|${LOCK_MARKS.source}`);

/** Transactions, locks and fallbacks of the code, for the service that it is of; of a library's code, for each that uses it. */
export function stretchFacts(program: Program, services: readonly Service[], clients: readonly ClientFact[]): (TransactionFact | LockFact | FallbackFact)[] {
  const started = new Set(services.map(({ module }) => module.root));
  const ways = waysOf(program, program.matching(MARKS, new Set(services.flatMap(({ module }) => [module.root, ...module.uses]))));
  return services.flatMap(({ module: { root, uses } }) => {
    const files = program.matching(MARKS, new Set([root, ...uses.filter((used) => !started.has(used))]));
    if (files.length === 0) return [];
    const steps = stepsOf(program, ways, clients.filter(({ packages }) => packages.includes(root)));
    const reach: Reach = (node) => reachesFrom(node, steps);
    const sites = files.flatMap((file) => file.types.flatMap((type) => type.methods.map((method) => ({ method, type, file }))));
    const locks = files.flatMap((file) => locksIn(file, program)).map(({ at, code }): LockFact => ({ kind: 'lock', package: root, at: placeOf(at), reaches: reach(code) })).filter(({ reaches }) => reaches.length > 0);
    return [...locks, ...sites.flatMap((site) => transactionsAt(site, root, reach)), ...sites.flatMap((site) => fallbacksAt(site, root, reach, program)), ...files.flatMap((file) => runFallbacks(file, root, reach, program)), ...files.flatMap((file) => file.types.flatMap((type) => feignFallbacks(type, root, reach, program, clients)))];
  });
}

type Reach = (node: SourceNode) => readonly HandlerReach[];

interface Site {
  readonly method: Method;
  readonly type: TypeDeclaration;
  readonly file: CodeFile;
}

/** Spring's, Jakarta's and Micronaut's `@Transactional`, of the method or of its class. */
function transactionsAt({ method, type }: Site, root: string, reach: Reach): TransactionFact[] {
  const annotation = annotationOf(method.annotations, 'Transactional') ?? (method.isConstructor ? undefined : annotationOf(type.annotations, 'Transactional'));
  if (!annotation || !method.body || !opens(annotation)) return [];
  const reaches = reach(method.body);
  return reaches.length === 0 ? [] : [{ kind: 'transaction', package: root, at: annotation.at, reaches }];
}

/** A propagation that suspends or forbids a transaction, or only joins one, opens none. */
const opens = ({ values }: Annotation): boolean => ![...values.values()].some((value) => /\b(?:NOT_SUPPORTED|NEVER|SUPPORTS)\b/.test(textOf(value)));

/** `fallbackMethod` of Resilience4j and Hystrix names a method of the same class. */
function fallbacksAt({ method, type, file }: Site, root: string, reach: Reach, program: Program): FallbackFact[] {
  const named = method.annotations.map(({ values }) => values.get('fallbackMethod')).find((value) => value !== undefined);
  const name = named && textIn(evaluate(named, { program, file }));
  if (name === undefined || !method.body) return [];
  const primary = reach(method.body);
  return type.methods.filter((other) => other.name === name && other.body).flatMap((other) => standIns(primary, placeOf(other.node), reach(other.body!), root));
}

/** `factory.create(id).run(() -> call, failure -> instead)` of Spring Cloud. */
const runFallbacks = (file: CodeFile, root: string, reach: Reach, program: Program): FallbackFact[] =>
  (file.text.includes(FACTORY) ? program.calls(file) : []).flatMap(({ name, receiver, arguments: [call, instead, ...more], node }) =>
    name === 'run' && receiver && call && instead && more.length === 0 ? standIns(reach(call), placeOf(node), reach(instead), root) : [],
  );

/** `@FeignClient(fallback = Popular.class)`: the method of that class for each of the interface. */
function feignFallbacks(type: TypeDeclaration, root: string, reach: Reach, program: Program, clients: readonly ClientFact[]): FallbackFact[] {
  const named = annotationOf(type.annotations, 'FeignClient')?.values.get('fallback');
  const instead = named && program.type(textOf(named).replace(/(?:::|\.)class(?:\.java)?$/, ''), type.file);
  if (!instead) return [];
  return type.methods.flatMap((method) => {
    const at = placeOf(method.node);
    const primary = clients.filter(({ packages, calls }) => packages.includes(root) && calls.some((call) => comparePlaces(call.at, at) === 0)).map(({ id }) => ({ client: id, path: [at] }));
    return instead.methods.filter((other) => other.name === method.name && other.body).flatMap((other) => standIns(primary, placeOf(other.node), reach(other.body!), root));
  });
}

function standIns(primary: readonly HandlerReach[], at: Place, reaches: readonly HandlerReach[], root: string): FallbackFact[] {
  if (reaches.length === 0) return [];
  return primary.map(({ client, path }): FallbackFact => ({ kind: 'fallback', package: root, at, of: { client, at: path[0]! }, reaches })).sort((a, b) => comparePlaces(a.of.at, b.of.at));
}
