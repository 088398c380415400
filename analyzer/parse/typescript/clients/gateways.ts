import { argument, connectTimeout, option, pool, retries, signal, timeout, type Library } from './library.js';

/** Servers that hand requests on: proxies, GraphQL gateways, and the typed clients that are made from links to a server. */

const http = { kind: 'calls', protocol: 'http' } as const;
/** Without a list in the options, the package serves its own schema. */
const subgraphs = { ...http, certain: true } as const;
const PROXY_LIMITS = [timeout('undici.headersTimeout'), timeout('undici.bodyTimeout'), timeout('http.requestOptions.timeout'), timeout('http2.requestTimeout'), pool('undici.connections'), retries('retriesCount'), retries('replyOptions.retriesCount')];

export const gatewayLibraries: readonly Library[] = [
  { ...http, id: 'http-proxy-node', packages: ['http-proxy', 'http-proxy-middleware'], make: ['.{createProxyServer,createServer,createProxyMiddleware,legacyCreateProxyMiddleware}()', '()'], target: [option('target'), argument(0)], members: option('router'), settings: [timeout('proxyTimeout'), timeout('timeout')] },
  { ...http, id: 'http-proxy-node', packages: ['express-http-proxy', 'koa-proxies'], make: ['()'], target: [option('target'), argument(0)], settings: [timeout('proxyTimeout'), timeout('timeout')] },
  { ...http, id: 'fastify-reply-from', packages: ['@fastify/http-proxy', 'fastify-http-proxy'], make: ['()'], target: [option('upstream')], settings: PROXY_LIMITS },
  // Without a base the address stands in each reply.
  { ...http, id: 'fastify-reply-from', certain: true, packages: ['@fastify/reply-from', 'fastify-reply-from'], make: ['()'], target: [option('base')], settings: PROXY_LIMITS },
  { ...subgraphs, id: 'node-fetch', packages: ['@apollo/gateway'], make: ['.IntrospectAndCompose()'], members: option('subgraphs') },
  { ...subgraphs, id: 'node-fetch', packages: ['@apollo/gateway'], make: ['.ApolloGateway()'], members: option('serviceList') },
  { ...subgraphs, id: 'node-fetch', packages: ['@apollo/gateway'], make: ['.RemoteGraphQLDataSource()'], target: [option('url')] },
  { ...subgraphs, id: 'undici', packages: ['mercurius', '@mercuriusjs/gateway'], make: ['()'], members: option('gateway.services') },
  { ...subgraphs, id: 'node-fetch-global', packages: ['@graphql-tools/executor-http', '@graphql-tools/url-loader'], make: ['.buildHTTPExecutor()'], target: [option('endpoint')], settings: [timeout('timeout'), retries('retry')] },
  { ...subgraphs, id: 'node-fetch-global', packages: ['@graphql-tools/url-loader'], make: ['.UrlLoader()'], operations: [{ path: '.{load,loadAsync,loadSync}()', url: [argument(0)], method: { is: 'POST' } }] },
  { ...subgraphs, id: 'node-fetch-global', packages: ['@graphql-tools/load'], operations: [{ path: '.{loadSchema,loadSchemaSync,loadTypedefs,loadTypedefsSync}()', url: [argument(0)], method: { is: 'POST' } }] },
  { ...http, id: 'node-fetch-global', certain: true, packages: ['@trpc/client'], make: ['.{createTRPCClient,createTRPCProxyClient,createTRPCUntypedClient}()'], over: [option('links')], operations: [{ path: '.**.{query,mutate,subscribe}()' }] },
  { ...http, id: 'node-fetch-global', packages: ['@trpc/client'], make: ['.{httpLink,httpBatchLink,httpBatchStreamLink,unstable_httpBatchStreamLink,httpSubscriptionLink}()'], target: [option('url')], settings: [signal()] },
  { ...http, id: 'node-fetch-global', protocol: 'websocket', packages: ['@trpc/client'], make: ['.createWSClient()'], target: [option('url')], settings: [connectTimeout('connectionTimeoutMs')] },
];
