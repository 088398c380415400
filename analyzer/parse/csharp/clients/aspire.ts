import type { ClientLibrary, ValueSource } from '../../source/index.js';

/** Client integrations of .NET Aspire take the name of a connection: `AddNpgsqlDbContext<T>("db")` reads `ConnectionStrings:db`. */
const integration = (id: string, dependency: ClientLibrary['dependency'], protocol: string, methods: string, more: readonly ValueSource[] = []): ClientLibrary => ({
  id, imports: ['Aspire', 'AddServiceDefaults'], dependency, protocol, calls: [{ match: `#${methods}`, target: [...more, 'connectionName', 0] }],
});

export const aspire: readonly ClientLibrary[] = [
  integration('npgsql', 'stores', 'postgresql', '{AddNpgsqlDbContext,AddNpgsqlDataSource,AddAzureNpgsqlDbContext,AddAzureNpgsqlDataSource}'),
  integration('sqlclient', 'stores', 'sqlserver', '{AddSqlServerDbContext,AddSqlServerClient}'),
  integration('mysqlconnector', 'stores', 'mysql', '{AddMySqlDataSource,AddMySqlDbContext}'),
  integration('mongodb-driver', 'stores', 'mongodb', 'AddMongoDBClient'),
  integration('stackexchange-redis', 'caches', 'redis', '{AddRedisClient,AddRedisDistributedCache,AddRedisOutputCache,AddRedisClientBuilder}'),
  integration('rabbitmq-dotnet', 'publishes', 'amqp', 'AddRabbitMQClient'),
  integration('confluent-kafka-dotnet', 'publishes', 'kafka', 'AddKafkaProducer'),
  integration('confluent-kafka-dotnet', 'consumes', 'kafka', 'AddKafkaConsumer'),
  integration('nats-dotnet', 'publishes', 'nats', 'AddNatsClient'),
  integration('elastic-dotnet', 'stores', 'elasticsearch', 'AddElasticsearchClient'),
  integration('azure-servicebus', 'publishes', 'servicebus', 'AddAzureServiceBusClient'),
];

/** Names of those methods, whose argument names a connection string instead of being one. */
export const connectionNames: ReadonlySet<string> = new Set(aspire.flatMap(({ calls }) => calls.flatMap(({ match }) => match.replace(/[#{}]/g, '').split(','))));
