import { connectSeconds, pool, retries, setting, timeoutSeconds, type ClientLibrary, type ValueSource } from '../../source/index.js';

const postgres = { dependency: 'stores', protocol: 'postgresql' } as const;
const mysql = { dependency: 'stores', protocol: 'mysql' } as const;
const hostAndPort = (defaultPort: number, host: ValueSource = 'host', port: ValueSource = 'port'): ValueSource => ({ host, port, defaultPort });

const DJANGO = {
  'django.db.backends.postgresql': { protocol: 'postgresql' }, 'django.db.backends.postgresql_psycopg2': { protocol: 'postgresql' }, 'django.contrib.gis.db.backends.postgis': { protocol: 'postgresql' }, 'django_prometheus.db.backends.postgresql': { protocol: 'postgresql' },
  'django.db.backends.mysql': { protocol: 'mysql' }, 'django.db.backends.oracle': { protocol: 'oracle' }, mssql: { protocol: 'sqlserver' }, djongo: { protocol: 'mongodb' },
} as const;

const CACHES = {
  'django_redis.cache.RedisCache': { protocol: 'redis' }, 'django.core.cache.backends.redis.RedisCache': { protocol: 'redis' }, 'redis_cache.RedisCache': { protocol: 'redis' },
  'django.core.cache.backends.memcached.PyMemcacheCache': { protocol: 'memcached' }, 'django.core.cache.backends.memcached.MemcachedCache': { protocol: 'memcached' },
} as const;

const statement = setting('timeoutOnCall', 'options', 'postgresOptions');
/** Arguments that are handed to the driver, whichever it is: libpq's, asyncpg's, PyMySQL's. */
const driverLimits = [setting('timeoutOnCall', 'connect_args.options', 'postgresOptions'), timeoutSeconds('connect_args.command_timeout'), setting('timeoutOnCall', 'connect_args.server_settings.statement_timeout', 'milliseconds'), timeoutSeconds('connect_args.read_timeout')];
const mysqlSettings = [timeoutSeconds('read_timeout'), connectSeconds('connect_timeout'), connectSeconds('connection_timeout')];
const redisSettings = [timeoutSeconds('socket_timeout'), connectSeconds('socket_connect_timeout'), pool('max_connections'), retries('retry.retries'), retries('retry.1')];

export const databaseLibraries: readonly ClientLibrary[] = [
  {
    ...postgres, id: 'psycopg2', imports: ['psycopg2', 'aiopg'],
    calls: [
      { match: '{psycopg2.connect,aiopg.connect}', makes: 'psycopg2.connection', single: true, target: [0, 'dsn', hostAndPort(5432)], settings: [statement, connectSeconds('connect_timeout')] },
      { match: 'aiopg.create_pool', makes: 'psycopg2.connection', target: [0, 'dsn', hostAndPort(5432)], settings: [statement, connectSeconds('connect_timeout')] },
      { match: 'psycopg2.pool.{SimpleConnectionPool,ThreadedConnectionPool}', makes: 'psycopg2.connection', target: ['dsn', 2, hostAndPort(5432)], settings: [statement, connectSeconds('connect_timeout'), pool(1), pool('maxconn')] },
      { match: 'psycopg2.connection#{cursor,getconn}', makes: 'psycopg2.connection' },
      { match: 'psycopg2.connection#{execute,executemany}' },
      { match: 'psycopg2.connection#*', lifecycle: true },
    ],
  },
  {
    ...postgres, id: 'psycopg', imports: ['psycopg'],
    calls: [
      { match: 'psycopg.{connect,Connection.connect,AsyncConnection.connect}', makes: 'psycopg.Connection', single: true, target: [0, 'conninfo', hostAndPort(5432)], settings: [connectSeconds('connect_timeout')] },
      { match: 'psycopg.Connection#cursor', makes: 'psycopg.Connection' },
      { match: 'psycopg.Connection#{execute,executemany}' },
      { match: 'psycopg.Connection#*', lifecycle: true },
    ],
  },
  {
    ...postgres, id: 'psycopg-pool', imports: ['psycopg_pool'],
    calls: [
      { match: 'psycopg_pool.{ConnectionPool,AsyncConnectionPool}', makes: 'psycopg.Pool', target: [0, 'conninfo'], settings: [pool('max_size'), setting('acquireTimeout', 'timeout', 'seconds')] },
      { match: 'psycopg.Pool#{connection,getconn,cursor}', makes: 'psycopg.Pool' },
      { match: 'psycopg.Pool#execute' },
    ],
  },
  {
    ...postgres, id: 'asyncpg', imports: ['asyncpg'],
    calls: [
      { match: 'asyncpg.connect', makes: 'asyncpg.Pool', single: true, target: [0, 'dsn', hostAndPort(5432)], settings: [timeoutSeconds('command_timeout'), connectSeconds('timeout')] },
      { match: 'asyncpg.create_pool', makes: 'asyncpg.Pool', target: [0, 'dsn', hostAndPort(5432)], settings: [timeoutSeconds('command_timeout'), connectSeconds('timeout'), pool('max_size')] },
      { match: 'asyncpg.Pool#acquire', makes: 'asyncpg.Pool' },
      { match: 'asyncpg.Pool#{fetch,fetchrow,fetchval,execute,executemany}', settings: [timeoutSeconds('timeout')] },
      { match: 'asyncpg.Pool#*', lifecycle: true },
    ],
  },
  {
    ...mysql, id: 'pymysql', imports: ['pymysql', 'MySQLdb', 'mysql.connector', 'aiomysql'],
    calls: [
      { match: '{pymysql.connect,pymysql.Connect,MySQLdb.connect,MySQLdb.Connect,aiomysql.connect}', makes: 'mysql.Connection', single: true, target: [hostAndPort(3306), 0], settings: mysqlSettings },
      { match: '{mysql.connector.connect,aiomysql.create_pool}', makes: 'mysql.Connection', target: [hostAndPort(3306), 0], settings: [...mysqlSettings, pool('pool_size'), pool('maxsize')] },
      { match: 'mysql.Connection#{cursor,acquire}', makes: 'mysql.Connection' },
      { match: 'mysql.Connection#{execute,executemany,callproc,query}' },
      { match: 'mysql.Connection#*', lifecycle: true },
    ],
  },
  {
    dependency: 'stores', protocol: 'sql', id: 'sqlalchemy', imports: ['sqlalchemy', 'SQLALCHEMY_', 'sqlmodel', 'databases'],
    calls: [
      { match: 'sqlalchemy.{create_engine,engine.create_engine,ext.asyncio.create_async_engine}', makes: 'sqlalchemy.Engine', target: [0, 'url'], settings: [pool('pool_size'), setting('acquireTimeout', 'pool_timeout', 'seconds'), connectSeconds('connect_args.connect_timeout'), connectSeconds('connect_args.timeout'), ...driverLimits] },
      { match: 'sqlmodel.create_engine', makes: 'sqlalchemy.Engine', target: [0, 'url'] },
      { match: 'databases.Database', makes: 'sqlalchemy.Engine', target: [0] },
      { match: 'sqlalchemy.engine.{URL.create,url.URL.create}', carries: true, target: [hostAndPort(5432)] },
      { match: 'sqlalchemy.engine.url.URL', carries: true, target: [hostAndPort(5432)] },
      { match: 'sqlalchemy.Engine#{connect,begin}', makes: 'sqlalchemy.Engine' },
      { match: 'sqlalchemy.Engine#{execute,fetch_all,fetch_one}' },
      { match: 'sqlalchemy.orm.Session', makes: 'sqlalchemy.Session', from: 0 },
      { match: 'sqlalchemy.Session#{execute,query,add,commit,get,scalars}' },
      { match: 'new settings.{SQLALCHEMY_DATABASE_URI,SQLALCHEMY_DATABASE_URL}', makes: 'settings.database', target: ['value'] },
    ],
  },
  { dependency: 'stores', protocol: 'postgresql', id: 'django-orm', imports: ['DATABASES'], calls: [{ match: 'new settings.DATABASES', makes: 'settings.database', target: ['url', hostAndPort(5432, 'HOST', 'PORT')], protocols: { source: 'ENGINE', values: DJANGO }, settings: [connectSeconds('OPTIONS.connect_timeout')] }] },
  { dependency: 'caches', protocol: 'redis', id: 'django-cache', imports: ['CACHES'], calls: [{ match: 'new settings.CACHES', makes: 'settings.cache', target: ['LOCATION', 'url'], protocols: { source: 'BACKEND', values: CACHES }, settings: [timeoutSeconds('OPTIONS.SOCKET_TIMEOUT'), connectSeconds('OPTIONS.SOCKET_CONNECT_TIMEOUT')] }] },
  {
    dependency: 'caches', protocol: 'redis', id: 'redis-py', imports: ['redis', 'aioredis', 'REDIS_URL'],
    calls: [
      { match: '{redis,redis.asyncio,redis.client,aioredis}.{Redis,StrictRedis}.from_url', makes: 'redis.Redis', target: [0, 'url'], settings: redisSettings },
      { match: '{redis,redis.asyncio,aioredis}.{from_url,create_redis_pool,create_redis}', makes: 'redis.Redis', target: [0, 'url'], settings: redisSettings },
      { match: '{redis,redis.asyncio}.{ConnectionPool,BlockingConnectionPool}.from_url', carries: true, target: [0, 'url'], settings: redisSettings },
      { match: '{redis,redis.asyncio}.{ConnectionPool,BlockingConnectionPool}', carries: true, target: [hostAndPort(6379)], settings: redisSettings },
      { match: '{redis,redis.asyncio,redis.client,aioredis}.{Redis,StrictRedis,RedisCluster,cluster.RedisCluster}', makes: 'redis.Redis', target: [hostAndPort(6379), { host: 0, port: 1, defaultPort: 6379 }, 'connection_pool.host'], settings: redisSettings },
      { match: 'redis.{Sentinel,sentinel.Sentinel}', makes: 'redis.Redis', target: ['0.0.0'], settings: redisSettings },
      { match: 'redis.Redis#{pipeline,pubsub,client,master_for,slave_for}', makes: 'redis.Redis' },
      { match: 'redis.Redis#{publish,xadd}', channel: [0], dependency: 'publishes' },
      { match: 'redis.Redis#{subscribe,psubscribe,xread,xreadgroup}', channel: [0], dependency: 'consumes' },
      { match: 'redis.Redis#{close,aclose,ping,wait_closed,get_message,listen}', lifecycle: true },
      { match: 'redis.Redis#*' },
      { match: 'new settings.{REDIS_URL,CACHE_REDIS_URL}', makes: 'settings.redis', target: ['value'] },
      { match: 'new settings.CACHE_REDIS_HOST', makes: 'settings.redis', target: [{ host: 'value', defaultPort: 6379 }] },
    ],
  },
  { dependency: 'caches', protocol: 'memcached', id: 'pymemcache', imports: ['pymemcache', 'memcache'], calls: [{ match: '{pymemcache.client.base.Client,pymemcache.Client,pymemcache.client.Client,memcache.Client}', makes: 'memcache.Client', target: ['server', 0], settings: [timeoutSeconds('timeout'), connectSeconds('connect_timeout')] }, { match: 'memcache.Client#*' }] },
  {
    dependency: 'stores', protocol: 'mongodb', id: 'pymongo', imports: ['pymongo', 'motor', 'mongoengine', 'beanie', 'MONGO_URI', 'flask_pymongo'],
    calls: [
      { match: '{pymongo.MongoClient,pymongo.mongo_client.MongoClient,pymongo.AsyncMongoClient,motor.motor_asyncio.AsyncIOMotorClient,motor.MotorClient}', makes: 'pymongo.MongoClient', fluent: true, target: [{ host: 'host', port: 'port', defaultPort: 27017 }, { host: 0, port: 1, defaultPort: 27017 }], settings: [setting('timeoutOnCall', 'timeoutMS', 'milliseconds'), setting('timeoutOnCall', 'socketTimeoutMS', 'milliseconds'), setting('connectTimeout', 'connectTimeoutMS', 'milliseconds'), setting('serverSelectionTimeout', 'serverSelectionTimeoutMS', 'milliseconds'), pool('maxPoolSize')] },
      { match: 'mongoengine.connect', makes: 'mongoengine.connection', target: ['host', { host: 'host', port: 'port', defaultPort: 27017 }] },
      { match: 'pymongo.MongoClient#{close,get_database,get_collection,get_default_database,server_info,admin}', lifecycle: true },
      { match: 'pymongo.MongoClient#*' },
      { match: 'new settings.MONGO_URI', makes: 'settings.mongo', target: ['value'] },
    ],
  },
  { dependency: 'stores', protocol: 'elasticsearch', id: 'elasticsearch-py', imports: ['elasticsearch', 'opensearchpy'], calls: [{ match: '{elasticsearch,opensearchpy}.{Elasticsearch,AsyncElasticsearch,OpenSearch}', makes: 'elasticsearch.Client', target: [0, 'hosts', 'cloud_id'], settings: [timeoutSeconds('request_timeout'), timeoutSeconds('timeout'), retries('max_retries')] }, { match: 'elasticsearch.Client#{close,ping,info}', lifecycle: true }, { match: 'elasticsearch.Client#*' }] },
  { dependency: 'stores', protocol: 'cassandra', id: 'cassandra-driver', imports: ['cassandra'], calls: [{ match: 'cassandra.cluster.Cluster', makes: 'cassandra.Cluster', target: [0, 'contact_points'], settings: [connectSeconds('connect_timeout')] }, { match: 'cassandra.Cluster#connect', makes: 'cassandra.Cluster' }, { match: 'cassandra.Cluster#{execute,execute_async}', settings: [timeoutSeconds('timeout')] }] },
  { dependency: 'stores', protocol: 'neo4j', id: 'neo4j-python', imports: ['neo4j'], calls: [{ match: 'neo4j.{GraphDatabase,AsyncGraphDatabase}.driver', makes: 'neo4j.Driver', target: [0, 'uri'], settings: [connectSeconds('connection_timeout')] }, { match: 'neo4j.Driver#session', makes: 'neo4j.Driver' }, { match: 'neo4j.Driver#{run,execute_query,execute_read,execute_write}' }] },
];
