import { argument, backoff, connectTimeout, environment, hostPort, option, pool, retries, setting, timeout, type Library, type Operation } from './library.js';

/** Everything that is called on an instance and is no request. */
const LIFECYCLE: Operation = { path: '.{on,once,off,end,close,destroy,disconnect,quit,release,addListener,removeListener,connect,getConnection,initialize,$connect,$disconnect,authenticate,sync,plugin,set,model,define,ping}()', lifecycle: true };
const ANY: Operation = { path: '.**()' };
const queries: readonly Operation[] = [LIFECYCLE, ANY];
/** Elsewhere `set` sets an option. */
const commands: readonly Operation[] = [{ path: '.set()' }, ...queries];

const stores = { kind: 'stores' } as const;
const SQL_PROTOCOLS = { postgres: 'postgresql', postgresql: 'postgresql', pg: 'postgresql', 'pg-native': 'postgresql', cockroachdb: 'postgresql', redshift: 'postgresql', 'aurora-postgres': 'postgresql', mysql: 'mysql', mysql2: 'mysql', mariadb: 'mysql', 'aurora-mysql': 'mysql', mssql: 'sqlserver', tedious: 'sqlserver', oracle: 'oracle', oracledb: 'oracle', mongodb: 'mongodb' };

const typeormTarget = [option('url'), hostPort('host', 'port', 0), hostPort('replication.master.host', 'replication.master.port', 0)];
const redisTarget = [option('url'), { from: 'host-port', host: argument(1), port: argument(0), defaultPort: 6379 } as const, argument(0), hostPort('host', 'port', 6379), option('sentinels'), hostPort('socket.host', 'socket.port', 6379)];
const redisSettings = [timeout('commandTimeout'), timeout('socketTimeout'), connectTimeout('connectTimeout'), connectTimeout('socket.connectTimeout'), retries('maxRetriesPerRequest'), setting('offlineQueue', 'enableOfflineQueue', 'text'), backoff('retryStrategy'), backoff('socket.reconnectStrategy'), setting('reconnectJitter', 'retryStrategy', 'jitter'), setting('reconnectJitter', 'socket.reconnectStrategy', 'jitter')];

const DRIZZLE_TARGET = [option('connection.connectionString'), option('connection.url'), option('connection.uri'), option('connection'), hostPort('connection.host', 'connection.port', 0), argument(0)];

export const databaseLibraries: readonly Library[] = [
  {
    ...stores, id: 'pg', protocol: 'postgresql', packages: ['pg', 'pg-pool'], make: ['.{Pool,Client,native.Pool,native.Client}()', '()'], single: ['.{Client,native.Client}()'],
    target: [option('connectionString'), argument(0), hostPort('host', 'port', 5432), environment('PGHOST')],
    settings: [timeout('query_timeout'), timeout('statement_timeout'), connectTimeout('connectionTimeoutMillis'), pool('max')],
    operations: [...queries],
  },
  { ...stores, id: 'pg', protocol: 'postgresql', packages: ['pg-promise'], make: ['()()'], target: [option('connectionString'), argument(0), hostPort('host', 'port', 5432)], settings: [timeout('query_timeout'), timeout('statement_timeout'), pool('max')], operations: queries },
  { ...stores, id: 'postgres.js', protocol: 'postgresql', packages: ['postgres'], make: ['()'], target: [argument(0), hostPort('host', 'port', 5432), environment('PGHOST')], settings: [setting('connectTimeout', 'connect_timeout', 'seconds'), pool('max')], operations: [{ path: '()' }, ...queries] },
  { ...stores, id: 'mysql2', protocol: 'mysql', packages: ['mysql2', 'mysql2/promise', 'mysql'], make: ['{,.promises}.{createPool,createConnection,createPoolCluster}()'], single: ['{,.promises}.createConnection()'], target: [option('uri'), argument(0), hostPort('host', 'port', 3306)], settings: [connectTimeout('connectTimeout'), pool('connectionLimit')], operations: [LIFECYCLE, { path: '.**.{query,execute}()', settings: [timeout('timeout', 0)] }, ANY] },
  { ...stores, id: 'mariadb', protocol: 'mysql', packages: ['mariadb'], make: ['.{createPool,createConnection}()'], single: ['.createConnection()'], target: [argument(0), hostPort('host', 'port', 3306)], settings: [timeout('queryTimeout'), connectTimeout('connectTimeout'), pool('connectionLimit')], operations: queries },
  { ...stores, id: 'tedious', protocol: 'sqlserver', packages: ['mssql', 'tedious'], make: ['.{connect,ConnectionPool,Connection}()'], single: ['.Connection()'], target: [argument(0), hostPort('server', 'port', 1433)], settings: [timeout('requestTimeout'), timeout('options.requestTimeout'), connectTimeout('connectionTimeout'), connectTimeout('options.connectTimeout'), pool('pool.max')], operations: queries },
  {
    ...stores, id: 'typeorm', family: 'typeorm', protocol: 'sql', protocolFrom: { option: 'type', values: SQL_PROTOCOLS }, packages: ['typeorm'], make: ['.{DataSource,createConnection}()'], target: typeormTarget,
    settings: [timeout('extra.query_timeout'), timeout('extra.statement_timeout'), connectTimeout('connectTimeoutMS'), connectTimeout('connectTimeout'), pool('extra.max'), pool('poolSize'), pool('extra.connectionLimit')],
    types: { '.Repository': '.DataSource()', '.EntityManager': '.DataSource()' }, operations: queries,
  },
  {
    ...stores, id: 'nestjs-typeorm', family: 'typeorm', protocol: 'sql', protocolFrom: { option: 'type', values: SQL_PROTOCOLS }, packages: ['@nestjs/typeorm'], make: ['.TypeOrmModule.{forRoot,forRootAsync}()'], target: typeormTarget,
    settings: [timeout('extra.query_timeout'), timeout('extra.statement_timeout'), connectTimeout('connectTimeoutMS'), pool('extra.max'), pool('poolSize')],
  },
  { ...stores, id: 'nestjs-typeorm', family: 'mongoose', protocol: 'mongodb', packages: ['@nestjs/mongoose'], make: ['.MongooseModule.{forRoot,forRootAsync}()'], target: [argument(0), option('uri')], settings: [timeout('socketTimeoutMS'), connectTimeout('connectTimeoutMS'), pool('maxPoolSize')] },
  {
    ...stores, id: 'sequelize', protocol: 'sql', protocolFrom: { option: 'dialect', values: SQL_PROTOCOLS }, packages: ['sequelize', 'sequelize-typescript', '@sequelize/core'], make: ['{,.Sequelize}()'],
    target: [argument(0), option('url'), hostPort('host', 'port', 0), hostPort('replication.write.host', 'replication.write.port', 0)], settings: [timeout('dialectOptions.statement_timeout'), connectTimeout('dialectOptions.connectTimeout'), pool('pool.max'), setting('acquireTimeout', 'pool.acquire', 'limit'), retries('retry.max')], operations: queries,
  },
  {
    ...stores, id: 'knex', protocol: 'sql', protocolFrom: { option: 'client', values: SQL_PROTOCOLS }, packages: ['knex'], make: ['{,.knex,.Knex}()'],
    target: [option('connection.connectionString'), option('connection'), hostPort('connection.host', 'connection.port', 0)], settings: [timeout('connection.query_timeout'), timeout('connection.statement_timeout'), setting('acquireTimeout', 'acquireConnectionTimeout', 'limit'), pool('pool.max')], operations: [{ path: '()' }, ...queries],
  },
  { ...stores, id: 'prisma', protocol: 'sql', packages: ['@prisma/client'], make: ['.PrismaClient()'], target: [option('datasourceUrl'), option('datasources.db.url')], operations: queries },
  {
    ...stores, id: 'mongodb', protocol: 'mongodb', packages: ['mongodb'], make: ['.MongoClient()', '.MongoClient.connect()'], target: [argument(0)],
    settings: [timeout('socketTimeoutMS'), timeout('timeoutMS'), connectTimeout('connectTimeoutMS'), setting('serverSelectionTimeout', 'serverSelectionTimeoutMS', 'limit'), pool('maxPoolSize'), pool('poolSize'), setting('acquireTimeout', 'waitQueueTimeoutMS', 'limit')], operations: queries,
  },
  {
    ...stores, id: 'mongoose', protocol: 'mongodb', packages: ['mongoose'], make: ['.{connect,createConnection}()'], target: [argument(0)],
    settings: [timeout('socketTimeoutMS'), timeout('timeoutMS'), connectTimeout('connectTimeoutMS'), setting('serverSelectionTimeout', 'serverSelectionTimeoutMS', 'limit'), pool('maxPoolSize'), pool('poolSize'), setting('acquireTimeout', 'waitQueueTimeoutMS', 'limit')], operations: queries,
  },
  { id: 'ioredis', kind: 'caches', protocol: 'redis', packages: ['ioredis'], make: ['{,.Redis,.Cluster,.Redis.Cluster}()'], single: ['{,.Redis}()'], target: redisTarget, settings: redisSettings, operations: commands },
  { id: 'node-redis', kind: 'caches', protocol: 'redis', packages: ['redis', '@redis/client'], make: ['.{createClient,createCluster,createSentinel,createClientPool}()'], single: ['.createClient()'], types: { '.RedisClientType': '.createClient()', '.RedisClient': '.createClient()' }, target: redisTarget, settings: redisSettings, operations: commands },
  { id: 'memcached-js', kind: 'caches', protocol: 'memcached', packages: ['memcached', 'memjs'], make: ['()', '.Client.create()'], target: [argument(0)], settings: [timeout('timeout'), retries('retries')], operations: queries },
  { ...stores, id: 'mongodb', protocol: 'mongodb', packages: ['monk', 'mongojs', 'mongoist'], make: ['()'], target: [argument(0)], operations: queries },
  { ...stores, id: 'cassandra-js', protocol: 'cassandra', packages: ['cassandra-driver'], make: ['.Client()'], target: [option('contactPoints')], settings: [timeout('socketOptions.readTimeout'), connectTimeout('socketOptions.connectTimeout')], operations: queries },
  { ...stores, id: 'neo4j-js', protocol: 'neo4j', packages: ['neo4j-driver'], make: ['.driver()'], target: [argument(0)], settings: [connectTimeout('connectionTimeout'), pool('maxConnectionPoolSize')], operations: queries },
  ...(['node-postgres', 'postgres-js', 'mysql2'] as const).map((driver): Library => ({ ...stores, id: 'drizzle', certain: true, protocol: driver === 'mysql2' ? 'mysql' : 'postgresql', packages: [`drizzle-orm/${driver}`], make: ['.drizzle()'], over: [argument(0), option('client')], target: DRIZZLE_TARGET, settings: [pool('connection.max')], operations: queries })),
  // Its SQL drivers query through knex.
  ...(['postgresql', 'mysql', 'mariadb'] as const).map((driver): Library => ({ ...stores, id: 'knex', protocol: driver === 'mariadb' ? 'mysql' : driver, packages: [`@mikro-orm/${driver}`], make: ['.MikroORM.{init,initSync}()', '.defineConfig()'], certain: true, target: [option('clientUrl'), hostPort('host', 'port', driver === 'postgresql' ? 5432 : 3306)], settings: [pool('pool.max')] })),
];
