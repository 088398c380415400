import { connectMs, pool, setting, timeoutMs, type ClientLibrary, type SettingSource, type ValueSource } from '../source/index.js';

const reqwest: readonly SettingSource[] = [timeoutMs({ chained: 'timeout' }), connectMs({ chained: 'connect_timeout' }), setting('connectionPoolMaxConnections', { chained: 'pool_max_idle_per_host' }, 'count')];
/** A configuration is told host and port one by one. */
const hostAndPort = (defaultPort: number): ValueSource => ({ host: { chained: 'host' }, port: { chained: 'port' }, defaultPort });
const sqlx = (id: string, protocol: string, type: string, port: number): ClientLibrary => ({
  id, imports: ['sqlx'], dependency: 'stores', protocol,
  calls: [
    { match: `${type}Pool.{connect,connect_lazy,connect_with}`, target: [0] },
    { match: `${type}PoolOptions.new`, target: [{ chained: 'connect' }, { chained: 'connect_lazy' }], settings: [pool({ chained: 'max_connections' }), setting('poolAcquireTimeout', { chained: 'acquire_timeout' }, 'milliseconds')] },
    { match: `${type}Connection.{connect,establish}`, target: [0] },
    { match: `${type}ConnectOptions.new`, target: [hostAndPort(port)] },
  ],
});

/** Client libraries of Rust. */
export const libraries: readonly ClientLibrary[] = [
  {
    id: 'reqwest', imports: ['reqwest'], dependency: 'calls', protocol: 'http',
    calls: [
      { match: 'reqwest.get', method: 'GET', target: [0] },
      { match: 'reqwest.blocking.get', method: 'GET', target: [0] },
      { match: '{Client.new,Client.builder,ClientBuilder.new}', makes: 'Client', settings: reqwest },
      { match: 'Client#{timeout,connect_timeout,build,pool_max_idle_per_host,user_agent,default_headers}', makes: 'Client', lifecycle: true },
      { match: 'Client#{get,post,put,patch,delete,head}', method: 'name', target: [0], settings: [timeoutMs({ chained: 'timeout' })] },
      { match: 'ClientWithMiddleware#{get,post,put,patch,delete,head}', method: 'name', target: [0] },
    ],
  },
  { id: 'hyper', imports: ['hyper'], dependency: 'calls', protocol: 'http', calls: [{ match: 'Request.{get,post,put,delete}', method: 'name', target: [0] }] },
  { id: 'ureq', imports: ['ureq'], dependency: 'calls', protocol: 'http', calls: [{ match: 'ureq.{get,post,put,delete}', method: 'name', target: [0], settings: [timeoutMs({ chained: 'timeout' })] }] },
  { id: 'tonic', imports: ['tonic'], dependency: 'calls', protocol: 'grpc', calls: [{ match: '*Client.connect', target: [0] }, { match: 'Channel.{from_static,from_shared}', target: [0], settings: [timeoutMs({ chained: 'timeout' }), connectMs({ chained: 'connect_timeout' })] }, { match: 'Endpoint.{from_static,from_shared,from_str,try_from,new}', target: [0], settings: [timeoutMs({ chained: 'timeout' }), connectMs({ chained: 'connect_timeout' })] }] },
  sqlx('sqlx-postgres', 'postgresql', 'Pg', 5432),
  sqlx('sqlx-mysql', 'mysql', 'MySql', 3306),
  { id: 'diesel', imports: ['diesel'], dependency: 'stores', protocol: 'sql', calls: [{ match: '{PgConnection,MysqlConnection,AsyncPgConnection}.establish', target: [0] }, { match: 'ConnectionManager.new', target: [0] }] },
  { id: 'tokio-postgres', imports: ['tokio_postgres', 'postgres', 'deadpool_postgres', 'bb8_postgres'], dependency: 'stores', protocol: 'postgresql', calls: [{ match: 'tokio_postgres.connect', target: [0] }, { match: 'Client.connect', target: [0] }, { match: '{Config.new,tokio_postgres.Config.new}', target: [hostAndPort(5432)], settings: [connectMs({ chained: 'connect_timeout' })] }] },
  { id: 'sea-orm', imports: ['sea_orm'], dependency: 'stores', protocol: 'sql', calls: [{ match: 'Database.connect', target: [0] }, { match: 'ConnectOptions.new', target: [0] }] },
  { id: 'mongodb-rust', imports: ['mongodb'], dependency: 'stores', protocol: 'mongodb', calls: [{ match: '{Client.with_uri_str,ClientOptions.parse}', target: [0] }] },
  { id: 'redis-rs', imports: ['redis', 'deadpool_redis', 'bb8_redis'], dependency: 'caches', protocol: 'redis', calls: [{ match: '{Client.open,RedisConnectionManager.new,Config.from_url}', makes: 'RedisClient', target: [0] }] },
  { id: 'lapin', imports: ['lapin'], dependency: 'publishes', protocol: 'amqp', calls: [{ match: 'Connection.connect', makes: 'LapinConnection', target: [0] }, { match: 'LapinConnection#create_channel', makes: 'LapinChannel', lifecycle: true }, { match: 'LapinChannel#basic_publish', channel: [0, 1] }, { match: 'LapinChannel#basic_consume', channel: [0], dependency: 'consumes' }] },
  { id: 'rdkafka-rust', imports: ['rdkafka'], dependency: 'publishes', protocol: 'kafka', calls: [{ match: 'ClientConfig.new', target: [{ chained: 'set_bootstrap_servers' }] }] },
  { id: 'async-nats', imports: ['async_nats', 'nats'], dependency: 'publishes', protocol: 'nats', calls: [{ match: '{async_nats.connect,nats.connect}', makes: 'NatsClient', target: [0] }, { match: 'NatsClient#subscribe', channel: [0], dependency: 'consumes' }, { match: 'NatsClient#publish', channel: [0] }] },
];
