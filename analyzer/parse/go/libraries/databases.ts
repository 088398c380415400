import { connectMs, pool, retries, setting, timeoutMs, type ClientCall, type ClientLibrary } from '../../source/index.js';

const DRIVERS = {
  postgres: { protocol: 'postgresql' }, pgx: { protocol: 'postgresql' }, 'pgx/v5': { protocol: 'postgresql' }, pq: { protocol: 'postgresql' }, cloudsqlpostgres: { protocol: 'postgresql' }, nrpostgres: { protocol: 'postgresql' },
  mysql: { protocol: 'mysql' }, nrmysql: { protocol: 'mysql' }, sqlserver: { protocol: 'sqlserver' }, mssql: { protocol: 'sqlserver' }, oracle: { protocol: 'oracle' }, godror: { protocol: 'oracle' }, clickhouse: { protocol: 'clickhouse' }, snowflake: { protocol: 'snowflake' },
} as const;

const sql = { dependency: 'stores', protocol: 'sql' } as const;
const dialect = (name: string, protocol: string): readonly ClientCall[] => [
  { match: `gorm.io/driver/${name}.Open`, carries: true, protocol, target: [0] },
  { match: `gorm.io/driver/${name}.New`, carries: true, protocol, target: ['DSN'] },
];
const REDIS = 'github.com/{redis/go-redis,go-redis/redis}';
const REDIS_OPTIONS = [timeoutMs('ReadTimeout'), connectMs('DialTimeout'), retries('MaxRetries'), pool('PoolSize')];
const MONGO = 'go.mongodb.org/mongo-driver';

export const databaseLibraries: readonly ClientLibrary[] = [
  {
    ...sql, id: 'go-database-sql', imports: ['database/sql', 'github.com/jmoiron/sqlx', 'github.com/XSAM/otelsql', 'go.nhat.io/otelsql', 'go.elastic.co/apm'],
    calls: [
      { match: '{database/sql,github.com/jmoiron/sqlx,github.com/XSAM/otelsql,go.elastic.co/apm/module/apmsql}.{Open,MustOpen,Connect,MustConnect}', makes: 'database/sql.DB', target: [1], protocols: { source: 0, values: DRIVERS }, settings: [pool({ chained: 'SetMaxOpenConns' })] },
      { match: 'github.com/jmoiron/sqlx.ConnectContext', makes: 'database/sql.DB', target: [2], protocols: { source: 1, values: DRIVERS } },
      { match: '{github.com/jmoiron/sqlx,database/sql}.{NewDb,OpenDB}', makes: 'database/sql.DB', from: 0 },
      { match: 'database/sql.DB#{Begin,BeginTx,Beginx,MustBegin,Prepare,PrepareContext,Preparex,Conn}', makes: 'database/sql.DB' },
      { match: 'database/sql.DB#{Query,QueryRow,Exec,QueryContext,QueryRowContext,ExecContext,Get,Select,GetContext,SelectContext,NamedExec,NamedExecContext,NamedQuery,MustExec,Queryx,QueryRowx}' },
      { match: 'database/sql.DB#*', lifecycle: true },
    ],
  },
  {
    ...sql, id: 'gorm', imports: ['gorm.io', 'github.com/jinzhu/gorm'],
    calls: [
      ...dialect('postgres', 'postgresql'), ...dialect('mysql', 'mysql'), ...dialect('sqlserver', 'sqlserver'), ...dialect('clickhouse', 'clickhouse'),
      { match: 'github.com/jinzhu/gorm.Open', makes: 'gorm.io/gorm.DB', fluent: true, target: [1], protocols: { source: 0, values: DRIVERS } },
      { match: 'gorm.io/gorm.Open', makes: 'gorm.io/gorm.DB', fluent: true },
      { match: 'gorm.io/gorm.DB#{DB,Use,AutoMigrate,Close,LogMode,SingularTable,Callback,Debug,Session}', lifecycle: true },
      { match: 'gorm.io/gorm.DB#*' },
    ],
  },
  {
    dependency: 'stores', protocol: 'postgresql', id: 'pgx', imports: ['github.com/jackc/pgx', 'github.com/jackc/pgxpool'],
    calls: [
      { match: 'github.com/jackc/{pgx/pgxpool,pgxpool,pgx}.{ParseConfig,ParseURI,ParseDSN}', carries: true, target: [0] },
      { match: 'github.com/jackc/{pgx/pgxpool,pgxpool}.{New,Connect}', makes: 'pgx.Pool', target: [1] },
      { match: 'github.com/jackc/{pgx/pgxpool,pgxpool}.{NewWithConfig,ConnectConfig}', makes: 'pgx.Pool', settings: [pool('MaxConns'), connectMs('ConnConfig.ConnectTimeout')] },
      { match: 'github.com/jackc/pgx.Connect', makes: 'pgx.Pool', single: true, target: [1] },
      { match: 'github.com/jackc/pgx.ConnectConfig', makes: 'pgx.Pool', single: true },
      { match: 'github.com/jackc/pgx/stdlib.OpenDB', makes: 'database/sql.DB' },
      { match: 'pgx.Pool#{Begin,BeginTx,Acquire}', makes: 'pgx.Pool' },
      { match: '{pgx.Pool,github.com/jackc/pgx/pgxpool.Pool,github.com/jackc/pgx.Conn}#{Query,QueryRow,Exec,SendBatch,CopyFrom}' },
      { match: 'pgx.Pool#*', lifecycle: true },
    ],
  },
  {
    dependency: 'caches', protocol: 'redis', id: 'go-redis', imports: ['github.com/redis/go-redis', 'github.com/go-redis/redis'],
    calls: [
      { match: `${REDIS}.ParseURL`, carries: true, target: [0] },
      { match: `${REDIS}.{NewClient,NewFailoverClient,NewUniversalClient,NewClusterClient,NewRing}`, makes: 'go-redis.Client', target: ['Addr', 'Addrs', 'SentinelAddrs'], settings: REDIS_OPTIONS },
      { match: 'go-redis.Client#{WithContext,Pipeline,TxPipeline,Conn}', makes: 'go-redis.Client' },
      { match: 'go-redis.Client#{Publish,XAdd}', channel: [1, 'Stream'], dependency: 'publishes' },
      { match: 'go-redis.Client#{Subscribe,PSubscribe,XRead,XReadGroup}', channel: [1], dependency: 'consumes' },
      { match: 'go-redis.Client#{Close,Ping,AddHook,Options,PoolStats}', lifecycle: true },
      { match: 'go-redis.Client#*' },
      { match: `${REDIS}.{Client,ClusterClient,UniversalClient}#*` },
    ],
  },
  {
    dependency: 'caches', protocol: 'redis', id: 'redigo', imports: ['github.com/gomodule/redigo', 'github.com/garyburd/redigo'],
    calls: [
      { match: 'github.com/{gomodule,garyburd}/redigo/redis.{Dial,DialContext}', makes: 'redigo.Conn', target: [1], settings: [timeoutMs('DialReadTimeout'), connectMs('DialConnectTimeout')] },
      { match: 'github.com/{gomodule,garyburd}/redigo/redis.DialURL', makes: 'redigo.Conn', target: [0], settings: [timeoutMs('DialReadTimeout'), connectMs('DialConnectTimeout')] },
      { match: 'redigo.Conn#{Do,Send}' },
      { match: 'redigo.Conn#*', lifecycle: true },
    ],
  },
  {
    dependency: 'stores', protocol: 'mongodb', id: 'mongo-go', imports: [MONGO, 'gopkg.in/mgo', 'github.com/globalsign/mgo'],
    calls: [
      { match: `${MONGO}/mongo.{Connect,NewClient}`, makes: 'mongo.Client', fluent: true, target: ['ApplyURI', 'SetHosts'], settings: [timeoutMs('SetTimeout'), connectMs('SetConnectTimeout'), setting('serverSelectionTimeout', 'SetServerSelectionTimeout', 'milliseconds'), pool('SetMaxPoolSize')] },
      { match: '{gopkg.in/mgo,github.com/globalsign/mgo}.{Dial,DialWithTimeout}', makes: 'mongo.Client', fluent: true, target: [0], settings: [connectMs(1)] },
      { match: 'mongo.Client#{Connect,Disconnect,Ping,Database,Collection,Close,SetMode,DB,C,Indexes,Clone,Copy}', lifecycle: true },
      { match: 'mongo.Client#*' },
    ],
  },
  { dependency: 'stores', protocol: 'elasticsearch', id: 'elasticsearch-go', imports: ['github.com/elastic/go-elasticsearch', 'github.com/olivere/elastic'], calls: [{ match: 'github.com/elastic/go-elasticsearch.{NewClient,NewTypedClient}', makes: 'elastic.Client', fluent: true, target: ['Addresses', 'CloudID'], settings: [retries('MaxRetries')] }, { match: 'github.com/olivere/elastic.{NewClient,NewSimpleClient,Dial}', makes: 'elastic.Client', fluent: true, target: ['SetURL'] }, { match: 'elastic.Client#*' }] },
  { dependency: 'stores', protocol: 'opensearch', id: 'opensearch-go', imports: ['github.com/opensearch-project/opensearch-go'], calls: [{ match: 'github.com/opensearch-project/opensearch-go{,/opensearchapi}.NewClient', makes: 'opensearch.Client', fluent: true, target: ['Addresses', 'Client.Addresses'], settings: [retries('MaxRetries')] }, { match: 'opensearch.Client#*' }] },
  { dependency: 'caches', protocol: 'memcached', id: 'gomemcache', imports: ['github.com/bradfitz/gomemcache'], calls: [{ match: 'github.com/bradfitz/gomemcache/memcache.New', makes: 'memcache.Client', target: [0], settings: [timeoutMs('Timeout')] }, { match: 'memcache.Client#*' }] },
  { dependency: 'stores', protocol: 'cassandra', id: 'gocql', imports: ['github.com/gocql/gocql'], calls: [{ match: 'github.com/gocql/gocql.NewCluster', makes: 'gocql.Cluster', fluent: true, target: [0], settings: [timeoutMs('Timeout'), connectMs('ConnectTimeout')] }, { match: 'gocql.Cluster#CreateSession', lifecycle: true }, { match: 'gocql.Cluster#*' }] },
  { dependency: 'stores', protocol: 'neo4j', id: 'neo4j-go', imports: ['github.com/neo4j/neo4j-go-driver'], calls: [{ match: 'github.com/neo4j/neo4j-go-driver/neo4j.{NewDriver,NewDriverWithContext}', makes: 'neo4j.Driver', fluent: true, target: [0] }, { match: 'neo4j.Driver#*' }] },
  { dependency: 'stores', protocol: 'etcd', id: 'etcd-go', imports: ['go.etcd.io/etcd'], calls: [{ match: 'go.etcd.io/etcd{/client,/clientv3,/client/clientv3}.New', makes: 'etcd.Client', fluent: true, target: ['Endpoints'], settings: [connectMs('DialTimeout')] }, { match: 'etcd.Client#*' }] },
  { dependency: 'registers', protocol: 'consul', id: 'consul-go', imports: ['github.com/hashicorp/consul'], calls: [{ match: 'github.com/hashicorp/consul/api.NewClient', makes: 'consul.Client', fluent: true, target: ['Address'] }, { match: 'consul.Client#*', lifecycle: true }] },
];
