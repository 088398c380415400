import { argument, attempts, connectTimeout, hostPort, option, pool, retries, setting, signal, timeout, type Library, type Operation, type Setting, type Source } from './library.js';

const URL_THEN_OPTIONS = '{get,delete,head,options,patch,post,put}';

/** `client.get(url, options)` and `client(url, options)`, bodies inside the options. */
const requests = (settings: readonly Setting[]): readonly Operation[] => [
  { path: `.${URL_THEN_OPTIONS}()`, url: [argument(0)], method: 'name', settings },
  { path: '()', url: [argument(0), option('url')], method: option('method'), settings },
];

/** An agent that several clients may be given: https://nodejs.org/api/http.html#new-agentoptions */
const agent = (...paths: readonly string[]): readonly Setting[] => paths.flatMap((path) => [setting('sharedConnections', `${path}.maxTotalSockets`, 'count'), setting('connectionsPerHost', `${path}.maxSockets`, 'count')]);

/** Timeout and signal among the options of one call. */
const axiosCall = (index: number): readonly Setting[] => [timeout('timeout', index), signal(index), ...agent('httpAgent', 'httpsAgent')];

const AXIOS_OPERATIONS: readonly Operation[] = [
  { path: '.{get,delete,head,options}()', url: [argument(0)], method: 'name', settings: axiosCall(1) },
  { path: '.{post,put,patch,postForm,putForm,patchForm}()', url: [argument(0)], method: 'name', settings: axiosCall(2) },
  { path: '.request()', url: [option('url', 0)], method: option('method', 0), settings: axiosCall(0) },
  { path: '()', url: [option('url', 0), argument(0)], method: option('method'), settings: [timeout('timeout'), signal()] },
];

const gotSettings: readonly Setting[] = [timeout('timeout.request'), timeout('timeout.response'), timeout('timeout'), connectTimeout('timeout.connect'), retries('retry.limit'), retries('retry'), setting('retryCondition', 'retry.statusCodes', 'statuses'), signal(), ...agent('agent.http', 'agent.https')];
const kySettings: readonly Setting[] = [timeout('timeout'), retries('retry.limit'), retries('retry'), setting('retryCondition', 'retry.statusCodes', 'statuses'), signal()];
const fetchCall: readonly Setting[] = [signal(1), timeout('timeout', 1), ...agent('agent')];
const undiciSettings: readonly Setting[] = [timeout('headersTimeout'), connectTimeout('connect.timeout'), connectTimeout('connectTimeout'), pool('connections')];
const requestSettings: readonly Setting[] = [timeout('timeout'), pool('pool.maxSockets')];
const nodeHttpTarget = [argument(0), hostPort('hostname', 'port', 80), hostPort('host', 'port', 80)];

const limitOf = (source: Source): Setting => ({ name: 'timeoutOnCall', source, as: 'limit' });
const SUPERAGENT_CHAIN = { timeout: [limitOf(option('deadline')), limitOf(option('response')), limitOf(argument(0))], retry: [{ name: 'retriesOnCall', source: argument(0), as: 'count' } as const] };

const http = { kind: 'calls', protocol: 'http' } as const;

export const httpLibraries: readonly Library[] = [
  { ...http, id: 'node-fetch-global', packages: [''], operations: [{ path: '.fetch()', url: [argument(0)], method: option('method', 1), settings: fetchCall }] },
  { ...http, id: 'node-fetch', packages: ['node-fetch', 'cross-fetch', 'isomorphic-fetch', 'make-fetch-happen'], operations: [{ path: '{,.fetch}()', url: [argument(0)], method: option('method', 1), settings: fetchCall }] },
  {
    ...http, id: 'axios', packages: ['axios'], make: ['.create()', '.Axios()'], direct: true, types: { '.AxiosInstance': '.create()' }, defaults: '.defaults',
    target: [option('baseURL')], settings: [timeout('timeout'), pool('httpAgent.maxSockets'), ...agent('httpAgent', 'httpsAgent')], operations: AXIOS_OPERATIONS,
  },
  {
    ...http, id: 'nestjs-axios', packages: ['@nestjs/axios'], make: ['.HttpModule.{register,registerAsync}()', '.HttpService()'],
    target: [option('baseURL')], settings: [timeout('timeout')],
    operations: AXIOS_OPERATIONS.filter((o) => o.path !== '()').map((o) => ({ ...o, path: `{,.axiosRef}${o.path}` })),
  },
  { ...http, id: 'got', packages: ['got'], make: ['.extend()'], direct: true, types: { '.Got': '.extend()' }, target: [option('prefixUrl')], settings: gotSettings, operations: requests(gotSettings) },
  { ...http, id: 'ky', packages: ['ky', 'ky-universal'], make: ['.{create,extend}()'], direct: true, types: { '.KyInstance': '.create()' }, target: [option('prefixUrl'), option('prefix'), option('baseUrl')], settings: kySettings, operations: requests(kySettings) },
  { ...http, id: 'ofetch', packages: ['ofetch'], make: ['.{ofetch,$fetch}.create()'], direct: true, target: [option('baseURL')], settings: [timeout('timeout'), retries('retry'), signal()], operations: [{ path: '{.ofetch,.$fetch,}()', url: [argument(0)], method: option('method', 1), settings: [timeout('timeout', 1), retries('retry', 1), signal(1)] }] },
  { ...http, id: 'superagent', packages: ['superagent'], make: ['.agent()'], direct: true, operations: [{ path: '.{get,post,put,patch,delete,del,head}()', url: [argument(0)], method: 'name', chained: SUPERAGENT_CHAIN }] },
  {
    ...http, id: 'request', packages: ['request', 'request-promise', 'request-promise-native', 'requestretry', '@cypress/request', 'postman-request'], make: ['.defaults()'], direct: true, target: [option('baseUrl')], settings: requestSettings,
    operations: [
      { path: '.{get,head,options,post,put,patch,del,delete}()', url: [option('url'), option('uri'), argument(0)], method: 'name', settings: requestSettings },
      { path: '()', url: [option('url'), option('uri'), argument(0)], method: option('method'), settings: requestSettings },
    ],
  },
  { ...http, id: 'needle', packages: ['needle'], operations: [{ path: '.{get,head,delete}()', url: [argument(0)], method: 'name', settings: [timeout('timeout', 1), timeout('response_timeout', 1), connectTimeout('open_timeout', 1)] }, { path: '.{post,put,patch}()', url: [argument(0)], method: 'name', settings: [timeout('timeout', 2), timeout('response_timeout', 2)] }, { path: '()', url: [argument(1)], method: argument(0), settings: [timeout('timeout', 3)] }] },
  {
    ...http, id: 'undici', packages: ['undici'], make: ['.{Client,Pool,Agent}()'], direct: true, target: [argument(0)], settings: undiciSettings,
    operations: [{ path: '.{request,stream,pipeline,fetch}()', url: [argument(0), option('path', 0)], method: option('method'), settings: [...undiciSettings, signal(1)] }],
  },
  {
    ...http, id: 'node-http', packages: ['http', 'https', 'follow-redirects'],
    operations: [{ path: '{,.http,.https}.{get,request}()', url: nodeHttpTarget, method: option('method'), settings: [timeout('timeout'), signal(), ...agent('agent')], chained: { setTimeout: [limitOf(argument(0))] } }],
  },
  { ...http, id: 'graphql-request', packages: ['graphql-request'], make: ['.GraphQLClient()'], direct: true, target: [argument(0)], settings: [signal(1)], operations: [{ path: '.{request,rawRequest}()', url: [argument(0)], method: { is: 'POST' } }] },
  { ...http, id: 'apollo-client', packages: ['@apollo/client', 'apollo-link-http'], make: ['.{HttpLink,createHttpLink}()'], target: [option('uri')] },
  { ...http, id: 'apollo-datasource-rest', packages: ['@apollo/datasource-rest', 'apollo-datasource-rest'], make: ['.RESTDataSource()'], target: [option('baseURL')], operations: [{ path: '.{get,post,put,patch,delete}()', url: [argument(0)], method: 'name' }] },
  {
    ...http, id: 'grpc-js', protocol: 'grpc', packages: ['@grpc/grpc-js', 'grpc'], make: ['.loadPackageDefinition().**()', '.{Client,makeGenericClientConstructor}()', '.makeGenericClientConstructor()()'], target: [argument(0)],
    settings: [attempts('grpc\\.service_config.methodConfig.0.retryPolicy.maxAttempts')],
    operations: [{ path: '.{close,waitForReady,getChannel,on}()', lifecycle: true }, { path: '.*()', settings: [setting('timeoutOnCall', 'deadline', 'deadline')] }],
  },
  { ...http, id: 'grpc-js', protocol: 'grpc', packages: ['nice-grpc'], make: ['.createChannel()'], target: [argument(0)] },
  { ...http, id: 'nestjs-axios', family: 'terminus', packages: ['@nestjs/terminus'], make: ['.HttpHealthIndicator()'], operations: [{ path: '.{pingCheck,responseCheck}()', url: [argument(1)], method: { is: 'GET' }, settings: [timeout('timeout', 2)] }] },
  { ...http, id: 'connectrpc', protocol: 'grpc', packages: ['@connectrpc/connect-node', '@connectrpc/connect-web'], make: ['.{createConnectTransport,createGrpcTransport,createGrpcWebTransport}()'], target: [option('baseUrl')], settings: [timeout('defaultTimeoutMs')] },
  { ...http, id: 'socket.io-client', protocol: 'websocket', packages: ['socket.io-client'], make: ['{,.io,.connect}()'], target: [argument(0)], settings: [connectTimeout('timeout'), retries('retries'), timeout('ackTimeout')] },
  { ...http, id: 'elasticsearch-js', kind: 'stores', protocol: 'elasticsearch', packages: ['@elastic/elasticsearch'], make: ['.Client()'], target: [option('node'), option('nodes'), option('cloud.id')], settings: [timeout('requestTimeout'), retries('maxRetries')], operations: [{ path: '.close()', lifecycle: true }, { path: '.**()' }] },
  { ...http, id: 'opensearch-js', kind: 'stores', protocol: 'opensearch', packages: ['@opensearch-project/opensearch'], make: ['.Client()'], target: [option('node'), option('nodes')], settings: [timeout('requestTimeout'), retries('maxRetries')], operations: [{ path: '.**()' }] },
];

