import type { Template } from '../../facts/template.js';
import type { ClientFact, ClientMeaning, ClientSetting } from '../../facts/types.js';
import { comparePlaces } from '../../facts/place.js';
import { unlessLimited } from '../source/abandoned.js';
import { through, withReply } from '../source/replies.js';
import { textIn } from '../source/index.js';
import { jdbcUrlSettings } from './spring/jdbc-url.js';
import { factoryTimeout, namedBreaker, namedCondition, namedRetries, namedTimeout } from './spring/named.js';
import { propertySettings } from './spring/properties.js';
import { ACTIVEMQ, KAFKA, MAIL, RABBIT } from './spring/starters.js';
import { settingOf, type Service } from './spring/service.js';
import { codeClients, type CodeClient } from './code/clients.js';
import { declaredClients } from './code/declared.js';
import type { Program } from './code/program.js';
import type { reachedFiles } from './code/reached.js';

/** The cloud's own service, unless the environment sets what stands in for it. */
const aws = (service: string): Template => [{ env: `AWS_ENDPOINT_URL_${service.toUpperCase()}`, fallback: [{ env: 'AWS_ENDPOINT_URL', fallback: [{ property: `spring.cloud.aws.${service}.endpoint`, fallback: [{ property: 'spring.cloud.aws.endpoint' }] }] }] }];

/** Where the clients of a protocol lead whose address no line of code says. */
const BY_PROTOCOL: Readonly<Record<string, { readonly target: Template; readonly means: ClientMeaning }>> = {
  smtp: { target: MAIL, means: { technology: 'smtp' } },
  ...Object.fromEntries(['s3', 'dynamodb', 'sns', 'sqs'].map((service) => [service, { target: aws(service), means: { technology: service } }])),
  kafka: { target: KAFKA, means: { technology: 'kafka' } },
  amqp: { target: RABBIT, means: { technology: 'rabbitmq' } },
  openwire: { target: ACTIVEMQ, means: { technology: 'activemq' } },
};

/** Libraries that one product's servers are asked with. */
const PRODUCTS: Readonly<Record<string, ClientMeaning>> = { 'keycloak-admin': { role: 'identity', technology: 'keycloak' } };

/** Clients that code uses, as facts of the services that run the code; calls of one client to one target are one fact. */
export function codeFacts(program: Program, services: readonly Service[], reached: Reached): ClientFact[] {
  const all = [...codeClients(program), ...declaredClients(program)];
  // Who sets the mail server's host in code sends to that one.
  const hosts = new Set(all.flatMap(({ protocol, target, module }) => (protocol === 'smtp' && target ? [module] : [])));
  const found = all.filter(({ protocol, target, module }) => protocol !== 'smtp' || target !== undefined || !hosts.has(module));
  const groups = new Map<string, CodeClient[]>();
  for (const client of found) {
    const key = [client.module, client.at.file, client.library, client.dependency, JSON.stringify(client.target ?? null)].join('\u0000');
    groups.set(key, [...(groups.get(key) ?? []), client]);
  }
  return withoutGuesses([...groups.values()].flatMap((same) => toFact(same, services, program, reached)));
}

/** An address that nobody knows says nothing where another client of the same library in the same service has one. */
function withoutGuesses(clients: readonly ClientFact[]): ClientFact[] {
  const isGuess = ({ targets, dependency }: ClientFact) => dependency !== 'calls' && targets.length > 0 && targets.every((target) => target.every((part) => 'unknown' in part || ('text' in part && /^\W*$/.test(part.text))));
  return clients.filter((client) => !isGuess(client) || !clients.some((other) => other.library === client.library && other.targets.length > 0 && !isGuess(other) && client.packages.every((root) => other.packages.includes(root))));
}

/** What an annotation of Resilience4j names is written in the configuration. */
function namedIn(service: Service, { name, value }: ClientSetting, program: Program): ClientSetting[] {
  const called = 'unknown' in value ? /^"([^"]*)"$/.exec(value.unknown)?.[1] : undefined;
  if (called === undefined) return [];
  if (name === 'breakerMinimumCalls' || name === 'breakerTimeout') {
    if (isCustomized(service, program, /\b(?:CircuitBreaker|TimeLimiter)Config\w*\b|\bResilience4J\w*Builder\b/)) return [];
    return name === 'breakerTimeout' ? factoryTimeout(service, called, value.at) : namedBreaker(service, called, value.at);
  }
  if (name === 'retryCondition') return isCustomized(service, program, /\bRetryConfig(?:Customizer)?\b/) ? [] : namedCondition(service, called);
  return name === 'retriesOnCall' ? namedRetries(service, called) : name === 'timeoutOnCall' ? namedTimeout(service, called) : [];
}

/** Code may configure it, too. */
const isCustomized = ({ module: { root, uses } }: Service, program: Program, mark: RegExp): boolean => program.matching(mark, new Set([root, ...uses])).length > 0;

/** Who sets these may put the breaker around the retry. */
const ORDERS = ['resilience4j.retry.retry-aspect-order', 'resilience4j.circuitbreaker.circuit-breaker-aspect-order'];

/** What the code says wins over what the configuration says; a retry that is only named is looked up there. */
function settingsOf(client: CodeClient, service: Service, repeated: readonly ClientSetting[], program: Program): ClientSetting[] {
  const reordered = ORDERS.some((key) => settingOf(service, [key]) !== undefined);
  const stated = client.settings.filter(({ name }) => !reordered || (name !== 'breakerPosition' && name !== 'unusedRetry')).flatMap((setting) => [...namedIn(service, setting, program), setting]);
  const address = client.library === 'jdbc' ? textIn(client.target ?? []) : undefined;
  const all = [...repeated, ...stated, ...(address === undefined ? [] : jdbcUrlSettings(address, client.at)), ...propertySettings(service, client.library, client.name)];
  const together = [...all, ...unlessLimited(client.abandoned ?? [], all)];
  return together.filter((setting, index) => together.findIndex(({ name }) => name === setting.name) === index);
}

type Reached = ReturnType<typeof reachedFiles>;

/** Of those that have the code on their class path the ones whose own code leads to it, where any does. */
function running(packages: readonly string[], clients: readonly CodeClient[], services: readonly Service[], reached: Reached): readonly string[] {
  if (packages.length < 2) return packages;
  const leading = packages.filter((root) => clients.some(({ at }) => reached(services.find(({ module }) => module.root === root)!.module).has(at.file)));
  return leading.length > 0 ? leading : packages;
}

function toFact(same: readonly CodeClient[], services: readonly Service[], program: Program, reached: Reached): ClientFact[] {
  const sorted = [...same].sort((a, b) => comparePlaces(a.at, b.at));
  const first = sorted[0]!;
  const runBy = (roots: readonly string[]): string[] => services.filter(({ module }) => roots.some((root) => module.root === root || module.uses.includes(root))).map(({ module }) => module.root);
  const users = runBy(first.usedIn ?? []);
  const packages = running(users.length > 0 ? users : runBy([first.module]), sorted, services, reached);
  const usual = Object.hasOwn(BY_PROTOCOL, first.protocol) ? BY_PROTOCOL[first.protocol] : undefined;
  const target = first.target ?? usual?.target;
  if (packages.length === 0) return [];
  const soft = sorted.every(({ softAt }) => softAt !== undefined) ? first.softAt : undefined;
  const fact: ClientFact = {
    kind: 'client',
    id: `${first.at.file}:${first.at.line}:${first.at.column}:${first.library}`,
    packages,
    library: first.library,
    ...through(first.dependency, first.protocol),
    protocol: first.protocol,
    targets: target ? [target] : [],
    targetAt: first.at,
    channels: sorted.flatMap(({ channels }) => channels),
    at: first.at,
    ...(first.single ? { single: true } : {}),
    calls: sorted.flatMap(({ calls }) => calls),
    phase: first.phase && sorted.every(({ phase }) => phase === first.phase) ? first.phase : 'request',
    strength: soft ? 'soft' : 'hard',
    ...(soft ? { softAt: soft } : {}),
    ...(first.scheduled && sorted.every(({ scheduled }) => scheduled) ? { scheduled: first.scheduled } : {}),
    ...(first.pace && sorted.every(({ pace }) => pace) ? { pace: first.pace } : {}),
    settings: settingsOf(first, services.find(({ module }) => module.root === packages[0])!, sorted.every((one) => (one.repeated ?? []).length > 0) ? first.repeated! : [], program),
    ...(usual && !first.target ? { means: usual.means } : Object.hasOwn(PRODUCTS, first.library) ? { means: PRODUCTS[first.library]! } : {}),
  };
  return [withReply(fact, sorted.flatMap(({ sends }) => sends ?? []))];
}
