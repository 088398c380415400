import { ts } from 'ts-morph';
import type { Template } from '../../facts/template.js';
import { pathPattern } from './clients/pattern.js';
import { option, argument, type Source } from './clients/library.js';
import { readValue } from './engine/source.js';
import { madeAt } from './evaluate/reference.js';
import { plainText, signature, textOf, type Call, type Reference } from './evaluate/value.js';
import type { Listener } from './package-facts.js';
import type { Program } from './program.js';
import { placeOf } from './source/module.js';
import { walk } from './source/syntax.js';

/** How a package starts to listen: the call, and where its port stands. */
interface Server {
  readonly packages: readonly string[];
  readonly path: string;
  readonly port: readonly Source[];
}

const PORT = [option('port'), argument(0)];

const servers: readonly Server[] = [
  { packages: ['express', 'koa', 'fastify', '@hapi/hapi', 'restify', 'polka', 'hono', 'connect', 'json-server', 'socket.io', 'apollo-server', '@apollo/server', 'http', 'https', 'http2', 'net', 'spdy', 'uWebSockets.js', 'graphql-yoga'], path: '.**.{listen,listenAsync}()', port: PORT },
  { packages: ['@nestjs/core'], path: '.NestFactory.create().**.listen()', port: PORT },
  { packages: ['@nestjs/core'], path: '.NestFactory.createMicroservice()', port: [option('options.port', 1), option('options.url', 1)] },
  { packages: ['@grpc/grpc-js', 'grpc'], path: '.Server().{bindAsync,bind}()', port: [argument(0)] },
  { packages: ['@hono/node-server'], path: '.serve()', port: [option('port')] },
  { packages: ['@hapi/hapi'], path: '.{server,Server}()', port: [option('port')] },
  { packages: ['@apollo/server'], path: '.startStandaloneServer()', port: [option('listen.port', 1)] },
  { packages: ['ws'], path: '.{Server,WebSocketServer}()', port: [option('port')] },
  { packages: [''], path: '.{Bun,Deno}.serve()', port: [option('port')] },
];

/** Every port that the code listens on, with the package whose code it is. */
export function listenersOf(program: Program): Listener[] {
  const found: Listener[] = [];
  for (const { source, path } of program.modules) {
    walk(source, (node) => {
      if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
      const made = madeAt(program.context, node);
      const port = made ? knownServer(program, made.reference, made.call) : likelyServer(program, node);
      if (port && !isForItself(port, node)) found.push({ package: program.tree.manifests.of(path)?.root ?? '.', port, at: placeOf(node), ...(made && isPlainHttp(made.reference, source) ? { http: true } : {}) });
    });
  }
  return found;
}

/** Frameworks that listen by Node.js' `http` and set none of its limits; Fastify sets its own, below Nest as well. */
const PLAIN_HTTP: ReadonlySet<string> = new Set(['http', 'express', 'koa', 'connect', 'polka', 'restify', '@nestjs/core']);

const isPlainHttp = (reference: Reference, source: ts.SourceFile): boolean =>
  PLAIN_HTTP.has(reference.package) && !signature(reference).includes('createMicroservice') && !(reference.package === '@nestjs/core' && /fastify/i.test(source.text));

function knownServer(program: Program, reference: Reference, call: Call): Template | undefined {
  const server = servers.find((s) => s.packages.includes(reference.package) && pathPattern(s.path).test(signature(reference)));
  if (!server) return undefined;
  for (const source of server.port) {
    const found = readValue(program.context, call, source);
    const text = found && textOf(found.value);
    if (text) return portPart(text);
  }
  // It listens, but nobody can tell where.
  return [{ unknown: 'port' }];
}

/** `app.listen(3000)` where nobody can tell what `app` is: the name and a port together are enough. */
function likelyServer(program: Program, node: ts.CallExpression | ts.NewExpression): Template | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression) || node.expression.name.text !== 'listen') return undefined;
  if (!/(?:^|\.)\w*(?:app|server|http|api)\w*$/i.test(node.expression.expression.getText())) return undefined;
  if (program.context.value(node.expression, program.context.root).kind !== 'opaque') return undefined;
  const first = node.arguments[0] && program.context.value(node.arguments[0], program.context.root);
  const text = first && textOf(first);
  return text && (first.kind === 'number' || plainText(first) === undefined) ? text : undefined;
}

/** Any port that is free (0), on an address that only this host reaches: the program talks to itself. Elsewhere it may tell a registry which it got. */
const isForItself = ([part, ...rest]: Template, { arguments: given }: ts.CallExpression | ts.NewExpression): boolean =>
  part !== undefined && 'text' in part && rest.length === 0 && part.text === '0' && (given ?? []).some((argument) => /^(?:["'`](?:127\.0\.0\.1|localhost|::1)["'`]$|\{[^]*\bhost:\s*["'`](?:127\.|localhost))/.test(argument.getText()));

/** `0.0.0.0:50051` and `[::]:${PORT}` listen on what follows the last colon. */
function portPart(template: Template): Template {
  const [first, ...rest] = template;
  if (!first || !('text' in first)) return template;
  const colon = first.text.lastIndexOf(':');
  return colon === -1 ? template : [...(first.text.length > colon + 1 ? [{ text: first.text.slice(colon + 1) }] : []), ...rest];
}
