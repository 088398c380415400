import type { Place } from '../../../facts/place.js';
import type { Template } from '../../../facts/template.js';
import type { ClientSetting } from '../../../facts/types.js';
import { concat, placeholders, placeOf, textIn, textOf, walk, type SourceNode } from '../../source/index.js';
import type { CodeClient } from './clients.js';
import { evaluate } from './evaluate.js';
import { rawText } from './fields.js';
import type { Scope } from './scope.js';
import { annotationOf, type Annotation, type CodeFile, type Method, type TypeDeclaration } from './model.js';
import type { Program } from './program.js';
import { surroundingsOfCallers } from './surroundings.js';

/** Clients that annotations declare: Feign and HTTP interfaces, listeners of queues and topics, gRPC stubs; and routes of code. */
export function declaredClients(program: Program): CodeClient[] {
  const feign = program.files.flatMap((file) => file.types.filter((type) => annotationOf(type.annotations, 'FeignClient')).map(({ name }) => name));
  const users = program.mentioning(new Set(feign));
  return program.files.flatMap((file) => {
    const scope = { program, file };
    return [...file.types.flatMap((type) => [...httpInterface(type, scope, users.get(type.name) ?? []), ...balancers(type, scope), ...grpcStubs(type, scope), ...type.methods.flatMap((method) => listener(method, scope)), ...listenerClass(type, scope)]), ...routesInCode(scope)];
  });
}

const http = { dependency: 'calls', protocol: 'http', channels: [], settings: [] } as const;

function httpInterface(type: TypeDeclaration, scope: Scope, users: readonly CodeFile[]): CodeClient[] {
  const feign = annotationOf(type.annotations, 'FeignClient');
  const exchange = annotationOf(type.annotations, 'HttpExchange');
  const remote = annotationOf(type.annotations, 'RegisterRestClient', 'Client');
  const found = feign ?? (exchange?.values.has('url') || exchange?.values.has('value') ? exchange : undefined) ?? (type.isInterface ? remote : undefined);
  if (!found) return [];
  const target = found === feign ? feignTarget(feign, scope) : found === remote ? remoteTarget(remote!, type, scope) : attribute(found, scope, 'url', 'value');
  if (!target || target.length === 0) return [];
  const fallback = found.values.get('fallback') ?? found.values.get('fallbackFactory');
  const library = found === feign ? 'spring-cloud-openfeign' : found === exchange ? 'spring-http-interface' : 'microprofile-rest-client';
  const name = textIn(attribute(found, scope, 'contextId', 'name', 'value', 'configKey') ?? []);
  const usedIn = users.some((file) => file !== scope.file && file.module === scope.file.module) ? [] : [...new Set(users.map((file) => file.module))].filter((module) => module !== scope.file.module);
  return [{ ...http, module: scope.file.module, ...(usedIn.length > 0 ? { usedIn } : {}), ...(name ? { name } : {}), library, target, at: found.at, calls: type.methods.map((method) => ({ at: placeOf(method.node), ...verbOf(method), function: method.name })), ...surroundingsOfCallers(type, users, scope.program), ...(fallback ? { softAt: placeOf(fallback) } : {}) }];
}

/**
 * `url` where it is given and known; else the name, which the registry resolves, or a list of servers in the configuration.
 * An empty `url` counts as none. https://docs.spring.io/spring-cloud-openfeign/reference/spring-cloud-openfeign.html
 */
function feignTarget(feign: Annotation, scope: Scope): Template | undefined {
  const url = attribute(feign, scope, 'url');
  const name = attribute(feign, scope, 'name', 'value', 'serviceId');
  if (url && url.length > 0) return /^\w+:\/\/|^$/.test(leadingText(url)) ? orByName(url, textIn(name ?? [])) : concat([{ text: 'http://' }], url);
  const plain = name && textIn(name)?.replace(/^https?:\/\//, '');
  if (!name || plain === undefined) return name && concat([{ text: 'http://' }], name);
  return [{ property: `${plain}.ribbon.listOfServers`, fallback: [{ property: `spring.cloud.discovery.client.simple.instances.${plain}[0].uri`, fallback: [{ text: `http://${plain}/` }] }] }];
}

/** `url = "${cart.url}"`, where nobody committed the property, still names the client as what it calls. */
function orByName(url: Template, name: string | undefined): Template {
  const [only, ...rest] = url;
  const left = only && 'property' in only && (only.fallback === undefined || only.fallback.every((part) => 'text' in part && part.text === ''));
  return left && rest.length === 0 && name !== undefined && /^[\w.-]+$/.test(name) ? [{ property: only.property, fallback: [{ text: `http://${name}/` }] }] : url;
}

/** `@RibbonClient("cart")` sets up a client's own balancer, whoever the code then asks through it; `@RibbonClients({...})` several. */
function balancers(type: TypeDeclaration, scope: Scope): CodeClient[] {
  return type.annotations.filter(({ name }) => /^(?:Ribbon|LoadBalancer)Clients?$/.test(name)).flatMap((annotation) => {
    const value = annotation.values.get('value');
    const several = value && annotation.name.endsWith('s') ? [...textOf(value).matchAll(/Client\(\s*(?:(?:name|value)\s*=\s*)?"([\w.-]+)"/g)].map(([, name]) => name!) : [];
    const names = annotation.name.endsWith('s') ? several : [textIn(attribute(annotation, scope, 'name', 'value') ?? [])];
    return names.flatMap((name): CodeClient[] => (name ? [{ ...http, module: scope.file.module, library: 'spring-cloud-loadbalancer', target: [{ property: `${name}.ribbon.listOfServers`, fallback: [{ text: `http://${name}/` }] }], at: annotation.at, calls: [] }] : []));
  });
}

/** MicroProfile's `baseUri`, or the property that its key or class names; Micronaut's `@Client("orders")`. */
function remoteTarget(annotation: Annotation, type: TypeDeclaration, scope: Scope): Template | undefined {
  if (annotation.name === 'Client') {
    const name = attribute(annotation, scope, 'value', 'id');
    const text = name && textIn(name);
    return text !== undefined && /^[\w-]+$/.test(text) ? [{ property: `micronaut.http.services.${text}.url`, fallback: [{ text: `http://${text}/` }] }] : name;
  }
  const key = textIn(attribute(annotation, scope, 'configKey') ?? []) || type.name;
  const base = attribute(annotation, scope, 'baseUri');
  const names = [`quarkus.rest-client.${key}.url`, `quarkus.rest-client."${key}".url`, `${key}/mp-rest/url`, `${key}/mp-rest/uri`];
  return names.reduceRight<Template | undefined>((fallback, name) => [{ property: name, ...(fallback ? { fallback } : {}) }], base);
}

function attribute(annotation: Annotation, scope: Scope, ...names: readonly string[]): Template | undefined {
  const node = names.map((name) => annotation.values.get(name)).find((found) => found !== undefined);
  return node && annotationText(node, scope);
}

/** Annotations hold constants with placeholders: `"${x}"`, `URL + "/a"`. */
function annotationText(node: SourceNode, scope: Scope): Template {
  if (node.type === 'string_literal') return placeholders(rawText(node, scope));
  return concat(...evaluate(node, scope).map((part): Template => ('text' in part ? placeholders(part.text) : [part])));
}

const leadingText = (template: Template): string => (template[0] && 'text' in template[0] ? template[0].text : '');

function verbOf(method: Method): { readonly method?: string } {
  const mapping = method.annotations.find(({ name }) => /^(?:Get|Post|Put|Delete|Patch)(?:Mapping|Exchange)$|^(?:GET|POST|PUT|DELETE|PATCH)$|^(?:Get|Post|Put|Delete|Patch)$/.test(name));
  if (mapping) return { method: mapping.name.replace(/Mapping|Exchange/, '').toUpperCase() };
  const written = annotationOf(method.annotations, 'RequestMapping')?.values.get('method');
  const verb = written && /(GET|POST|PUT|DELETE|PATCH)/.exec(textOf(written))?.[1];
  return verb ? { method: verb } : {};
}

function grpcStubs(type: TypeDeclaration, scope: Scope): CodeClient[] {
  return [...type.fields.values()].flatMap((field): CodeClient[] => {
    const stub = annotationOf(field.annotations, 'GrpcClient');
    const name = stub && textIn(attribute(stub, scope, 'value') ?? []);
    if (!stub || !name) return [];
    return [{ ...http, protocol: 'grpc', module: scope.file.module, library: 'grpc-java', at: stub.at, calls: [], target: [{ property: `grpc.client.${name}.address`, fallback: [{ property: `quarkus.grpc.clients.${name}.host`, fallback: [{ text: name }] }] }] }];
  });
}

/** Annotations of methods that messages are given to. */
export const LISTENERS: Readonly<Record<string, { readonly library: string; readonly protocol: string; readonly channel: readonly string[]; readonly dependency?: 'publishes' }>> = {
  KafkaListener: { library: 'spring-kafka', protocol: 'kafka', channel: ['topics', 'value'] },
  RabbitListener: { library: 'spring-amqp', protocol: 'amqp', channel: ['queues', 'queuesToDeclare', 'bindings'] },
  JmsListener: { library: 'spring-jms', protocol: 'openwire', channel: ['destination'] },
  SqsListener: { library: 'spring-cloud-aws', protocol: 'sqs', channel: ['value'] },
};

function listener(method: Method, scope: Scope): CodeClient[] {
  return method.annotations.flatMap((annotation) => [...consumer(annotation, scope), ...daprTopic(annotation, scope)]);
}

const listenerClass = (type: TypeDeclaration, scope: Scope): CodeClient[] => type.annotations.flatMap((annotation) => consumer(annotation, scope));

/** `@Topic(name = "orders", pubsubName = "shop-bus")`: the sidecar hands the program the messages of a broker's component. */
function daprTopic(annotation: Annotation, scope: Scope): CodeClient[] {
  const [pubsub, topic] = [attribute(annotation, scope, 'pubsubName'), attribute(annotation, scope, 'name')];
  return annotation.name === 'Topic' && pubsub && topic ? [{ module: scope.file.module, library: 'dapr', dependency: 'consumes', protocol: 'dapr', target: pubsub, channels: [topic], at: annotation.at, calls: [], settings: [] }] : [];
}

function consumer(annotation: Annotation, scope: Scope): CodeClient[] {
  const kind = Object.hasOwn(LISTENERS, annotation.name) ? LISTENERS[annotation.name] : undefined;
  if (!kind) return [];
  const channels = kind.channel.flatMap((name) => {
    const node = annotation.values.get(name);
    const literals = node ? [...walk(node)].filter((n) => n.type === 'string_literal') : [];
    // `queues = Queues.ORDERS`.
    return literals.length === 0 && node && /^[\w.]+$/.test(textOf(node)) ? [evaluate(node, scope)] : literals.map((n) => annotationText(n, scope));
  });
  return [{ module: scope.file.module, library: kind.library, dependency: kind.dependency ?? 'consumes', protocol: kind.protocol, target: undefined, channels, at: annotation.at, calls: [], settings: annotation.name === 'KafkaListener' ? listenerSettings(annotation, scope) : [] }];
}

/** How many consumers the listener starts, and in which group; what is filled in when it runs is nobody's to know. */
function listenerSettings(annotation: Annotation, scope: Scope): ClientSetting[] {
  const read = (name: string): { readonly text?: string; readonly source: string; readonly at: Place } | undefined => {
    const node = annotation.values.get(name);
    const text = node && textIn(annotationText(node, scope));
    return node && { ...(text !== undefined && !text.includes('#{') ? { text } : {}), source: textOf(node), at: placeOf(node) };
  };
  const [concurrency, group] = [read('concurrency'), read('groupId') ?? read('id')];
  return [
    ...(concurrency ? [{ name: 'consumerConcurrency', value: /^\d+$/.test(concurrency.text ?? '') ? { value: Number(concurrency.text), at: concurrency.at } : { unknown: concurrency.source, at: concurrency.at } }] : []),
    ...(group ? [{ name: 'consumerGroup', value: group.text === undefined ? { unknown: group.source, at: group.at } : { value: group.text, at: group.at } }] : []),
  ];
}

/** `routes.route(r -> r.path("/a/**").uri("lb://a"))` of Spring Cloud Gateway, `http("http://a")` and `lb("a")` of the one for servlets. */
function routesInCode(scope: Scope): CodeClient[] {
  const servlet = scope.file.text.includes('gateway.server.mvc');
  if (!servlet && !scope.file.text.includes('RouteLocator')) return [];
  return scope.program.calls(scope.file).flatMap((call): CodeClient[] => {
    const balanced = servlet && call.name === 'lb';
    if (!(call.name === 'uri' || balanced || (servlet && call.name === 'http')) || !call.arguments[0]) return [];
    const target = concat(balanced ? [{ text: 'http://' }] : [], evaluate(call.arguments[0], scope));
    return /^\w+:\/\//.test(leadingText(target)) || target.some((part) => 'property' in part) ? [{ ...http, dependency: 'routes', module: scope.file.module, library: 'spring-cloud-gateway', target, at: placeOf(call.node), calls: [] }] : [];
  });
}
