import { connectSeconds, pool, retries, setting, timeoutSeconds, type ClientCall, type ClientLibrary, type SettingSource } from '../../source/index.js';

const VERBS = '{get,post,put,patch,delete,head,options}';
const http = { dependency: 'calls', protocol: 'http' } as const;

/** One limit, or a pair of connecting and reading. */
const pairOrOne: readonly SettingSource[] = [timeoutSeconds('timeout.1'), connectSeconds('timeout.0'), timeoutSeconds('timeout')];
const httpxTimeout: readonly SettingSource[] = [timeoutSeconds('timeout.read'), timeoutSeconds('timeout.timeout'), timeoutSeconds('timeout.0'), connectSeconds('timeout.connect'), timeoutSeconds('timeout')];
const urllib3Timeout: readonly SettingSource[] = [timeoutSeconds('timeout.total'), timeoutSeconds('timeout.read'), timeoutSeconds('timeout.0'), connectSeconds('timeout.connect'), timeoutSeconds('timeout'), retries('retries.total'), retries('retries.0'), retries('retries'), setting('retryBackoff', 'retries.backoff_factor', 'present')];
const aiohttpTimeout: readonly SettingSource[] = [timeoutSeconds('timeout.total'), timeoutSeconds('timeout.0'), connectSeconds('timeout.connect'), timeoutSeconds('timeout')];
const adapter: readonly SettingSource[] = [retries('max_retries.total'), retries('max_retries.0'), retries('max_retries'), setting('retryBackoff', 'max_retries.backoff_factor', 'present'), pool('pool_maxsize')];

const requests = (type: string, settings: readonly SettingSource[]): readonly ClientCall[] => [
  { match: `${type}${VERBS}`, target: [0, 'url'], method: 'name', settings },
  { match: `${type}request`, target: [1, 'url'], method: '0', settings },
];

/** Libraries with the functions and sessions of requests, under another name. */
const LIKE_REQUESTS = ['requests_async', 'niquests', 'grequests', 'requests_cache', 'curl_cffi.requests'];

export const httpLibraries: readonly ClientLibrary[] = [
  ...LIKE_REQUESTS.map((name): ClientLibrary => ({
    ...http, id: name, imports: [name],
    calls: [{ match: `${name}.{Session,AsyncSession,CachedSession}`, makes: `${name}.Session` }, ...requests(`${name}.`, pairOrOne), ...requests(`${name}.Session#`, pairOrOne)],
  })),
  {
    ...http, id: 'requests', imports: ['requests'],
    calls: [
      { match: 'requests.{Session,session,sessions.Session}', makes: 'requests.Session' },
      { match: 'requests.Session#mount', lifecycle: true, settings: adapter },
      { match: 'requests.Session#{close,headers,auth,verify,proxies,cookies}', lifecycle: true },
      ...requests('requests.', pairOrOne),
      ...requests('requests.Session#', pairOrOne),
    ],
  },
  {
    ...http, id: 'httpx', imports: ['httpx'],
    calls: [
      { match: 'httpx.{Client,AsyncClient}', makes: 'httpx.Client', target: ['base_url'], settings: [...httpxTimeout, retries('transport.retries'), pool('limits.max_connections'), setting('sharedConnections', 'limits.max_connections', 'count')] },
      ...requests('httpx.', httpxTimeout),
      ...requests('httpx.Client#', httpxTimeout),
      { match: '{httpx.,httpx.Client#}stream', target: [1, 'url'], method: '0', settings: httpxTimeout },
      { match: 'httpx.Client#{close,aclose}', lifecycle: true },
    ],
  },
  {
    ...http, id: 'aiohttp', imports: ['aiohttp'],
    calls: [
      { match: 'aiohttp.{ClientSession,client.ClientSession}', makes: 'aiohttp.ClientSession', target: ['base_url', 0], settings: [...aiohttpTimeout, pool('connector.limit'), setting('sharedConnections', 'connector.limit', 'count'), setting('connectionsPerHost', 'connector.limit_per_host', 'count')] },
      ...requests('aiohttp.ClientSession#', aiohttpTimeout),
      { match: 'aiohttp.ClientSession#ws_connect', target: [0, 'url'], protocol: 'websocket' },
      { match: 'aiohttp.request', target: [1, 'url'], method: '0', settings: aiohttpTimeout },
      { match: 'aiohttp.ClientSession#close', lifecycle: true },
    ],
  },
  {
    ...http, id: 'urllib3', imports: ['urllib3'],
    calls: [
      { match: 'urllib3.PoolManager', makes: 'urllib3.Pool', settings: urllib3Timeout },
      { match: 'urllib3.{HTTPConnectionPool,HTTPSConnectionPool}', makes: 'urllib3.Pool', target: [{ host: 0, port: 'port', defaultPort: 80 }], settings: urllib3Timeout },
      { match: 'urllib3{.,.Pool#}{request,urlopen}', target: [1, 'url'], method: '0', settings: urllib3Timeout },
    ],
  },
  {
    ...http, id: 'urllib-request', imports: ['urllib.request', 'urllib import', 'http.client', 'http import'],
    calls: [
      { match: 'urllib.request.Request', carries: true, target: [0, 'url'] },
      { match: 'urllib.request.urlopen', target: [0, 'url'], settings: [timeoutSeconds('timeout'), timeoutSeconds(2)] },
      { match: 'http.client.{HTTPConnection,HTTPSConnection}', makes: 'http.client.HTTPConnection', target: [{ host: 0, port: 1, defaultPort: 80 }], settings: [timeoutSeconds('timeout')] },
      { match: 'http.client.HTTPConnection#request', method: '0', target: [1] },
    ],
  },
  {
    ...http, id: 'grpcio', protocol: 'grpc', imports: ['grpc'],
    calls: [
      { match: 'grpc{,.aio,.experimental.aio}.{insecure_channel,secure_channel}', makes: 'grpc.Channel', target: [0, 'target'] },
      { match: 'grpc{,.aio}.intercept_channel', makes: 'grpc.Channel', from: 0 },
      { match: '**.*Stub', makes: 'grpc.Stub', from: 0 },
      { match: '*Stub', makes: 'grpc.Stub', from: 0 },
      { match: 'grpc.Stub#*', settings: [timeoutSeconds('timeout'), timeoutSeconds(1)] },
      { match: 'grpc.Stub.*#{future,with_call}', settings: [timeoutSeconds('timeout')] },
      { match: 'grpc.Channel#*', lifecycle: true },
    ],
  },
  { ...http, id: 'locust', imports: ['locust'], calls: [{ match: 'locust.*#client.{get,post,put,patch,delete}', target: [0], method: 'name' }] },
];
