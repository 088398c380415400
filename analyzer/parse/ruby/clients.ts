import { connectSeconds, pool, retries, setting, timeoutSeconds, type ClientLibrary, type SettingSource } from '../source/index.js';

const faraday: readonly SettingSource[] = [timeoutSeconds('options.timeout'), timeoutSeconds('timeout'), timeoutSeconds('request.timeout'), connectSeconds('options.open_timeout'), connectSeconds('request.open_timeout'), retries('request().max')];
const netHttp: readonly SettingSource[] = [timeoutSeconds('read_timeout'), connectSeconds('open_timeout'), retries('max_retries')];
const redis: readonly SettingSource[] = [timeoutSeconds('timeout'), timeoutSeconds('read_timeout'), connectSeconds('connect_timeout'), retries('reconnect_attempts')];

/** Client libraries of Ruby. */
export const libraries: readonly ClientLibrary[] = [
  {
    id: 'net-http', imports: ['Net::HTTP', 'net/http'], dependency: 'calls', protocol: 'http',
    calls: [
      { match: 'Net.HTTP.{get,get_response,post,post_form,put}', method: 'name', target: [0] },
      { match: 'Net.HTTP.start', target: [{ host: 0, port: 1, defaultPort: 80 }], settings: netHttp },
      { match: 'new HTTP', target: [{ host: 0, port: 1, defaultPort: 80 }], settings: netHttp },
      { match: 'HTTP#{get,post,put,patch,delete,request}', method: 'name' },
    ],
  },
  {
    id: 'faraday', imports: ['Faraday', 'faraday'], dependency: 'calls', protocol: 'http',
    calls: [
      { match: 'new Faraday', target: ['url', 0], settings: faraday },
      { match: 'Faraday.{get,post,put,patch,delete,head}', method: 'name', target: [0] },
      { match: 'Faraday#{get,post,put,patch,delete,head}', method: 'name', target: [0] },
    ],
  },
  { id: 'httparty', imports: ['HTTParty', 'httparty'], dependency: 'calls', protocol: 'http', calls: [{ match: 'HTTParty.{get,post,put,patch,delete,head}', method: 'name', target: [0], settings: [timeoutSeconds('timeout'), retries('max_retries')] }, { match: 'base_uri', target: [0], settings: [timeoutSeconds({ chained: 'default_timeout' })] }] },
  { id: 'rest-client', imports: ['RestClient', 'rest-client'], dependency: 'calls', protocol: 'http', calls: [{ match: 'RestClient.{get,post,put,patch,delete,head}', method: 'name', target: [0] }, { match: 'RestClient.Request.execute', method: 'name', target: ['url'], settings: [timeoutSeconds('timeout'), timeoutSeconds('read_timeout'), connectSeconds('open_timeout')] }] },
  { id: 'http-rb', imports: ['HTTP.', 'http.rb'], dependency: 'calls', protocol: 'http', calls: [{ match: 'HTTP.{get,post,put,patch,delete}', method: 'name', target: [0] }] },
  { id: 'ruby-pg', imports: ['PG', 'pg'], dependency: 'stores', protocol: 'postgresql', calls: [{ match: 'PG.connect', target: ['host', 0], settings: [connectSeconds('connect_timeout')] }] },
  { id: 'mysql2', imports: ['Mysql2', 'mysql2'], dependency: 'stores', protocol: 'mysql', calls: [{ match: 'new Client', target: [{ host: 'host', port: 'port', defaultPort: 3306 }], settings: [timeoutSeconds('read_timeout'), connectSeconds('connect_timeout')] }] },
  { id: 'sequel', imports: ['Sequel', 'sequel'], dependency: 'stores', protocol: 'sql', calls: [{ match: 'Sequel.connect', target: [0, 'host'], settings: [pool('max_connections'), setting('poolAcquireTimeout', 'pool_timeout', 'seconds')] }] },
  { id: 'activerecord', imports: ['ActiveRecord', 'activerecord', 'rails'], dependency: 'stores', protocol: 'sql', calls: [{ match: 'ActiveRecord.Base.establish_connection', target: ['url', 'host', 0], settings: [pool('pool')] }] },
  { id: 'ruby-mongo', imports: ['Mongo', 'mongo'], dependency: 'stores', protocol: 'mongodb', calls: [{ match: 'Mongo.Client.new', target: [0] }] },
  { id: 'redis-rb', imports: ['Redis', 'redis'], dependency: 'caches', protocol: 'redis', calls: [{ match: 'new Redis', target: ['url', { host: 'host', port: 'port', defaultPort: 6379 }], settings: redis }] },
  { id: 'bunny', imports: ['Bunny', 'bunny'], dependency: 'publishes', protocol: 'amqp', calls: [{ match: 'new Bunny', target: [0, { host: 'host', port: 'port', defaultPort: 5672 }, { host: 'hostname', port: 'port', defaultPort: 5672 }], settings: [setting('connectTimeout', 'connection_timeout', 'seconds')] }, { match: 'Bunny#{start,create_channel}', makes: 'Bunny', lifecycle: true }, { match: 'Bunny#queue', makes: 'Queue', lifecycle: true }, { match: 'Queue#subscribe', dependency: 'consumes' }] },
  { id: 'sidekiq', imports: ['Sidekiq', 'sidekiq'], dependency: 'publishes', protocol: 'redis', calls: [{ match: 'Sidekiq.configure_client', target: ['redis.url'] }, { match: 'Sidekiq.configure_server', target: ['redis.url'], dependency: 'consumes' }] },
  { id: 'ruby-kafka', imports: ['Kafka', 'ruby-kafka', 'rdkafka'], dependency: 'publishes', protocol: 'kafka', calls: [{ match: 'new Kafka', target: [0, 'seed_brokers'], settings: [timeoutSeconds('socket_timeout'), connectSeconds('connect_timeout')] }, { match: 'Kafka#consumer', dependency: 'consumes' }] },
];
