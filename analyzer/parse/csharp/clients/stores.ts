import { connectMs, pool, setting, timeoutMs, timeoutSeconds, type ClientLibrary, type SettingSource, type ValueSource } from '../../source/index.js';

const entityFramework: readonly SettingSource[] = [timeoutSeconds('CommandTimeout(0)'), setting('retriesOnCall', 'EnableRetryOnFailure(0)', 'count'), setting('retriesOnCall', 'EnableRetryOnFailure().maxRetryCount', 'count'), { name: 'retriesOnCall', source: 'EnableRetryOnFailure()', unit: 'count', otherwise: 6 }];

/** A named connection of the .NET Aspire client integrations is a connection string of the configuration. */
const sql = (id: string, protocol: string, imports: readonly string[], types: string, options: string, health: string): ClientLibrary => ({
  id, imports, dependency: 'stores', protocol,
  calls: [
    { match: `new ${types}`, target: ['ConnectionString', 0] },
    { match: `#${options}`, target: ['connectionString', 0], settings: entityFramework },
    { match: `#${health}`, target: ['connectionString', 0] },
  ],
});

const host = (source: ValueSource, port: ValueSource, defaultPort: number): ValueSource => ({ host: source, port, defaultPort });

export const stores: readonly ClientLibrary[] = [
  sql('npgsql', 'postgresql', ['Npgsql', 'AspNetCore.HealthChecks.NpgSql'], '{NpgsqlConnection,NpgsqlDataSourceBuilder,NpgsqlSlimDataSourceBuilder}', '{UseNpgsql,AddNpgsqlDataSource}', 'AddNpgSql'),
  { id: 'npgsql', imports: ['Npgsql'], dependency: 'stores', protocol: 'postgresql', calls: [{ match: 'NpgsqlDataSource.Create', target: [0] }] },
  { id: 'npgsql', imports: ['Marten'], dependency: 'stores', protocol: 'postgresql', calls: [{ match: '#AddMarten', target: ['Connection(0)', 0] }, { match: 'DocumentStore.For', target: ['Connection(0)', 0] }] },
  sql('sqlclient', 'sqlserver', ['Microsoft.Data.SqlClient', 'System.Data.SqlClient', 'Microsoft.EntityFrameworkCore', 'AspNetCore.HealthChecks.SqlServer'], 'SqlConnection', 'UseSqlServer', 'AddSqlServer'),
  sql('mysqlconnector', 'mysql', ['MySqlConnector', 'MySql.Data', 'MySql.EntityFrameworkCore', 'Pomelo.EntityFrameworkCore.MySql', 'AspNetCore.HealthChecks.MySql'], 'MySqlConnection', '{UseMySql,UseMySQL}', 'AddMySql'),
  sql('oracle-managed', 'oracle', ['Oracle.ManagedDataAccess', 'Oracle.EntityFrameworkCore'], 'OracleConnection', 'UseOracle', 'AddOracle'),
  {
    id: 'mongodb-driver', imports: ['MongoDB.Driver', 'MassTransit.MongoDb', 'MassTransit.MongoDbIntegration', 'AspNetCore.HealthChecks.MongoDb', 'MongoDB.EntityFrameworkCore'], dependency: 'stores', protocol: 'mongodb',
    calls: [
      { match: 'new MongoClient', target: [0, 'Server', 'connectionString'], settings: [connectMs('ConnectTimeout'), timeoutMs('SocketTimeout'), timeoutMs('Timeout'), pool('MaxConnectionPoolSize')] },
      { match: '#{AddMongoDb,UseMongoDB}', target: [0] },
      { match: '#{MongoDbRepository,MessageDataMongoDb}', target: ['Connection', 'Connection(0)'] },
      { match: 'new MongoDbMessageDataRepository', target: [0] },
    ],
  },
  {
    id: 'stackexchange-redis', imports: ['StackExchange.Redis', 'Microsoft.Extensions.Caching.StackExchangeRedis', 'AspNetCore.HealthChecks.Redis'], dependency: 'caches', protocol: 'redis',
    calls: [
      { match: 'ConnectionMultiplexer.{Connect,ConnectAsync}', makes: 'ConnectionMultiplexer', target: ['EndPoints', 0, 'EndPoints.Add(0)'], settings: [timeoutMs('AsyncTimeout'), timeoutMs('SyncTimeout'), connectMs('ConnectTimeout'), setting('reconnectJitter', 'ReconnectRetryPolicy', 'text')] },
      { match: '#AddStackExchangeRedisCache', target: ['Configuration', 'EndPoints', 'ConfigurationOptions.EndPoints', 'Add(0)'], settings: [timeoutMs('AsyncTimeout'), connectMs('ConnectTimeout')] },
      { match: '#AddDistributedRedisCache', target: ['Configuration'] },
      { match: '#AddStackExchangeRedis', target: [0] },
      { match: '#AddRedis', target: ['redisConnectionString', 0] },
    ],
  },
  { id: 'elastic-dotnet', imports: ['Elastic', 'Nest', 'NEST', 'Elasticsearch.Net'], dependency: 'stores', protocol: 'elasticsearch', calls: [{ match: 'new {ElasticsearchClientSettings,ConnectionSettings}', target: [0], settings: [timeoutMs('RequestTimeout(0)'), setting('retriesOnCall', 'MaximumRetries(0)', 'count')] }] },
  { id: 'cassandra-dotnet', imports: ['Cassandra', 'CassandraCSharpDriver'], dependency: 'stores', protocol: 'cassandra', calls: [{ match: 'Cluster.Builder', target: ['AddContactPoint(0)', 'AddContactPoints(0)'] }] },
  { id: 'minio-dotnet', imports: ['Minio'], dependency: 'stores', protocol: 's3', calls: [{ match: 'new MinioClient', target: ['WithEndpoint(0)', 0] }] },
  { id: 'influxdb-dotnet', imports: ['InfluxDB'], dependency: 'stores', protocol: 'http', calls: [{ match: 'new InfluxDBClient', target: [0] }] },
  { id: 'smtp-dotnet', imports: ['MailKit', 'System.Net.Mail'], dependency: 'calls', protocol: 'smtp', calls: [{ match: 'new SmtpClient', makes: 'SmtpClient', target: [host('Host', 'Port', 25), host(0, 1, 25)], settings: [timeoutMs('Timeout')], lifecycle: true }, { match: 'SmtpClient#{Connect,ConnectAsync}', target: [host(0, 1, 25)], dependency: 'calls' }] },
];
