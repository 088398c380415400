/** How each library is told to give up after two seconds: the lines that a fix suggests. */
const LINES: Readonly<Record<string, string>> = {
  'node-fetch-global': 'signal: AbortSignal.timeout(2_000)',
  undici: 'headersTimeout: 2_000, bodyTimeout: 2_000',
  axios: 'timeout: 2_000',
  got: 'timeout: { request: 2_000 }',
  ky: 'timeout: 2_000',
  'node-fetch': 'signal: AbortSignal.timeout(2_000)',
  superagent: '.timeout({ response: 1_000, deadline: 2_000 })',
  'node-http': 'signal: AbortSignal.timeout(2_000)',
  ofetch: 'timeout: 2_000',
  'nestjs-axios': 'timeout: 2_000',
  'nestjs-clientproxy': '.pipe(timeout(2_000))',
  'grpc-js': '{ deadline: Date.now() + 2_000 }',
  connectrpc: 'timeoutMs: 2_000',
  pg: 'statement_timeout: 2_000, query_timeout: 2_500',
  mysql2: '{ sql, timeout: 2_000 }',
  mariadb: 'queryTimeout: 2_000',
  mongodb: 'socketTimeoutMS: 2_000, serverSelectionTimeoutMS: 2_000',
  mongoose: 'socketTimeoutMS: 2_000, serverSelectionTimeoutMS: 2_000',
  ioredis: 'commandTimeout: 500',
  'node-redis': 'commandOptions: { timeout: 500 }',
  typeorm: 'extra: { query_timeout: 2_000 }',
  sequelize: 'dialectOptions: { statement_timeout: 2_000 }',
  'elasticsearch-js': 'requestTimeout: 2_000',
  'aws-sdk-js-v3': 'requestHandler: { requestTimeout: 2_000, connectionTimeout: 500 }',
};

export const timeoutLine = (library: string): string | undefined => (Object.hasOwn(LINES, library) ? LINES[library] : undefined);

/** The name that people know a library by, where its id is longer than that. */
const LABELS: Readonly<Record<string, string>> = { 'node-fetch-global': 'fetch', 'node-http': 'node:http', 'nestjs-axios': 'HttpModule', 'nestjs-clientproxy': 'ClientProxy', 'aws-sdk-js-v3': 'AWS SDK', 'elasticsearch-js': 'Elasticsearch', 'node-redis': 'redis' };

export const libraryName = (library: string): string => (Object.hasOwn(LABELS, library) ? LABELS[library]! : library);
