import type { Closing } from '../../../analyzer/facts/types.js';
import type { Suggestion } from '../../../analyzer/report/result.js';
import type { ClientLink } from '../../../analyzer/system/system.js';
import { madeAt } from './open.js';

type Edit = NonNullable<Suggestion['edits']>[number];

/** How a library is told to give up after two seconds: the line for people, and where one exact edit does it, that edit. */
interface Mend extends Pick<Suggestion, 'language' | 'text'> {
  /** What every call gets, as one more argument. */
  readonly argument?: string;
  /** What the construction gets. */
  readonly made?: (closing: Closing) => Edit | undefined;
}

const typescript = (text: string): Mend => ({ language: 'typescript', text });
const java = (text: string): Mend => ({ language: 'java', text });
const argument = (language: Mend['language'], text: string): Mend => ({ language, text, argument: text });
const before = ({ at, comma }: Closing, text: string): Edit => ({ at: { ...at, length: 0 }, text: `${comma ? ', ' : ''}${text}` });
const after = ({ at }: Closing, text: string): Edit => ({ at: { ...at, column: at.column + 1, length: 0 }, text });

const ofContext: Mend = { language: 'go', text: 'ctx, cancel := context.WithTimeout(ctx, 2*time.Second)\ndefer cancel()' };

const MENDS: Readonly<Record<string, Mend>> = {
  'node-fetch-global': typescript('signal: AbortSignal.timeout(2_000)'),
  undici: typescript('headersTimeout: 2_000, bodyTimeout: 2_000'),
  axios: typescript('timeout: 2_000'),
  got: typescript('timeout: { request: 2_000 }'),
  ky: typescript('timeout: 2_000'),
  'node-fetch': typescript('signal: AbortSignal.timeout(2_000)'),
  superagent: typescript('.timeout({ response: 1_000, deadline: 2_000 })'),
  'node-http': typescript('signal: AbortSignal.timeout(2_000)'),
  ofetch: typescript('timeout: 2_000'),
  'nestjs-axios': typescript('timeout: 2_000'),
  'nestjs-clientproxy': typescript('.pipe(timeout(2_000))'),
  'grpc-js': typescript('{ deadline: Date.now() + 2_000 }'),
  connectrpc: typescript('timeoutMs: 2_000'),
  pg: typescript('statement_timeout: 2_000, query_timeout: 2_500'),
  mysql2: typescript('{ sql, timeout: 2_000 }'),
  mariadb: typescript('queryTimeout: 2_000'),
  mongodb: typescript('socketTimeoutMS: 2_000, serverSelectionTimeoutMS: 2_000'),
  mongoose: typescript('socketTimeoutMS: 2_000, serverSelectionTimeoutMS: 2_000'),
  ioredis: typescript('commandTimeout: 500'),
  'node-redis': typescript('commandOptions: { timeout: 500 }'),
  typeorm: typescript('extra: { query_timeout: 2_000 }'),
  sequelize: typescript('dialectOptions: { statement_timeout: 2_000 }'),
  'elasticsearch-js': typescript('requestTimeout: 2_000'),
  'aws-sdk-js-v3': typescript('requestHandler: { requestTimeout: 2_000, connectionTimeout: 500 }'),
  requests: argument('python', 'timeout=2'),
  urllib3: argument('python', 'timeout=2'),
  'urllib-request': argument('python', 'timeout=2'),
  grpcio: argument('python', 'timeout=2'),
  aiohttp: { language: 'python', text: 'timeout=aiohttp.ClientTimeout(total=2)' },
  sqlalchemy: { language: 'python', text: "connect_args={'options': '-c statement_timeout=2000'}" },
  psycopg: { language: 'python', text: "options='-c statement_timeout=2000'" },
  'redis-py': { language: 'python', text: 'socket_timeout=2', made: (closing) => before(closing, 'socket_timeout=2') },
  'go-net-http': { language: 'go', text: 'Timeout: 2 * time.Second', made: (closing) => (closing.of === 'fields' ? before(closing, 'Timeout: 2 * time.Second') : undefined) },
  'grpc-go': ofContext, 'go-database-sql': ofContext, pgx: ofContext, 'mongo-go': ofContext,
  'spring-resttemplate': java('factory.setConnectTimeout(1_000);\nfactory.setReadTimeout(2_000);'),
  'spring-restclient': java('factory.setConnectTimeout(1_000);\nfactory.setReadTimeout(2_000);'),
  'spring-webclient': java('.timeout(Duration.ofSeconds(2))'),
  'java-net-http': java('.timeout(Duration.ofSeconds(2))'),
  httpurlconnection: java('connection.setConnectTimeout(1_000);\nconnection.setReadTimeout(2_000);'),
  'grpc-java': java('.withDeadlineAfter(2, TimeUnit.SECONDS)'),
  'dotnet-httpclient': { language: 'csharp', text: 'Timeout = TimeSpan.FromSeconds(2)', made: httpClient },
  'grpc-dotnet': { ...argument('csharp', 'deadline: System.DateTime.UtcNow.AddSeconds(2)'), text: 'deadline: DateTime.UtcNow.AddSeconds(2)' },
};

const LIMIT = 'Timeout = System.TimeSpan.FromSeconds(2)';

function httpClient(closing: Closing): Edit | undefined {
  if (closing.of === 'fields') return before(closing, LIMIT);
  if (closing.of === 'construction') return after(closing, ` { ${LIMIT} }`);
  return closing.name === 'AddHttpClient' ? after(closing, `.ConfigureHttpClient(client => client.${LIMIT})`) : undefined;
}

/** For the library of the first; edits only where they mend every one of these. */
export function limitEach(clients: readonly [ClientLink, ...ClientLink[]]): Suggestion | undefined {
  const [first] = clients;
  const mend = Object.hasOwn(MENDS, first.fact.library) ? MENDS[first.fact.library]! : undefined;
  if (mend === undefined) return undefined;
  const edits = clients.flatMap((client) => (client.fact.library === first.fact.library ? editsOf(client, mend) : [undefined]));
  const whole = edits.every((edit) => edit !== undefined) ? unique(edits) : [];
  return { language: mend.language, text: mend.text, at: madeAt(first), ...(whole.length > 0 ? { edits: whole } : {}) };
}

function editsOf({ fact }: ClientLink, { argument: added, made }: Mend): readonly (Edit | undefined)[] {
  if (made) return [fact.closing && made(fact.closing)];
  return added === undefined || fact.calls.length === 0 ? [undefined] : fact.calls.map(({ closing }) => (closing?.of === 'call' ? before(closing, added) : undefined));
}

/** One call may be a client of several targets. */
const unique = (edits: readonly Edit[]): Edit[] => [...new Map(edits.map((edit) => [JSON.stringify(edit.at), edit])).values()];
